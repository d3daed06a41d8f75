// Heads that read the residual stream separately: attn_in, q_input, k_input, v_input. Only heads whose input someone
// edits are computed anew; the others keep the numbers of the common product.

import WeirTensor

extension ForwardPass {
  /// Shows each head's own input to the taps and projects the edited ones.
  func splitInputs(_ l: Int, _ w: AttentionWeights, _ q: Rows, _ k: Rows, _ v: Rows) throws {
    let sites: [(SiteName, Linear, Rows, Int)] = [
      (.qInput, w.query, q, configuration.headCount), (.kInput, w.key, k, configuration.keyValueHeadCount),
      (.vInput, w.value, v, configuration.keyValueHeadCount),
    ]
    guard taps.has(.attnIn, l) || sites.contains(where: { taps.has($0.0, l) }) else { return }
    let common = try splitStream(.attnIn, l, configuration.headCount, from: nil)
    for (site, linear, out, heads) in sites {
      guard taps.has(site, l) || (taps.edits(.attnIn, l) && heads == configuration.headCount) else { continue }
      let inputs = try splitStream(site, l, heads, from: heads == configuration.headCount ? common : nil)
      guard taps.edits(site, l) || taps.edits(.attnIn, l) else { continue }
      try projectHeads(l, site, linear, inputs, heads, into: out)
    }
  }

  /// A copy of the stream for each head `[row, head · d_model]`, shown to the taps of a site.
  private func splitStream(_ site: SiteName, _ l: Int, _ heads: Int, from source: FloatBuffer?) throws -> FloatBuffer {
    let d = x.width
    let copy = FloatBuffer(count: x.count * heads * d)
    let rows = copy.rows(x.count, width: heads * d)
    for row in 0..<x.count {
      if let source {
        rows.row(row).update(from: source.base + row * heads * d, count: heads * d)
      } else {
        for head in 0..<heads { (rows.row(row) + head * d).update(from: x.row(row), count: d) }
      }
    }
    try tap(site, l, rows)
    return copy
  }

  /// Norm and projection of each head's own input, for the rows of a head whose input differs from the stream.
  ///
  /// Rows of other runs keep the numbers of the common product, which their edits of the norm have passed. Edits of the
  /// norm also reach the heads' own norms, for which a function is called once more; readers have seen the common one.
  private func projectHeads(
    _ l: Int, _ site: SiteName, _ linear: Linear, _ inputs: FloatBuffer, _ heads: Int, into out: Rows
  ) throws {
    let (d, e) = (x.width, configuration.dHead)
    let all = inputs.rows(x.count, width: heads * d)
    let (normal, projected) = (FloatBuffer(count: x.count * d), FloatBuffer(count: x.count * e))
    for head in 0..<heads {
      let input = all.columns((head * d)..<((head + 1) * d))
      let changed = (0..<x.count).filter { differs(input, $0) }
      guard !changed.isEmpty else { continue }
      let h = normal.rows(x.count, width: d)
      if configuration.readsThroughNorm {
        let own = HeadInput(site: site, head: head, runs: runs(of: changed))
        try norm(input, weights.blocks[l].norm1, into: h, l, .ln1Scale, .ln1Normalized, of: own)
      } else {
        for row in 0..<x.count { h.row(row).update(from: input.row(row), count: d) }
      }
      let columns = (head * e)..<((head + 1) * e)
      let own = projected.rows(x.count, width: e)
      try multiply(h, linear.outputs(columns), into: own)  // [row, d_head]
      for row in changed { (out.row(row) + columns.lowerBound).update(from: own.row(row), count: e) }
    }
  }

  /// The runs that some rows belong to.
  private func runs(of rows: [Int]) -> Set<Int> {
    Set(segments.lazy.filter { segment in rows.contains { segment.rows.contains($0) } }.map(\.run))
  }

  private func differs(_ input: Rows, _ row: Int) -> Bool {
    let (a, b) = (input.row(row), x.row(row))
    return (0..<x.width).contains { a[$0].bitPattern != b[$0].bitPattern }
  }
}

/// A head's own input to a layer, whose norm a pass comes by beside the common one.
struct HeadInput {
  let site: SiteName
  let head: Int
  /// The runs that have such an input; edits of other runs are not made.
  let runs: Set<Int>
}
