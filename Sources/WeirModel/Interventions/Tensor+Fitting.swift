// Numbers that are given to a site, in the order of the site's axes.

import WeirTensor

extension Tensor {
  /// The same numbers on a site's axes, matched by name; nil where names or sizes do not belong to the site.
  ///
  /// Axes that nobody named (`item`; `row`, `column`; `axis0`, ...) take the places that are left, in their order, and a
  /// prime is overlooked where no other axis bears the name.
  func fitted(to wanted: [Axis]) throws -> Tensor? {
    guard axes.count == wanted.count else { return nil }
    let unnamed = Set([1, 2, max(3, axes.count)].flatMap(Tensor.defaultNames))
    var places = [Int?](repeating: nil, count: wanted.count)
    var rest: [Int] = []
    for (place, axis) in axes.enumerated() {
      let named = wanted.firstIndex { $0.name == axis.name }
      let index = named ?? wanted.firstIndex { $0.name == axis.baseName && !axisNames.contains($0.name) }
      if let index, places[index] == nil {
        places[index] = place
      } else if unnamed.contains(axis.name) {
        rest.append(place)
      } else {
        return nil
      }
    }
    for index in places.indices where places[index] == nil { places[index] = rest.removeFirst() }
    let order = places.compactMap(\.self)
    guard order.map({ axes[$0].size }) == wanted.map(\.size) else { return nil }
    return try permuted(order)
  }
}

extension Intervention {
  /// The numbers of a direction: a vector along the last axis that reading the site gives.
  /// - Parameter axes: what reading the site gives, such as `[pos, d_model]`.
  /// - Throws: `ModelProblem.directionDisagrees`.
  func vector(_ direction: Tensor, along axes: [Axis], _ layout: SiteLayout) throws -> [Float] {
    // A neuron alone has one number a position, and no axis for it.
    let along = axes.suffix(1).filter { $0.name != "pos" && !layout.isMatrix }
    let isOneNumber = along.isEmpty && !layout.isMatrix && direction.count == 1
    guard isOneNumber || !along.isEmpty, let fitted = isOneNumber ? direction : try direction.fitted(to: along) else {
      throw ModelProblem.directionDisagrees(text, given: direction.axes, along: along.first, isMatrix: layout.isMatrix)
    }
    return fitted.values
  }
}

extension Component {
  /// The heads whose attention a knock-out cuts: those named, or all that read the keys of the groups named.
  /// - Throws: `ModelProblem.readsNothing` for neurons and bare layers.
  func readingHeads(in configuration: ModelConfiguration) throws(ModelProblem) -> Range<Int> {
    let parts = try parts(in: configuration) ?? 0..<0
    switch part {
    case .head: return parts
    case .group:
      let shared = configuration.headCount / max(1, configuration.keyValueHeadCount)
      return parts.lowerBound * shared..<parts.upperBound * shared
    case .neuron, .layer: throw .readsNothing(text, isLayer: part == .layer)
    }
  }
}
