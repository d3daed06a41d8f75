// Colours and hints. libedit has no notion of them: just before it waits for a key, the text that it has drawn plainly is
// drawn over in colour, and the cursor put back. A hint behind the text is wiped before the key is handled.

#include "Internal.h"

/// Longer texts are left plain: painting them at every key would be felt.
enum { LONGEST_PAINTED = 4096 };

/// Begins drawing at the prompt's end; false when that place has scrolled away.
static bool go_to_start(const weir_editor *editor, const LineInfoW *info) {
  screen_place cursor = screen_place_of(editor, info->buffer, info->cursor);
  screen_place last = screen_place_of(editor, info->buffer, info->lastchar);
  if (last.row >= screen_height()) return false;
  printf("\0337");
  if (cursor.row > 0) printf("\033[%dA", cursor.row);
  printf("\r");
  if (editor->prompt_width > 0) printf("\033[%dC", editor->prompt_width);
  return true;
}

/// Draws lines, each further one behind the continuation prompt.
static void print_lines(const weir_editor *editor, const text_buffer *text) {
  for (size_t index = 0; index < text->count; index++) {
    if (text->bytes[index] != '\n') {
      putchar(text->bytes[index]);
      continue;
    }
    fputs("\033[0m\r\n", stdout);
    fwrite(editor->continuation.bytes, 1, editor->continuation.count, stdout);
  }
}

/// Whether a text can be drawn as it is: libedit shows control characters as two others.
static bool is_drawable(const LineInfoW *info) {
  for (const wchar_t *each = info->buffer; each < info->lastchar; each++) {
    if ((*each < 0x20 && *each != L'\n' && *each != L'\t') || *each == 0x7F) return false;
  }
  return true;
}

void paint_text(weir_editor *editor) {
  if (editor->callbacks.paint == NULL) return;
  const LineInfoW *info = el_wline(editor->line);
  size_t length = (size_t)(info->lastchar - info->buffer);
  if (length == 0 || length > LONGEST_PAINTED || !is_drawable(info)) return;
  text_buffer text = {0};
  editor_append(editor, &text, info->buffer, info->lastchar);
  text_buffer before = {0};
  editor_append(editor, &before, info->buffer, info->cursor);
  editor_clear_replies(editor);
  editor->callbacks.paint(editor->callbacks.context, text.bytes, text.count, before.count);
  // Without colours the margins are drawn all the same.
  bool has_lines = memchr(text.bytes, '\n', text.count) != NULL;
  if (editor->reply_insert.count == 0 && has_lines) text_append(&editor->reply_insert, text.bytes, text.count);
  text_free(&text);
  text_free(&before);
  if (editor->reply_insert.count == 0 && editor->reply_listing.count == 0) return;
  if (!go_to_start(editor, info)) return;
  print_lines(editor, &editor->reply_insert);
  if (editor->reply_listing.count > 0 && editor->status.count == 0) {
    fwrite(editor->reply_listing.bytes, 1, editor->reply_listing.count, stdout);
    editor->is_hint_shown = true;
  }
  printf("\0338");
}

void paint_status(weir_editor *editor) {
  if (editor->status.count == 0) return;
  const LineInfoW *info = el_wline(editor->line);
  screen_place cursor = screen_place_of(editor, info->buffer, info->cursor);
  screen_place last = screen_place_of(editor, info->buffer, info->lastchar);
  wchar_t *text = text_widen(editor->status.bytes, editor->status.count);
  if (text == NULL) return;
  // It stays on its row: a second one would scroll the screen away under the editor.
  size_t count = wcslen(text);
  while (count > 0 && wcswidth(text, count) > screen_width() - last.column - 1) count -= 1;
  printf("\0337");
  if (last.row > cursor.row) printf("\033[%dB", last.row - cursor.row);
  printf("\r");
  if (last.column > 0) printf("\033[%dC", last.column);
  text_buffer shown = {0};
  text_append_wide(&shown, text, count);
  fwrite(shown.bytes, 1, shown.count, stdout);
  printf("\0338");
  editor->is_hint_shown = true;
  text_free(&shown);
  free(text);
}

void paint_wipe_hint(weir_editor *editor) {
  if (!editor->is_hint_shown) return;
  editor->is_hint_shown = false;
  const LineInfoW *info = el_wline(editor->line);
  screen_place cursor = screen_place_of(editor, info->buffer, info->cursor);
  screen_place last = screen_place_of(editor, info->buffer, info->lastchar);
  printf("\0337");
  if (last.row > cursor.row) printf("\033[%dB", last.row - cursor.row);
  printf("\r");
  if (last.column > 0) printf("\033[%dC", last.column);
  printf("\033[J\0338");
  fflush(stdout);
}
