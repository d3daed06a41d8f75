/// Digests of the style sheet and the script, by which a page's policy allows them and nothing else; a test computes them
/// anew and says what to write here.
enum PageDigests {
  static let style = "sha256-nP+YRX06LoWipDKNXxchT7IkAHlqAf4QMaZvKbZsH3Q="
  static let script = "sha256-R4sHjiFawuzaiaeWRAKPB2NfYInFFy4d1kKWhdpkIqk="
}
