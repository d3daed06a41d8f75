// Large products go to the platform's library, one thread at a time; Weir's own threads split the work.
#include "include/Products.h"
#include "include/Heap.h"

#if defined(__APPLE__)
#define ACCELERATE_NEW_LAPACK
#include <Accelerate/Accelerate.h>

void weir_use_one_thread(void) {}

bool weir_library_product(
    bool transposed, long rows, long columns, long depth, const float *a, long a_stride, const float *b, long b_stride,
    float *c, long c_stride) {
  cblas_sgemm(
      CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans, rows, columns, depth, 1, a, a_stride, b,
      b_stride, 0, c, c_stride);
  return true;
}
#else
#define _GNU_SOURCE
#include <dlfcn.h>
#include <oneapi/dnnl/dnnl.h>

// libgomp comes with oneDNN; the setting belongs to the calling thread.
void weir_use_one_thread(void) {
  static _Thread_local bool done = false;
  if (done) return;
  void (*set)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
  if (set) set(1);
  done = true;
}

bool weir_library_product(
    bool transposed, long rows, long columns, long depth, const float *a, long a_stride, const float *b, long b_stride,
    float *c, long c_stride) {
  // It copies what it multiplies, from 1 MB on into memory worth finding again.
  if ((rows + columns) * depth >= 1 << 18) weir_fill_small_bins();
  return dnnl_sgemm(
             'N', transposed ? 'T' : 'N', rows, columns, depth, 1, a, a_stride, b, b_stride, 0, c, c_stride) ==
         dnnl_success;
}
#endif
