/// What a user can ask of a model, a run or an intervention that cannot be done.
public enum ModelProblem: Error, Equatable {
  case noSuchComponent(String, model: String, noun: String, letter: String, count: Int)
  case unknownSite(String, nearest: String?)
  case unknownSiteName(String, component: String, nearest: String?)
  case siteAbsent(String, hook: String, model: String, family: String)
  case siteNeedsLayer(String)
  case siteHasNoLayer(String, String)
  case siteHasNoParts(String, site: String, noun: String, layer: String)
  case layerIsNoSite(String)
  case headsShareKeys(String, groups: Int, heads: Int)

  case emptyPrompt(index: Int?)
  case noPrompts
  case promptTooLong(tokens: Int, limit: Int, index: Int?)
  case tokenOutside(Int, vocabulary: Int, position: Int)
  case stoppedBefore(String, stop: String)
  case noLogits(model: String)
  case positionOutside(Int, length: Int, what: String)
  case familyHasNoPass(String)
  case weightsDisagree(String, found: Int, expected: Int)
  case unknownWeight(String, nearest: String?)
}
