import WeirTensor
import WeirText

/// What natives find wrong beyond what the language, tensors, models and figures say themselves.
public enum NativeProblem: Problem {
  case indexNotWhole(Double)
  case notAnIndex(found: String)
  case notATensor(found: String)
  case unknownChoice(String, of: [String])
  case noWords(String)
  case wordsDisagree(words: Int, tokens: Int)
  case repeatedWord(String)
  case comparesFactored(String)

  // Models and runs.
  case notOneToken(String, pieces: [String], suggestion: String?)
  case notASite(found: String)
  case notAnIntervention(found: String)
  case tokenOutside(Int, count: Int)
  case emptyPrompt
  case notAPrompt(found: String)
  case notPositions(found: String)
  case needsReference(String)
  case wouldBeIgnored(String, because: String)
  case outsideOf(String, found: Double, allowed: String)
  case notAWeight(found: String)
  case wrongVocabulary(String, String)
  case notFinite(layer: Int, model: String)
  case unknownKey(String, of: String, known: [String])
  case contextFull(made: Int, of: Int, context: Int, prompt: Int?)
  case countsDisagree(String, given: Int, prompts: Int)

  // Sweeps.
  case measureNotANumber(found: String)
  case cellsDisagree(takes: Int, given: Int, axes: [String])
  case measureReadsNothing
  case measureChangesShape(base: String, cell: String)
  case measureHasRows(String)
  case sweepInterrupted(done: Int, of: Int)
  case scanNeedsOneNumber(axes: [Axis])
  case nothingToDo(count: Int)
  case nothingUnder(String, found: String)
  case runsAndInterventions(found: String)
  case memoryLimitTooSmall(Int, needed: Int)
  case notAnAmount(String)

  // Pictures.
  case notAnEdge(found: String)
  case unknownPicture(String, known: [String])
  case cannotDraw(String, axes: [Axis], possible: [String])
  case noPicture(axes: [Axis], possible: [String])
  case noOneTensor(panels: Int)
  case differentAxes(left: [Axis], right: [Axis])
  case unknownPalette(String, known: [String])

  // Help.
  case noHelp(String, nearest: String?)

  // Saving and reading.
  case unknownExtension(String, kinds: [String])
  case nestedTooDeep(limit: Int)
  case tooLongToWrite(limit: Int)
  case cannotSave(found: String, extension: String, allowed: [String])
}
