// Products of attention: one head of one sequence. Sums are single chains of fused multiply-adds, so a trailing masked
// key, whose weight is 0, changes nothing: a row's numbers do not depend on how many keys stand behind it.
#ifndef WEIR_ATTENTION_H
#define WEIR_ATTENTION_H

// Panels hold 32 columns side by side, [ceil(columns / 32), depth, 32], so that kernels read them in order.
long weir_panel_size(long columns, long depth);
// Copies vectors x[count, depth] to columns first ..< first + count of panels of this depth. Vectors of a later call may
// follow; call weir_clear_panel_end once for the columns beyond the last.
void weir_pack_columns(const float *x, long stride, long count, long depth, float *panels, long first);
void weir_clear_panel_end(float *panels, long columns, long depth);
// Copies rows x[count, width] to rows first ..< first + count of panels of depth `depth` and width `width`.
void weir_pack_rows(const float *x, long stride, long count, long width, float *panels, long depth, long first);
// c[rows, columns] = a[rows, used] · panels, reading the first `used` of the panels' `depth` rows.
void weir_panel_product(
    const float *a, long a_stride, long rows, long used, const float *panels, long depth, long columns, float *c,
    long c_stride);

#endif
