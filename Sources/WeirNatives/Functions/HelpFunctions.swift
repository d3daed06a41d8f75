// `help` as a function of the language: the page that `?name` shows at the prompt, in scripts and `-e` too.

import WeirLanguage
import WeirText

enum HelpFunctions {
  static func functions(_ world: World) -> [NativeFunction] {
    [
      NativeFunction("help") { call in
        let library = call.context.library
        let width = world.terminal().width
        let runner = ExampleRunner(besides: world, library: library, width: width - 2)
        if call[0].isNone {
          try HelpOverview.write(runner, to: world.draw)
        } else {
          world.draw(try runner.page(topic(call, LibraryHelp(library)), width: width))
        }
        return .none
      }
    ]
  }

  /// A text names a word; any other value is asked about itself.
  private static func topic(_ call: Call, _ help: LibraryHelp) throws -> HelpTopic {
    guard let name = call[0].asString else { return help.topic(of: call[0]) }
    guard let topic = help.topic(name) else {
      let nearest = Suggestion.best(for: name, among: help.words)
      throw call.problem(at: 0, NativeProblem.noHelp(name, nearest: nearest))
    }
    return topic
  }
}
