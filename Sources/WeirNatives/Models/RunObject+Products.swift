// Queries times keys: what attention scores are before they are scaled and masked.

import WeirLanguage
import WeirModel
import WeirTensor

extension RunObject {
  /// The dot products of query and key vectors, biases and rotation included: `[head, query, key]`, or `[query, key]` of
  /// one head; `batch` and `layer` in front where the run or the component has several.
  func products(of component: Component, isScaled: Bool, isMasked: Bool) throws -> Value {
    let shape = model.configuration
    let isRotary = if case .rotary = shape.positions { true } else { false }
    let queries = try run.read(Site(isRotary ? .rotQ : .q, component)).renamed([("pos", "query")])
    let keys = try headed(run.read(Site(isRotary ? .rotK : .k, component))).renamed([("pos", "key")])
    var products = try Tensor.contract(queries, keys, over: ["d_head"])
    let order = ["batch", "layer", "head", "query", "key"].filter { products.axisIndex($0) != nil }
    products = try products.transposed(order)
    if isScaled { products = try products * Tensor(scalar: Float(shape.attention.scale)) }
    if isMasked {
      let scores = try run.read(Site(.scores, component))
      products = try products.masked(where: scores.mapped(.is_missing))
    }
    let layer = component.layers.single
    return .object(TensorObject(products, layer: layer))
  }

  /// Keys of groups repeated for each head that reads them.
  private func headed(_ keys: Tensor) throws -> Tensor {
    guard let place = keys.axisIndex("group") else { return keys }
    let heads = model.configuration.headCount
    let grouping = heads / max(1, keys.axes[place].size)
    let repeated = try keys.selecting("group", .positions((0..<heads).map { $0 / max(1, grouping) }))
    return try repeated.labelled("group", nil).renamed([("group", "head")])
  }
}
