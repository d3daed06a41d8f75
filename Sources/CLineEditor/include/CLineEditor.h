// A line editor and the signals around it, for Swift: libedit's variadic calls, its wide characters and its traps stay
// on the other side of these fixed-argument functions. All text is UTF-8. One editor a process, used from one thread.

#ifndef C_LINE_EDITOR_H
#define C_LINE_EDITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct weir_editor weir_editor;

/// How reading a line ended.
enum weir_input {
  WEIR_INPUT_LINE,
  /// Ctrl-C: the line is dropped, `^C` and a newline are on the screen.
  WEIR_INPUT_INTERRUPTED,
  /// Ctrl-D on an empty line, or the terminal went away.
  WEIR_INPUT_END,
  WEIR_INPUT_FAILED,
};

/// The parser's answer about a text.
enum weir_completeness { WEIR_COMPLETE, WEIR_INCOMPLETE, WEIR_WRONG };

/// What the editor asks while a line is typed. Texts are valid during the call and end with a zero byte that `count`
/// leaves out; answers are given by `weir_editor_reply...` before returning. Any function may be NULL.
typedef struct {
  void *context;
  /// Enter was pressed. For an incomplete text `indent` becomes the spaces that the next line begins with.
  enum weir_completeness (*completeness)(void *context, const char *text, size_t count, int *indent);
  /// Tab was pressed at the byte `cursor`; `is_repeated` when the key before was Tab as well.
  /// Replies: delete, insert, listing.
  void (*complete)(void *context, const char *text, size_t count, size_t cursor, bool is_repeated);
  /// Up (`step` -1) on the first line or Down (1) on the last. Replies: insert, the text that replaces all.
  void (*recall)(void *context, const char *text, size_t count, int step);
  /// Ctrl-R: the number of the entry that has a text in it, looked for from one on, `step` -1 or 1 at a time; -1 for none.
  /// Replies: insert, that entry.
  long (*search)(void *context, const char *text, size_t count, long from, int step);
  /// Right was pressed behind the text. Replies: insert, the suggested rest, or its first word.
  void (*accept)(void *context, const char *text, size_t count, bool is_word);
  /// A text was pasted. Replies: insert, what to insert for it; nothing inserts it as it is.
  void (*paste)(void *context, const char *text, size_t count);
  /// The editor waits for a key. Replies: insert, the same text with colours; listing, a hint that follows it.
  void (*paint)(void *context, const char *text, size_t count, size_t cursor);
} weir_callbacks;

/// Makes the editor of a terminal on standard input and output; `program` selects lines in `~/.editrc`.
weir_editor *weir_editor_create(const char *program);
void weir_editor_destroy(weir_editor *editor);

void weir_editor_set_callbacks(weir_editor *editor, weir_callbacks callbacks);

/// Sets the prompt: visible text that ends with a space, the escape sequences that begin and end its colour, and what
/// stands in its place on further lines, as wide as the prompt, colours included.
void weir_editor_set_prompt(
    weir_editor *editor, const char *text, const char *colour, const char *reset, const char *continuation);

/// `vi` keys, or emacs keys.
void weir_editor_set_vi(weir_editor *editor, bool is_vi);

/// Reads a text of one or more lines. `*text` belongs to the editor until the next call; after an interrupt `*count` is
/// the length of what was dropped.
enum weir_input weir_editor_read(weir_editor *editor, const char **text, size_t *count);

/// Adds an entry to what Ctrl-R searches.
void weir_editor_add_history(weir_editor *editor, const char *entry);
void weir_editor_clear_history(weir_editor *editor);

/// Answers for callbacks.
void weir_editor_reply_insert(weir_editor *editor, const char *text, size_t count);
void weir_editor_reply_delete(weir_editor *editor, size_t bytes_before_cursor);
void weir_editor_reply_listing(weir_editor *editor, const char *text, size_t count);

/// Makes sure that characters are UTF-8, by `C.UTF-8` if the user's locale is another; false when neither works.
bool weir_locale_use_utf8(void);

/// The size of the terminal on a descriptor; false when it has none.
bool weir_terminal_size(int descriptor, int *columns, int *rows);

/// The pixels of one cell of the terminal on a descriptor; false when the system does not know them.
bool weir_terminal_cell(int descriptor, int *width, int *height);

/// Asks the terminal on standard input and output something that ends with a request for its device attributes, and waits
/// for them at most so many milliseconds; the bytes that came. Asks nothing, and gives 0, while keys wait to be read or
/// another program has the terminal. An answer that comes later is dropped by the editor.
size_t weir_terminal_ask(const char *question, char *answer, size_t capacity, int milliseconds);

/// Gives keys back that came with an answer: the next line begins with them.
void weir_terminal_give_back(const char *keys, size_t count);

/// Takes over SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT and SIGWINCH; SIGPIPE is ignored.
///
/// SIGINT is only noted (`weir_interrupt_take`). A second one within two seconds while work is going on tells the person
/// how to quit (or quits, when `is_interactive` is false), a third restores the terminal and exits with 130.
void weir_signals_install(bool is_interactive);

/// Says whether work is going on, for the meaning of repeated interrupts.
void weir_signals_set_working(bool is_working);

/// Whether an interrupt arrived since the last call.
bool weir_interrupt_take(void);

/// Waits until a signal arrives or `weir_wake` is called, at most so many milliseconds (-1: without end).
void weir_wait(int milliseconds);

/// Waits until a descriptor has bytes or has ended (true), or a signal arrives (false).
bool weir_wait_for_input(int descriptor);

/// Ends a `weir_wait` in another thread.
void weir_wake(void);

#endif
