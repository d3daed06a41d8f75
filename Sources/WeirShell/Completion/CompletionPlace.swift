import WeirLanguage
import WeirText

/// Where in a program the cursor stands, as far as completion cares.
enum CompletionPlace: Equatable {
  /// A bare word; `call` is the function among whose arguments it stands.
  case word(call: CallPlace?)
  /// Behind a dot after a chain of names.
  case member(of: [String])
  /// Behind a dot after a call of a function.
  case memberOfResult(of: String)
  /// Behind a dot after an index into what a chain of names leads to.
  case memberOfItem(of: [String])
  /// Behind a dot after a component literal.
  case site(of: String)
  /// Behind `name:` among a call's arguments.
  case value(of: String, in: CallPlace)
  /// Among index brackets after a chain of names.
  case subscript_(of: [String])
  /// Behind `axis:` among index brackets after a chain of names.
  case axisValue(of: String, in: [String])
  /// Among the brackets of a range of layers, or of a layer's heads: `L[`, `L5H[`, `L5H[2..<`.
  case range(of: String, from: Int?)
  /// Inside a string.
  case string(StringPlace)
  /// Where nothing is known.
  case nothing

  /// A call that is being written.
  struct CallPlace: Equatable {
    let function: String
    /// Names of arguments already given.
    var named: [String] = []
    /// How many arguments without a name stand before the cursor.
    var positional = 0
    /// The chain of names that the first argument is; empty when it is something else.
    var subject: [String] = []
    /// Whether the cursor stands in the body of a function that is an argument.
    var isInFunction = false
  }

  /// What a string is for.
  enum StringPlace: Equatable {
    case argument(name: String?, in: CallPlace)
    /// `axis` is the name before the colon, where one stands there.
    case index(of: [String], axis: String?)
    /// After `use`, or `to` of `save`.
    case path
    case other
  }
}
