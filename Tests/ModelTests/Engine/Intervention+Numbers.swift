import WeirTensor

@testable import WeirModel

extension Intervention {
  /// Steers along numbers that have no axis name.
  static func steer(
    _ site: Site, _ direction: [Float], scale: Float = 1, at positions: Positions = .all
  ) -> Intervention {
    .steer(site, Tensor([Axis("item", direction.count)], direction), scale: scale, at: positions)
  }

  /// Projects out numbers that have no axis name.
  static func projectOut(_ site: Site, _ direction: [Float], at positions: Positions = .all) -> Intervention {
    .projectOut(site, Tensor([Axis("item", direction.count)], direction), at: positions)
  }
}
