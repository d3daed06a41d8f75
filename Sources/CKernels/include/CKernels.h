#ifndef C_KERNELS_H
#define C_KERNELS_H
#include <stddef.h>
#include <stdint.h>
#include "Conversions.h"
#endif
