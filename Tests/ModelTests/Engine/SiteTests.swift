import Testing
import WeirTensor
import WeirText

@testable import WeirModel

@Suite struct SiteTests {
  static let configuration = RandomModel.configuration(layers: 3, heads: 2, dHead: 4, dMLP: 6)

  @Test("the table has one entry for each site, in the order of the pass")
  func tableIsComplete() {
    #expect(SiteDescription.all.map(\.name) == SiteName.allCases)
    #expect(Set(SiteDescription.all.map(\.text)).count == SiteName.allCases.count)
    #expect(Set(SiteDescription.all.map(\.hookPattern)).count == SiteName.allCases.count)
  }

  @Test("every site is found by its hook name and by Weir's spelling", arguments: SiteName.allCases)
  func namesParse(name: SiteName) throws {
    let site = Site(name, layer: 2)
    let hook = try #require(site.hookName)
    #expect(try Site(parsing: hook) == site)
    #expect(try Site(parsing: site.text) == site)
  }

  @Test(
    "components are read as they are written",
    arguments: ["L5", "L5H1", "L*H*", "L[0..<9]H*", "L5N652", "L5G1", "enc.L5H1"])
  func componentsParse(text: String) {
    #expect(Component(parsing: text)?.text == text)
  }

  @Test(
    "what is no component is none",
    arguments: ["", "L", "L5H", "5", "L5X1", "L-1", "L5H1z", "L[3..<3]", "L99999999999999999999"])
  func nonsenseIsRefused(text: String) { #expect(Component(parsing: text) == nil) }

  @Test(
    "errors about places name what is there",
    arguments: [
      ("L3.resid_pre", "random has no L3: it has 3 layers", ["layers are L0 to L2"]),
      ("L0H2.z", "random has no L0H2: it has 2 heads a layer", ["they are H0 to H1"]),
      (
        "blocks.0.attn.hook_patern", "there is no site `blocks.0.attn.hook_patern`",
        ["did you mean `blocks.0.attn.hook_pattern`?"]
      ),
      ("L0H1.resid_pre", "`L0H1.resid_pre`: `resid_pre` is not divided by head", ["write `L0.resid_pre`"]),
      (
        "L0.rot_q",
        "random has no site `L0.rot_q` (`blocks.{}.attn.hook_rot_q`): models of the family gpt2 compute no such thing",
        []
      ),
    ])
  func placeErrors(text: String, message: String, help: [String]) {
    do {
      _ = try Site(parsing: text).resolved(in: Self.configuration)
      Issue.record("\(text) was accepted")
    } catch {
      #expect(error.message == message)
      #expect(error.help == help)
    }
  }

  @Test("every site of a model can be read in every layer, with the shape that the table says")
  func shapes() throws {
    let model = try RandomModel.make(Self.configuration, seed: 1)
    let run = try model.run([1, 2, 3, 4, 5])
    let sizes: [SiteAxis: Int] = [
      .pos: 5, .query: 5, .key: 5, .head: 2, .keyHead: 2, .dHead: 4, .dModel: 8, .dMLP: 6, .vocab: 31,
    ]
    for description in model.sites {
      let tensor = try run.read(Site(description.name, layer: 1))
      #expect(tensor.shape == description.axes.map { sizes[$0] }, "\(description.text)")
      if description.isLayered {
        let all = try run.read(Site(description.name, Component(layers: .all)))
        #expect(all.axisNames == ["layer"] + tensor.axisNames)
      }
    }
    let one = try run.read(Site(.pattern, .head(1, 1)))
    let both = try run.read(Site(.pattern, layer: 1))
    #expect(one.axisNames == ["query", "key"])
    #expect(one.values == Array(both.values.suffix(25)))
  }

  @Test("rows of patterns sum to 1, and the components add up to the residual stream")
  func sums() throws {
    let model = try RandomModel.make(Self.configuration, seed: 2)
    let run = try model.run([7, 8, 9, 1, 2, 3])
    let pattern = try run.read(Site(.pattern, Component(layers: .all))).values
    for row in 0..<(pattern.count / 6) {
      #expect(abs(pattern[(row * 6)..<(row * 6 + 6)].reduce(0, +) - 1) < 1e-6)
    }
    var sum = zip(try run.read(Site(.embed)).values, try run.read(Site(.posEmbed)).values).map(+)
    for layer in 0..<3 {
      let results = try run.read(Site(.result, layer: layer)).values
      let bias = try model.weight(WeightPlace(.outputBias, layer: layer)).values
      let mlp = try run.read(Site(.mlpOut, layer: layer)).values
      for i in sum.indices {
        let (pos, d) = (i / 8, i % 8)
        sum[i] += results[(pos * 2) * 8 + d] + results[(pos * 2 + 1) * 8 + d] + bias[d] + mlp[i]
      }
    }
    let last = try run.read(Site(.residPost, layer: 2)).values
    for (a, b) in zip(sum, last) { #expect(abs(a - b) < 1e-4) }
  }
}
