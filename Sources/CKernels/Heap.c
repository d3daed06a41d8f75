#include <stdlib.h>
#include "include/Heap.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

void weir_share_heap(void) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
#endif
}

void weir_return_free_heap(size_t least) {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
  if (mallinfo2().fordblks >= least) malloc_trim(0);
#endif
}
