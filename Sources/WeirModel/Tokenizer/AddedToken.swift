/// A token that is found in the text itself, before the model cuts the rest.
struct AddedToken: Sendable, Hashable {
  var content: String
  var number: Int
  /// Found only where no letter or digit touches it.
  var isSingleWord = false
  /// Takes the white space before it along.
  var stripsLeft = false
  /// Takes the white space after it along.
  var stripsRight = false
  /// Looked for in the normalised text, in its own normalised form.
  var isNormalized = false
  /// Left out when special tokens are skipped.
  var isSpecial = false
}
