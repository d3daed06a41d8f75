import WeirTensor

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
  /// A prompt of one token, `prompt` of several, and what to type: whether a beginning-of-sequence token would make it a
  /// prediction, and whether the tokens are what a decoder says.
  case nothingToPredict(index: Int?, token: String, lacksBeginning: Bool, isTarget: Bool)
  case promptTooLong(tokens: Int, limit: Int, index: Int?)
  case needsSource(model: String)
  case takesNoSource(model: String)
  case needsImage(model: String)
  case takesNoImage(model: String)
  case imageDisagrees(given: Int, expected: [Int])
  case segmentOutside(Int, count: Int, model: String)
  case noStack(String, String, model: String)
  case generatesNothing(model: String)
  case crossReference(String)
  case tokenOutside(Int, vocabulary: Int, position: Int)
  case stoppedBefore(String, stop: String)
  case noLogits(model: String)
  case positionOutside(Int, length: Int, what: String)
  case familyHasNoPass(String)
  case unusedTensor(String, path: String, nearest: String?)
  case unknownWeight(String, nearest: String?)
  case weightAbsent(String, model: String)
  case weightHasNoHeads(String)
  case processingRefused(String, model: String, why: String)
  case doesNotFit(String, value: Double, precision: String)
  case notSupported(String, model: String, family: String)
  case handmadeWithout(String)
  case handmadeAxes(String, given: [String], wanted: [String])
  case handmadeShape(String, axes: [String], given: [Int], wanted: [Int])
  case handmadeNorm(String)

  case textNotFound(String, prompt: String, tokens: [String])
  case textTwice(String, prompt: String, positions: [Int])
  case positionListsDisagree(lists: Int, prompts: Int)
  case conflict(String, String)
  case noEffect(String, why: String)
  case otherModel(String, String, String)
  /// The steps of weight processing on each side.
  case otherProcessing(String, source: [String], target: [String])
  case batchesDisagree(String, source: Int, target: Int)
  case lengthsDisagree(String, source: Int, target: Int)
  /// One name for a position of two prompts of different lengths, where it means two.
  case sidesDiffer(String, at: String, source: Int, target: Int)
  case positionCountsDisagree(String, to: Int, from: Int)
  case valueDisagrees(String, site: [Axis], given: [Axis])
  /// A row of another run's scores or pattern reads more keys than the prompt has.
  case keysAbsent(String, query: Int, reads: Int, keys: Int)
  /// `along` is nil where the site has one number a position.
  case directionDisagrees(String, given: [Axis], along: Axis?, isMatrix: Bool)
  case editChangesShape(String, given: [Axis], returned: [Axis])
  case meanOfMatrix(String)
  case noReference(String, position: Int)
  case noOtherPrompt(String)
  case senderIsNoHead(String)
  case writesTwice(String)
  case readsNothing(String, isLayer: Bool)
}
