// SHA-256 (FIPS 180-4) of a stretch of memory, for naming files by their content.
#ifndef WEIR_SHA256_H
#define WEIR_SHA256_H
#include <stddef.h>
#include <stdint.h>

/// A running digest; begin, update any number of times, finish once.
typedef struct {
  uint32_t state[8];
  uint64_t length;
  unsigned char block[64];
  size_t filled;
} weir_sha256;

void weir_sha256_begin(weir_sha256 *digest);
void weir_sha256_update(weir_sha256 *digest, const void *bytes, size_t count);
void weir_sha256_finish(weir_sha256 *digest, unsigned char result[32]);

#endif
