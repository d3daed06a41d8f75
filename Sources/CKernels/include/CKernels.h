#ifndef C_KERNELS_H
#define C_KERNELS_H
#include <stddef.h>
#include <stdint.h>
#include "Attention.h"
#include "Conversions.h"
#include "Heap.h"
#include "Sha256.h"
#include "Elementwise.h"
#include "LinearAlgebra.h"
#include "Products.h"
#endif
