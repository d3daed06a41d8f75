// A shim over libcurl (whose setters are variadic, which Swift cannot call) and over libcrypto's digests.
#ifndef C_DOWNLOAD_H
#define C_DOWNLOAD_H
#include <stddef.h>
#include <stdint.h>

/// What a request calls back; any may be NULL. A non-zero answer (or a count other than the one given) ends the request.
typedef struct {
  void *context;
  /// One header line of the final response, or of every response when redirects are not followed.
  void (*header)(void *context, const char *line, size_t count);
  size_t (*body)(void *context, const uint8_t *bytes, size_t count);
} weir_download_receiver;

typedef struct {
  /// HTTP status of the last response; 0 when there was none.
  long status;
  /// libcurl's code; 0 when the transfer was whole.
  int code;
  char message[256];
} weir_download_result;

/// Requests `url`, from byte `start` on when it is positive. The token goes to the first host only.
/// Returns 0 when a transfer took place, whatever its status.
int weir_download(const char *url, const char *token, int64_t start, int is_head, int follows_redirects,
                  weir_download_receiver receiver, weir_download_result *result);

/// A running digest: "sha256" or "sha1". NULL when the name is unknown.
void *weir_digest_create(const char *name);
void weir_digest_update(void *digest, const uint8_t *bytes, size_t count);
/// Writes the digest as lower-case hexadecimal (at most 64 digits and a NUL) and frees it.
void weir_digest_finish(void *digest, char *hexadecimal);
#endif
