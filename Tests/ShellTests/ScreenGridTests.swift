import Testing

/// The grid that transcripts are compared on behaves like a terminal.
@Test(
  arguments: [
    ("abc", ["abc"]), ("abc\r\ndef", ["abc", "def"]), ("abcdefghij", ["abcdefghij"]),
    ("abcdefghijk", ["abcdefghij", "k"]),
    ("abc\rX", ["Xbc"]), ("abc\u{1B}[2DX", ["aXc"]), ("abc\r\u{1B}[K", []), ("a\r\nb\u{1B}[A\u{1B}[CX", ["a X", "b"]),
    ("a\u{1B}7bc\u{1B}8X", ["aXc"]), ("堰x", ["堰x"]), ("123456789堰", ["123456789", "堰"]), ("e\u{301}x", ["e\u{301}x"]),
    ("\u{1B}[1;31mred\u{1B}[0m", ["red"]), ("a\r\nb\r\nc\r\nd", ["b", "c", "d"]), ("abc\u{1B}[2K", []),
    ("ac\u{1B}[4h\u{1B}[DXb\u{1B}[4lY", ["aXbY"]),
  ] as [(String, [String])])
func theGridShowsWhatATerminalShows(_ output: String, _ lines: [String]) {
  var grid = ScreenGrid(columns: 10, rows: 3)
  for byte in output.utf8 { grid.take([byte]) }
  #expect(grid.lines == lines)
}
