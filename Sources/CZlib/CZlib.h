// The system's zlib: deflate for PNG, PDF and pages, CRC-32 for PNG.
#include <zlib.h>
