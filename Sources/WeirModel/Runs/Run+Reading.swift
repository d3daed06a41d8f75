import WeirTensor
import WeirText

extension Run {
  /// The numbers of a site: axes as TransformerLens orders them, `batch` in front for a list of prompts, then `layer`
  /// where the site names several.
  /// - Throws: `ModelProblem`, `TensorProblem.tooLarge`, `Interrupted`, and what function edits throw.
  public func read(_ site: Site) throws -> Tensor {
    if let component = site.component, component.stack == .encoder, let encoderRun {
      return try encoderRun.read(site.withoutStack)
    }
    let resolved = try site.resolved(in: model.configuration)
    guard let layers = resolved.layers else {
      // Where nothing caps the logits, the site and `logits` are the same numbers.
      if resolved.name == .logits, model.configuration.unembedding.softCap == nil { return try logits() }
      return try values(resolved.name, layer: nil, parts: nil).tensor(model)
    }
    if !resolved.keepsLayerAxis {
      return try values(resolved.name, layer: layers.lowerBound, parts: resolved.parts).tensor(
        model, partAxis: resolved.keepsPartAxis)
    }
    return try stack(resolved, layers)
  }

  /// The same site of several layers, on a new axis `layer`.
  private func stack(_ resolved: Site.Resolved, _ layers: Range<Int>) throws -> Tensor {
    let layout = SiteLayout(resolved.name, prompts, model.configuration, parts: resolved.parts)
    let labels = model.labels(layout.batch)
    let keyLabels = layout.name.isCrossMatrix ? model.labels(layout.keys) : labels
    var axes = layout.axes(
      model, labels: labels, keyLabels: keyLabels, partAxis: resolved.keepsPartAxis)
    let isWhole = layers.lowerBound == 0
    axes.insert(
      Axis("layer", layers.count, labels: isWhole ? nil : layers.map { "\($0)" }), at: prompts.isBatch ? 1 : 0)
    let size = layout.promptSize
    return try Tensor.make(axes, rows: layout.extents(labels: labels, keyLabels: keyLabels)) { buffer in
      guard let base = buffer.baseAddress else { return }
      for (index, layer) in layers.enumerated() {
        let values = try values(resolved.name, layer: layer, parts: resolved.parts)
        for prompt in 0..<prompts.count {
          (base + (prompt * layers.count + index) * size).update(
            from: values.memory.base + layout.offset(prompt: prompt), count: size)
        }
      }
    }
  }

  /// The numbers of a site of one layer, stored or computed anew from the layer's checkpoint.
  func values(_ name: SiteName, layer: Int?, parts: Range<Int>?) throws -> SiteValues {
    // All parts are the whole site, which is stored once.
    let isWhole = parts.map { $0 == 0..<name.partCount(model.configuration) } ?? true
    let key = SiteStore.Key(name: name, layer: layer, parts: isWhole ? nil : parts)
    log?.noteSite(key)
    if let known = store[key] { return known }
    let layout = SiteLayout(name, prompts, model.configuration, parts: key.parts)
    try TensorMemory.reserve([Axis("numbers", layout.count)])
    if let whole = try whole(key) {
      let values = SiteValues(layout, partOf: whole)
      store.insert(values, key)
      return values
    }
    // What will not be stored is large: it takes the place of what is.
    if !store.takes(layout.byteCount) { store.removeAll() }
    store.makeRoom(layout.byteCount, layer: layer)
    let values = SiteValues(layout)
    if name == .residPre, let layer, !plan.edits(.residPre, layer) {
      try checkReached(name, layer, needs: layer)
      take(try checkpoints()[layer], into: values)
    } else if name == model.configuration.leavingSite, let layer, layer < layersRun {
      take(try checkpoints()[layer + 1], into: values)
    } else if name == .logits {
      try checkReached(name, nil, needs: model.configuration.layerCount)
      try Rows(values.memory.base, count: 1, width: layout.count).touch()
      for (prompt, tokens) in prompts.tokens.enumerated() {
        let rows = Rows(values.row(prompt: prompt, position: 0), count: tokens.count, width: layout.width)
        try unembedded(prompt, Array(tokens.indices), into: rows)
      }
    } else if try !takeDirectly(name, layer, into: values) {
      try compute(key, into: values)
    }
    store.insert(values, key)
    return values
  }

  /// Sites with a row of d_model for each head, made from smaller sites where nobody edits them, so that they are not
  /// held twice: a head's input is the stream, its result is its mix times its part of the output matrix.
  private func takeDirectly(_ name: SiteName, _ layer: Int?, into values: SiteValues) throws -> Bool {
    guard let layer, !plan.edits(name, layer), !plan.edits(.attnIn, layer) else { return false }
    let (layout, d) = (values.layout, model.configuration.dModel)
    switch name {
    case .attnIn, .qInput, .kInput, .vInput:
      guard !model.configuration.normsStreamFirst else { return false }
      let stream = try self.values(.residPre, layer: layer, parts: nil)
      for (prompt, tokens) in prompts.tokens.enumerated() {
        for position in tokens.indices {
          if position % 64 == 0 { try Interrupt.check() }
          let (source, target) = (
            stream.row(prompt: prompt, position: position), values.row(prompt: prompt, position: position)
          )
          for part in 0..<layout.parts.count { (target + part * d).update(from: source, count: d) }
        }
      }
    case .result:
      try Rows(values.memory.base, count: 1, width: layout.count).touch()
      let mix = try self.values(.z, layer: layer, parts: nil)
      let (output, e) = (model.weights.blocks[layer].attention.output.factor, model.configuration.dHead)
      for (prompt, tokens) in prompts.tokens.enumerated() {
        let rows = Rows(mix.row(prompt: prompt, position: 0), count: tokens.count, width: mix.layout.rowWidth)
        let target = Rows(values.row(prompt: prompt, position: 0), count: tokens.count, width: layout.rowWidth)
        for (part, head) in layout.parts.enumerated() {
          let columns = (head * e)..<((head + 1) * e)
          try Product.multiply(
            rows.columns(columns), output.inputs(columns), into: target.columns((part * d)..<((part + 1) * d)))
        }
      }
    default: return false
    }
    return true
  }

  private func take(_ checkpoint: FloatBuffer, into values: SiteValues) {
    let rows = checkpoint.rows(prompts.rowCount, width: model.configuration.dModel)
    for segment in segments { values.take(rows, segment) }
  }

  func checkReached(_ name: SiteName, _ layer: Int?, needs: Int) throws(ModelProblem) {
    let isBehind = plan.end.map { EditPlace(name, layer, model.configuration) > $0 } ?? false
    guard let stop = stopSite, needs > layersRun || isBehind else { return }
    throw .stoppedBefore(Site(name, layer.map { .layer($0) }).text, stop: stop.text)
  }

  /// The numbers of a site as the source of a patch.
  func source(_ name: SiteName, parts: Range<Int>) -> SiteSource {
    SiteSource(of: self) { layer in try self.values(name, layer: layer, parts: parts) }
  }
}
