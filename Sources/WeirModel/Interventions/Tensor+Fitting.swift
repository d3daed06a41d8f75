// Numbers that are given to a site, in the order of the site's axes.

import WeirTensor

extension Tensor {
  /// The same numbers on a site's axes, matched by name; nil where names or sizes do not belong to the site.
  func fitted(to wanted: [Axis]) throws -> Tensor? {
    guard axes.count == wanted.count, let places = places(among: wanted) else { return nil }
    let order = places.compactMap(\.self)
    guard order.map({ axes[$0].size }) == wanted.map(\.size) else { return nil }
    return try permuted(order)
  }

  /// The numbers of `set` on a site's axes; nil where names or sizes do not belong to the site.
  ///
  /// Along axes that they lack they are the same everywhere. Where they have one for each position that is written, and
  /// not for each that there is, they stand there in the order of `positions`.
  func placed(on wanted: [Axis], at positions: [[Int]]?) throws -> Tensor? {
    guard let places = places(among: wanted) else { return nil }
    var given = wanted
    let along = wanted.firstIndex { SiteLayout.positionAxes.contains($0.name) }
    if let positions, let along, let own = places[along], axes[own].size != wanted[along].size {
      guard positions.allSatisfy({ $0.count == axes[own].size }) else { return nil }
      given[along] = Axis(wanted[along].name, axes[own].size)
    }
    let order = places.indices.filter { places[$0] != nil }
    guard order.allSatisfy({ places[$0].map { axes[$0].size } == given[$0].size }) else { return nil }
    let named = try permuted(order.compactMap { places[$0] }).relabelled(order.map { given[$0] })
    let full = try named.spread(over: given)
    guard let along, let positions, given[along].size != wanted[along].size else { return full }
    return full.scattered(over: wanted, along: along, to: positions)
  }

  /// Whether a value of a site has numbers for single positions.
  func hasPositions(among wanted: [Axis]) -> Bool {
    let places = places(among: wanted) ?? []
    return zip(wanted, places).contains { SiteLayout.positionAxes.contains($0.name) && $1 != nil }
  }

  /// For each of a site's axes, which axis of the tensor it is; nil where some axis of the tensor is none of the site's.
  ///
  /// Axes that nobody named (`item`; `row`, `column`; `axis0`, ...) take the last places that are left, in their order,
  /// and a prime is overlooked where no other axis bears the name.
  private func places(among wanted: [Axis]) -> [Int?]? {
    guard axes.count <= wanted.count else { return nil }
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
    for index in places.indices.reversed() where places[index] == nil {
      guard let last = rest.popLast() else { break }
      places[index] = last
    }
    return places
  }

  /// The same numbers under other axes of the same sizes.
  private func relabelled(_ axes: [Axis]) -> Tensor {
    Tensor(axes) { buffer in
      withValues { if let values = $0.baseAddress { buffer.baseAddress?.update(from: values, count: $0.count) } }
    }
  }

  /// Rows in the order of each prompt's positions, put there; 0 elsewhere.
  private func scattered(over wanted: [Axis], along: Int, to positions: [[Int]]) -> Tensor {
    let inner = wanted[(along + 1)...].reduce(1) { $0 * $1.size }
    let outer = wanted[..<along].reduce(1) { $0 * $1.size }
    let prompts = wanted.first?.name == RowExtent.batchAxis ? wanted[0].size : 1
    let (length, values) = (wanted[along].size, values)
    return Tensor(wanted) { buffer in
      buffer.update(repeating: 0)
      for index in 0..<outer {
        let places = positions[index * prompts / max(1, outer)]
        for (row, position) in places.enumerated() {
          for offset in 0..<inner {
            buffer[(index * length + position) * inner + offset] = values[(index * places.count + row) * inner + offset]
          }
        }
      }
    }
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
