#include "CLineEditor.h"
int weir_line_editor_version(void) { return 1; }
