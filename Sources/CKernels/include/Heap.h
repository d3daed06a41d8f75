// The C library's heap, where it is glibc's.
#ifndef WEIR_HEAP_H
#define WEIR_HEAP_H
#include <stddef.h>

// Lets all threads share the process's own heap, which keeps some megabytes for the next product; called before the
// first thread starts.
void weir_prepare_heap(void);

// Lets the next large aligned stretches be freed whole, so that the one after takes the same place; for the calling
// thread, 2 microseconds.
void weir_fill_small_bins(void);

// Gives the heap's free pages back to the system when there are at least so many bytes of them.
void weir_return_free_heap(size_t least);

#endif
