#ifndef C_LINE_EDITOR_H
#define C_LINE_EDITOR_H
int weir_line_editor_version(void);
#endif
