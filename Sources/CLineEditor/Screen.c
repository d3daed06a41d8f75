// Where characters stand on the screen. libedit does not tell, so its arithmetic (refresh.c of 3.1) is followed here.

#include <sys/ioctl.h>
#include <unistd.h>
#include <wctype.h>

#include "Internal.h"

bool weir_terminal_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

int screen_width(void) {
  int columns, rows;
  return weir_terminal_size(STDOUT_FILENO, &columns, &rows) ? columns : 80;
}

int screen_height(void) {
  int columns, rows;
  return weir_terminal_size(STDOUT_FILENO, &columns, &rows) ? rows : 24;
}

static int character_width(wchar_t character) {
  if (character < 0x20 || character == 0x7F) return 2;
  if (character < 0x7F) return 1;
  // libedit writes `\U+` and the number for what cannot be printed.
  if (!iswprint((wint_t)character)) return character > 0xFFFF ? 8 : 7;
  int width = wcwidth(character);
  return width < 0 ? 0 : width;
}

static void advance(screen_place *place, wchar_t character, int columns) {
  if (character == L'\n') {
    place->row += 1;
    place->column = 0;
    return;
  }
  int width = character == L'\t' ? 8 - place->column % 8 : character_width(character);
  if (place->column + width > columns && character != L'\t') {
    place->row += 1;
    place->column = 0;
  }
  place->column += width;
  if (place->column >= columns) {
    place->row += 1;
    place->column = 0;
  }
}

screen_place screen_place_of(const weir_editor *editor, const wchar_t *text, const wchar_t *end) {
  screen_place place = {0, editor->prompt_width};
  int columns = screen_width();
  for (; text < end; text++) advance(&place, *text, columns);
  return place;
}

int screen_rows_of(const weir_editor *editor, const wchar_t *text, size_t count) {
  return screen_place_of(editor, text, text + count).row + 1;
}
