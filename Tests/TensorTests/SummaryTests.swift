import Testing

@testable import WeirTensor

private func echo(_ tensor: Tensor, width: Int = 80) -> String { "\n" + tensor.echo(width: width).plain + "\n" }

@Test func aMatrixIsShownWithItsLabels() {
  let words = ["the", " cat", " sat", " cat"]
  let x = Tensor(
    [Axis("query", 4, labels: words), Axis("key", 4, labels: words)],
    (0..<16).map { $0 % 4 > $0 / 4 ? Tensor.missing : Float($0) * 1.2345 })
  #expect(
    echo(x) == """

      tensor [query:4 key:4]  min 0  mean 11.11  max 18.52  6 missing
      query \\ key     the   ␣cat₁   ␣sat  ␣cat₂
      the           0           ·      ·      ·
      ␣cat₁         4.938   6.173      ·      ·
      ␣sat          9.876  11.11   12.35      ·
      ␣cat₂        14.81   16.05   17.28  18.52

      """)
}

@Test func longAxesAreCutToTheWidth() throws {
  let x = tensor(["head": 2, "pos": 20, "d_model": 500])
  let text = echo(x, width: 40)
  #expect(text.split(separator: "\n").allSatisfy { $0.count <= 40 || $0.hasPrefix("tensor") })
  #expect(text.contains("at head 0"))
  #expect(text.contains("⋮"))
  #expect(text.contains("…"))
}

@Test func numbersMasksAndEmptyTensorsHaveTheirOwnForms() throws {
  #expect(echo(Tensor(scalar: 0.123456)) == "\n0.1235\n")
  #expect(echo(Tensor([Axis("pos", 0)], [])) == "\ntensor [pos:0]\n")
  let mask = try Tensor.elementwise(.greater, tensor(["head": 3]), Tensor(scalar: 0))
  #expect(
    echo(mask) == """

      tensor [head:3]  2 of 3 true
      head      0     1     2
            false  true  true

      """)
  #expect(TensorSummary(tensor(["pos": 3], [1, .nan, Tensor.missing])).nans == 1)
}

@Test func whatLiesBeyondRowsIsNotCountedAsMissing() throws {
  let batch = try Tensor.stack([tensor(["pos": 4]), tensor(["pos": 2])], axis: "batch")
  #expect(TensorSummary(batch).missing == 0)
  #expect(TensorSummary(batch).present == 6)
}
