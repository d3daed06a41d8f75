// CommonMark's reference parser: https://commonmark.org, libcmark 0.30 or newer.
#include <cmark.h>
