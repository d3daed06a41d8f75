#include <stdlib.h>
#include "include/Heap.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

// What oneDNN takes for a product and frees behind it, twice 3 MB, stays in the heap: having the pages cleared anew for
// each product costs more than packing the matrix into them.
void weir_prepare_heap(void) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 8 << 20);
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
#endif
}

// The C library cuts an aligned stretch out of a longer one. The ends, of up to 160 bytes, go into bins of the thread's
// own, of seven pieces each, and a piece there is not joined with what is freed beside it: the next stretch of the same
// length no longer fits. oneDNN's 3 MB for a product so wandered over 90 MB. With the bins full the ends stay joinable.
void weir_fill_small_bins(void) {
#ifdef __GLIBC__
  enum { PIECES = 7, SMALLEST = 24, LARGEST = 168 };
  void *held[PIECES * (1 + (LARGEST - SMALLEST) / 16)];
  int count = 0;
  for (size_t bytes = SMALLEST; bytes <= LARGEST; bytes += 16)
    for (int i = 0; i < PIECES; i++) held[count++] = malloc(bytes);
  // The compiler would leave out memory that nobody looks at.
  __asm__ volatile("" : : "r"(held) : "memory");
  while (count > 0) free(held[--count]);
#endif
}

void weir_return_free_heap(size_t least) {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
  if (mallinfo2().fordblks >= least) malloc_trim(0);
#endif
}
