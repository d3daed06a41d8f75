// A sheet to draw on, as pixels or as a PDF file, by Cairo and Pango.
//
// The libraries are opened when the first sheet is made (dlopen) and not linked: they bring some twenty others and would
// add more to the start of every shell than it takes now. Text is shaped by Pango, so any script and emoji are drawn with
// the fonts that the machine has.
#ifndef WEIR_PAPER_H
#define WEIR_PAPER_H
#include <stddef.h>
#include <stdint.h>

typedef struct weir_paper weir_paper;

/// Whether the libraries are there.
int weir_paper_is_there(void);

/// A sheet of pixels, `scale` pixels a point; NULL without the libraries or memory.
weir_paper *weir_paper_pixels(int width, int height, double scale);

/// A PDF file of one page, in points; NULL without the libraries or memory.
weir_paper *weir_paper_pdf(double width, double height, const char *title);

/// Ends the drawing and gives the bytes: rows of premultiplied BGRA pixels (little-endian) or the file. They live as long
/// as the sheet.
const uint8_t *weir_paper_finish(weir_paper *paper, size_t *count);

void weir_paper_free(weir_paper *paper);

void weir_paper_push(weir_paper *paper, double x, double y);
void weir_paper_pop(weir_paper *paper);

/// The colour of the next fill, line or text: 0xRRGGBB and opacity.
void weir_paper_colour(weir_paper *paper, uint32_t rgb, double opacity);
void weir_paper_move(weir_paper *paper, double x, double y);
void weir_paper_line(weir_paper *paper, double x, double y);
void weir_paper_curve(weir_paper *paper, const double points[6]);
void weir_paper_close(weir_paper *paper);
void weir_paper_rectangle(weir_paper *paper, double x, double y, double width, double height);
void weir_paper_circle(weir_paper *paper, double x, double y, double radius);
/// Fills the path, and forgets it unless it is kept for a line.
void weir_paper_fill(weir_paper *paper, int keeps, int crisp);
void weir_paper_stroke(weir_paper *paper, double width, const double *dashes, int count);

/// One line of text from its anchor (0 start, 1 middle, 2 end), turned by degrees, at most so wide.
void weir_paper_text(weir_paper *paper, const char *text, const double place[2], double size, int bold, int anchor,
                     double degrees, double room);

/// Cells as pixels `[row, column, RGBA]` in a rectangle, without smoothing.
void weir_paper_image(weir_paper *paper, const uint8_t *rgba, int columns, int rows, const double place[4]);
#endif
