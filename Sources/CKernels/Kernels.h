// One table of loops per instruction set; Dispatch.c picks the best that the processor has.
#ifndef WEIR_KERNELS_H
#define WEIR_KERNELS_H
#include <math.h>
#include <string.h>
#include "include/CKernels.h"

struct weir_kernels {
  void (*norm_statistics)(const float *, long, long, long, bool, float, float *, float *);
  void (*norm_apply)(
      const float *, long, long, long, const float *, const float *, const float *, const float *, float *, long);
  void (*affine)(const float *, long, long, long, const float *, const float *, float *, long);
  void (*finish_product)(float *, long, long, long, const float *, enum weir_activation, float *, long);
  void (*activate_gated)(enum weir_activation, float *, const float *, long);
  void (*add)(float *, const float *, long);
  void (*add_scaled)(float *, const float *, float, long);
  void (*scale)(float *, float, long);
  void (*soft_cap)(float *, float, long);
  float (*dot)(const float *, const float *, long);
  void (*softmax)(float *, long);
  float (*log_sum_exp)(const float *, long);
  void (*rotate)(float *, long, bool, const float *, const float *);
  void (*pack_columns)(const float *const *, long, long, long, float *);
  void (*pack_rows)(const float *const *, long, long, long, float *);
  void (*panel_product)(const float *, long, long, long, const float *, long, long, float *, long);
  void (*small_product)(
      enum weir_element, bool, long, long, long, const float *, long, const void *, long, float *, long, float *);
};

#define WEIR_KERNEL_TABLE \
  { VARIANT(norm_statistics), VARIANT(norm_apply), VARIANT(affine), VARIANT(finish_product), VARIANT(activate_gated), \
    VARIANT(add), VARIANT(add_scaled), VARIANT(scale), VARIANT(soft_cap), VARIANT(dot), VARIANT(softmax), \
    VARIANT(log_sum_exp), VARIANT(rotate), VARIANT(pack_columns), VARIANT(pack_rows), VARIANT(panel_product), VARIANT(small_product) }

extern const struct weir_kernels weir_kernels_avx512, weir_kernels_avx2, weir_kernels_plain;
#endif
