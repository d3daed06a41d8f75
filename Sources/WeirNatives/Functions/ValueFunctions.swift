// Questions about any value.

import WeirLanguage

enum ValueFunctions {
  static func functions() -> [NativeFunction] {
    [
      NativeFunction("exit") { call in throw Exit(status: Int32(truncatingIfNeeded: try call.integer(0))) },
      NativeFunction("type_of") { call in Value(call[0].typeName) },
    ]
  }
}
