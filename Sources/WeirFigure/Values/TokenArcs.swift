import WeirText

/// Which token looks at which, by one head or several.
public struct TokenArcs: Sendable, Equatable {
  /// One head's weights.
  public struct Head: Sendable, Equatable {
    public var name: String
    /// The weights `[query, key]`, row by row; NaN where there is none.
    public var values: [Float]
    /// The Weir line of a weight, where one is known.
    public var line: WeirLine?

    public init(name: String, values: [Float], line: WeirLine? = nil) {
      self.name = name
      self.values = values
      self.line = line
    }
  }

  public let queries: FigureAxis
  public let keys: FigureAxis
  public internal(set) var heads: [Head]
  /// Weights below this are not drawn; it is said beside the picture.
  public let threshold: Float

  public init(queries: FigureAxis, keys: FigureAxis, heads: [Head], threshold: Float = 0.05) {
    self.queries = queries
    self.keys = keys
    let count = queries.count * keys.count
    self.heads = heads.map { head in
      var head = head
      head.values = Array(head.values.prefix(count))
      head.values += Array(repeating: .nan, count: count - head.values.count)
      return head
    }
    self.threshold = threshold
  }

  /// One curve.
  public struct Arc: Sendable, Equatable {
    public let head: Int
    public let query: Int
    public let key: Int
    public let weight: Float
  }

  /// The weights of at least the threshold in size, by query, strongest first.
  public var arcs: [Arc] {
    var found: [Arc] = []
    for query in 0..<queries.count {
      var row: [Arc] = []
      for (index, head) in heads.enumerated() {
        for key in 0..<keys.count {
          let weight = head.values[query * keys.count + key]
          if abs(weight) >= threshold, weight.isFinite {
            row.append(Arc(head: index, query: query, key: key, weight: weight))
          }
        }
      }
      found += row.sorted { (abs($0.weight), $1.head, $1.key) > (abs($1.weight), $0.head, $0.key) }
    }
    return found
  }

  /// The largest weight in size, which is drawn at full strength.
  public var strongest: Float {
    let largest = heads.reduce(Float(0)) { best, head in
      head.values.reduce(best) { $1.isFinite ? max($0, abs($1)) : $0 }
    }
    return largest > 0 ? largest : 1
  }

  /// An arc in words with its exact weight: `L5H1, ␣sat₂ → ␣cat₁: 0.80123`.
  public func describe(_ arc: Arc) -> String {
    let name = heads[arc.head].name
    return (name.isEmpty ? "" : name + ", ") + queries.labels[arc.query] + " → " + keys.labels[arc.key] + ": "
      + NumberText.exact(arc.weight)
  }
}
