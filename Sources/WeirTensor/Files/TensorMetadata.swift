import WeirText

/// Axis names and labels as the strings that safetensors' `__metadata__` allows.
///
/// For a tensor `value`: `value.axes` is a JSON list of names, `value.labels` an object from axis to its list of labels,
/// `value.rows` one from axis to lengths (and labels) of the rows of `batch`, or of the axis that its `of` names (a list of
/// such where rows of several axes have their own lengths along one), and `value.mask` is `true` for truth values. What is
/// not there is left out.
public enum TensorMetadata {
  /// The entries for a tensor.
  public static func encode(_ tensor: Tensor, name: String) -> [(key: String, text: String)] {
    var result = [(name + ".axes", json { $0.array { w in tensor.axisNames.forEach { w.value($0) } } })]
    if tensor.axes.contains(where: { $0.labels != nil }) {
      result.append(
        (
          name + ".labels",
          json { writer in
            writer.object { writer in
              for axis in tensor.axes {
                guard let labels = axis.labels else { continue }
                writer.key(axis.name)
                writer.array { w in labels.forEach { w.value($0) } }
              }
            }
          }
        ))
    }
    if !tensor.rows.isEmpty { result.append((name + ".rows", json { rows(tensor.rows, &$0) })) }
    if tensor.isMask { result.append((name + ".mask", "true")) }
    return result
  }

  private static func rows(_ rows: [RowExtent], _ writer: inout JSONWriter) {
    writer.object { writer in
      for (place, extent) in rows.enumerated() where !rows[..<place].contains(where: { $0.axis == extent.axis }) {
        writer.key(extent.axis)
        let all = rows.filter { $0.axis == extent.axis }
        if all.count == 1 {
          Self.extent(extent, &writer)
        } else {
          writer.array { writer in all.forEach { Self.extent($0, &writer) } }
        }
      }
    }
  }

  private static func extent(_ extent: RowExtent, _ writer: inout JSONWriter) {
    writer.object { writer in
      if extent.rowAxis != RowExtent.batchAxis {
        writer.key("of")
        writer.value(extent.rowAxis)
      }
      writer.key("lengths")
      writer.array { w in extent.lengths.forEach { w.value($0) } }
      if let labels = extent.labels {
        writer.key("labels")
        writer.array { w in
          for row in labels { w.array { w in row.forEach { w.value($0) } } }
        }
      }
    }
  }

  private static func json(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return writer.text
  }

  /// Gives a tensor that was read back its names, labels and rows; without metadata it gets `Tensor.defaultNames`.
  /// - Throws: `TensorFileProblem.badMetadata`, `TensorProblem.invalidAxisName`, `.duplicateAxis`.
  public static func decode(_ metadata: [String: String], name: String, tensor: Tensor) throws -> Tensor {
    func fails(_ reason: String) -> TensorFileProblem { .badMetadata(tensor: name, reason) }
    guard let text = metadata[name + ".axes"] else {
      let names = Tensor.defaultNames(rank: tensor.axes.count)
      return tensor.onAxes(zip(names, tensor.shape).map { Axis($0, $1) })
    }
    guard let names = try? strings(JSON(bytes: Array(text.utf8), depthLimit: 4)), names.count == tensor.axes.count
    else {
      throw fails("`axes` is not a list of \(tensor.axes.count) names")
    }
    var axes = zip(names, tensor.shape).map { Axis($0, $1) }
    try Tensor.checkNames(axes)
    if let text = metadata[name + ".labels"] {
      guard let labels = try? JSON(bytes: Array(text.utf8), depthLimit: 4) else { throw fails("`labels` is not JSON") }
      for (index, axis) in axes.enumerated() {
        guard let list = labels[axis.name] else { continue }
        guard let texts = strings(list), texts.count == axis.size else {
          throw fails("`labels` of `\(axis.name)` is not a list of \(axis.size) texts")
        }
        axes[index] = axis.labelled(texts)
      }
    }
    let extents = try metadata[name + ".rows"].map { try rows($0, axes, fails) } ?? []
    return tensor.onAxes(axes, rows: extents).marked(isMask: metadata[name + ".mask"] == "true")
  }

  private static func rows(
    _ text: String, _ axes: [Axis], _ fails: (String) -> TensorFileProblem
  ) throws -> [RowExtent] {
    guard let json = try? JSON(bytes: Array(text.utf8), depthLimit: 7) else { throw fails("`rows` is not JSON") }
    return try axes.flatMap { axis -> [RowExtent] in
      guard let entry = json[axis.name] else { return [RowExtent]() }
      return try (entry.kind == .array ? Array(entry.elements) : [entry]).map { entry in
        let lengths = entry["lengths"]?.elements.compactMap(\.integer) ?? []
        let labels = entry["labels"].map { $0.elements.map { strings($0) ?? [] } }
        let rowAxis = entry["of"]?.string ?? RowExtent.batchAxis
        let extent = RowExtent(axis: axis.name, of: rowAxis, lengths: lengths, labels: labels)
        guard extent.fits(axes), lengths.allSatisfy({ $0 >= 0 }) else {
          throw fails("`rows` of `\(axis.name)` does not fit its `\(rowAxis)`")
        }
        return extent
      }
    }
  }

  private static func strings(_ json: JSON) -> [String]? {
    guard json.kind == .array else { return nil }
    let texts = json.elements.compactMap(\.string)
    return texts.count == json.count ? texts : nil
  }
}
