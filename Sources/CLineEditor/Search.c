// Ctrl-R: earlier entries by a part of them. libedit's own search keeps its question in the text that is edited, where a
// Ctrl-C leaves it; here the found entry stands at the prompt and the question behind it.
//
// While a search goes on, the reader of characters hands each key to `on_search_key` by way of a private key, since only
// a command can have libedit draw the text anew.

#include <limits.h>
#include <wctype.h>

#include "Internal.h"

enum { KEY_ABORT = 7, KEY_BACKSPACE = 8, KEY_LATER = 19, KEY_EARLIER = 18, KEY_ERASE = 21, KEY_DELETE = 127 };

/// Shows the next entry from a place on; what is shown stays when there is none.
static void find(weir_editor *editor, long from, int step) {
  history_search *search = &editor->search;
  if (search->query.count == 0) return;
  editor_clear_replies(editor);
  long place =
      editor->callbacks.search(editor->callbacks.context, search->query.bytes, search->query.count, from, step);
  search->is_found = place >= 0;
  if (place < 0) {
    el_beep(editor->line);
    return;
  }
  search->place = place;
  text_buffer entry = editor->reply_insert;
  editor->reply_insert = (text_buffer){0};
  editor_replace_all(editor, entry.bytes, entry.count);
  text_free(&entry);
}

static void erase_character(text_buffer *text) {
  while (text->count > 0 && (text->bytes[text->count - 1] & 0xC0) == 0x80) text->count -= 1;
  if (text->count > 0) text->count -= 1;
  text->bytes[text->count] = 0;
}

/// Says behind the text what is looked for.
static void show_question(weir_editor *editor) {
  const history_search *search = &editor->search;
  const char *word = search->is_found || search->query.count == 0 ? "  search: " : "  not found: ";
  text_clear(&editor->status);
  text_append(&editor->status, word, strlen(word));
  text_append(&editor->status, search->query.bytes, search->query.count);
}

/// Handles a key; false when it ends the search.
static bool take_key(weir_editor *editor, wchar_t key) {
  history_search *search = &editor->search;
  switch (key) {
    case KEY_EARLIER: find(editor, search->place - 1, -1); return true;
    case KEY_LATER: find(editor, search->place + 1, 1); return true;
    case KEY_BACKSPACE:
    case KEY_DELETE:
      erase_character(&search->query);
      search->is_found = true;
      find(editor, LONG_MAX, -1);
      return true;
    case KEY_ERASE: text_clear(&search->query); return true;
    case KEY_ABORT: editor_replace_all(editor, search->typed.bytes, search->typed.count); return false;
    default: break;
  }
  if (iswprint((wint_t)key)) {
    text_append_wide(&search->query, &key, 1);
    find(editor, search->place, -1);
    return true;
  }
  // The key is meant for the entry that was found.
  wchar_t keys[2] = {key, 0};
  el_wpush(editor->line, keys);
  return false;
}

void search_end(weir_editor *editor) {
  editor->search.is_going_on = false;
  text_free(&editor->search.query);
  text_free(&editor->search.typed);
  text_clear(&editor->status);
}

unsigned char on_search(EditLine *line, wint_t key) {
  (void)key;
  weir_editor *editor = editor_of(line);
  if (editor->callbacks.search == NULL) return CC_ERROR;
  editor->search = (history_search){.is_going_on = true, .is_found = true, .place = LONG_MAX};
  text_clear(&editor->search.query);
  editor_text(editor, &editor->search.typed, NULL);
  show_question(editor);
  return CC_REFRESH;
}

unsigned char on_search_key(EditLine *line, wint_t key) {
  (void)key;
  weir_editor *editor = editor_of(line);
  if (!editor->search.is_going_on) return CC_ERROR;
  if (take_key(editor, editor->search.key)) {
    show_question(editor);
  } else {
    search_end(editor);
  }
  return CC_REFRESH;
}
