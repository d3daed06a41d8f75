import WeirLanguage
import WeirText

// Reads the tokens before the cursor. The text is unfinished by nature, so this keeps a stack of what is open and asks no
// parser.

/// Finds the place of the cursor.
struct CompletionReader {
  /// Something that is open at the cursor.
  private enum Opening {
    case call(CompletionPlace.CallPlace)
    case index(of: [String])
    case group
    case string
    case interpolation
  }

  /// What is typed already and will be replaced: bytes from here to the cursor.
  let start: Int
  let prefix: String
  /// Whether the cursor stands in a string without escapes.
  let isRaw: Bool
  private(set) var place: CompletionPlace = .nothing

  private let tokens: [Token]
  private let source: Source
  private var open: [Opening] = []
  /// The index of the first token of the statement or argument that is being written, by level.
  private var starts: [Int] = [0]

  init(_ text: String, cursor: Int) {
    let bytes = Array(text.utf8.prefix(cursor))
    let whole = Source(name: "", text: String(decoding: bytes, as: UTF8.self))
    let lexed = Lexer.tokens(of: whole)
    let inString = Self.stringStart(lexed.tokens)
    isRaw = inString.map { $0 > 1 && bytes[$0 - 2] == UInt8(ascii: "r") } ?? false
    let start = inString ?? Self.wordStart(bytes)
    self.start = start
    prefix = String(decoding: bytes[start...], as: UTF8.self)
    source = Source(name: "", text: String(decoding: bytes[..<start], as: UTF8.self))
    tokens = Lexer.tokens(of: source).tokens.filter { $0.kind != .end }
    read()
    let isComment = inString == nil && lexed.comments.contains { $0.span.upper == bytes.count }
    place = isComment ? .nothing : inString == nil ? wordPlace() : stringPlace()
  }

  /// Where the text of the string begins in which the cursor stands; nil outside strings.
  private static func stringStart(_ tokens: [Token]) -> Int? {
    var starts: [Int] = []
    for token in tokens {
      switch token.kind {
      case .stringStart: starts.append(token.upper)
      // A string that the text's end closed is still open; its end takes no room.
      case .stringEnd where token.upper > token.lower: _ = starts.popLast()
      case .interpolationStart: starts.append(-1)
      case .interpolationEnd where token.upper > token.lower:
        while let last = starts.popLast(), last >= 0 {}
      default: break
      }
    }
    return starts.last.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Where the word before the cursor begins; `*` belongs to component literals.
  private static func wordStart(_ bytes: [UInt8]) -> Int {
    var start = bytes.count
    while start > 0 {
      let byte = bytes[start - 1]
      let isWord =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte >= 0x80
      let isStar = byte == UInt8(ascii: "*") && start > 1 && "LHN".utf8.contains(bytes[start - 2])
      guard isWord || isStar else { break }
      start -= 1
    }
    return start
  }

  private mutating func read() {
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .leftParen: push(callee(before: index).map { .call(.init(function: $0)) } ?? .group, index)
      case .leftBracket: push(isIndex(index) ? .index(of: path(before: index) ?? []) : .group, index)
      case .leftBrace: push(.group, index)
      case .rightParen, .rightBracket, .rightBrace: pop()
      case .stringStart: push(.string, index)
      case .interpolationStart: push(.interpolation, index)
      case .stringEnd, .interpolationEnd:
        if token.upper > token.lower { pop() }
      case .comma: noteArgument(index)
      case .arrow where isInCall:
        if case .call(var call)? = open.last {
          call.isInFunction = true
          open[open.count - 1] = .call(call)
        }
        starts[starts.count - 1] = index + 1
      case .colon: noteName(index)
      case .newline, .semicolon, .assign, .pipe, .arrow: starts[starts.count - 1] = index + 1
      case .wordReturn: starts[starts.count - 1] = index + 1
      default: break
      }
    }
  }

  private mutating func push(_ opening: Opening, _ index: Int) {
    open.append(opening)
    starts.append(index + 1)
  }

  private mutating func pop() {
    _ = open.popLast()
    if starts.count > 1 { starts.removeLast() }
  }

  /// A comma ends an argument of the innermost call.
  private mutating func noteArgument(_ index: Int) {
    guard case .call(var call)? = open.last else { return }
    if call.named.isEmpty {
      if call.positional == 0 { call.subject = subject(from: starts.last ?? 0, to: index) }
      call.positional += 1
    }
    call.isInFunction = false
    open[open.count - 1] = .call(call)
  }

  private var isInCall: Bool { if case .call? = open.last { true } else { false } }

  /// `name:` gives the innermost call's argument a name.
  private mutating func noteName(_ index: Int) {
    guard index > 0, tokens[index - 1].isWord, case .call(var call)? = open.last else { return }
    call.named.append(text(index - 1))
    open[open.count - 1] = .call(call)
  }

  /// The chain of names between two tokens when nothing else stands there.
  private func subject(from first: Int, to end: Int) -> [String] {
    guard let path = path(before: end), end - first == 2 * path.count - 1 else { return [] }
    return path
  }

  private func text(_ index: Int) -> String { source.text(from: tokens[index].lower, to: tokens[index].upper) }

  // MARK: - Chains of names

  /// The chain of names that ends just before a token: `a.b.c`; nil when something else stands there.
  private func path(before index: Int) -> [String]? {
    guard index > 0, tokens[index - 1].isWord else { return nil }
    var path = [text(index - 1)]
    var place = index - 1
    while place >= 2, tokens[place - 1].kind == .dot, tokens[place - 2].isWord {
      path.insert(text(place - 2), at: 0)
      place -= 2
    }
    // A chain that hangs on a bracket is no chain of names.
    if place > 0, tokens[place - 1].kind == .dot { return nil }
    return path
  }

  private func callee(before index: Int) -> String? {
    guard index > 0, tokens[index - 1].kind == .name else { return nil }
    return path(before: index)?.joined(separator: ".")
  }

  private func isIndex(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    switch tokens[index - 1].kind {
    case .name, .component, .rightParen, .rightBracket, .stringEnd: return true
    default: return false
    }
  }

  // MARK: - The place

  private func wordPlace() -> CompletionPlace {
    if let range = rangePlace { return range }
    let last = tokens.indices.last
    if let last, tokens[last].kind == .number, tokens[last].upper == start { return .nothing }
    if let last, tokens[last].kind == .dot {
      if last > 0, tokens[last - 1].kind == .component { return .site(of: text(last - 1)) }
      return path(before: last).map { .member(of: $0) } ?? bracketPlace(before: last)
    }
    let call = innermostCall()
    if case .index(let path)? = open.last, let last, tokens[last].kind == .colon, last > 0, tokens[last - 1].isWord {
      return .axisValue(of: text(last - 1), in: path)
    }
    if let last, tokens[last].kind == .colon, last > 0, tokens[last - 1].isWord, let call {
      return .value(of: text(last - 1), in: call)
    }
    if case .index(let path)? = open.last { return .subscript_(of: path) }
    return .word(call: call)
  }

  /// In `L[` or `L5H[`, perhaps behind a beginning and `..<`: a range of layers or heads.
  ///
  /// It is read from the text, since an unfinished one is no token.
  private var rangePlace: CompletionPlace? {
    var text = source.text[...]
    var first: Int?
    if text.hasSuffix("..<") {
      text = text.dropLast(3)
      guard let bracket = text.lastIndex(of: "["), let number = Int(text[text.index(after: bracket)...]) else {
        return nil
      }
      first = number
      text = text[...bracket]
    }
    guard text.hasSuffix("[") else { return nil }
    text = text.dropLast()
    let start = text.lastIndex { !$0.isLetter && !$0.isNumber && $0 != "_" }.map { text.index(after: $0) }
    let component = text[(start ?? text.startIndex)...]
    let isLayers = component == "L"
    let isHeads = component.hasPrefix("L") && component.hasSuffix("H") && Int(component.dropFirst().dropLast()) != nil
    return isLayers || isHeads ? .range(of: String(component), from: first) : nil
  }

  /// Whether a name is the parameter of a function that is being written: `h -> ablate(h.`.
  func isParameter(_ name: String) -> Bool {
    tokens.indices.dropLast().contains { tokens[$0 + 1].kind == .arrow && tokens[$0].isWord && text($0) == name }
  }

  /// Behind a dot that follows a closing bracket: of a call, or of an index.
  private func bracketPlace(before dot: Int) -> CompletionPlace {
    guard dot > 0, [.rightParen, .rightBracket].contains(tokens[dot - 1].kind) else { return .nothing }
    var depth = 0
    for index in stride(from: dot - 1, through: 0, by: -1) {
      switch tokens[index].kind {
      case .rightParen, .rightBracket, .rightBrace: depth += 1
      case .leftParen, .leftBracket, .leftBrace: depth -= 1
      default: break
      }
      guard depth == 0 else { continue }
      if tokens[index].kind == .leftParen {
        return callee(before: index).map { .memberOfResult(of: $0) } ?? .nothing
      }
      return path(before: index).map { .memberOfItem(of: $0) } ?? .nothing
    }
    return .nothing
  }

  private func stringPlace() -> CompletionPlace {
    // The string itself is the innermost opening.
    guard let quote = tokens.indices.last(where: { tokens[$0].kind == .stringStart }) else { return .string(.other) }
    if quote > 0, [.wordUse, .wordTo].contains(tokens[quote - 1].kind) { return .string(.path) }
    var outer = self
    outer.pop()
    let hasName = quote > 1 && tokens[quote - 1].kind == .colon && tokens[quote - 2].isWord
    if case .index(let path)? = outer.open.last {
      return .string(.index(of: path, axis: hasName ? text(quote - 2) : nil))
    }
    guard let call = outer.innermostCall(endingAt: quote) else { return .string(.other) }
    return .string(.argument(name: hasName ? text(quote - 2) : nil, in: call))
  }

  /// The call among whose arguments the cursor stands: with parentheses, or in command form.
  private func innermostCall(endingAt end: Int? = nil) -> CompletionPlace.CallPlace? {
    if case .call(let call)? = open.last { return call }
    return commandCall(endingAt: end ?? tokens.count)
  }

  /// `show x, as: ...`: a name at the start of the statement, then an argument.
  private func commandCall(endingAt end: Int) -> CompletionPlace.CallPlace? {
    let first = starts.last ?? 0
    guard first < end, tokens[first].kind == .name else { return nil }
    var head = first + 1
    while head + 1 < end, tokens[head].kind == .dot, tokens[head + 1].isWord { head += 2 }
    // White space must follow the head; what stands there begins an argument.
    let gapEnd = head < end ? tokens[head].lower : (end < tokens.count ? tokens[end].lower : start)
    guard gapEnd > tokens[head - 1].upper, head >= end || beginsArgument(tokens[head].kind) else { return nil }
    guard let function = path(before: head)?.joined(separator: ".") else { return nil }
    var call = CompletionPlace.CallPlace(function: function)
    var depth = 0
    for index in head..<max(head, end) {
      switch tokens[index].kind {
      case .leftParen, .leftBracket, .leftBrace, .stringStart: depth += 1
      case .rightParen, .rightBracket, .rightBrace, .stringEnd: depth -= 1
      case .comma where depth == 0 && call.named.isEmpty:
        if call.positional == 0 { call.subject = subject(from: head, to: index) }
        call.positional += 1
      case .colon where depth == 0 && tokens[index - 1].isWord: call.named.append(text(index - 1))
      default: break
      }
    }
    return call
  }

  private func beginsArgument(_ kind: TokenKind) -> Bool {
    switch kind {
    case .name, .number, .component, .stringStart, .wordTrue, .wordFalse, .wordNone, .wordNot, .leftBrace: true
    default: false
    }
  }
}
