/// The smallest text that this finds by leaving words and lines out, halves first, for which a condition still holds.
func shrunk(_ text: String, attempts: Int = 600, while holds: (String) -> Bool) -> String {
  var pieces: [String] = []
  for character in text {
    let isWord = character.isLetter || character.isNumber || character == "_"
    if isWord, let last = pieces.last?.last, last.isLetter || last.isNumber || last == "_" {
      pieces[pieces.count - 1].append(character)
    } else {
      pieces.append(String(character))
    }
  }
  var size = pieces.count / 2
  var attempts = attempts
  while size > 0 {
    var place = 0
    while place + size <= pieces.count, attempts > 0 {
      attempts -= 1
      var fewer = pieces
      fewer.removeSubrange(place..<place + size)
      if holds(fewer.joined()) { pieces = fewer } else { place += size }
    }
    size /= 2
  }
  return pieces.joined()
}
