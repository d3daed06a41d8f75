// The functions that the C shim calls while a line is typed. Each finds its editor by the context pointer, which is valid
// as long as the shim's editor is, because the one destroys the other.

import CLineEditor

extension EditLineEditor {
  func callbacks() -> weir_callbacks {
    weir_callbacks(
      context: Unmanaged.passUnretained(self).toOpaque(),
      completeness: { context, text, count, indent in
        EditLineEditor.with(context) { $0.answerCompleteness(EditLineEditor.string(text, count), indent) }
          ?? WEIR_COMPLETE
      },
      complete: { context, text, count, cursor, isRepeated in
        EditLineEditor.with(context) {
          $0.answerTab(EditLineEditor.string(text, count), cursor: cursor, isRepeated: isRepeated)
        }
      },
      recall: { context, text, count, step in
        EditLineEditor.with(context) { editor in
          guard let entry = editor.delegate?.recall(from: EditLineEditor.string(text, count), step: Int(step)) else {
            return
          }
          editor.replyInsert(entry)
        }
      },
      search: { context, text, count, from, step in
        EditLineEditor.with(context) { editor in
          editor.answerSearch(EditLineEditor.string(text, count), from: from, step: Int(step))
        } ?? -1
      },
      accept: { context, text, count, isWord in
        EditLineEditor.with(context) { editor in
          let hint = editor.delegate?.hint(for: EditLineEditor.string(text, count)) ?? ""
          editor.replyInsert(isWord ? hint.firstWord : hint)
        }
      },
      paste: { context, text, count in
        EditLineEditor.with(context) { editor in
          let pasted = EditLineEditor.string(text, count)
          editor.replyInsert(editor.delegate?.pasted(pasted) ?? pasted)
        }
      },
      paint: { context, text, count, cursor in
        EditLineEditor.with(context) { editor in
          let painted = editor.delegate?.painted(EditLineEditor.string(text, count), cursor: cursor) ?? PaintedText()
          editor.replyInsert(painted.text)
          editor.replyListing(painted.hint)
        }
      })
  }

  private static func with<Result>(
    _ context: UnsafeMutableRawPointer?, _ body: (EditLineEditor) -> Result
  ) -> Result? {
    context.map { body(Unmanaged<EditLineEditor>.fromOpaque($0).takeUnretainedValue()) }
  }

  private func answerCompleteness(_ text: String, _ indent: UnsafeMutablePointer<Int32>?) -> weir_completeness {
    switch delegate?.completeness(of: text) ?? .complete {
    case .complete: return WEIR_COMPLETE
    case .wrong: return WEIR_WRONG
    case .incomplete(let spaces):
      indent?.pointee = Int32(clamping: spaces)
      return WEIR_INCOMPLETE
    }
  }

  private func answerTab(_ text: String, cursor: Int, isRepeated: Bool) {
    guard let answer = delegate?.tab(text, cursor: cursor, isRepeated: isRepeated) else { return }
    weir_editor_reply_delete(editor, answer.deletedBytes)
    replyInsert(answer.insertion)
    replyListing(answer.listing)
  }

  private func answerSearch(_ text: String, from: Int, step: Int) -> Int {
    guard let found = delegate?.entry(containing: text, from: from, step: step) else { return -1 }
    replyInsert(found.entry)
    return found.place
  }

  private func replyInsert(_ text: String) { weir_editor_reply_insert(editor, text, text.utf8.count) }
  private func replyListing(_ text: String) { weir_editor_reply_listing(editor, text, text.utf8.count) }
}

extension String {
  /// Up to the end of the first word, with the blanks and marks before it.
  fileprivate var firstWord: String {
    let marks = prefix { !$0.isLetter && !$0.isNumber && $0 != "_" }
    let word = dropFirst(marks.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return String(marks + word)
  }
}
