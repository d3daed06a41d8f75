// Figures on the terminal: as pixels where it has them, else as half blocks or characters.

import CLineEditor
import Synchronization
import WeirFigure
import WeirNatives

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Draws figures for standard output; the first one may ask the terminal what it can show.
public final class FigureScreen: Sendable {
  private struct State {
    var choice: PictureChoice
    /// The answer to the one question; nil when it has not been asked.
    var answer: TerminalAnswer?
  }

  private let state: Mutex<State>
  private let environment: @Sendable (String) -> String?

  /// Milliseconds that an answer may take.
  private static let patience: Int32 = 150

  public init(environment: @escaping @Sendable (String) -> String? = World.processVariable) {
    let wish = environment("WEIR_PICTURES").flatMap { PictureChoice(rawValue: $0.lowercased()) }
    state = Mutex(State(choice: wish ?? .auto))
    self.environment = environment
  }

  /// What was set.
  public var choice: PictureChoice {
    get { state.withLock { $0.choice } }
    set { state.withLock { $0.choice = newValue } }
  }

  /// The characters and sequences that show a figure.
  public func text(of figure: Figure, on terminal: Terminal) -> String {
    let choice = self.choice
    if let pixels = choice.pixels ?? (choice == .auto ? found(on: terminal) : nil), terminal.isTerminal {
      let renderer = PixelRenderer(
        pixels, columns: terminal.width, cellWidth: cellWidth, theme: terminal.ground == .dark ? .dark : .light)
      // Without Cairo there are no pixels, and characters always are.
      if let picture = try? renderer.render(figure) { return picture }
    }
    var terminal = terminal
    if choice == .characters { terminal.colourDepth = .none }
    return terminal.renderer.render(figure)
  }

  /// The protocol that the terminal has, asked of it once.
  private func found(on terminal: Terminal) -> PixelProtocol? {
    guard terminal.isTerminal, terminal.colourDepth > .none, Self.mayAsk(environment) else { return nil }
    if Self.isITerm(environment) { return .iTerm2 }
    guard isatty(STDIN_FILENO) == 1 else { return nil }
    return state.withLock { state in
      if let answer = state.answer { return answer.pixels }
      let answer = TerminalAnswer(Self.ask())
      state.answer = answer
      answer.keys.withUnsafeBytes {
        weir_terminal_give_back($0.bindMemory(to: CChar.self).baseAddress, answer.keys.count)
      }
      return answer.pixels
    }
  }

  private static func ask() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 1024)
    let count = buffer.withUnsafeMutableBytes {
      weir_terminal_ask(TerminalAnswer.question, $0.bindMemory(to: CChar.self).baseAddress, $0.count, patience)
    }
    return Array(buffer.prefix(count))
  }

  /// Whether a question makes sense: never to a dumb terminal, to the console, or through a multiplexer, which would answer
  /// for itself and pass no pictures on.
  static func mayAsk(_ environment: (String) -> String?) -> Bool {
    let name = environment("TERM") ?? ""
    if ["", "dumb", "linux"].contains(name) || name.hasPrefix("screen") || name.hasPrefix("tmux") { return false }
    return ["TMUX", "STY", "ZELLIJ", "INSIDE_EMACS"].allSatisfy { (environment($0) ?? "").isEmpty }
  }

  /// Terminals that show iTerm2's pictures and say so only by a variable.
  static func isITerm(_ environment: (String) -> String?) -> Bool {
    ["iTerm.app", "WezTerm"].contains(environment("TERM_PROGRAM") ?? "") || environment("LC_TERMINAL") == "iTerm2"
  }

  /// Pixels of a column: what the system knows, else what the terminal said, else 9.
  private var cellWidth: Int {
    var (width, height) = (Int32(0), Int32(0))
    if weir_terminal_cell(STDOUT_FILENO, &width, &height) { return Int(width) }
    return state.withLock { $0.answer?.cellWidth } ?? 9
  }
}
