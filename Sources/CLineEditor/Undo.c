// Taking changes back. libedit has that for vi's keys only; here the text before each change is kept, and a word that
// was typed is one change.

#include <wctype.h>

#include "Internal.h"

/// Longer texts are not kept: each change would copy them.
enum { LONGEST_KEPT = 65536 };

static text_state copy_state(const LineInfoW *info) {
  size_t count = (size_t)(info->lastchar - info->buffer);
  text_state state = {.text = malloc((count + 1) * sizeof(wchar_t)), .count = count};
  if (state.text == NULL) return (text_state){0};
  wmemcpy(state.text, info->buffer, count);
  state.text[count] = 0;
  state.cursor = (size_t)(info->cursor - info->buffer);
  return state;
}

static bool is_same(const text_state *state, const LineInfoW *info) {
  size_t count = (size_t)(info->lastchar - info->buffer);
  return state->text != NULL && state->count == count && wmemcmp(state->text, info->buffer, count) == 0;
}

/// Whether one letter or digit was typed behind a text.
static bool goes_on_with_word(const text_state *state, const LineInfoW *info) {
  size_t count = (size_t)(info->lastchar - info->buffer);
  if (state->text == NULL || count != state->count + 1 || info->cursor != info->lastchar) return false;
  return wmemcmp(state->text, info->buffer, state->count) == 0 && iswalnum((wint_t)info->lastchar[-1]);
}

static void push(weir_editor *editor, text_state state) {
  if (state.text == NULL) return;
  if (editor->change_count == MAX_CHANGES) {
    free(editor->changes[0].text);
    memmove(editor->changes, editor->changes + 1, (MAX_CHANGES - 1) * sizeof(text_state));
    editor->change_count -= 1;
  }
  editor->changes[editor->change_count++] = state;
}

void undo_note(weir_editor *editor) {
  const LineInfoW *info = el_wline(editor->line);
  if (info->lastchar - info->buffer > LONGEST_KEPT) return;
  if (is_same(&editor->seen, info)) {
    editor->seen.cursor = (size_t)(info->cursor - info->buffer);
    return;
  }
  bool goes_on = goes_on_with_word(&editor->seen, info);
  if (goes_on && editor->is_typing) {
    free(editor->seen.text);
  } else {
    push(editor, editor->seen);
  }
  editor->is_typing = info->lastchar - info->buffer == (ptrdiff_t)editor->seen.count + 1;
  editor->seen = copy_state(info);
}

void undo_forget(weir_editor *editor) {
  while (editor->change_count > 0) free(editor->changes[--editor->change_count].text);
  free(editor->seen.text);
  editor->seen = (text_state){.text = calloc(1, sizeof(wchar_t))};
  editor->is_typing = false;
}

unsigned char on_undo(EditLine *line, wint_t key) {
  (void)key;
  weir_editor *editor = editor_of(line);
  if (editor->change_count == 0) return CC_ERROR;
  text_state state = editor->changes[--editor->change_count];
  const LineInfoW *info = el_wline(line);
  el_cursor(line, (int)(info->lastchar - info->cursor));
  el_deletestr(line, (int)(el_wline(line)->lastchar - el_wline(line)->buffer));
  if (state.count > 0) el_winsertstr(line, state.text);
  el_cursor(line, (int)state.cursor - (int)state.count);
  free(editor->seen.text);
  editor->seen = state;
  editor->is_typing = false;
  return CC_REFRESH;
}
