// Reading keys: bytes from the terminal, signals in between, and UTF-8 made into libedit's characters.
//
// libedit's own reader drops the line on any signal and depends on the locale, hence this one.

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "Internal.h"

enum { BYTE_END = -1, BYTE_INTERRUPTED = -2 };

/// Moves behind the text, where other output may go on.
static void leave_text(weir_editor *editor) {
  const LineInfoW *info = el_wline(editor->line);
  screen_place here = screen_place_of(editor, info->buffer, info->cursor);
  screen_place last = screen_place_of(editor, info->buffer, info->lastchar);
  if (last.row > here.row) printf("\033[%dB", last.row - here.row);
  printf("\r");
  if (last.column > 0) printf("\033[%dC", last.column);
}

static void redraw_after_resize(weir_editor *editor) {
  const LineInfoW *info = el_wline(editor->line);
  // The terminal has wrapped the text anew already; the drawing starts again where the prompt now is.
  int row = screen_place_of(editor, info->buffer, info->cursor).row;
  if (row > 0) printf("\033[%dA", row);
  printf("\r\033[J");
  el_resize(editor->line);
  el_wset(editor->line, EL_REFRESH);
}

/// Waits for bytes from the terminal; a signal's consequences are drawn meanwhile.
static int fill(weir_editor *editor) {
  for (;;) {
    if (weir_interrupt_take()) {
      paint_wipe_hint(editor);
      leave_text(editor);
      printf("^C\r\n");
      fflush(stdout);
      editor->was_interrupted = true;
      editor->interrupted_count = (size_t)(el_wline(editor->line)->lastchar - el_wline(editor->line)->buffer);
      return BYTE_INTERRUPTED;
    }
    if (signals_take_continued()) {
      editor_take_terminal(editor);
      el_resize(editor->line);
      el_wset(editor->line, EL_REFRESH);
    }
    if (signals_take_resized()) {
      paint_wipe_hint(editor);
      redraw_after_resize(editor);
    }
    paint_text(editor);
    paint_status(editor);
    fflush(stdout);
    editor->input_position = 0;
    editor->input_count = ask_take_typed(editor->input, INPUT_CAPACITY);
    if (editor->input_count > 0) return 0;
    struct pollfd sources[2] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = signals_wake_descriptor(), .events = POLLIN},
    };
    if (poll(sources, sources[1].fd >= 0 ? 2 : 1, -1) < 0 && errno != EINTR) return BYTE_END;
    if ((sources[1].revents & POLLIN) || signals_is_interrupted()) {
      // What a signal asks for comes before the keys that were typed after it, and it may have come after the poll.
      signals_drain();
      continue;
    }
    if (sources[0].revents == 0) continue;
    ssize_t count = read(STDIN_FILENO, editor->input, INPUT_CAPACITY);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count <= 0) return BYTE_END;
    editor->input_count = ask_drop_late_answers(editor->input, (size_t)count);
    if (editor->input_count == 0) continue;
    return 0;
  }
}

int input_byte(weir_editor *editor) {
  if (editor->input_position >= editor->input_count) {
    int outcome = fill(editor);
    if (outcome < 0) return outcome;
  }
  return (unsigned char)editor->input[editor->input_position++];
}

/// Reads one character of UTF-8; 0 for a byte that begins none.
static int decode(weir_editor *editor, wchar_t *character) {
  int lead = input_byte(editor);
  if (lead < 0) return lead;
  if (lead < 0x80) {
    *character = lead;
    return 1;
  }
  int extra = lead >= 0xF0 && lead < 0xF5 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0;
  if (extra == 0 || lead >= 0xF5) return 0;
  wchar_t value = lead & (0x3F >> extra);
  for (; extra > 0; extra--) {
    int byte = input_byte(editor);
    if (byte < 0) return byte;
    if ((byte & 0xC0) != 0x80) {
      editor->input_position -= 1;
      return 0;
    }
    value = value << 6 | (byte & 0x3F);
  }
  *character = value;
  return 1;
}

int input_character(EditLine *line, wchar_t *character) {
  weir_editor *editor = editor_of(line);
  for (;;) {
    int outcome = decode(editor, character);
    if (outcome == BYTE_END) return 0;
    if (outcome == BYTE_INTERRUPTED) {
      errno = EINTR;
      return -1;
    }
    if (outcome == 0) {
      el_beep(line);
      continue;
    }
    paint_wipe_hint(editor);
    undo_note(editor);
    editor->keys_read += 1;
    if (editor->search.is_going_on) {
      editor->search.key = *character;
      *character = SEARCH_KEY;
    }
    return 1;
  }
}
