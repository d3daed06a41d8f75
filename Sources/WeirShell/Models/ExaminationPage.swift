import WeirModel
import WeirNatives
import WeirText

/// `weir doctor MODEL`: everything about a model's folder, and what is wrong with it.
public enum ExaminationPage {
  /// Examines a model by name or path and writes what is found; false when something is wrong.
  public static func write(_ name: String, to console: Console) -> Bool {
    do {
      let examination = try ModelExamination(ModelLibrary.standard().find(name))
      console.write(page(examination))
      console.flush()
      return examination.isSound
    } catch {
      console.report([Launch.diagnostic(error)])
      return false
    }
  }

  static func page(_ e: ModelExamination) -> Markup {
    var page = Markup(e.entry.name, .strong) + Markup("  \(e.entry.folder)\n")
    if let revision = e.entry.revision { page += Markup("  revision \(revision)\n", .dim) }
    page += section("configuration") + configuration(e)
    page += section("weights") + weights(e)
    if e.configuration?.embedding.patches != nil {
      page +=
        section("pictures") + line("a PNG file: " + (e.pictures?.steps ?? ["not understood"]).joined(separator: ", "))
    } else {
      page += section("tokenizer") + tokenizer(e.tokenizer)
    }
    page += section("memory") + memory(e)
    page += section("expected outputs") + parity(e)
    page += Markup("\n")
    guard !e.isSound else { return page + Markup("nothing is wrong\n", .strong) }
    page += Markup("\(Count.of(e.problems.count, "problem"))\n", .error)
    for problem in e.problems.prefix(40) {
      page += Markup("  error[\(problem.code)]", .error) + Markup(" \(problem.message)\n")
      for line in problem.notes + problem.help { page += Markup("    \(line)\n", .hint) }
    }
    if e.problems.count > 40 { page += Markup("  … and \(e.problems.count - 40) more\n") }
    return page
  }

  private static func section(_ title: String) -> Markup { Markup("\n\(title)\n", .keyword) }

  private static func line(_ text: String) -> Markup { Markup("  \(text)\n") }

  private static func configuration(_ e: ModelExamination) -> Markup {
    guard let c = e.configuration else { return line("not understood") }
    var table = TextTable([])
    for (name, value) in c.description { table.add([name, value]) }
    return table.markup(indent: "  ") + line("every key of config.json was understood")
  }

  private static func weights(_ e: ModelExamination) -> Markup {
    guard !e.tensors.isEmpty else { return line("none could be read") }
    var table = TextTable(["tensor", "count", "type", "shape"], numeric: [1])
    for group in e.tensors {
      table.add([
        group.name, "\(group.count)", group.type.name,
        "[" + group.shape.map { "\($0)" }.joined(separator: ", ") + "]",
      ])
    }
    let total = e.tensors.reduce(0) { $0 + $1.count }
    return table.markup(indent: "  ")
      + line(
        "\(Count.of(total, "tensor")), \(Amount.parameters(e.parameterCount)) numbers, \(Amount.bytes(e.byteCount))")
  }

  private static func tokenizer(_ tokenizer: TokenizerExamination?) -> Markup {
    guard let tokenizer else { return line("none: prompts are token numbers") }
    let files = tokenizer.files.joined(separator: ", ")
    var result = line("\(tokenizer.kind), \(Count.grouped(tokenizer.vocabularySize)) tokens, from \(files)")
    if let reading = tokenizer.reading { result += line("read \(reading.sentence)") }
    var table = TextTable([])
    for (role, id, text) in tokenizer.roles { table.add([role, "\(id)", Visible.text(text)]) }
    result += table.markup(indent: "  ")
    result += line("a text becomes \(tokenizer.framed.map { Visible.text($0) }.joined(separator: " "))")
    guard let (text, back) = tokenizer.changed else {
      return result + line("\(TokenizerExamination.texts.count) texts come back from their tokens as they were")
    }
    return result + line("a text comes back changed: \(Visible.text(text)) → \(Visible.text(back))")
  }

  private static func memory(_ e: ModelExamination) -> Markup {
    let converted = e.convertedByteCount
    return converted == 0
      ? line("\(Amount.bytes(e.byteCount)) of the file's own pages, nothing copied")
      : line("\(Amount.bytes(converted)) of float32 copies")
  }

  private static func parity(_ e: ModelExamination) -> Markup {
    guard !e.parity.isEmpty else { return line("the folder carries none (expected.safetensors)") }
    var table = TextTable(["output", "difference", "allowed", ""], numeric: [1, 2])
    for entry in e.parity {
      table.add([
        entry.name, SignificantDigits.text(Double(entry.difference), digits: 2),
        SignificantDigits.text(Double(entry.tolerance), digits: 2), entry.agrees ? "" : "differs",
      ])
    }
    return table.markup(indent: "  ")
  }
}
