#include <openssl/evp.h>
#include <stdio.h>

#include "CDownload.h"

void *weir_digest_create(const char *name) {
  const EVP_MD *kind = EVP_get_digestbyname(name);
  if (!kind) return NULL;
  EVP_MD_CTX *digest = EVP_MD_CTX_new();
  if (digest) EVP_DigestInit_ex(digest, kind, NULL);
  return digest;
}

void weir_digest_update(void *digest, const uint8_t *bytes, size_t count) { EVP_DigestUpdate(digest, bytes, count); }

void weir_digest_finish(void *digest, char *hexadecimal) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned count = 0;
  EVP_DigestFinal_ex(digest, bytes, &count);
  EVP_MD_CTX_free(digest);
  for (unsigned i = 0; i < count && i < 32; i++) sprintf(hexadecimal + 2 * i, "%02x", bytes[i]);
}
