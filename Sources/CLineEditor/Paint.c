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

static void print_lines(const text_buffer *text) {
  for (size_t index = 0; index < text->count; index++) {
    if (text->bytes[index] == '\n') putchar('\r');
    putchar(text->bytes[index]);
  }
}

void paint_text(weir_editor *editor) {
  if (editor->callbacks.paint == NULL) return;
  const LineInfoW *info = el_wline(editor->line);
  size_t length = (size_t)(info->lastchar - info->buffer);
  if (length == 0 || length > LONGEST_PAINTED) return;
  text_buffer text = {0};
  text_append_wide(&text, info->buffer, length);
  text_buffer before = {0};
  text_append_wide(&before, info->buffer, (size_t)(info->cursor - info->buffer));
  editor_clear_replies(editor);
  editor->callbacks.paint(editor->callbacks.context, text.bytes, text.count, before.count);
  text_free(&text);
  text_free(&before);
  if (editor->reply_insert.count == 0 && editor->reply_listing.count == 0) return;
  if (!go_to_start(editor, info)) return;
  print_lines(&editor->reply_insert);
  if (editor->reply_listing.count > 0) {
    fwrite(editor->reply_listing.bytes, 1, editor->reply_listing.count, stdout);
    editor->is_hint_shown = true;
  }
  printf("\0338");
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
