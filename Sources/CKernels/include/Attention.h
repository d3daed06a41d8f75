// Products of attention: one head of one sequence. Sums are single chains of fused multiply-adds, so a trailing masked
// key, whose weight is 0, changes nothing: a row's numbers do not depend on how many keys stand behind it.
#ifndef WEIR_ATTENTION_H
#define WEIR_ATTENTION_H

// Panels hold 32 columns side by side, [ceil(columns / 32), depth, 32], so that kernels read them in order.
long weir_panel_size(long columns, long depth);
// Copies vectors to the columns of panels: column i is rows[i][offset ..< offset + depth]; columns beyond are 0.
void weir_pack_columns(const float *const *rows, long offset, long count, long depth, float *panels);
// Copies vectors to the rows of panels of depth `count`: row i is rows[i][offset ..< offset + width].
void weir_pack_rows(const float *const *rows, long offset, long count, long width, float *panels);
// c[rows, columns] = a[rows, used] · panels, reading the first `used` of the panels' `depth` rows.
void weir_panel_product(
    const float *a, long a_stride, long rows, long used, const float *panels, long depth, long columns, float *c,
    long c_stride);

#endif
