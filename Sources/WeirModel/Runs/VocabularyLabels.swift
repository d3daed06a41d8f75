import Synchronization
import WeirTensor
import WeirText

/// The texts of all tokens of a model, gathered when someone first reads an axis of them.
///
/// Tens of thousands of texts take some milliseconds, so a run whose logits nobody reads does not pay for them; all
/// axes of one model share one list.
final class VocabularyLabels: Sendable {
  private let gathered = Mutex<Axis?>(nil)

  /// The axis `vocab`; without labels where a token has no text but its number.
  ///
  /// Each label names one token: the many that are part of a character, all U+FFFD alone, are numbered.
  func axis(_ count: Int, _ text: (Int) -> String) -> Axis {
    gathered.withLock { axis in
      if let axis { return axis }
      let labels = (0..<count).map(text)
      let sayNothing = labels.indices.allSatisfy { labels[$0] == "\($0)" }
      let made = Axis("vocab", count, labels: sayNothing ? nil : TokenLabels.unique(labels))
      axis = made
      return made
    }
  }
}
