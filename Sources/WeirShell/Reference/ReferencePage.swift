import WeirLanguage
import WeirNatives
import WeirText

/// The reference as one HTML file: a list of words with a search field, an anchor for each, no outside request.
enum ReferencePage {
  static func html(_ entries: [ReferenceEntry]) -> String {
    var page = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Weir: reference</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>\(style)</style></head><body>
      <header><h1>Reference</h1>
      <input id="search" type="search" placeholder="search ( / )" aria-label="Search words"></header><main>

      """
    var module = ""
    for entry in entries {
      if entry.module != module {
        if !module.isEmpty { page += "</section>\n" }
        module = entry.module
        page += "<section><h2>\(escaped(module))</h2>\n"
      }
      page += article(entry)
    }
    page += (module.isEmpty ? "" : "</section>\n") + "</main><script>\(script)</script></body></html>\n"
    return page
  }

  private static func article(_ entry: ReferenceEntry) -> String {
    let anchor = escaped(entry.name)
    var text = "<article id=\"\(anchor)\"><h3><a href=\"#\(anchor)\">\(escaped(entry.topic.heading))</a></h3>\n"
    text += "<p>\(prose(entry.topic.summary))</p>\n"
    if !entry.topic.body.isEmpty {
      text += "<p class=\"body\">\(prose(entry.topic.body.joined(separator: "\n")))</p>\n"
    }
    if !entry.topic.parameters.isEmpty {
      text += "<dl>"
      for parameter in entry.topic.parameters {
        text +=
          "<dt><code>\(escaped(parameter.name))</code> <code class=\"w-type\">\(escaped(parameter.form))</code></dt>"
        if !parameter.note.isEmpty { text += "<dd>\(prose(parameter.note))</dd>" }
      }
      text += "</dl>\n"
    }
    for example in entry.examples {
      text += "<pre>\(Highlighter.highlight(example.input).html)"
      text += example.output.isEmpty ? "</pre>\n" : "\n<samp>\(escaped(example.output))</samp></pre>\n"
    }
    if !entry.topic.related.isEmpty {
      let links = entry.topic.related.map { "<a href=\"#\(escaped($0))\">\(escaped($0))</a>" }
      text += "<p>See also \(links.joined(separator: ", "))</p>\n"
    }
    return text + "</article>\n"
  }

  private static func escaped(_ text: String) -> String { Markup.escapedHTML(text) }

  /// Prose with its `code` marked.
  private static func prose(_ text: String) -> String {
    HelpPage.prose(text).pieces
      .map { $0.style == .literal ? "<code>\(escaped($0.text))</code>" : escaped($0.text) }.joined()
  }

  private static let style = """
    :root{color-scheme:light dark;--line:light-dark(#ddd,#444);--code:light-dark(#f5f5f2,#222)}
    body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:0 auto;padding:0 1rem 4rem}
    header{position:sticky;top:0;background:Canvas;padding:.5rem 0;border-bottom:1px solid var(--line)}
    h1{font-size:1.2rem;display:inline;margin-right:1rem}input{font:inherit;width:20rem;max-width:60%}
    article{border-bottom:1px solid var(--line);padding:.5rem 0;scroll-margin-top:4rem}
    h3{font:600 1rem ui-monospace,monospace;margin:.3rem 0}h3 a{color:inherit;text-decoration:none}
    h3 a:focus,h3 a:hover{text-decoration:underline}
    pre{background:var(--code);padding:.5rem;overflow-x:auto;margin:.4rem 0}code,pre{font:14px/1.45 ui-monospace,monospace}
    p{margin:.3rem 0}.body{white-space:pre-line}dl{margin:.3rem 0}dd{margin-left:1.5rem}samp{opacity:.75;font:inherit}
    .w-keyword{color:light-dark(#8b1a7a,#e08ad3)}.w-string{color:light-dark(#2b6a2b,#8fd08f)}
    .w-number,.w-literal{color:light-dark(#0a6080,#7cc7e0)}.w-comment{opacity:.65}.w-type{opacity:.75}
    [hidden]{display:none}
    """

  private static let script = """
    const field=document.getElementById("search"),all=[...document.querySelectorAll("article")];
    const find=()=>{const q=field.value.toLowerCase().split(/\\s+/);
    for(const a of all)a.hidden=!q.every(w=>a.textContent.toLowerCase().includes(w));
    for(const s of document.querySelectorAll("section"))s.hidden=![...s.querySelectorAll("article")].some(a=>!a.hidden)};
    field.addEventListener("input",find);
    addEventListener("keydown",e=>{if(e.key==="/"&&document.activeElement!==field){e.preventDefault();field.focus()}
    if(e.key==="Escape"){field.value="";find();field.blur()}});
    """
}
