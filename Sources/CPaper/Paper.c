// Drawing through Cairo and Pango, opened at run time. The prototypes below are those of cairo 1.16 and pango 1.50; both
// libraries keep their binary interface.
#include "CPaper.h"

#include <dlfcn.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct { int x, y, width, height; } pango_box;

static struct {
  void *(*image_create)(int, int, int);
  void *(*image_for_data)(unsigned char *, int, int, int, int);
  unsigned char *(*image_data)(void *);
  int (*image_stride)(void *);
  void *(*pdf_create)(int (*)(void *, const unsigned char *, unsigned), void *, double, double);
  void (*pdf_metadata)(void *, int, const char *);
  int (*surface_status)(void *);
  void (*surface_flush)(void *);
  void (*surface_finish)(void *);
  void (*surface_destroy)(void *);
  void (*surface_dirty)(void *);
  void *(*create)(void *);
  void (*destroy)(void *);
  void (*save)(void *);
  void (*restore)(void *);
  void (*scale)(void *, double, double);
  void (*translate)(void *, double, double);
  void (*rotate)(void *, double);
  void (*source_rgba)(void *, double, double, double, double);
  void (*source_surface)(void *, void *, double, double);
  void *(*source)(void *);
  void (*filter)(void *, int);
  void (*antialias)(void *, int);
  void (*new_path)(void *);
  void (*move_to)(void *, double, double);
  void (*line_to)(void *, double, double);
  void (*curve_to)(void *, double, double, double, double, double, double);
  void (*close_path)(void *);
  void (*rectangle)(void *, double, double, double, double);
  void (*arc)(void *, double, double, double, double, double);
  void (*fill)(void *);
  void (*fill_preserve)(void *);
  void (*stroke)(void *);
  void (*line_width)(void *, double);
  void (*dash)(void *, const double *, int, double);
  void (*clip)(void *);
  void (*paint)(void *);
  void *(*options_create)(void);
  void (*options_destroy)(void *);
  void (*options_hint_style)(void *, int);
  void (*options_hint_metrics)(void *, int);
  void (*options_antialias)(void *, int);
  void *(*layout_create)(void *);
  void *(*layout_context)(void *);
  void (*context_options)(void *, const void *);
  void (*layout_font)(void *, const void *);
  void (*layout_text)(void *, const char *, int);
  void (*layout_single)(void *, int);
  void *(*layout_line)(void *, int);
  void (*line_extents)(void *, pango_box *, pango_box *);
  void (*show_line)(void *, void *);
  void *(*font_create)(void);
  void (*font_free)(void *);
  void (*font_family)(void *, const char *);
  void (*font_size)(void *, double);
  void (*font_weight)(void *, int);
  void (*unref)(void *);
} cairo;

static int is_there = 0;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *open_first(const char *const *names) {
  for (; *names; names++) {
    void *library = dlopen(*names, RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
  }
  return NULL;
}

static void load(void) {
  static const char *const pangocairo_names[] = {"libpangocairo-1.0.so.0", "libpangocairo-1.0.0.dylib",
      "/opt/homebrew/lib/libpangocairo-1.0.0.dylib", "/usr/local/lib/libpangocairo-1.0.0.dylib", NULL};
  // A library's handle finds the symbols of those that it needs: cairo, pango and gobject come with pangocairo.
  void *library = open_first(pangocairo_names);
  if (!library) return;
  const struct { void *slot; const char *name; } wanted[] = {
    {&cairo.image_create, "cairo_image_surface_create"},
    {&cairo.image_for_data, "cairo_image_surface_create_for_data"},
    {&cairo.image_data, "cairo_image_surface_get_data"},
    {&cairo.image_stride, "cairo_image_surface_get_stride"},
    {&cairo.pdf_create, "cairo_pdf_surface_create_for_stream"},
    {&cairo.pdf_metadata, "cairo_pdf_surface_set_metadata"},
    {&cairo.surface_status, "cairo_surface_status"},
    {&cairo.surface_flush, "cairo_surface_flush"},
    {&cairo.surface_finish, "cairo_surface_finish"},
    {&cairo.surface_destroy, "cairo_surface_destroy"},
    {&cairo.surface_dirty, "cairo_surface_mark_dirty"},
    {&cairo.create, "cairo_create"},
    {&cairo.destroy, "cairo_destroy"},
    {&cairo.save, "cairo_save"},
    {&cairo.restore, "cairo_restore"},
    {&cairo.scale, "cairo_scale"},
    {&cairo.translate, "cairo_translate"},
    {&cairo.rotate, "cairo_rotate"},
    {&cairo.source_rgba, "cairo_set_source_rgba"},
    {&cairo.source_surface, "cairo_set_source_surface"},
    {&cairo.source, "cairo_get_source"},
    {&cairo.filter, "cairo_pattern_set_filter"},
    {&cairo.antialias, "cairo_set_antialias"},
    {&cairo.new_path, "cairo_new_path"},
    {&cairo.move_to, "cairo_move_to"},
    {&cairo.line_to, "cairo_line_to"},
    {&cairo.curve_to, "cairo_curve_to"},
    {&cairo.close_path, "cairo_close_path"},
    {&cairo.rectangle, "cairo_rectangle"},
    {&cairo.arc, "cairo_arc"},
    {&cairo.fill, "cairo_fill"},
    {&cairo.fill_preserve, "cairo_fill_preserve"},
    {&cairo.stroke, "cairo_stroke"},
    {&cairo.line_width, "cairo_set_line_width"},
    {&cairo.dash, "cairo_set_dash"},
    {&cairo.clip, "cairo_clip"},
    {&cairo.paint, "cairo_paint"},
    {&cairo.options_create, "cairo_font_options_create"},
    {&cairo.options_destroy, "cairo_font_options_destroy"},
    {&cairo.options_hint_style, "cairo_font_options_set_hint_style"},
    {&cairo.options_hint_metrics, "cairo_font_options_set_hint_metrics"},
    {&cairo.options_antialias, "cairo_font_options_set_antialias"},
    {&cairo.layout_create, "pango_cairo_create_layout"},
    {&cairo.layout_context, "pango_layout_get_context"},
    {&cairo.context_options, "pango_cairo_context_set_font_options"},
    {&cairo.layout_font, "pango_layout_set_font_description"},
    {&cairo.layout_text, "pango_layout_set_text"},
    {&cairo.layout_single, "pango_layout_set_single_paragraph_mode"},
    {&cairo.layout_line, "pango_layout_get_line_readonly"},
    {&cairo.line_extents, "pango_layout_line_get_extents"},
    {&cairo.show_line, "pango_cairo_show_layout_line"},
    {&cairo.font_create, "pango_font_description_new"},
    {&cairo.font_free, "pango_font_description_free"},
    {&cairo.font_family, "pango_font_description_set_family"},
    {&cairo.font_size, "pango_font_description_set_absolute_size"},
    {&cairo.font_weight, "pango_font_description_set_weight"},
    {&cairo.unref, "g_object_unref"},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
    void *symbol = dlsym(library, wanted[i].name);
    if (!symbol) return;
    memcpy(wanted[i].slot, &symbol, sizeof symbol);
  }
  is_there = 1;
}

int weir_paper_is_there(void) {
  pthread_once(&once, load);
  return is_there;
}

struct weir_paper {
  void *surface, *context, *layout;
  int height;
  int is_pdf;
  uint8_t *bytes;
  size_t count, capacity;
  int failed;
};

static int append(void *closure, const unsigned char *data, unsigned count) {
  weir_paper *paper = closure;
  if (paper->count + count > paper->capacity) {
    size_t capacity = (paper->count + count) * 2;
    uint8_t *bytes = realloc(paper->bytes, capacity);
    if (!bytes) {
      paper->failed = 1;
      return 11;  // CAIRO_STATUS_WRITE_ERROR
    }
    paper->bytes = bytes;
    paper->capacity = capacity;
  }
  memcpy(paper->bytes + paper->count, data, count);
  paper->count += count;
  return 0;
}

static weir_paper *begin(weir_paper *paper) {
  if (!paper->surface || cairo.surface_status(paper->surface) != 0) {
    weir_paper_free(paper);
    return NULL;
  }
  paper->context = cairo.create(paper->surface);
  paper->layout = cairo.layout_create(paper->context);
  // Letters keep their outlines and their widths whatever the screen: equal text is drawn equally everywhere.
  void *options = cairo.options_create();
  cairo.options_hint_style(options, 1);
  cairo.options_hint_metrics(options, 1);
  cairo.options_antialias(options, 2);
  cairo.context_options(cairo.layout_context(paper->layout), options);
  cairo.options_destroy(options);
  cairo.layout_single(paper->layout, 1);
  return paper;
}

weir_paper *weir_paper_pixels(int width, int height, double scale) {
  if (!weir_paper_is_there()) return NULL;
  weir_paper *paper = calloc(1, sizeof *paper);
  if (!paper) return NULL;
  paper->height = height;
  paper->surface = cairo.image_create(0, width, height);
  paper = begin(paper);
  if (paper) cairo.scale(paper->context, scale, scale);
  return paper;
}

weir_paper *weir_paper_pdf(double width, double height, const char *title) {
  if (!weir_paper_is_there()) return NULL;
  weir_paper *paper = calloc(1, sizeof *paper);
  if (!paper) return NULL;
  paper->is_pdf = 1;
  paper->surface = cairo.pdf_create(append, paper, width, height);
  paper = begin(paper);
  if (paper) {
    cairo.pdf_metadata(paper->surface, 0, title);
    // A fixed date, so that equal figures are equal files.
    cairo.pdf_metadata(paper->surface, 5, "2000-01-01T00:00:00Z");
    cairo.pdf_metadata(paper->surface, 6, "2000-01-01T00:00:00Z");
  }
  return paper;
}

const uint8_t *weir_paper_finish(weir_paper *paper, size_t *count) {
  *count = 0;
  if (paper->is_pdf) {
    cairo.surface_finish(paper->surface);
    if (paper->failed || cairo.surface_status(paper->surface) != 0) return NULL;
    *count = paper->count;
    return paper->bytes;
  }
  cairo.surface_flush(paper->surface);
  if (cairo.surface_status(paper->surface) != 0) return NULL;
  *count = (size_t)cairo.image_stride(paper->surface) * (size_t)paper->height;
  return cairo.image_data(paper->surface);
}

void weir_paper_free(weir_paper *paper) {
  if (!paper) return;
  if (paper->layout) cairo.unref(paper->layout);
  if (paper->context) cairo.destroy(paper->context);
  if (paper->surface) cairo.surface_destroy(paper->surface);
  free(paper->bytes);
  free(paper);
}

void weir_paper_push(weir_paper *paper, double x, double y) {
  cairo.save(paper->context);
  cairo.translate(paper->context, x, y);
}

void weir_paper_pop(weir_paper *paper) { cairo.restore(paper->context); }

void weir_paper_colour(weir_paper *paper, uint32_t rgb, double opacity) {
  cairo.source_rgba(paper->context, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0, opacity);
}

void weir_paper_move(weir_paper *paper, double x, double y) { cairo.move_to(paper->context, x, y); }

void weir_paper_line(weir_paper *paper, double x, double y) { cairo.line_to(paper->context, x, y); }

void weir_paper_curve(weir_paper *paper, const double p[6]) {
  cairo.curve_to(paper->context, p[0], p[1], p[2], p[3], p[4], p[5]);
}

void weir_paper_close(weir_paper *paper) { cairo.close_path(paper->context); }

void weir_paper_rectangle(weir_paper *paper, double x, double y, double width, double height) {
  cairo.rectangle(paper->context, x, y, width, height);
}

void weir_paper_circle(weir_paper *paper, double x, double y, double radius) {
  cairo.new_path(paper->context);
  cairo.arc(paper->context, x, y, radius, 0, 2 * M_PI);
}

void weir_paper_fill(weir_paper *paper, int keeps, int crisp) {
  cairo.antialias(paper->context, crisp ? 1 : 0);
  if (keeps) cairo.fill_preserve(paper->context); else cairo.fill(paper->context);
  cairo.antialias(paper->context, 0);
}

void weir_paper_stroke(weir_paper *paper, double width, const double *dashes, int count) {
  cairo.line_width(paper->context, width);
  cairo.dash(paper->context, dashes, count, 0);
  cairo.stroke(paper->context);
}

void weir_paper_text(weir_paper *paper, const char *text, const double place[2], double size, int bold, int anchor,
                     double degrees, double room) {
  void *font = cairo.font_create();
  cairo.font_family(font, "Liberation Sans,Arial,Helvetica,DejaVu Sans,sans-serif");
  cairo.font_size(font, size * 1024);
  if (bold) cairo.font_weight(font, 700);
  cairo.layout_font(paper->layout, font);
  cairo.font_free(font);
  cairo.layout_text(paper->layout, text, -1);
  void *line = cairo.layout_line(paper->layout, 0);
  pango_box ink, box;
  cairo.line_extents(line, &ink, &box);
  double width = box.width / 1024.0;
  // A replacement font that is wider than the layout reckoned with is narrowed, so that nothing is cut off.
  double squeeze = room > 0 && width > room * 1.02 ? room / width : 1;
  cairo.save(paper->context);
  cairo.translate(paper->context, place[0], place[1]);
  if (degrees != 0) cairo.rotate(paper->context, degrees * M_PI / 180);
  cairo.scale(paper->context, squeeze, 1);
  cairo.move_to(paper->context, anchor == 0 ? 0 : anchor == 1 ? -width / 2 : -width, 0);
  cairo.show_line(paper->context, line);
  cairo.restore(paper->context);
  cairo.new_path(paper->context);
}

void weir_paper_image(weir_paper *paper, const uint8_t *rgba, int columns, int rows, const double place[4]) {
  void *image = cairo.image_create(0, columns, rows);
  if (cairo.surface_status(image) == 0) {
    uint8_t *data = cairo.image_data(image);
    int stride = cairo.image_stride(image);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        const uint8_t *from = rgba + 4 * ((size_t)row * (size_t)columns + (size_t)column);
        uint8_t *to = data + (size_t)row * (size_t)stride + 4 * (size_t)column;
        // Cells are opaque or absent.
        uint32_t pixel = from[3] ? 0xFF000000u | (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2] : 0;
        memcpy(to, &pixel, 4);
      }
    }
    cairo.surface_dirty(image);
    cairo.save(paper->context);
    cairo.rectangle(paper->context, place[0], place[1], place[2], place[3]);
    cairo.clip(paper->context);
    cairo.translate(paper->context, place[0], place[1]);
    cairo.scale(paper->context, place[2] / columns, place[3] / rows);
    cairo.source_surface(paper->context, image, 0, 0);
    // Nearest where cells are enlarged; where they are smaller than pixels, the mean.
    cairo.filter(cairo.source(paper->context), 3);
    cairo.paint(paper->context);
    cairo.restore(paper->context);
  }
  cairo.surface_destroy(image);
}
