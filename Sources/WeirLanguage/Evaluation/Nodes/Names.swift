import WeirText

/// A local that certainly has a value.
final class LocalNode: Node {
  let slot: Int

  init(_ slot: Int, _ span: Span) {
    self.slot = slot
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    // Numbers are copied without asking whether there is a reference to count.
    if case .number(let number) = f.slot(slot).pointee { return .number(number) }
    return f.slot(slot).pointee
  }
}

/// A local whose assignment may not have run.
final class UncertainLocalNode: Node {
  let slot: Int
  let name: String

  init(_ slot: Int, name: String, _ span: Span) {
    self.slot = slot
    self.name = name
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    let value = f.slot(slot).pointee
    if case .object(let object) = value, object is Unassigned { throw f.fault(.unassigned(name), at: span) }
    return value
  }
}

/// What an uncertain local holds until it is assigned.
final class Unassigned: Object {
  override var typeName: String { "unassigned" }

  /// Puts the mark into slots at the beginning of a function or loop turn.
  static func mark(_ slots: [Int], _ f: Frame) {
    let mark = Value.object(Unassigned())
    for slot in slots { f.slot(slot).pointee = mark }
  }
}

/// `std.name`: the library's name, whatever the program binds to it; `std` alone is the standard deviation.
final class StandardNameNode: Node {
  private let standard: Cell
  private let cell: Cell
  private let name: Name
  /// The field of a program's own `std`.
  private let own: Node

  init(_ standard: Cell, _ cell: Cell, _ name: Name, _ own: Node, _ span: Span) {
    self.standard = standard
    self.cell = cell
    self.name = name
    self.own = own
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    if standard.isOwn { return try own.value(f) }
    do {
      if let value = try cell.resolve() { return value }
      throw cell.missing(in: "the standard library")
    } catch { throw f.locate(error, at: name.span) }
  }
}

/// A top-level name, bound late.
final class GlobalNode: Node {
  let cell: Cell
  /// The line of the loop in which the name was assigned before, for the message.
  let blockLine: Int?

  init(_ cell: Cell, blockLine: Int?, _ span: Span) {
    self.cell = cell
    self.blockLine = blockLine
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    if cell.isBound { return cell.storage.pointee }
    return try resolved(f)
  }

  @inline(never)
  private func resolved(_ f: Frame) throws -> Value {
    do {
      if let value = try cell.resolve() { return value }
      throw cell.unknown(blockLine: blockLine)
    } catch { throw f.locate(error, at: span) }
  }
}
