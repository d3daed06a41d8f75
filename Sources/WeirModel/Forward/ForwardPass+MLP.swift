// The second half of a block: one MLP for all positions, or experts among which a router picks.

import CKernels
import WeirTensor

extension ForwardPass {
  /// The MLP: to d_mlp, through the activation, and back into the stream.
  func feed(_ l: Int, _ w: BlockWeights, _ h: Rows) throws {
    if let experts = w.experts {
      try add(mix(l, experts, h), w.norm2Post, to: .mlpOut, l)  // [row, d_model]
    } else if let mlp = w.mlp {
      let hidden = work.hidden.rows(h.count, width: configuration.dMLP)
      try hide(l, mlp, h, into: hidden)  // [row, d_mlp]
      try write(hidden, mlp.output, w.norm2Post, to: .mlpOut, l)  // [row, d_model]
    }
  }

  /// The hidden numbers of an MLP `[row, d_mlp]`.
  private func hide(_ l: Int, _ w: MLPWeights, _ h: Rows, into hidden: Rows) throws {
    let activation = configuration.mlp.activation.kernel
    if let gateWeights = w.gate, let memory = work.gate {
      let linear = memory.rows(h.count, width: hidden.width)
      try multiply(h, gateWeights, into: hidden)  // [row, d_mlp]
      try tap(.mlpPre, l, hidden)
      try multiply(h, w.input, into: linear)  // [row, d_mlp]
      try tap(.mlpPreLinear, l, linear)
      try gate(hidden, activation, linear)
    } else if configuration.hasHiddenNorm {
      try multiply(h, w.input, into: hidden)  // [row, d_mlp]
      try tap(.mlpPre, l, hidden)
      try weighBySoftmax(hidden)
      try tap(.mlpMid, l, hidden)
      try norm(hidden, w.norm, into: hidden, l, .mlpNormScale, .mlpNormalized)
    } else {
      let isTapped = taps.has(.mlpPre, l)
      try multiply(h, w.input, into: hidden, activation: isTapped ? WEIR_IDENTITY : activation)  // [row, d_mlp]
      if isTapped {
        try tap(.mlpPre, l, hidden)
        weir_activate(activation, hidden.base, hidden.count * hidden.width)
      }
    }
    try tap(.mlpPost, l, hidden)  // [row, d_mlp]
  }

  /// `hidden = activation(hidden) · linear`.
  private func gate(_ hidden: Rows, _ activation: weir_activation, _ linear: Rows) throws {
    try eachRow(hidden.count, work: hidden.width * 8) { rows in
      let part = hidden.rows(rows)
      weir_activate_gated(activation, part.base, linear.rows(rows).base, rows.count * part.width)
    }
  }

  /// `x softmax(x)`, the activation SoLU before its norm.
  private func weighBySoftmax(_ hidden: Rows) throws {
    let memory = FloatBuffer(count: hidden.count * hidden.width)
    let shares = memory.rows(hidden.count, width: hidden.width)
    try eachRow(hidden.count, work: hidden.width * 8) { rows in
      for row in rows {
        shares.row(row).update(from: hidden.row(row), count: hidden.width)
        weir_softmax(shares.row(row), hidden.width)
        weir_activate_gated(WEIR_IDENTITY, hidden.row(row), shares.row(row), hidden.width)
      }
    }
  }

  /// What the picked experts put out, mixed by the router's weights.
  ///
  /// Jiang et al. 2024, "Mixtral", section 2.1.
  private func mix(_ l: Int, _ w: ExpertWeights, _ h: Rows) throws -> Rows {
    let count = w.experts.count
    let memory = FloatBuffer(count: h.count * count)
    let shares = memory.rows(h.count, width: count)
    try multiply(h, w.router, into: shares)  // [row, expert]
    for row in 0..<h.count { weir_softmax(shares.row(row), count) }
    try tap(.expertWeights, l, shares)
    for row in 0..<h.count { pick(UnsafeMutableBufferPointer(start: shares.row(row), count: count)) }
    try tap(.expertShares, l, shares)

    let out = work.output.rows(h.count, width: h.width)
    out.base.update(repeating: 0, count: out.count * out.width)
    let shown = taps.has(.expertOut, l) ? FloatBuffer(count: h.count * count * h.width) : nil
    shown?.base.update(repeating: 0, count: h.count * count * h.width)
    for (number, expert) in w.experts.enumerated() {
      let rows = (0..<h.count).filter { shares.row($0)[number] != 0 }
      guard !rows.isEmpty else { continue }
      let given = try ask(expert, h, rows)  // [picked row, d_model]
      for (index, row) in rows.enumerated() {
        let part = given.base + index * h.width
        weir_scale(part, shares.row(row)[number], h.width)
        weir_add(shown.map { $0.base + (row * count + number) * h.width } ?? out.row(row), part, h.width)
      }
    }
    if let shown {
      let all = shown.rows(h.count, width: count * h.width)
      try tap(.expertOut, l, all)  // [row, expert, d_model]
      for row in 0..<h.count {
        for number in 0..<count { weir_add(out.row(row), all.row(row) + number * h.width, h.width) }
      }
    }
    return out
  }

  /// Sets the weights of all but the best experts to 0, ties to the smaller number, and brings the rest to a sum of 1.
  private func pick(_ weights: UnsafeMutableBufferPointer<Float>) {
    guard case .experts(_, let perToken, let normalises) = configuration.mlp.kind else { return }
    let order = weights.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }
    for expert in order.dropFirst(perToken) { weights[expert] = 0 }
    guard normalises else { return }
    let total = order.prefix(perToken).reduce(Float(0)) { $0 + weights[$1] }
    for expert in order.prefix(perToken) { weights[expert] /= total }
  }

  /// What one expert puts out for the rows that picked it.
  private func ask(_ expert: MLPWeights, _ h: Rows, _ rows: [Int]) throws -> FloatBuffer {
    let (d, wide) = (h.width, configuration.dMLP)
    let result = FloatBuffer(count: rows.count * d)
    let input = result.rows(rows.count, width: d)
    for (index, row) in rows.enumerated() { input.row(index).update(from: h.row(row), count: d) }
    let hidden = work.hidden.rows(rows.count, width: wide)
    let activation = configuration.mlp.activation.kernel
    if let gateWeights = expert.gate, let memory = work.gate {
      let linear = memory.rows(rows.count, width: wide)
      try multiply(input, gateWeights, into: hidden)  // [picked row, d_mlp]
      try multiply(input, expert.input, into: linear)  // [picked row, d_mlp]
      try gate(hidden, activation, linear)
    } else {
      try multiply(input, expert.input, into: hidden, activation: activation)  // [picked row, d_mlp]
    }
    try multiply(hidden, expert.output, into: input)  // [picked row, d_model]
    return result
  }
}
