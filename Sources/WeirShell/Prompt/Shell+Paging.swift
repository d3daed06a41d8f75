// Texts that may be taller than the screen.

import CLineEditor
import WeirText

extension Shell {
  /// Writes a text; what the screen cannot hold goes through the pager, unless `:set pager off`.
  func present(_ markup: Markup) {
    let terminal = console.terminal
    let isTall = terminal.isTerminal && Self.rows(of: markup.plain, width: terminal.width) >= terminal.height
    if isTall, settings["pager"] != "off", editor.ownsTerminal, let pager = Pager(session.world.environment) {
      console.finishLine()
      let isShown = thread.lendingTerminal { pager.show(console.rendered(markup)) } ?? false
      // Ctrl-C in the pager was meant for the pager.
      _ = weir_interrupt_take()
      if isShown { return }
    }
    console.write(markup)
  }

  /// The rows that a text takes when long lines are wrapped.
  static func rows(of text: String, width: Int) -> Int {
    text.split(separator: "\n", omittingEmptySubsequences: false).reduce(text.hasSuffix("\n") ? -1 : 0) { rows, line in
      rows + max(1, (line.displayWidth + width - 1) / width)
    }
  }
}
