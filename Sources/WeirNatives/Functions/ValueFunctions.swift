// Questions about any value, and the words between a program and its surroundings.

import WeirLanguage

enum ValueFunctions {
  static func functions(_ world: World) -> [NativeFunction] {
    [
      NativeFunction("exit") { call in throw Exit(status: Int32(truncatingIfNeeded: try call.integer(0))) },
      NativeFunction("seconds") { _ in .number(world.clock()) },
      NativeFunction("type_of") { call in Value(call[0].typeName) },
    ]
  }
}
