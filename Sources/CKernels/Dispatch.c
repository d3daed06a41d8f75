// The public loops: each calls the best instruction set's. The choice is made once, before main.
#include "Kernels.h"

static const struct weir_kernels *best = &weir_kernels_plain;
// What a thread has asked for instead, for comparison.
static _Thread_local const struct weir_kernels *chosen;

#define kernels (chosen ? chosen : best)

__attribute__((constructor)) static void choose_kernels(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) best = &weir_kernels_avx2;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
    best = &weir_kernels_avx512;
#endif
}

bool weir_use_instruction_set(enum weir_instruction_set set) {
  switch (set) {
  case WEIR_BEST: chosen = NULL; return true;
  case WEIR_PLAIN: chosen = &weir_kernels_plain; return true;
#if defined(__x86_64__)
  case WEIR_AVX2:
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return false;
    chosen = &weir_kernels_avx2;
    return true;
#else
  case WEIR_AVX2: return false;
#endif
  }
  return false;
}

void weir_norm_statistics(
    const float *x, long stride, long rows, long width, bool centred, float epsilon, float *means, float *scales) {
  kernels->norm_statistics(x, stride, rows, width, centred, epsilon, means, scales);
}

void weir_norm_apply(
    const float *x, long stride, long rows, long width, const float *means, const float *scales, const float *gain,
    const float *bias, float *out, long out_stride) {
  kernels->norm_apply(x, stride, rows, width, means, scales, gain, bias, out, out_stride);
}

void weir_affine(
    const float *x, long stride, long rows, long width, const float *gain, const float *bias, float *out,
    long out_stride) {
  kernels->affine(x, stride, rows, width, gain, bias, out, out_stride);
}

void weir_finish_product(
    float *c, long stride, long rows, long columns, const float *bias, enum weir_activation activation, float *into,
    long into_stride) {
  if (bias || into || activation != WEIR_IDENTITY)
    kernels->finish_product(c, stride, rows, columns, bias, activation, into, into_stride);
}

void weir_activate(enum weir_activation activation, float *x, long count) {
  kernels->finish_product(x, count, 1, count, NULL, activation, NULL, 0);
}

void weir_activate_gated(enum weir_activation activation, float *x, const float *y, long count) {
  kernels->activate_gated(activation, x, y, count);
}

void weir_add(float *x, const float *y, long count) { kernels->add(x, y, count); }
void weir_add_scaled(float *x, const float *y, float factor, long count) { kernels->add_scaled(x, y, factor, count); }
void weir_scale(float *x, float factor, long count) { kernels->scale(x, factor, count); }
void weir_soft_cap(float *x, float cap, long count) { kernels->soft_cap(x, cap, count); }
float weir_dot(const float *x, const float *y, long count) { return kernels->dot(x, y, count); }
void weir_softmax(float *x, long count) { kernels->softmax(x, count); }
float weir_log_sum_exp(const float *x, long count) { return kernels->log_sum_exp(x, count); }

void weir_rotate(float *x, long dimensions, bool adjacent, const float *cosines, const float *sines) {
  kernels->rotate(x, dimensions, adjacent, cosines, sines);
}

long weir_panel_size(long columns, long depth) { return (columns + 31) / 32 * 32 * depth; }

void weir_pack_columns(const float *const *rows, long offset, long count, long depth, float *panels) {
  kernels->pack_columns(rows, offset, count, depth, panels);
}

void weir_pack_rows(const float *const *rows, long offset, long count, long width, float *panels) {
  kernels->pack_rows(rows, offset, count, width, panels);
}

void weir_panel_product(
    const float *a, long a_stride, long rows, long used, const float *panels, long depth, long columns, float *c,
    long c_stride) {
  kernels->panel_product(a, a_stride, rows, used, panels, depth, columns, c, c_stride);
}

// oneDNN's rule on AVX-512: blocks of 384, and the last stretch of up to 768 in two halves.
long weir_depth_block(long start, long depth) {
  long left = depth - start;
  if (left >= 2 * 384) return 384;
  return left > 384 ? (left + 1) / 2 : left;
}

long weir_small_product_scratch(bool transposed, long rows, long depth) {
  long panel = 32 * (depth < 384 ? depth : 384);
  if (!weir_is_streamed(transposed, rows)) return panel;
  long streamed = transposed ? weir_streamed_lanes(rows) * depth : WEIR_STREAMED_SUMS;
  return panel > streamed ? panel : streamed;
}

void weir_small_product(
    enum weir_element element, bool transposed, long rows, long columns, long depth, const float *a, long a_stride,
    const void *b, long b_stride, float *c, long c_stride, float *scratch) {
  kernels->small_product(
      element, transposed, rows, columns, depth, a, a_stride, b, b_stride, c, c_stride, scratch);
}
