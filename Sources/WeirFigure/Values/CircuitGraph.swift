import WeirText

/// Components by layer with weighted edges between them.
public struct CircuitGraph: Sendable, Equatable {
  /// A component, such as `L5H1`, or a token's embedding or logit.
  public struct Node: Sendable, Equatable {
    public var name: String
    /// The level it stands on, lowest first; edges usually go upwards.
    public var layer: Int
    /// A number of its own, such as its direct effect; NaN for none.
    public var value: Float

    public init(_ name: String, layer: Int, value: Float = .nan) {
      self.name = name
      self.layer = layer
      self.value = value
    }
  }

  /// An edge between two nodes, by their indices.
  public struct Edge: Sendable, Equatable {
    public var from: Int
    public var to: Int
    public var weight: Float

    public init(from: Int, to: Int, weight: Float) {
      self.from = from
      self.to = to
      self.weight = weight
    }
  }

  public let nodes: [Node]
  public let edges: [Edge]
  /// What a weight measures, such as `K-composition`.
  public let weightName: String

  /// Makes a graph; edges to nodes that do not exist, and edges without a finite weight, are dropped.
  public init(nodes: [Node], edges: [Edge], weightName: String = "") {
    self.nodes = nodes
    self.edges = edges.filter {
      nodes.indices.contains($0.from) && nodes.indices.contains($0.to) && $0.weight.isFinite
    }
    self.weightName = weightName
  }

  /// The largest weight in size; 1 when there is none.
  public var strongest: Float {
    let largest = edges.reduce(Float(0)) { max($0, abs($1.weight)) }
    return largest > 0 ? largest : 1
  }

  /// The nodes of each level from the lowest up, those with common neighbours close together.
  ///
  /// The order within a level is by the mean place of the neighbours on other levels, swept four times up and down
  /// (Sugiyama's barycentre heuristic), ties by index.
  public var levels: [[Int]] {
    var levels = Dictionary(grouping: nodes.indices, by: { nodes[$0].layer }).sorted { $0.key < $1.key }.map(\.value)
    var place = [Double](repeating: 0, count: nodes.count)
    func settle(_ level: [Int]) {
      for (index, node) in level.enumerated() { place[node] = (Double(index) + 0.5) / Double(level.count) }
    }
    levels.forEach(settle)
    var neighbours = [[Int]](repeating: [], count: nodes.count)
    for edge in edges where nodes[edge.from].layer != nodes[edge.to].layer {
      neighbours[edge.from].append(edge.to)
      neighbours[edge.to].append(edge.from)
    }
    for sweep in 0..<4 {
      for index in sweep % 2 == 0 ? Array(levels.indices) : levels.indices.reversed() {
        let wish = levels[index].map { node in
          neighbours[node].isEmpty
            ? place[node] : neighbours[node].reduce(0) { $0 + place[$1] } / Double(neighbours[node].count)
        }
        levels[index] = zip(wish, levels[index]).sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
        settle(levels[index])
      }
    }
    return levels
  }

  /// An edge in words with its exact weight: `L2H3 → L5H1: 0.4321`.
  public func describe(_ edge: Edge) -> String {
    nodes[edge.from].name + " → " + nodes[edge.to].name + ": " + NumberText.exact(edge.weight)
  }

  /// A node in words: `L5H1: 0.43`.
  public func describe(node index: Int) -> String {
    nodes[index].name + (nodes[index].value.isNaN ? "" : ": " + NumberText.exact(nodes[index].value))
  }
}
