/// A named axis of a tensor: `head`, `query`, `key`, `pos`, `d_model`.
public struct Axis: Sendable, Hashable {
  /// The name, unique within one tensor; a second axis of the same kind carries a prime (`d_model'`).
  public let name: String
  public let size: Int
  /// One label a position (token texts, layer names), or nil; labels may repeat, pictures make them unique.
  public let labels: [String]?

  public init(_ name: String, _ size: Int, labels: [String]? = nil) {
    self.name = name
    self.size = size
    self.labels = labels?.count == size ? labels : nil
  }

  /// The axis under another name.
  public func renamed(_ name: String) -> Axis { Axis(name, size, labels: labels) }

  /// The axis with other labels, or none.
  public func labelled(_ labels: [String]?) -> Axis { Axis(name, size, labels: labels) }

  /// The axis with only some of its positions; -1 stands for a position that does not exist.
  func taking(_ positions: [Int]) -> Axis {
    Axis(name, positions.count, labels: labels.map { labels in positions.map { $0 < 0 ? "" : labels[$0] } })
  }
}

// MARK: - Names and primes

extension Axis {
  /// The name without its primes: `d_model'` has the base name `d_model`.
  public var baseName: String { Axis.baseName(name) }

  /// A name without its primes.
  public static func baseName(_ name: String) -> String {
    guard name.hasSuffix("'") else { return name }
    return String(name.prefix { $0 != "'" })
  }

  /// Whether a name can be written after a bracket or a comma: a letter or `_`, letters, digits, `_`, then primes.
  public static func isValidName(_ name: String) -> Bool {
    let base = baseName(name)
    guard let first = base.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else { return false }
    return name.count <= 200
      && base.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" }
      && name.dropFirst(base.count).allSatisfy { $0 == "'" }
  }

  /// A name with as many primes as it takes to differ from the names in use.
  public static func primed(_ name: String, avoiding used: Set<String>) -> String {
    var result = name
    while used.contains(result) { result += "'" }
    return result
  }

  /// The axes with the primes of each base name counted up from left to right: `[d_model', d_model]` is
  /// `[d_model, d_model']`.
  ///
  /// Products and transposes give their results in this form, so that the transpose of a square matrix adds to it.
  static func renumbered(_ axes: [Axis]) -> [Axis] {
    var used = Set<String>()
    return axes.map { axis in
      let name = primed(axis.baseName, avoiding: used)
      used.insert(name)
      return name == axis.name ? axis : axis.renamed(name)
    }
  }
}

// MARK: - Labels of two axes that meet

extension Axis {
  /// The labels of a position-wise combination: where both sides have labels that differ, both are named (`Mary/John`).
  static func mergedLabels(_ a: [String]?, _ b: [String]?) -> [String]? {
    guard let a else { return b }
    guard let b, b.count == a.count, a != b else { return a }
    return zip(a, b).map { left, right in
      if left == right || left.split(separator: "/").contains(right[...]) { return left }
      return left.utf8.count + right.utf8.count > 40 ? "…" : left + "/" + right
    }
  }
}
