#include "CDownload.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

// Seconds. A link that moves less than a byte a second for this long counts as cut; the download then resumes.
enum { CONNECT_SECONDS = 20, STALL_SECONDS = 30, REDIRECT_LIMIT = 8 };

static size_t take_header(char *bytes, size_t size, size_t count, void *context) {
  weir_download_receiver *receiver = context;
  if (receiver->header) receiver->header(receiver->context, bytes, size * count);
  return size * count;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
  weir_download_receiver *receiver = context;
  if (!receiver->body) return size * count;
  return receiver->body(receiver->context, (const uint8_t *)bytes, size * count);
}

int weir_download(const char *url, const char *token, int64_t start, int is_head, int follows_redirects,
                  weir_download_receiver receiver, weir_download_result *result) {
  memset(result, 0, sizeof *result);
  CURL *curl = curl_easy_init();
  if (!curl) {
    strcpy(result->message, "libcurl could not be started");
    return -1;
  }
  char error[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, follows_redirects ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)REDIRECT_LIMIT);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)STALL_SECONDS);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "weir-pull");
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &receiver);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &receiver);
  if (is_head) curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  char range[32];
  if (start > 0) {
    // Not CURLOPT_RESUME_FROM, which gives up on a server that sends everything again.
    snprintf(range, sizeof range, "%lld-", (long long)start);
    curl_easy_setopt(curl, CURLOPT_RANGE, range);
  }
  if (token && *token) {
    // As a bearer token, not as a header of ours: libcurl keeps it from other hosts when a redirect leads there.
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
    curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, token);
  }
  CURLcode code = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &result->status);
  result->code = (int)code;
  if (code != CURLE_OK) {
    const char *words = *error ? error : curl_easy_strerror(code);
    strncpy(result->message, words, sizeof result->message - 1);
  }
  curl_easy_cleanup(curl);
  return 0;
}
