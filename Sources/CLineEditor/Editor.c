// The editor's life, its prompt, and reading one entry.

#include <langinfo.h>
#include <locale.h>
#include <termios.h>
#include <unistd.h>

#include "Internal.h"

/// Marks escape sequences inside the prompt; libedit does not count what stands between two of them.
static const wchar_t PROMPT_MARK = L'\1';

weir_editor *editor_of(EditLine *line) {
  void *editor = NULL;
  el_wget(line, EL_CLIENTDATA, &editor);
  return editor;
}

static wchar_t *current_prompt(EditLine *line) {
  static wchar_t none[] = L"";
  weir_editor *editor = editor_of(line);
  return editor->prompt == NULL ? none : editor->prompt;
}

bool weir_locale_use_utf8(void) {
  if (setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return true;
  if (setlocale(LC_CTYPE, "C.UTF-8") != NULL) return true;
  return setlocale(LC_CTYPE, "en_US.UTF-8") != NULL;
}

weir_editor *weir_editor_create(const char *program) {
  weir_editor *editor = calloc(1, sizeof *editor);
  if (editor == NULL) return NULL;
  signals_remember_terminal();
  editor->line = el_init(program, stdin, stdout, stderr);
  editor->history = history_winit();
  if (editor->line == NULL || editor->history == NULL) {
    weir_editor_destroy(editor);
    return NULL;
  }
  HistEventW event;
  history_w(editor->history, &event, H_SETSIZE, 10000);
  history_w(editor->history, &event, H_SETUNIQUE, 1);
  el_wset(editor->line, EL_CLIENTDATA, editor);
  el_wset(editor->line, EL_SIGNAL, 0);
  el_wset(editor->line, EL_HIST, history_w, editor->history);
  el_wset(editor->line, EL_EDITOR, L"emacs");
  el_wset(editor->line, EL_PROMPT_ESC, current_prompt, PROMPT_MARK);
  el_wset(editor->line, EL_GETCFN, input_character);
  keys_bind(editor);
  return editor;
}

void weir_editor_destroy(weir_editor *editor) {
  if (editor == NULL) return;
  if (editor->line != NULL) el_end(editor->line);
  if (editor->history != NULL) history_wend(editor->history);
  editor_unfold_all(editor);
  free(editor->seen.text);
  search_end(editor);
  text_free(&editor->status);
  free(editor->prompt);
  text_free(&editor->result);
  text_free(&editor->killed);
  text_free(&editor->continuation);
  text_free(&editor->reply_insert);
  text_free(&editor->reply_listing);
  free(editor);
}

void weir_editor_set_callbacks(weir_editor *editor, weir_callbacks callbacks) { editor->callbacks = callbacks; }

void weir_editor_set_vi(weir_editor *editor, bool is_vi) {
  editor->is_vi = is_vi;
  el_wset(editor->line, EL_EDITOR, is_vi ? L"vi" : L"emacs");
  keys_bind(editor);
}

void weir_editor_set_prompt(
    weir_editor *editor, const char *text, const char *colour, const char *reset, const char *continuation) {
  // One marked group before the text and one before its last character: adjacent groups print rubbish, and one at the
  // very end is lost.
  size_t count = strlen(text);
  size_t visible = count > 0 ? count - 1 : 0;
  text_buffer prompt = {0};
  bool has_colour = colour[0] != 0;
  if (has_colour) text_append(&prompt, "\1", 1);
  text_append(&prompt, colour, strlen(colour));
  if (has_colour) text_append(&prompt, "\1", 1);
  text_append(&prompt, text, visible);
  if (has_colour) text_append(&prompt, "\1", 1);
  text_append(&prompt, reset, strlen(reset));
  if (has_colour) text_append(&prompt, "\1", 1);
  text_append(&prompt, text + visible, count - visible);
  free(editor->prompt);
  editor->prompt = text_widen(prompt.bytes, prompt.count);
  text_free(&prompt);
  editor->prompt_width = 0;
  wchar_t *wide = text_widen(text, count);
  int width = wide == NULL ? 0 : wcswidth(wide, wcslen(wide));
  editor->prompt_width = width > 0 ? width : 0;
  free(wide);
  text_clear(&editor->continuation);
  text_append(&editor->continuation, continuation, strlen(continuation));
}

void weir_editor_add_history(weir_editor *editor, const char *entry) {
  wchar_t *wide = editor_widen(editor, entry, strlen(entry));
  if (wide == NULL) return;
  HistEventW event;
  if (wide[0] != 0) history_w(editor->history, &event, H_ENTER, wide);
  free(wide);
}

void weir_editor_clear_history(weir_editor *editor) {
  HistEventW event;
  history_w(editor->history, &event, H_CLEAR);
}

const wchar_t *editor_skip_margin(const weir_editor *editor, const wchar_t *place, const wchar_t *end) {
  for (int column = 0; column < editor->prompt_width && place < end && *place == L' '; column++) place++;
  return place;
}

wchar_t *editor_widen(const weir_editor *editor, const char *bytes, size_t count) {
  wchar_t *text = text_widen(bytes, count);
  if (text == NULL) return NULL;
  size_t lines = 0;
  for (const wchar_t *each = text; *each != 0; each++) lines += *each == L'\n';
  size_t margin = (size_t)editor->prompt_width;
  wchar_t *result = malloc((wcslen(text) + lines * margin + 1) * sizeof(wchar_t));
  if (result != NULL) {
    wchar_t *place = result;
    for (const wchar_t *each = text; *each != 0; each++) {
      *place++ = *each;
      if (*each != L'\n') continue;
      wmemset(place, L' ', margin);
      place += margin;
    }
    *place = 0;
  }
  free(text);
  return result;
}

void editor_append(const weir_editor *editor, text_buffer *into, const wchar_t *from, const wchar_t *to) {
  while (from < to) {
    text_append_wide(into, from, 1);
    bool is_line_end = *from++ == L'\n';
    if (is_line_end) from = editor_skip_margin(editor, from, to);
  }
}

/// Appends the text that a part of the buffer stands for: no margins, and folded texts in full.
static void unfold_into(const weir_editor *editor, const wchar_t *text, size_t count, text_buffer *into) {
  for (size_t index = 0; index < count;) {
    const folded_text *match = NULL;
    size_t length = 0;
    for (int each = 0; each < editor->folded_count && match == NULL; each++) {
      length = wcslen(editor->folded[each].sign);
      if (length <= count - index && wmemcmp(text + index, editor->folded[each].sign, length) == 0)
        match = &editor->folded[each];
    }
    if (match != NULL) {
      text_append(into, match->text.bytes, match->text.count);
      index += length;
    } else {
      text_append_wide(into, text + index, 1);
      index += 1;
      if (text[index - 1] == L'\n') index = (size_t)(editor_skip_margin(editor, text + index, text + count) - text);
    }
  }
}

void editor_text(weir_editor *editor, text_buffer *into, size_t *cursor) {
  const LineInfoW *info = el_wline(editor->line);
  text_clear(into);
  unfold_into(editor, info->buffer, (size_t)(info->cursor - info->buffer), into);
  if (cursor != NULL) *cursor = into->count;
  // A cursor inside a margin, where vi's commands may take it, is at the line's start.
  const wchar_t *rest = info->cursor;
  const wchar_t *line = rest;
  while (line > info->buffer && line[-1] != L'\n') line--;
  const wchar_t *start = line > info->buffer ? editor_skip_margin(editor, line, info->lastchar) : line;
  if (rest < start) rest = start;
  unfold_into(editor, rest, (size_t)(info->lastchar - rest), into);
}

void editor_unfold_all(weir_editor *editor) {
  for (int index = 0; index < editor->folded_count; index++) {
    free(editor->folded[index].sign);
    text_free(&editor->folded[index].text);
  }
  editor->folded_count = 0;
  // Kept texts hold the signs of what was folded.
  undo_forget(editor);
}

void editor_take_terminal(weir_editor *editor) {
  // After Ctrl-Z libedit believes that the terminal still is as it wants it.
  el_wset(editor->line, EL_PREP_TERM, 0);
  el_wset(editor->line, EL_PREP_TERM, 1);
  // libedit has carriage returns made line feeds, so that the two bytes of one line end look like two, and leaves Ctrl-S
  // to stop the output.
  struct termios mode;
  if (tcgetattr(STDIN_FILENO, &mode) == 0) {
    mode.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IXON);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &mode);
  }
  printf(editor->is_vi ? "\r\033[K" : "\r\033[K\033[?2004h");
}

enum weir_input weir_editor_read(weir_editor *editor, const char **text, size_t *count) {
  editor->was_interrupted = false;
  editor->is_hint_shown = false;
  *count = 0;
  search_end(editor);
  editor_unfold_all(editor);
  // What was typed while nothing was read has left marks on this row. Children may have switched pasting off.
  // libedit draws the prompt before it takes the terminal over; keys typed in between would be echoed into it.
  editor_take_terminal(editor);
  fflush(stdout);
  int length = 0;
  const wchar_t *line = el_wgets(editor->line, &length);
  printf("\033[?2004l");
  fflush(stdout);
  if (line == NULL || length <= 0) {
    if (editor->was_interrupted) {
      *count = editor->interrupted_count;
      return WEIR_INPUT_INTERRUPTED;
    }
    return length < 0 ? WEIR_INPUT_FAILED : WEIR_INPUT_END;
  }
  if (line[length - 1] == L'\n') length -= 1;
  text_clear(&editor->result);
  unfold_into(editor, line, (size_t)length, &editor->result);
  *text = editor->result.bytes;
  *count = editor->result.count;
  return WEIR_INPUT_LINE;
}

void editor_clear_replies(weir_editor *editor) {
  text_clear(&editor->reply_insert);
  text_clear(&editor->reply_listing);
  editor->reply_delete = 0;
}

void weir_editor_reply_insert(weir_editor *editor, const char *text, size_t count) {
  text_clear(&editor->reply_insert);
  text_append(&editor->reply_insert, text, count);
}

void weir_editor_reply_delete(weir_editor *editor, size_t bytes_before_cursor) {
  editor->reply_delete = bytes_before_cursor;
}

void weir_editor_reply_listing(weir_editor *editor, const char *text, size_t count) {
  text_clear(&editor->reply_listing);
  text_append(&editor->reply_listing, text, count);
}
