// Stored numbers to float32 and back, written so that the compiler vectorises them for the CPU at hand.
#include "Conversions.h"
#include <stdint.h>
#include <string.h>

#if defined(__linux__) && defined(__x86_64__)
#define FOR_EACH_CPU __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define FOR_EACH_CPU
#endif

static inline float float_of_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

// A half's exponent and fraction, moved into a float's place, are the number times 2^-112; the product is exact, and
// normalises the subnormals. Infinities and NaNs come out at 65536 and above and get the exponent of all ones.
static inline float float_of_half(uint16_t half) {
  float magnitude = float_of_bits((uint32_t)(half & 0x7fff) << 13) * 0x1p112f;
  uint32_t bits;
  memcpy(&bits, &magnitude, sizeof bits);
  bits |= magnitude >= 65536.0f ? 0x7f800000u : 0u;
  return float_of_bits(bits | (uint32_t)(half & 0x8000) << 16);
}

FOR_EACH_CPU
void weir_float16_to_float32(const void *source, float *target, size_t count) {
  const char *bytes = source;
  for (size_t i = 0; i < count; i++) {
    uint16_t half;
    memcpy(&half, bytes + 2 * i, sizeof half);
    target[i] = float_of_half(half);
  }
}

FOR_EACH_CPU
void weir_bfloat16_to_float32(const void *source, float *target, size_t count) {
  const char *bytes = source;
  for (size_t i = 0; i < count; i++) {
    uint16_t upper;
    memcpy(&upper, bytes + 2 * i, sizeof upper);
    target[i] = float_of_bits((uint32_t)upper << 16);
  }
}

// Rounds to the nearest, ties to even; a NaN keeps its upper fraction bits and stays one.
FOR_EACH_CPU
void weir_float32_to_bfloat16(const float *source, void *target, size_t count) {
  uint16_t *halves = target;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, source + i, sizeof bits);
    uint32_t rounded = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
    uint32_t nan = bits >> 16 | 0x40;
    halves[i] = (uint16_t)((bits & 0x7fffffff) > 0x7f800000 ? nan : rounded);
  }
}

// Rounds to the nearest, ties to even; above 65520 to infinity. Below 2^-14 a float whose unit in the last place is a
// half's smallest step is added, so that the addition rounds.
FOR_EACH_CPU
void weir_float32_to_float16(const float *source, void *target, size_t count) {
  uint16_t *halves = target;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, source + i, sizeof bits);
    uint32_t sign = bits >> 16 & 0x8000, magnitude = bits & 0x7fffffff;
    float sum = float_of_bits(magnitude) + 0.5f;
    uint32_t small;
    memcpy(&small, &sum, sizeof small);
    small -= 0x3f000000;
    uint32_t normal = (magnitude - 0x38000000 + 0xfff + (magnitude >> 13 & 1)) >> 13;
    uint32_t half = magnitude < 0x38800000 ? small : normal;
    half = magnitude >= 0x477ff000 ? 0x7c00 : half;
    half = magnitude > 0x7f800000 ? 0x7e00 : half;
    halves[i] = (uint16_t)(sign | half);
  }
}

#define CONVERSION(name, type)                                                     \
  void weir_##name##_to_float32(const void *source, float *target, size_t count) { \
    const char *bytes = source;                                                    \
    for (size_t i = 0; i < count; i++) {                                           \
      type value;                                                                  \
      memcpy(&value, bytes + sizeof(type) * i, sizeof value);                      \
      target[i] = (float)value;                                                    \
    }                                                                              \
  }

CONVERSION(float64, double)
CONVERSION(int8, int8_t)
CONVERSION(int16, int16_t)
CONVERSION(int32, int32_t)
CONVERSION(int64, int64_t)
CONVERSION(uint8, uint8_t)
CONVERSION(uint16, uint16_t)
CONVERSION(uint32, uint32_t)
CONVERSION(uint64, uint64_t)

void weir_bool_to_float32(const void *source, float *target, size_t count) {
  const unsigned char *bytes = source;
  for (size_t i = 0; i < count; i++) target[i] = bytes[i] != 0 ? 1.0f : 0.0f;
}
