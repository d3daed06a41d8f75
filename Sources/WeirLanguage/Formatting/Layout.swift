// A text with places where it may be broken into lines (after Oppen 1980 and Wadler 1998, "A prettier printer").
// `LayoutPrinter` decides, group by group, whether the places become line ends.

/// A text that is not yet broken into lines.
struct Layout: Sendable {
  indirect enum Kind: Sendable {
    case text(String)
    case sequence([Layout])
    case indented(Layout)
    /// Its own line places are all breaks or none.
    case group(Layout)
    /// The first that fits up to its first line end; the last in any case.
    case choice([Layout])
    /// A line end, or a text when the group stays on one line.
    case line(orElse: String)
    case hardLine
    /// A text that is written only where the group is broken.
    case whenBroken(String)
    /// A text that is written only where the group stays on one line.
    case whenFlat(String)
    /// A comment at the end of a line, which takes no part in measuring.
    case lineComment(String)
  }

  let kind: Kind
  /// True when it holds a line end that cannot be avoided; the groups around it are then broken.
  let isBroken: Bool

  private init(_ kind: Kind, isBroken: Bool = false) {
    self.kind = kind
    self.isBroken = isBroken
  }

  static let nothing = Layout(.text(""))
  /// A blank, or a line end.
  static let line = Layout(.line(orElse: " "))
  /// Nothing, or a line end.
  static let softLine = Layout(.line(orElse: ""))
  static let hardLine = Layout(.hardLine, isBroken: true)

  static func text(_ text: String) -> Layout { Layout(.text(text)) }

  static func sequence(_ parts: [Layout]) -> Layout {
    Layout(.sequence(parts), isBroken: parts.contains { $0.isBroken })
  }

  static func indented(_ parts: Layout...) -> Layout {
    let inner = parts.count == 1 ? parts[0] : sequence(parts)
    return Layout(.indented(inner), isBroken: inner.isBroken)
  }

  static func group(_ parts: Layout...) -> Layout {
    let inner = parts.count == 1 ? parts[0] : sequence(parts)
    return Layout(.group(inner), isBroken: inner.isBroken)
  }

  /// A group that is broken whether or not it would fit.
  static func brokenGroup(_ inner: Layout) -> Layout { Layout(.group(inner), isBroken: true) }

  static func choice(_ layouts: [Layout]) -> Layout {
    Layout(.choice(layouts), isBroken: layouts.allSatisfy(\.isBroken))
  }

  static func whenBroken(_ text: String) -> Layout { Layout(.whenBroken(text)) }

  static func whenFlat(_ text: String) -> Layout { Layout(.whenFlat(text)) }

  static func lineComment(_ text: String) -> Layout { Layout(.lineComment(text), isBroken: true) }

  static func + (a: Layout, b: Layout) -> Layout { sequence([a, b]) }

  static func joined(_ parts: [Layout], by separator: Layout) -> Layout {
    var all: [Layout] = []
    for (index, part) in parts.enumerated() {
      if index > 0 { all.append(separator) }
      all.append(part)
    }
    return sequence(all)
  }

  /// The same with its last group broken.
  var breakingLast: Layout {
    switch kind {
    case .group(let inner): return .brokenGroup(inner)
    case .choice(let layouts):
      let last = layouts.last?.breakingLast ?? .nothing
      return layouts.count > 2 ? .choice(layouts.dropFirst().dropLast() + [last]) : .choice(layouts.dropLast() + [last])
    case .sequence(let parts):
      guard let last = parts.last else { return self }
      return .sequence(parts.dropLast() + [last.breakingLast])
    default: return self
    }
  }
}
