/// The mark that some editors and spreadsheets put in front of UTF-8; it is no part of the text.
public enum ByteOrderMark {
  private static let bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// How many bytes of it a text begins with: all three, or none.
  public static func length(in text: some Sequence<UInt8>) -> Int { text.starts(with: bytes) ? bytes.count : 0 }
}
