import CLineEditor
import WeirText

/// The line editor of a capable terminal: libedit behind the C shim.
public final class EditLineEditor: LineEditor {
  public weak var delegate: (any LineEditorDelegate)?
  public let ownsTerminal = true
  let editor: OpaquePointer
  private let hasColour: Bool

  /// An editor whose usual prompt is this one; nil when libedit cannot use the terminal.
  public init?(hasColour: Bool, prompt: Prompt) {
    guard weir_locale_use_utf8(), let editor = weir_editor_create("weir") else { return nil }
    self.editor = editor
    self.hasColour = hasColour
    weir_editor_set_callbacks(editor, callbacks())
    // Entries that are remembered before the first reading are laid out for it.
    set(prompt)
  }

  deinit { weir_editor_destroy(editor) }

  public func read(_ prompt: Prompt) -> LineInput {
    set(prompt)
    var text: UnsafePointer<CChar>?
    var count = 0
    switch weir_editor_read(editor, &text, &count) {
    case WEIR_INPUT_LINE: return .entry(Self.string(text, count))
    case WEIR_INPUT_INTERRUPTED: return .interrupted(hadText: count > 0)
    default: return .end
    }
  }

  private func set(_ prompt: Prompt) {
    let colour = prompt.style.selectGraphicRendition.map { hasColour ? "\u{1B}[\($0)m" : "" } ?? ""
    weir_editor_set_prompt(
      editor, prompt.text, colour, colour.isEmpty ? "" : "\u{1B}[0m",
      Markup(prompt.continuation, .dim).ansi(colour: hasColour))
  }

  public func remember(_ entry: String) { weir_editor_add_history(editor, entry) }

  /// Keys in the manner of vi, or of emacs.
  public func useVi(_ isVi: Bool) { weir_editor_set_vi(editor, isVi) }

  static func string(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> String {
    guard let bytes else { return "" }
    return bytes.withMemoryRebound(to: UInt8.self, capacity: count) {
      String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
    }
  }
}
