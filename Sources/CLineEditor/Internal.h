// What the files of the shim share.

#ifndef WEIR_LINE_EDITOR_INTERNAL_H
#define WEIR_LINE_EDITOR_INTERNAL_H

#include <histedit.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "CLineEditor.h"

/// Takes keys that were typed while the terminal was asked something.
size_t ask_take_typed(char *keys, size_t capacity);
/// Takes answers that came too late out of keys; the number of keys that stay.
size_t ask_drop_late_answers(char *keys, size_t count);

/// A growing byte string; `bytes` is NULL or ends with a zero byte.
typedef struct {
  char *bytes;
  size_t count;
  size_t capacity;
} text_buffer;

void text_append(text_buffer *buffer, const char *bytes, size_t count);
void text_append_wide(text_buffer *buffer, const wchar_t *characters, size_t count);
void text_clear(text_buffer *buffer);
void text_free(text_buffer *buffer);
/// A wide copy to be freed by the caller; invalid bytes are left out.
wchar_t *text_widen(const char *bytes, size_t count);

/// A text too tall for the screen, for which a short line stands in the buffer.
typedef struct {
  wchar_t *sign;
  text_buffer text;
} folded_text;

/// The text at one moment, and where the cursor stood.
typedef struct {
  wchar_t *text;
  size_t count;
  size_t cursor;
} text_state;

/// A search in the history while its keys are typed.
typedef struct {
  bool is_going_on;
  bool is_found;
  /// The number of the entry that is shown.
  long place;
  /// The key that was read last.
  wchar_t key;
  text_buffer query;
  /// What stood at the prompt before.
  text_buffer typed;
} history_search;

/// Pressed by the reader of characters for the key that is in `history_search`. The terminal makes a signal of it, so that
/// nobody can type it.
enum { SEARCH_KEY = 0x1C };

enum { MAX_FOLDED = 64, INPUT_CAPACITY = 4096, MAX_CHANGES = 200 };

struct weir_editor {
  EditLine *line;
  HistoryW *history;
  weir_callbacks callbacks;

  wchar_t *prompt;
  int prompt_width;
  /// Drawn in the margin: `prompt_width` blanks that follow each line end of the buffer and are no part of the text.
  text_buffer continuation;

  text_buffer result;
  text_buffer killed;
  text_buffer reply_insert;
  text_buffer reply_listing;
  size_t reply_delete;

  folded_text folded[MAX_FOLDED];
  int folded_count;

  /// The texts before each change, and the text when a key was read last.
  text_state changes[MAX_CHANGES];
  int change_count;
  text_state seen;
  bool is_typing;

  history_search search;
  /// Drawn behind the text while it is not empty.
  text_buffer status;

  char input[INPUT_CAPACITY];
  size_t input_position;
  size_t input_count;
  unsigned long keys_read;
  unsigned long last_tab;
  bool was_interrupted;
  size_t interrupted_count;
  bool is_hint_shown;
  bool is_vi;
};

/// A place on the screen relative to the prompt's row.
typedef struct {
  int row;
  int column;
} screen_place;

/// Where the editor's text is drawn up to `end`, by libedit's own rules of wrapping.
screen_place screen_place_of(const weir_editor *editor, const wchar_t *text, const wchar_t *end);
/// Rows that a text would take behind the prompt.
int screen_rows_of(const weir_editor *editor, const wchar_t *text, size_t count);
int screen_height(void);
int screen_width(void);

/// Appends a part of the buffer without the margins of its lines.
void editor_append(const weir_editor *editor, text_buffer *into, const wchar_t *from, const wchar_t *to);
/// Where the text of a line begins whose margin starts at `place`.
const wchar_t *editor_skip_margin(const weir_editor *editor, const wchar_t *place, const wchar_t *end);
/// A wide copy with a margin behind each line end, to be freed by the caller.
wchar_t *editor_widen(const weir_editor *editor, const char *bytes, size_t count);

/// The buffer as UTF-8 with folded texts in full; `cursor` becomes the byte offset of the cursor.
void editor_text(weir_editor *editor, text_buffer *into, size_t *cursor);
/// Inserts at the cursor; what would not fit on the screen is folded.
void editor_insert(weir_editor *editor, const char *bytes, size_t count, const char *kind);
void editor_replace_all(weir_editor *editor, const char *bytes, size_t count);
void editor_unfold_all(weir_editor *editor);
void editor_clear_replies(weir_editor *editor);

/// The next byte of a paste, or -1.
int input_byte(weir_editor *editor);
/// libedit's reader of characters.
int input_character(EditLine *line, wchar_t *character);

void paint_text(weir_editor *editor);
void paint_status(weir_editor *editor);
void paint_wipe_hint(weir_editor *editor);

/// Looks whether the text has changed since the last key, so that the change can be taken back.
void undo_note(weir_editor *editor);
void undo_forget(weir_editor *editor);

void search_end(weir_editor *editor);

/// Commands of keys that have a file of their own.
unsigned char on_search(EditLine *line, wint_t key);
unsigned char on_search_key(EditLine *line, wint_t key);
unsigned char on_undo(EditLine *line, wint_t key);

void keys_bind(weir_editor *editor);

/// The descriptor that becomes readable when a signal arrived or `weir_wake` was called.
int signals_wake_descriptor(void);
void signals_drain(void);
bool signals_is_interrupted(void);
bool signals_take_resized(void);
bool signals_take_continued(void);
void signals_remember_terminal(void);

/// Makes the terminal give keys one by one.
void editor_take_terminal(weir_editor *editor);

weir_editor *editor_of(EditLine *line);

#endif
