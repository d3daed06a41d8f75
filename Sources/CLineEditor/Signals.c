// Signal handlers: async-signal-safe, and nothing in them but notes for the thread that owns the terminal.
//
// libedit's own handlers (EL_SIGNAL) re-send each signal to the whole process group and are not used.

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "Internal.h"

static atomic_bool interrupt_noted, resize_noted, continue_noted, work_is_going_on, terminal_is_known, is_interactive;
static atomic_int interrupts_in_a_row;
static atomic_llong last_interrupt_milliseconds;
static int wake_pipe[2] = {-1, -1};
static struct termios terminal_before;

static void say(const char *text) {
  ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
  (void)ignored;
}

static void restore_terminal(void) {
  if (!atomic_load(&terminal_is_known)) return;
  tcsetattr(STDIN_FILENO, TCSANOW, &terminal_before);
  ssize_t ignored = write(STDOUT_FILENO, "\033[?2004l\033[0m", 12);
  (void)ignored;
}

void weir_wake(void) {
  int error = errno;
  ssize_t ignored = write(wake_pipe[1], "", 1);
  (void)ignored;
  errno = error;
}

static long long milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void on_interrupt(int number) {
  (void)number;
  int error = errno;
  long long now = milliseconds_now();
  bool is_repeated = now - atomic_exchange(&last_interrupt_milliseconds, now) < 2000;
  int row = is_repeated ? atomic_fetch_add(&interrupts_in_a_row, 1) + 1 : 1;
  if (!is_repeated) atomic_store(&interrupts_in_a_row, 1);
  atomic_store(&interrupt_noted, true);
  if (atomic_load(&work_is_going_on)) {
    if (row >= 3 || (row == 2 && !atomic_load(&is_interactive))) {
      restore_terminal();
      say("\n");
      _exit(130);
    }
    if (row == 2) say("\npress Ctrl-C once more to quit\n");
  } else {
    atomic_store(&interrupts_in_a_row, 0);
  }
  weir_wake();
  errno = error;
}

static void on_end(int number) {
  restore_terminal();
  _exit(128 + number);
}

static void on_resize(int number) {
  (void)number;
  atomic_store(&resize_noted, true);
  weir_wake();
}

static void on_continue(int number) {
  (void)number;
  atomic_store(&continue_noted, true);
  weir_wake();
}

static void install(int number, void (*handler)(int)) {
  struct sigaction action = {0};
  action.sa_handler = handler;
  // Calls of the evaluation thread go on after a signal; the waiting in this shim is by poll, which never restarts.
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

/// Ctrl-Z: gives the terminal back as it was found, then stops like any program.
static void on_stop(int number) {
  int error = errno;
  restore_terminal();
  install(number, SIG_DFL);
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, number);
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
  // Here the program has been continued.
  install(number, on_stop);
  errno = error;
}

static void install_unless_ignored(int number, void (*handler)(int)) {
  struct sigaction current;
  if (sigaction(number, NULL, &current) == 0 && current.sa_handler == SIG_IGN) return;
  install(number, handler);
}

void weir_signals_install(bool interactive) {
  atomic_store(&is_interactive, interactive);
  if (wake_pipe[0] >= 0) return;
  if (pipe(wake_pipe) != 0) return;
  for (int side = 0; side < 2; side++) {
    fcntl(wake_pipe[side], F_SETFD, FD_CLOEXEC);
    fcntl(wake_pipe[side], F_SETFL, O_NONBLOCK);
  }
  // A parent may have started the program with signals held back.
  sigset_t heard;
  sigemptyset(&heard);
  int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH};
  for (size_t index = 0; index < sizeof numbers / sizeof numbers[0]; index++) sigaddset(&heard, numbers[index]);
  pthread_sigmask(SIG_UNBLOCK, &heard, NULL);
  install(SIGPIPE, SIG_IGN);
  install(SIGINT, on_interrupt);
  // `nohup weir` and background jobs of plain shells keep what they were given.
  install_unless_ignored(SIGHUP, on_end);
  install_unless_ignored(SIGTERM, on_end);
  if (!interactive) return;
  install_unless_ignored(SIGTSTP, on_stop);
  install(SIGCONT, on_continue);
  install(SIGWINCH, on_resize);
}

void signals_remember_terminal(void) {
  if (atomic_load(&terminal_is_known)) return;
  if (tcgetattr(STDIN_FILENO, &terminal_before) == 0) atomic_store(&terminal_is_known, true);
}

void weir_signals_set_working(bool is_working) {
  if (is_working) atomic_store(&interrupts_in_a_row, 0);
  atomic_store(&work_is_going_on, is_working);
}

bool weir_interrupt_take(void) { return atomic_exchange(&interrupt_noted, false); }
bool signals_is_interrupted(void) { return atomic_load(&interrupt_noted); }
bool signals_take_resized(void) { return atomic_exchange(&resize_noted, false); }
bool signals_take_continued(void) { return atomic_exchange(&continue_noted, false); }
int signals_wake_descriptor(void) { return wake_pipe[0]; }

void signals_drain(void) {
  char bytes[64];
  while (read(wake_pipe[0], bytes, sizeof bytes) > 0) {
  }
}

void weir_wait(int milliseconds) {
  struct pollfd wake = {.fd = wake_pipe[0], .events = POLLIN};
  poll(&wake, 1, milliseconds);
  signals_drain();
}

bool weir_wait_for_input(int descriptor) {
  struct pollfd sources[2] = {
      {.fd = descriptor, .events = POLLIN},
      {.fd = wake_pipe[0], .events = POLLIN},
  };
  poll(sources, wake_pipe[0] >= 0 ? 2 : 1, -1);
  if (sources[1].revents & POLLIN) signals_drain();
  return sources[0].revents != 0;
}
