import Foundation
import WeirModel

/// A known-answer program of `Tests/Spec/techniques`, and what its head says of itself.
///
///     # row: 22 bigram-table
///     # function: circuits.bigrams
///     # script: circuits/bigrams.weir
///     # mutant: circuits | text as it is | text that breaks the formula
///     # needs: gpt2
struct Technique: CustomStringConvertible {
  /// A fault planted in a module, which the program must notice.
  struct Mutant {
    let module: String
    let text: String
    let fault: String
  }

  let path: String
  let text: String

  init(_ path: String) throws {
    self.path = path
    text = try Repository.text(path)
  }

  var description: String { name }
  var name: String { String(path.split(separator: "/").last ?? "") }
  /// `22 bigram-table`.
  var rows: [String] { entries("row") }
  var functions: [String] { entries("function").flatMap { $0.components(separatedBy: ", ") } }
  var scripts: [String] { entries("script").flatMap { $0.components(separatedBy: ", ") } }
  /// The model without which the program cannot run.
  var neededModel: String? { entries("needs").first }

  var mutants: [Mutant] {
    entries("mutant").compactMap { entry in
      let parts = entry.components(separatedBy: " | ")
      return parts.count == 3 ? Mutant(module: parts[0], text: parts[1], fault: parts[2]) : nil
    }
  }

  /// Whether what the program needs is on this machine.
  var isRunnable: Bool {
    guard let neededModel else { return true }
    return (try? ModelLibrary.standard().find(neededModel)) != nil
  }

  private func entries(_ key: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("# \(key): ") }.map { String($0.dropFirst(key.count + 4)) }
  }

  static let all = Repository.programs(in: "Tests/Spec/techniques").compactMap { try? Technique($0) }
}
