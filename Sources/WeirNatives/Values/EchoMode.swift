import WeirLanguage
import WeirTensor

/// How values are echoed: for people, or for other programs.
public enum EchoMode: String, CaseIterable, Sendable {
  case text, json, csv, markdown

  /// The value as another program reads it, ending with a newline; nil where people's echo serves: in `text`, and for a
  /// value that the mode cannot hold.
  public func document(of value: Value) throws -> String? {
    let table = value.asObject(TableObject.self)?.table
    switch self {
    case .text: return nil
    case .json: return try value.json()
    case .csv:
      if let table { return table.csv }
      guard case .object = value else { return nil }
      return try value.asTensor().map { TensorCSV.encode($0) }
    case .markdown: return table?.markdown
    }
  }
}
