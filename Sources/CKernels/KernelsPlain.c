// The loops for every other processor.
#include "Kernels.h"

// The vectors are wider than the registers here; every function that passes one is inlined.
#pragma clang diagnostic ignored "-Wpsabi"

#if defined(__x86_64__)
// Without the instruction a fused product is a slow library call; here, and only here, it rounds twice.
#define FUSED(a, b, c) ((a) * (b) + (c))
#else
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#endif
#define VARIANT(name) name##_plain
#define TILE_LANES 4
#include "Vector.h"
#include "ElementKernels.h"
#include "StoredNumbers.h"
#include "StreamedProduct.h"
#include "ProductKernels.h"

const struct weir_kernels weir_kernels_plain = WEIR_KERNEL_TABLE;
