// The C library's heap, where it is glibc's.
#ifndef WEIR_HEAP_H
#define WEIR_HEAP_H
#include <stddef.h>

// Lets all threads share the process's own heap; called before the first thread starts.
void weir_share_heap(void);

// Gives the heap's free pages back to the system when there are at least so many bytes of them.
void weir_return_free_heap(size_t least);

#endif
