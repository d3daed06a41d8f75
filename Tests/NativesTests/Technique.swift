import Foundation
import WeirModel

/// A known-answer program of `Tests/Spec/techniques`, and what its head says of itself.
///
///     # row: 22 bigram-table
///     # function: circuits.bigrams
///     # script: circuits/bigrams.weir
///     # mutant: sign 22 23 | circuits | text as it is | text that breaks the formula
///     # cannot: position 22 | why no fault of this kind can be planted
///     # needs: gpt2
struct Technique: CustomStringConvertible {
  /// A fault planted in a module, which the program must notice.
  struct Mutant: CustomStringConvertible, Sendable {
    let kind: Kind
    /// The numbers of the rows whose formula it breaks.
    let rows: [Int]
    let module: String
    let text: String
    let fault: String

    var description: String { "\(kind.rawValue) \(rows): \(text) -> \(fault)" }
  }

  /// What a fault does to a formula.
  enum Kind: String, CaseIterable, Sendable {
    /// A sign turned, or an order reversed.
    case sign
    /// A position, layer, rank or order off by one.
    case position
    /// Query and key, source and output, row and column exchanged.
    case transposed
    /// A norm's scale or another factor left out or added.
    case scale
  }

  /// Why a kind of fault cannot be planted in a row.
  struct Exemption: Sendable {
    let kind: Kind
    let rows: [Int]
    let reason: String
  }

  let path: String
  let text: String

  init(_ path: String) throws {
    self.path = path
    text = try Repository.text(path)
  }

  var description: String { name }
  var name: String { String(path.split(separator: "/").last ?? "") }
  /// `22 bigram-table`.
  var rows: [String] { entries("row") }
  var functions: [String] { entries("function").flatMap { $0.components(separatedBy: ", ") } }
  var scripts: [String] { entries("script").flatMap { $0.components(separatedBy: ", ") } }
  /// The model without which the program cannot run.
  var neededModel: String? { entries("needs").first }

  var mutants: [Mutant] {
    entries("mutant").compactMap { entry in
      let parts = entry.components(separatedBy: " | ")
      guard parts.count == 4, let (kind, rows) = Self.head(parts[0]) else { return nil }
      return Mutant(kind: kind, rows: rows, module: parts[1], text: parts[2], fault: parts[3])
    }
  }

  var exemptions: [Exemption] {
    entries("cannot").compactMap { entry in
      let parts = entry.components(separatedBy: " | ")
      guard parts.count == 2, let (kind, rows) = Self.head(parts[0]) else { return nil }
      return Exemption(kind: kind, rows: rows, reason: parts[1])
    }
  }

  /// Entries that are not written as the type's comment says; there should be none.
  var misread: Int { entries("mutant").count + entries("cannot").count - mutants.count - exemptions.count }

  /// `sign 22 23`.
  private static func head(_ text: String) -> (Kind, [Int])? {
    let words = text.split(separator: " ")
    let rows = words.dropFirst().compactMap { Int($0) }
    guard let kind = words.first.flatMap({ Kind(rawValue: String($0)) }), !rows.isEmpty, rows.count == words.count - 1
    else { return nil }
    return (kind, rows)
  }

  /// Whether what the program needs is on this machine.
  var isRunnable: Bool {
    guard let neededModel else { return true }
    return (try? ModelLibrary.standard().find(neededModel)) != nil
  }

  private func entries(_ key: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("# \(key): ") }.map { String($0.dropFirst(key.count + 4)) }
  }

  static let all = Repository.programs(in: "Tests/Spec/techniques").compactMap { try? Technique($0) }
}
