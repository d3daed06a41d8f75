// Byte strings, and UTF-8 to and from libedit's wide characters.

#include "Internal.h"

void text_append(text_buffer *buffer, const char *bytes, size_t count) {
  if (buffer->count + count + 1 > buffer->capacity) {
    size_t capacity = (buffer->count + count + 1) * 2;
    char *grown = realloc(buffer->bytes, capacity);
    if (grown == NULL) return;
    buffer->bytes = grown;
    buffer->capacity = capacity;
  }
  if (count > 0) memcpy(buffer->bytes + buffer->count, bytes, count);
  buffer->count += count;
  buffer->bytes[buffer->count] = 0;
}

static size_t encode(wchar_t character, char *bytes) {
  unsigned int value = (unsigned int)character;
  if (value < 0x80) {
    bytes[0] = (char)value;
    return 1;
  }
  if (value < 0x800) {
    bytes[0] = (char)(0xC0 | value >> 6);
    bytes[1] = (char)(0x80 | (value & 0x3F));
    return 2;
  }
  if (value < 0x10000) {
    bytes[0] = (char)(0xE0 | value >> 12);
    bytes[1] = (char)(0x80 | (value >> 6 & 0x3F));
    bytes[2] = (char)(0x80 | (value & 0x3F));
    return 3;
  }
  bytes[0] = (char)(0xF0 | (value >> 18 & 0x07));
  bytes[1] = (char)(0x80 | (value >> 12 & 0x3F));
  bytes[2] = (char)(0x80 | (value >> 6 & 0x3F));
  bytes[3] = (char)(0x80 | (value & 0x3F));
  return 4;
}

void text_append_wide(text_buffer *buffer, const wchar_t *characters, size_t count) {
  for (size_t index = 0; index < count; index++) {
    char bytes[4];
    text_append(buffer, bytes, encode(characters[index], bytes));
  }
}

void text_clear(text_buffer *buffer) {
  buffer->count = 0;
  text_append(buffer, "", 0);
}

void text_free(text_buffer *buffer) {
  free(buffer->bytes);
  *buffer = (text_buffer){0};
}

wchar_t *text_widen(const char *bytes, size_t count) {
  wchar_t *result = malloc((count + 1) * sizeof(wchar_t));
  if (result == NULL) return NULL;
  size_t length = 0;
  for (size_t index = 0; index < count;) {
    unsigned char lead = (unsigned char)bytes[index];
    size_t extra = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 4;
    if (extra == 4 || index + extra >= count) {
      if (lead < 0x80) result[length++] = lead;
      index++;
      continue;
    }
    wchar_t value = extra == 0 ? lead : lead & (0x3F >> extra);
    bool is_valid = lead != 0;
    for (size_t next = 1; next <= extra; next++) {
      unsigned char byte = (unsigned char)bytes[index + next];
      is_valid = is_valid && (byte & 0xC0) == 0x80;
      value = value << 6 | (byte & 0x3F);
    }
    if (is_valid) result[length++] = value;
    index += is_valid ? extra + 1 : 1;
  }
  result[length] = 0;
  return result;
}
