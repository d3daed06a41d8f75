// Many interventions over one run.

import WeirLanguage

enum SweepFunctions {
  static func functions(_ world: World) -> [NativeFunction] {
    [
      NativeFunction("plan") { call in try SweepCall(call, world).plan() },
      NativeFunction("sweep") { call in try SweepCall(call, world).run() },
    ]
  }
}
