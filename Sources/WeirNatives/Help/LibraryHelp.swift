import WeirLanguage
import WeirModel
import WeirText

/// Finds what a word means wherever the program runs: a name of the library, a module, a word or mark of the language, a
/// site of the model.
public struct LibraryHelp {
  let library: Library

  public init(_ library: Library) { self.library = library }

  /// What is known about a word; nil when it means nothing.
  public func topic(_ name: String) -> HelpTopic? {
    if let declaration = try? library.declaration(of: name) {
      var topic = HelpTopic(declaration: declaration)
      // What a module's examples need is shown, and runs, before them.
      let isBare = (try? library.declaration(of: declaration.name))?.module == declaration.module
      if !isBare, !topic.examples.isEmpty {
        topic.examples.insert(DocComment.Example(input: "use \(declaration.module)", expected: []), at: 0)
      }
      return withPictures(topic)
    }
    return module(name) ?? WordHelp.topic(name) ?? site(name)
  }

  /// What is known about a value: a function's page, a site's, or its kind with what may stand after a dot.
  public func topic(of value: Value) -> HelpTopic {
    if let function = value.asFunction { return withPictures(HelpTopic(function: function)) }
    guard case .object(let object) = value else {
      return HelpTopic(heading: value.typeName, summary: value.oneLine(width: 200))
    }
    if let site = object as? SiteObject { return topic(of: site.site.name.description) }
    var topic = HelpTopic(heading: value.typeName, summary: value.oneLine(width: 200))
    if !object.memberNames.isEmpty { topic.body = ["after a dot: " + object.memberNames.joined(separator: ", ")] }
    return topic
  }

  /// Every word that has a page.
  public var words: [String] {
    library.names + library.moduleNames + WordHelp.words + SiteDescription.all.map(\.text)
  }

  /// The page of `show` ends with the table that picks a picture, as the program itself reads it.
  private func withPictures(_ topic: HelpTopic) -> HelpTopic {
    guard topic.heading.hasPrefix("show("), topic.place.hasPrefix("std/pictures") else { return topic }
    var topic = topic
    topic.body += ["", "The picture follows from the axes; `as:` asks for another:", ""] + PictureRule.help
    return topic
  }

  private func module(_ name: String) -> HelpTopic? {
    guard library.moduleNames.contains(name) else { return nil }
    var topic = HelpTopic(heading: "module \(name)", summary: "`use \(name)`, then `\(name).NAME`")
    topic.contents = ((try? library.declarations(in: name)) ?? []).map { ($0.heading, $0.documentation?.summary ?? "") }
    topic.source = library.modules.first { $0.name == name }?.source.text
    return topic
  }

  /// A site by its own name, after a component, or by its hook name.
  private func site(_ name: String) -> HelpTopic? {
    let known = (try? Site(parsing: name))?.name ?? SiteName(text: name)
    if let description = known?.description { return topic(of: description) }
    guard name.hasPrefix("L"), let component = Component(parsing: name) else { return nil }
    return HelpTopic(
      heading: name,
      summary: "a component of the model: \(component.text); after a dot stands a site, such as `\(name).z`")
  }

  private func topic(of description: SiteDescription) -> HelpTopic {
    let component = description.isLayered ? (description.axes.contains(.head) ? "L5H1." : "L5.") : ""
    var topic = HelpTopic(heading: component + description.text, summary: description.summary)
    topic.body = ["hook name: \(description.hookName(layer: 5))"]
    return topic
  }
}
