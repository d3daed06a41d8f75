// Questions to the terminal. The answer comes as if it were typed; whatever of it does not come in time must not become
// part of a line.

#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "Internal.h"

/// Bytes that were typed while an answer was awaited; the next line begins with them.
static char typed_ahead[4096];
static size_t typed_count;
/// Whether some answer is still on its way.
static bool is_answer_due;

static long now_milliseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// Whether the answer to the last question, the device attributes `ESC [ ? ... c`, is there.
static bool has_attributes(const char *text, size_t count) {
  for (size_t start = 0; start + 3 < count; start++) {
    if (memcmp(text + start, "\033[?", 3) != 0) continue;
    size_t place = start + 3;
    while (place < count && ((text[place] >= '0' && text[place] <= '9') || text[place] == ';')) place++;
    if (place < count && text[place] == 'c') return true;
  }
  return false;
}

size_t weir_terminal_ask(const char *question, char *answer, size_t capacity, int milliseconds) {
  struct termios before;
  if (tcgetpgrp(STDIN_FILENO) != getpgrp() || tcgetattr(STDIN_FILENO, &before) != 0) return 0;
  struct termios quiet = before;
  quiet.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  quiet.c_cc[VMIN] = 0;
  quiet.c_cc[VTIME] = 0;
  if (tcsetattr(STDIN_FILENO, TCSANOW, &quiet) != 0) return 0;
  size_t count = 0;
  struct pollfd source = {.fd = STDIN_FILENO, .events = POLLIN};
  // Keys that wait already belong to whoever reads next: nothing is asked then.
  if (poll(&source, 1, 0) == 0 && write(STDOUT_FILENO, question, strlen(question)) > 0) {
    is_answer_due = true;
    long end = now_milliseconds() + milliseconds;
    while (count < capacity && is_answer_due) {
      long left = end - now_milliseconds();
      if (left <= 0 || poll(&source, 1, (int)left) <= 0) break;
      ssize_t more = read(STDIN_FILENO, answer + count, capacity - count);
      if (more <= 0) break;
      count += (size_t)more;
      if (has_attributes(answer, count)) is_answer_due = false;
    }
  }
  tcsetattr(STDIN_FILENO, TCSANOW, &before);
  return count;
}

void weir_terminal_give_back(const char *keys, size_t count) {
  if (count > sizeof typed_ahead - typed_count) count = sizeof typed_ahead - typed_count;
  memcpy(typed_ahead + typed_count, keys, count);
  typed_count += count;
}

bool weir_terminal_cell(int descriptor, int *width, int *height) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  if (size.ws_xpixel == 0 || size.ws_ypixel == 0) return false;
  *width = size.ws_xpixel / size.ws_col;
  *height = size.ws_ypixel / size.ws_row;
  return *width > 0 && *height > 0;
}

size_t ask_take_typed(char *keys, size_t capacity) {
  size_t count = typed_count < capacity ? typed_count : capacity;
  memcpy(keys, typed_ahead, count);
  memmove(typed_ahead, typed_ahead + count, typed_count - count);
  typed_count -= count;
  return count;
}

/// The length of an answer at the start of a text: `ESC _ G ... ESC \`, `ESC [ ? ... c`, `ESC [ 6 ; ... t`; 0 for none.
static size_t answer_length(const char *text, size_t count) {
  if (count > 3 && memcmp(text, "\033_G", 3) == 0) {
    for (size_t place = 3; place + 1 < count; place++) {
      if (text[place] == '\033' && text[place + 1] == '\\') return place + 2;
    }
    return 0;
  }
  char end = count > 3 && memcmp(text, "\033[?", 3) == 0 ? 'c' : count > 4 && memcmp(text, "\033[6;", 4) == 0 ? 't' : 0;
  if (end == 0) return 0;
  size_t place = 3;
  while (place < count && ((text[place] >= '0' && text[place] <= '9') || text[place] == ';')) place++;
  return place < count && text[place] == end ? place + 1 : 0;
}

size_t ask_drop_late_answers(char *keys, size_t count) {
  if (!is_answer_due) return count;
  size_t kept = 0;
  for (size_t place = 0; place < count;) {
    size_t length = answer_length(keys + place, count - place);
    if (length == 0) {
      keys[kept++] = keys[place++];
      continue;
    }
    if (keys[place + length - 1] == 'c') is_answer_due = false;
    place += length;
  }
  return kept;
}
