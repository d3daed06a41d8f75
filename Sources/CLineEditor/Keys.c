// What keys do beyond libedit's own commands: Enter asks the parser, Up and Down know lines, pastes go in at once.

#include <wctype.h>

#include "Internal.h"

typedef unsigned char key_outcome;

/// Bound to libedit's own `ed-newline`, which does the cursor work of accepting; pressed by `on_enter` itself.
static const wchar_t ACCEPT_KEY[] = L"\x1e";

static void move_to(weir_editor *editor, const wchar_t *place) {
  el_cursor(editor->line, (int)(place - el_wline(editor->line)->cursor));
}

static int buffer_rows(const weir_editor *editor) {
  const LineInfoW *info = el_wline(editor->line);
  return screen_rows_of(editor, info->buffer, (size_t)(info->lastchar - info->buffer));
}

/// Keeps a text aside and gives the sign that stands for it; NULL when there is no room for another one.
static const wchar_t *fold(weir_editor *editor, const char *bytes, size_t count, const char *kind) {
  if (editor->folded_count == MAX_FOLDED) return NULL;
  wchar_t *wide = editor_widen(editor, bytes, count);
  if (wide == NULL) return NULL;
  int lines = 1;
  for (const wchar_t *each = wide; *each != 0; each++) lines += *each == L'\n';
  wchar_t sign[80];
  int number = editor->folded_count + 1;
  if (lines > 1) {
    swprintf(sign, 80, L"[%s %d: %d lines]", kind, number, lines);
  } else {
    swprintf(sign, 80, L"[%s %d: %zu characters]", kind, number, wcslen(wide));
  }
  free(wide);
  folded_text *folded = &editor->folded[editor->folded_count];
  *folded = (folded_text){.sign = wcsdup(sign)};
  text_append(&folded->text, bytes, count);
  if (folded->sign == NULL) return NULL;
  editor->folded_count += 1;
  return folded->sign;
}

/// Folds a text away when the screen could not hold it: libedit loses its place in buffers taller than the screen.
static wchar_t *fold_if_tall(weir_editor *editor, const char *bytes, size_t count, const char *kind) {
  wchar_t *wide = editor_widen(editor, bytes, count);
  if (wide == NULL) return NULL;
  int rows = screen_rows_of(editor, wide, wcslen(wide)) + buffer_rows(editor) - 1;
  const wchar_t *sign = rows <= screen_height() - 2 ? NULL : fold(editor, bytes, count, kind);
  if (sign == NULL) return wide;
  free(wide);
  return wcsdup(sign);
}

void editor_insert(weir_editor *editor, const char *bytes, size_t count, const char *kind) {
  wchar_t *wide = fold_if_tall(editor, bytes, count, kind);
  if (wide == NULL) return;
  el_winsertstr(editor->line, wide);
  free(wide);
}

void editor_replace_all(weir_editor *editor, const char *bytes, size_t count) {
  const LineInfoW *info = el_wline(editor->line);
  move_to(editor, info->lastchar);
  el_deletestr(editor->line, (int)(info->lastchar - info->buffer));
  editor_unfold_all(editor);
  editor_insert(editor, bytes, count, "entry");
}

/// Where a line begins in the buffer, its margin included.
static const wchar_t *margin_start(const LineInfoW *info, const wchar_t *place) {
  while (place > info->buffer && place[-1] != L'\n') place--;
  return place;
}

/// Where the text of a line begins.
static const wchar_t *line_start(const weir_editor *editor, const LineInfoW *info, const wchar_t *place) {
  const wchar_t *start = margin_start(info, place);
  return start == info->buffer ? start : editor_skip_margin(editor, start, info->lastchar);
}

static const wchar_t *line_end(const LineInfoW *info, const wchar_t *place) {
  while (place < info->lastchar && *place != L'\n') place++;
  return place;
}

/// Marks, joiners and what follows a joiner belong to the character before them.
static bool is_joined(const LineInfoW *info, const wchar_t *place) {
  if (place <= info->buffer || place >= info->lastchar || *place == L'\n') return false;
  return (*place >= 0x300 && wcwidth(*place) == 0) || place[-1] == 0x200D || (*place >= 0x1F3FB && *place <= 0x1F3FF);
}

/// The place one character to the left; left of a line's start is the end of the line before.
static const wchar_t *place_left(const weir_editor *editor, const LineInfoW *info) {
  const wchar_t *start = line_start(editor, info, info->cursor);
  if (info->cursor <= start) return start == info->buffer ? start : margin_start(info, info->cursor) - 1;
  const wchar_t *place = info->cursor - 1;
  while (place > start && is_joined(info, place)) place--;
  return place;
}

/// The place one character to the right; right of a line's end is the start of the next line.
static const wchar_t *place_right(const weir_editor *editor, const LineInfoW *info) {
  if (info->cursor == info->lastchar) return info->lastchar;
  const wchar_t *place = info->cursor + 1;
  if (*info->cursor == L'\n') return editor_skip_margin(editor, place, info->lastchar);
  while (is_joined(info, place)) place++;
  return place;
}

/// Removes what stands between two places.
static key_outcome remove_range(weir_editor *editor, const wchar_t *from, const wchar_t *to) {
  if (from == to) return CC_ERROR;
  int count = (int)(to - from);
  move_to(editor, to);
  el_deletestr(editor->line, count);
  return CC_REFRESH;
}

static key_outcome on_left(EditLine *line, wint_t key) {
  (void)key;
  move_to(editor_of(line), place_left(editor_of(line), el_wline(line)));
  return CC_REFRESH;
}

static key_outcome on_backspace(EditLine *line, wint_t key) {
  (void)key;
  const LineInfoW *info = el_wline(line);
  return remove_range(editor_of(line), place_left(editor_of(line), info), info->cursor);
}

static key_outcome on_delete(EditLine *line, wint_t key) {
  (void)key;
  const LineInfoW *info = el_wline(line);
  return remove_range(editor_of(line), info->cursor, place_right(editor_of(line), info));
}

/// Folds the lines above the cursor when the block would grow beyond the screen.
static void fold_above(weir_editor *editor) {
  if (buffer_rows(editor) < screen_height() - 1) return;
  text_buffer text = {0};
  size_t cursor = 0;
  editor_text(editor, &text, &cursor);
  const wchar_t *sign = memchr(text.bytes, '\n', cursor) == NULL ? NULL : fold(editor, text.bytes, cursor, "typed");
  if (sign != NULL) {
    const LineInfoW *info = el_wline(editor->line);
    el_deletestr(editor->line, (int)(info->cursor - info->buffer));
    el_winsertstr(editor->line, sign);
  }
  text_free(&text);
}

static key_outcome insert_newline(weir_editor *editor, int indent) {
  fold_above(editor);
  el_winsertstr(editor->line, L"\n");
  for (int index = 0; index < editor->prompt_width + indent; index++) el_winsertstr(editor->line, L" ");
  return CC_REFRESH;
}

static key_outcome on_enter(EditLine *line, wint_t key) {
  (void)key;
  weir_editor *editor = editor_of(line);
  if (editor->callbacks.completeness != NULL) {
    text_buffer text = {0};
    int indent = 0;
    editor_text(editor, &text, NULL);
    enum weir_completeness answer =
        editor->callbacks.completeness(editor->callbacks.context, text.bytes, text.count, &indent);
    text_free(&text);
    if (answer == WEIR_INCOMPLETE) return insert_newline(editor, indent);
  }
  // What stays on the screen is painted, also when all of it came at once.
  paint_text(editor);
  paint_wipe_hint(editor);
  move_to(editor, el_wline(line)->lastchar);
  el_wpush(line, ACCEPT_KEY);
  return CC_REFRESH;
}

static key_outcome on_newline(EditLine *line, wint_t key) {
  (void)key;
  return insert_newline(editor_of(line), 0);
}

static key_outcome recall(weir_editor *editor, int step) {
  if (editor->callbacks.recall == NULL) return CC_ERROR;
  text_buffer text = {0};
  editor_text(editor, &text, NULL);
  editor_clear_replies(editor);
  // An empty text is a good answer too, so that the count cannot say whether there was one.
  text_free(&editor->reply_insert);
  editor->callbacks.recall(editor->callbacks.context, text.bytes, text.count, step);
  text_free(&text);
  if (editor->reply_insert.bytes == NULL) return CC_ERROR;
  text_buffer entry = editor->reply_insert;
  editor->reply_insert = (text_buffer){0};
  editor_replace_all(editor, entry.bytes, entry.count);
  text_free(&entry);
  return CC_REFRESH;
}

static key_outcome on_up(EditLine *line, wint_t key) {
  (void)key;
  weir_editor *editor = editor_of(line);
  const LineInfoW *info = el_wline(line);
  const wchar_t *start = line_start(editor, info, info->cursor);
  if (start == info->buffer) return recall(editor, -1);
  const wchar_t *end = margin_start(info, info->cursor) - 1;
  const wchar_t *target = line_start(editor, info, end) + (info->cursor - start);
  if (target > end) target = end;
  // A block typed beyond the screen's height shows its tail only; what is not on the screen cannot be edited.
  int last = screen_place_of(editor, info->buffer, info->lastchar).row;
  if (last - screen_place_of(editor, info->buffer, target).row >= screen_height()) return CC_ERROR;
  move_to(editor, target);
  return CC_REFRESH;
}

static key_outcome on_down(EditLine *line, wint_t key) {
  (void)key;
  const LineInfoW *info = el_wline(line);
  const wchar_t *end = line_end(info, info->cursor);
  if (end == info->lastchar) return recall(editor_of(line), 1);
  weir_editor *editor = editor_of(line);
  const wchar_t *target = line_start(editor, info, end + 1) + (info->cursor - line_start(editor, info, info->cursor));
  const wchar_t *limit = line_end(info, end + 1);
  move_to(editor_of(line), target > limit ? limit : target);
  return CC_REFRESH;
}

static key_outcome on_home(EditLine *line, wint_t key) {
  (void)key;
  const LineInfoW *info = el_wline(line);
  const wchar_t *start = line_start(editor_of(line), info, info->cursor);
  move_to(editor_of(line), start == info->cursor ? info->buffer : start);
  return CC_REFRESH;
}

static key_outcome accept_hint(weir_editor *editor, bool is_word);
static bool is_behind_text(EditLine *line);

static key_outcome on_end(EditLine *line, wint_t key) {
  (void)key;
  if (is_behind_text(line)) return accept_hint(editor_of(line), false);
  const LineInfoW *info = el_wline(line);
  const wchar_t *end = line_end(info, info->cursor);
  move_to(editor_of(line), end == info->cursor ? info->lastchar : end);
  return CC_REFRESH;
}

/// Letters, digits, and the marks that stand on them.
static bool is_word(wchar_t character) {
  return iswalnum((wint_t)character) || character == L'_' || (character >= 0x300 && wcwidth(character) == 0);
}

static const wchar_t *word_left(const LineInfoW *info) {
  const wchar_t *place = info->cursor;
  while (place > info->buffer && !is_word(place[-1])) place--;
  while (place > info->buffer && is_word(place[-1])) place--;
  return place;
}

static const wchar_t *word_right(const LineInfoW *info) {
  const wchar_t *place = info->cursor;
  while (place < info->lastchar && !is_word(*place)) place++;
  while (place < info->lastchar && is_word(*place)) place++;
  return place;
}

static key_outcome on_word_left(EditLine *line, wint_t key) {
  (void)key;
  move_to(editor_of(line), word_left(el_wline(line)));
  return CC_REFRESH;
}

/// Behind the text there is nothing to step over, but a suggestion to take.
static key_outcome accept_hint(weir_editor *editor, bool is_word) {
  if (editor->callbacks.accept == NULL) return CC_ERROR;
  text_buffer text = {0};
  editor_text(editor, &text, NULL);
  editor_clear_replies(editor);
  editor->callbacks.accept(editor->callbacks.context, text.bytes, text.count, is_word);
  text_free(&text);
  if (editor->reply_insert.count == 0) return CC_ERROR;
  editor_insert(editor, editor->reply_insert.bytes, editor->reply_insert.count, "text");
  return CC_REFRESH;
}

static bool is_behind_text(EditLine *line) {
  const LineInfoW *info = el_wline(line);
  return info->cursor == info->lastchar;
}

static key_outcome on_right(EditLine *line, wint_t key) {
  (void)key;
  if (is_behind_text(line)) return accept_hint(editor_of(line), false);
  move_to(editor_of(line), place_right(editor_of(line), el_wline(line)));
  return CC_REFRESH;
}

static key_outcome on_word_right(EditLine *line, wint_t key) {
  (void)key;
  if (is_behind_text(line)) return accept_hint(editor_of(line), true);
  move_to(editor_of(line), word_right(el_wline(line)));
  return CC_REFRESH;
}

/// Removes `[from, to)` and keeps it for Ctrl-Y.
static key_outcome kill_range(weir_editor *editor, const wchar_t *from, const wchar_t *to) {
  if (from == to) return CC_ERROR;
  text_clear(&editor->killed);
  editor_append(editor, &editor->killed, from, to);
  return remove_range(editor, from, to);
}

static key_outcome on_kill_to_end(EditLine *line, wint_t key) {
  (void)key;
  const LineInfoW *info = el_wline(line);
  const wchar_t *end = line_end(info, info->cursor);
  if (end == info->cursor && end < info->lastchar) end = place_right(editor_of(line), info);
  return kill_range(editor_of(line), info->cursor, end);
}

static key_outcome on_kill_to_start(EditLine *line, wint_t key) {
  (void)key;
  const LineInfoW *info = el_wline(line);
  return kill_range(editor_of(line), line_start(editor_of(line), info, info->cursor), info->cursor);
}

static key_outcome on_kill_word_left(EditLine *line, wint_t key) {
  (void)key;
  const LineInfoW *info = el_wline(line);
  return kill_range(editor_of(line), word_left(info), info->cursor);
}

static key_outcome on_kill_word_right(EditLine *line, wint_t key) {
  (void)key;
  const LineInfoW *info = el_wline(line);
  return kill_range(editor_of(line), info->cursor, word_right(info));
}

static key_outcome on_yank(EditLine *line, wint_t key) {
  (void)key;
  weir_editor *editor = editor_of(line);
  if (editor->killed.count == 0) return CC_ERROR;
  editor_insert(editor, editor->killed.bytes, editor->killed.count, "text");
  return CC_REFRESH;
}

static key_outcome on_delete_or_end(EditLine *line, wint_t key) {
  const LineInfoW *info = el_wline(line);
  if (info->lastchar == info->buffer) return CC_EOF;
  return on_delete(line, key);
}

/// A closing bracket first on its line steps back one level of indentation.
static key_outcome on_close(EditLine *line, wint_t key) {
  const LineInfoW *info = el_wline(line);
  const wchar_t *start = line_start(editor_of(line), info, info->cursor);
  bool is_first = info->cursor - start >= 2 && start > info->buffer;
  for (const wchar_t *each = start; each < info->cursor; each++) is_first = is_first && *each == L' ';
  if (is_first) el_deletestr(line, 2);
  wchar_t text[2] = {(wchar_t)key, 0};
  el_winsertstr(line, text);
  return CC_REFRESH;
}

/// Prints below the text and draws prompt and text again under it.
static void print_listing(weir_editor *editor) {
  const LineInfoW *info = el_wline(editor->line);
  int here = screen_place_of(editor, info->buffer, info->cursor).row;
  int last = screen_place_of(editor, info->buffer, info->lastchar).row;
  for (; here <= last; here++) fputs("\r\n", stdout);
  const text_buffer *listing = &editor->reply_listing;
  for (size_t index = 0; index < listing->count; index++) {
    if (listing->bytes[index] == '\n') putchar('\r');
    putchar(listing->bytes[index]);
  }
  el_wset(editor->line, EL_REFRESH);
}

static key_outcome on_tab(EditLine *line, wint_t key) {
  (void)key;
  weir_editor *editor = editor_of(line);
  const LineInfoW *info = el_wline(line);
  const wchar_t *start = line_start(editor, info, info->cursor);
  bool is_blank = true;
  for (const wchar_t *each = start; each < info->cursor; each++) is_blank = is_blank && iswspace((wint_t)*each);
  if (editor->callbacks.complete == NULL || (is_blank && start > info->buffer)) {
    el_winsertstr(line, L"  ");
    return CC_REFRESH;
  }
  // Keys that came together have not been painted one by one.
  paint_text(editor);
  paint_wipe_hint(editor);
  bool is_repeated = editor->last_tab + 1 == editor->keys_read;
  editor->last_tab = editor->keys_read;
  text_buffer text = {0};
  size_t cursor = 0;
  editor_text(editor, &text, &cursor);
  editor_clear_replies(editor);
  editor->callbacks.complete(editor->callbacks.context, text.bytes, text.count, cursor, is_repeated);
  size_t characters = 0;
  for (size_t index = cursor; index > 0 && cursor - index < editor->reply_delete; index--)
    characters += (text.bytes[index - 1] & 0xC0) != 0x80;
  text_free(&text);
  if (characters > 0) el_deletestr(line, (int)characters);
  if (editor->reply_insert.count > 0) {
    editor_insert(editor, editor->reply_insert.bytes, editor->reply_insert.count, "text");
  }
  if (editor->reply_listing.count > 0) {
    print_listing(editor);
    return CC_NORM;
  }
  return characters > 0 || editor->reply_insert.count > 0 ? CC_REFRESH : CC_ERROR;
}

/// Reads up to the end mark `ESC [ 2 0 1 ~`; the terminal sends line ends as carriage returns.
static void read_paste(weir_editor *editor, text_buffer *pasted) {
  static const char mark[] = "\033[201~";
  size_t matched = 0;
  bool was_return = false;
  for (;;) {
    int byte = input_byte(editor);
    if (byte < 0) return;
    if (byte == mark[matched]) {
      if (mark[++matched] == 0) return;
      continue;
    }
    // A mark begun and not finished: its escape is dropped like any control character, the rest is text.
    if (matched > 1) text_append(pasted, mark + 1, matched - 1);
    matched = byte == mark[0] ? 1 : 0;
    if (matched == 1) continue;
    // A line end of two bytes is one line end.
    bool is_second = byte == '\n' && was_return;
    was_return = byte == '\r';
    if (is_second) continue;
    char character = byte == '\r' ? '\n' : (char)byte;
    if ((unsigned char)character < 0x20 && character != '\n' && character != '\t') continue;
    if (character != 0x7F) text_append(pasted, &character, 1);
  }
}

static key_outcome on_paste(EditLine *line, wint_t key) {
  (void)key;
  weir_editor *editor = editor_of(line);
  text_buffer pasted = {0};
  text_clear(&pasted);
  read_paste(editor, &pasted);
  if (editor->was_interrupted) {
    text_free(&pasted);
    return CC_FATAL;
  }
  while (pasted.count > 0 && pasted.bytes[pasted.count - 1] == '\n') pasted.bytes[--pasted.count] = 0;
  editor_clear_replies(editor);
  if (editor->callbacks.paste != NULL) {
    editor->callbacks.paste(editor->callbacks.context, pasted.bytes, pasted.count);
  }
  const text_buffer *text = editor->reply_insert.count > 0 ? &editor->reply_insert : &pasted;
  editor_insert(editor, text->bytes, text->count, "pasted");
  text_free(&pasted);
  return CC_REFRESH;
}

typedef key_outcome (*key_command)(EditLine *, wint_t);

static const struct {
  const wchar_t *name;
  const wchar_t *summary;
  key_command command;
} commands[] = {
    {L"weir-backspace", L"Delete the character before the cursor", on_backspace},
    {L"weir-close", L"Insert a closing bracket", on_close},
    {L"weir-complete", L"Complete the word before the cursor", on_tab},
    {L"weir-delete", L"Delete the character at the cursor", on_delete},
    {L"weir-delete-or-end", L"Delete forward, or leave on an empty line", on_delete_or_end},
    {L"weir-down", L"Next line or entry", on_down},
    {L"weir-end", L"To the end of the line", on_end},
    {L"weir-enter", L"Run a complete entry, continue an incomplete one", on_enter},
    {L"weir-home", L"To the start of the line", on_home},
    {L"weir-kill-to-end", L"Cut to the end of the line", on_kill_to_end},
    {L"weir-kill-to-start", L"Cut to the start of the line", on_kill_to_start},
    {L"weir-kill-word-left", L"Cut the word before the cursor", on_kill_word_left},
    {L"weir-kill-word-right", L"Cut the word after the cursor", on_kill_word_right},
    {L"weir-left", L"Previous character", on_left},
    {L"weir-newline", L"Insert a line end", on_newline},
    {L"weir-paste", L"Insert pasted text", on_paste},
    {L"weir-right", L"Next character, or take the suggestion", on_right},
    {L"weir-search", L"Find an entry by a part of it", on_search},
    {L"weir-search-key", L"Go on with the search", on_search_key},
    {L"weir-undo", L"Take the last change back", on_undo},
    {L"weir-up", L"Previous line or entry", on_up},
    {L"weir-word-left", L"To the start of the word", on_word_left},
    {L"weir-word-right", L"To the end of the word", on_word_right},
    {L"weir-yank", L"Insert what was cut last", on_yank},
};

static const struct {
  const wchar_t *key;
  const wchar_t *command;
} bindings[] = {
    {ACCEPT_KEY, L"ed-newline"},
    {L"\\r", L"weir-enter"},
    {L"\\n", L"weir-enter"},
    {L"\\e\\r", L"weir-newline"},
    {L"\\e\\n", L"weir-newline"},
    {L"\\t", L"weir-complete"},
    {L"\\e[200~", L"weir-paste"},
    {L"\\e[A", L"weir-up"},
    {L"\\eOA", L"weir-up"},
    {L"^P", L"weir-up"},
    {L"\\e[B", L"weir-down"},
    {L"\\eOB", L"weir-down"},
    {L"^N", L"weir-down"},
    {L"\\e[C", L"weir-right"},
    {L"\\eOC", L"weir-right"},
    {L"^F", L"weir-right"},
    {L"\\e[D", L"weir-left"},
    {L"\\eOD", L"weir-left"},
    {L"^B", L"weir-left"},
    {L"^H", L"weir-backspace"},
    {L"^?", L"weir-backspace"},
    {L"\\e[H", L"weir-home"},
    {L"\\eOH", L"weir-home"},
    {L"\\e[1~", L"weir-home"},
    {L"^A", L"weir-home"},
    {L"\\e[F", L"weir-end"},
    {L"\\eOF", L"weir-end"},
    {L"\\e[4~", L"weir-end"},
    {L"^E", L"weir-end"},
    {L"\\e[3~", L"weir-delete"},
    {L"^D", L"weir-delete-or-end"},
    {L"\\e[1;5C", L"weir-word-right"},
    {L"\\e[1;3C", L"weir-word-right"},
    {L"\\ef", L"weir-word-right"},
    {L"\\e[1;5D", L"weir-word-left"},
    {L"\\e[1;3D", L"weir-word-left"},
    {L"\\eb", L"weir-word-left"},
    {L"^K", L"weir-kill-to-end"},
    {L"^U", L"weir-kill-to-start"},
    {L"^W", L"weir-kill-word-left"},
    {L"\\e^?", L"weir-kill-word-left"},
    {L"\\ed", L"weir-kill-word-right"},
    {L"^Y", L"weir-yank"},
    {L"^R", L"weir-search"},
    {L"^S", L"weir-search"},
    {L"\x1c", L"weir-search-key"},
    {L"^_", L"weir-undo"},
    {L"^X^U", L"weir-undo"},
    {L"^L", L"ed-clear-screen"},
    {L"}", L"weir-close"},
    {L"]", L"weir-close"},
    {L")", L"weir-close"},
};

void keys_bind(weir_editor *editor) {
  // Commands first, then the person's own file, then the bindings without which the prompt would not work: binding an
  // unknown command prints to standard error.
  for (size_t index = 0; index < sizeof commands / sizeof commands[0]; index++) {
    el_wset(editor->line, EL_ADDFN, commands[index].name, commands[index].summary, commands[index].command);
  }
  el_source(editor->line, NULL);
  for (size_t index = 0; index < sizeof bindings / sizeof bindings[0]; index++) {
    // In vi Escape leaves typing: it must not begin a longer key, nor a paste.
    if (editor->is_vi && wcsncmp(bindings[index].key, L"\\e", 2) == 0) continue;
    el_wset(editor->line, EL_BIND, bindings[index].key, bindings[index].command, NULL);
  }
}
