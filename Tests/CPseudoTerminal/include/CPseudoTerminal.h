// Starting a program on a terminal of its own; Swift's view of the C library lacks the calls for it.

#ifndef C_PSEUDO_TERMINAL_H
#define C_PSEUDO_TERMINAL_H

#include <sys/types.h>

/// Starts a program as the leader of a session on a new terminal; gives the terminal's other side, or -1.
int pseudo_terminal_spawn(
    const char *program, char *const arguments[], char *const environment[], int columns, int rows, pid_t *process);

/// Changes the size, as dragging a window's corner does.
void pseudo_terminal_resize(int terminal, int columns, int rows);

#endif
