import WeirModel
import WeirNatives
import WeirText

/// `weir models`: what is there, one line a model and revision.
public enum ModelListingPage {
  /// Writes the models of this machine; false when one of them is broken.
  public static func write(to console: Console) -> Bool {
    let library = ModelLibrary.standard()
    let listings = library.listings()
    console.write(page(listings, library.shelves))
    console.flush()
    return listings.allSatisfy(\.isComplete)
  }

  static func page(_ listings: [ModelListing], _ shelves: [ModelLibrary.Shelf]) -> Markup {
    var table = TextTable(["model", "family", "parameters", "size", "revision", "where", "state"], numeric: [2, 3])
    for listing in listings {
      let entry = listing.entry
      let revision = ([entry.revision.map { String($0.prefix(8)) }].compactMap(\.self) + listing.references)
      table.add([
        entry.name, listing.family ?? "?",
        listing.parameterCount == 0 ? "?" : Amount.parameters(listing.parameterCount),
        listing.byteCount == 0 ? "?" : Amount.bytes(listing.byteCount), revision.joined(separator: " "), entry.origin,
        listing.isComplete ? "complete" : "broken",
      ])
    }
    var page = table.isEmpty ? Markup("there are no models\n") : table.markup()
    for listing in listings {
      guard let problem = listing.problem else { continue }
      page += Markup("\n\(listing.entry.name)", .error) + Markup(" in \(listing.entry.folder)\n  \(problem.message)\n")
      for line in problem.help { page += Markup("  \(line)\n", .hint) }
    }
    page += Markup("\nlooked for in:\n", .dim)
    var places = TextTable([])
    for shelf in shelves { places.add([shelf.name, shelf.path]) }
    page += Markup(places.markup(indent: "  ").plain, .dim)
    return page
  }
}
