// The system's zlib: deflate for PNG, PDF and pages, inflate and CRC-32 for PNG.
#include <zlib.h>
