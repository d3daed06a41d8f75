// The loops for processors with AVX2 and fused multiply-add.
#include "Kernels.h"

// The vectors are wider than the registers here; every function that passes one is inlined.
#pragma clang diagnostic ignored "-Wpsabi"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#define VARIANT(name) name##_avx2
#define TILE_LANES 8
#include "Vector.h"
#include "ElementKernels.h"
#include "StoredNumbers.h"
#include "StreamedProduct.h"
#include "ProductKernels.h"

const struct weir_kernels weir_kernels_avx2 = WEIR_KERNEL_TABLE;
#pragma clang attribute pop
#endif
