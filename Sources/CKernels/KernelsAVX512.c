// The loops for processors with AVX-512.
#include "Kernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#define VARIANT(name) name##_avx512
#define TILE_LANES 16
#include "Vector.h"
#include "ElementKernels.h"
#include "StoredNumbers.h"
#include "StreamedProduct.h"
#include "ProductKernels.h"

const struct weir_kernels weir_kernels_avx512 = WEIR_KERNEL_TABLE;
#pragma clang attribute pop
#endif
