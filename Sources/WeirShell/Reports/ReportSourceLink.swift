// The script inside its report: a link that saves it, which `weir report --extract` reads back.

import WeirFigure
import WeirText

/// The element of a report that holds its source byte for byte.
enum ReportSourceLink {
  /// Nothing else on a page can look like this: every `<` that is not Weir's own is escaped.
  private static let start = "<a class=\"weir-source\" download=\""
  private static let middle = "\" href=\"data:text/plain;charset=utf-8;base64,"

  static func html(_ bytes: [UInt8], name: String) -> String {
    let shown = Markup.escapedHTML(Visible.text(name))
    return start + shown + middle + Base64.text(bytes) + "\">Save the source of this report: \(shown)</a>"
  }

  /// The source in a page; nil when it has none.
  static func source(in page: [UInt8]) -> [UInt8]? {
    guard let name = find(Array(start.utf8), in: page, from: 0),
      let text = find(Array(middle.utf8), in: page, from: name),
      let end = page[text...].firstIndex(of: UInt8(ascii: "\"")), !page[name..<text].contains(UInt8(ascii: "<"))
    else { return nil }
    return Base64.bytes(page[text..<end])
  }

  /// The place behind the first occurrence.
  private static func find(_ wanted: [UInt8], in page: [UInt8], from start: Int) -> Int? {
    var place = start
    while let next = page[place...].firstIndex(of: wanted[0]) {
      if page[next...].starts(with: wanted) { return next + wanted.count }
      place = next + 1
    }
    return nil
  }
}
