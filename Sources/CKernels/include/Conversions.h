// Stored numbers to float32. Sources need no alignment; each function converts `count` numbers.
#ifndef WEIR_CONVERSIONS_H
#define WEIR_CONVERSIONS_H
#include <stddef.h>

void weir_float16_to_float32(const void *source, float *target, size_t count);
void weir_bfloat16_to_float32(const void *source, float *target, size_t count);
void weir_float64_to_float32(const void *source, float *target, size_t count);
void weir_bool_to_float32(const void *source, float *target, size_t count);
void weir_int8_to_float32(const void *source, float *target, size_t count);
void weir_int16_to_float32(const void *source, float *target, size_t count);
void weir_int32_to_float32(const void *source, float *target, size_t count);
void weir_int64_to_float32(const void *source, float *target, size_t count);
void weir_uint8_to_float32(const void *source, float *target, size_t count);
void weir_uint16_to_float32(const void *source, float *target, size_t count);
void weir_uint32_to_float32(const void *source, float *target, size_t count);
void weir_uint64_to_float32(const void *source, float *target, size_t count);

// float32 rounded to 16 bits, to the nearest, ties to even.
void weir_float32_to_float16(const float *source, void *target, size_t count);
void weir_float32_to_bfloat16(const float *source, void *target, size_t count);

#endif
