// Matrix products of float32, row-major: c[rows, columns] = a[rows, depth] · b.
//
// One element's sum has one order, whatever the number of rows, columns or threads: fused multiply-adds along the depth,
// in blocks that the depth alone decides (weir_depth_block), the blocks' sums added in order. oneDNN keeps this order
// on AVX-512 from 16 rows on; weir_small_product keeps it for any number of rows and is meant for few.
#ifndef WEIR_PRODUCTS_H
#define WEIR_PRODUCTS_H
#include <stdbool.h>
#include <stddef.h>

// Makes the calling thread run library products alone: a second OpenMP thread would wait for a scheduler slice.
void weir_use_one_thread(void);

// Tells the processor that the calling thread spins.
static inline void weir_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// Asks memory for the cache line at an address, into the second cache; any address will do.
static inline void weir_prefetch(const void *place) { __builtin_prefetch(place, 0, 2); }

// oneDNN or Accelerate. b is [depth, columns], or [columns, depth] when transposed. Returns false if the library refuses.
bool weir_library_product(
    bool transposed, long rows, long columns, long depth, const float *a, long a_stride, const float *b, long b_stride,
    float *c, long c_stride);

// How the right side is stored; its numbers become the float32 of the same value.
enum weir_element { WEIR_FLOAT32, WEIR_BFLOAT16, WEIR_FLOAT16 };

// The same for any number of rows, and for b stored in 16 bits: it reads b once and needs no packing of the whole. The
// depth must not be 0. scratch holds as many floats as weir_small_product_scratch says.
void weir_small_product(
    enum weir_element element, bool transposed, long rows, long columns, long depth, const float *a, long a_stride,
    const void *b, long b_stride, float *c, long c_stride, float *scratch);
long weir_small_product_scratch(bool transposed, long rows, long depth);

// Up to these numbers of rows weir_small_product reads b as it lies in memory: in strips of its rows, or in whole lines
// where it is transposed. With more rows it goes panel by panel, 32 columns in each.
enum { WEIR_STREAMED_STRIPS = 8, WEIR_STREAMED_LINES = 16 };
static inline bool weir_is_streamed(bool transposed, long rows) {
  return rows <= (transposed ? WEIR_STREAMED_LINES : WEIR_STREAMED_STRIPS);
}

// Rows of the left side that lie beside each other when whole lines are read.
static inline long weir_streamed_lanes(long rows) { return rows > 8 ? 16 : 8; }

// Sums that a strip of any height keeps in the first cache.
enum { WEIR_STREAMED_SUMS = 8 * 768 };

// The depth of the block that begins at `start`.
long weir_depth_block(long start, long depth);

#endif
