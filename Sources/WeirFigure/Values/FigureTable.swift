import WeirText

/// Rows of texts and numbers under named columns.
public struct FigureTable: Sendable, Equatable {
  /// One column.
  public struct Column: Sendable, Equatable {
    public enum Content: Sendable, Equatable {
      case texts([String])
      /// Numbers, shown with so many digits behind the point; NaN for an empty cell.
      case numbers([Double], decimals: Int)
    }

    public var name: String
    public var content: Content
    /// Colours the cells of a column of numbers, or draws them as bars.
    public var look: Look

    public enum Look: Sendable, Equatable {
      case plain
      case coloured(ColourScale)
      /// A bar from 0 beside the number, so long at full length.
      case bars(upTo: Double)
    }

    public init(_ name: String, texts: [String]) {
      self.name = name
      self.content = .texts(texts)
      self.look = .plain
    }

    public init(_ name: String, numbers: [Double], decimals: Int? = nil, look: Look = .plain) {
      let scale = ColourScale(fitting: numbers.map { Float($0) })
      let areWhole = numbers.allSatisfy { $0.isNaN || $0 == $0.rounded() }
      self.name = name
      self.content = .numbers(numbers, decimals: decimals ?? (areWhole ? 0 : max(2, scale.decimals)))
      self.look = look
    }

    public var count: Int {
      switch content {
      case .texts(let texts): texts.count
      case .numbers(let numbers, _): numbers.count
      }
    }

    /// What a cell shows; empty beyond the end.
    public func text(_ row: Int) -> String {
      switch content {
      case .texts(let texts): row < texts.count ? texts[row] : ""
      case .numbers(let numbers, let decimals):
        row < numbers.count ? NumberText.cell(numbers[row], decimals: decimals) : ""
      }
    }

    /// The number of a cell, where the column has numbers.
    public func number(_ row: Int) -> Double? {
      guard case .numbers(let numbers, _) = content, row < numbers.count, !numbers[row].isNaN else { return nil }
      return numbers[row]
    }

    public var isNumeric: Bool { if case .numbers = content { true } else { false } }
  }

  public let columns: [Column]
  /// The Weir line that computes the table, where one is known.
  public var line: WeirLine?

  public init(columns: [Column], line: WeirLine? = nil) {
    self.columns = columns
    self.line = line
  }

  /// Rows of the longest column.
  public var rowCount: Int { columns.reduce(0) { max($0, $1.count) } }
}
