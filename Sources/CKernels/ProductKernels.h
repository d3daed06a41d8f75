// The bodies behind Attention.h and weir_small_product, compiled once per instruction set by Dispatch.c.
// TILE_LANES is the number of floats in a register; a tile is up to 8 rows by 32 columns of accumulators.
typedef float VARIANT(lanes) __attribute__((vector_size(4 * TILE_LANES), aligned(4)));
#define lanes_t VARIANT(lanes)
#define TILE_VECTORS (32 / TILE_LANES)

enum VARIANT(tile_mode) { VARIANT(begin), VARIANT(go_on), VARIANT(add_block) };

// c[rows, 32] from a[rows, depth] · b[depth, 32]. `begin` writes the chain, `go_on` continues the chain that c holds,
// `add_block` adds a chain of its own to c.
INLINE void VARIANT(tile)(
    const int rows, const enum VARIANT(tile_mode) mode, const float *restrict a, long a_stride,
    const float *restrict b, long b_stride, long depth, float *restrict c, long c_stride) {
  lanes_t sums[8][TILE_VECTORS];
#define EACH_TILE \
  _Pragma("clang loop unroll(full)") for (int i = 0; i < rows; i++) \
  _Pragma("clang loop unroll(full)") for (int j = 0; j < TILE_VECTORS; j++)
  EACH_TILE sums[i][j] =
      mode == VARIANT(go_on) ? *(const lanes_t *)(c + i * c_stride + j * TILE_LANES) : (lanes_t){};
  for (long k = 0; k < depth; k++) {
    lanes_t right[TILE_VECTORS];
    _Pragma("clang loop unroll(full)") for (int j = 0; j < TILE_VECTORS; j++)
        right[j] = *(const lanes_t *)(b + k * b_stride + j * TILE_LANES);
    _Pragma("clang loop unroll(full)") for (int i = 0; i < rows; i++) {
      lanes_t left = (lanes_t){} + a[i * a_stride + k];
      _Pragma("clang loop unroll(full)") for (int j = 0; j < TILE_VECTORS; j++)
          sums[i][j] = FUSED(left, right[j], sums[i][j]);
    }
  }
  EACH_TILE {
    lanes_t *place = (lanes_t *)(c + i * c_stride + j * TILE_LANES);
    *place = mode == VARIANT(add_block) ? *place + sums[i][j] : sums[i][j];
  }
}

// The same for a number of rows known at run time, and `columns` ≤ 32 of which may be written.
static void VARIANT(tile_rows)(
    long rows, const enum VARIANT(tile_mode) mode, const float *a, long a_stride, const float *b, long b_stride,
    long depth, float *c, long c_stride, long columns) {
  float spare[8 * 32];
  float *target = c;
  long target_stride = c_stride;
  if (columns < 32) {
    target = spare, target_stride = 32;
    if (mode != VARIANT(begin))
      for (long i = 0; i < rows; i++) {
        memset(spare + i * 32, 0, 32 * sizeof(float));
        memcpy(spare + i * 32, c + i * c_stride, columns * sizeof(float));
      }
  }
#define ROWS(n, m) VARIANT(tile)(n, m, a, a_stride, b, b_stride, depth, target, target_stride)
#define MODES(n) \
  case n: \
    if (mode == VARIANT(begin)) ROWS(n, VARIANT(begin)); \
    else if (mode == VARIANT(go_on)) ROWS(n, VARIANT(go_on)); \
    else ROWS(n, VARIANT(add_block)); \
    break;
  switch (rows) { MODES(1) MODES(2) MODES(3) MODES(4) MODES(5) MODES(6) MODES(7) MODES(8) }
  if (columns < 32)
    for (long i = 0; i < rows; i++) memcpy(c + i * c_stride, spare + i * 32, columns * sizeof(float));
}

// Writes 16 numbers of each of `count` vectors, from `offset` on, as a matrix's columns, its rows 32 apart. Missing
// columns are 0.
INLINE void VARIANT(transpose)(const float *const *x, long offset, const long count, float *out) {
  v16 rows[16], next[16];
  for (int i = 0; i < 16; i++) rows[i] = i < count ? VARIANT(load)(x[i] + offset) : (v16){};
  // Four rounds that exchange halves, quarters, pairs and neighbours between rows 8, 4, 2 and 1 apart.
#define ROUND(from, to, apart, first, second) \
  _Pragma("clang loop unroll(full)") for (int i = 0; i < 16; i++) if (!(i & apart)) { \
    to[i] = first(from[i], from[i + apart]); \
    to[i + apart] = second(from[i], from[i + apart]); \
  }
#define LOW8(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
#define HIGH8(a, b) __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31)
#define LOW4(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27)
#define HIGH4(a, b) __builtin_shufflevector(a, b, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31)
#define LOW2(a, b) __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define HIGH2(a, b) __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define LOW1(a, b) __builtin_shufflevector(a, b, 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30)
#define HIGH1(a, b) __builtin_shufflevector(a, b, 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31)
  ROUND(rows, next, 8, LOW8, HIGH8)
  ROUND(next, rows, 4, LOW4, HIGH4)
  ROUND(rows, next, 2, LOW2, HIGH2)
  ROUND(next, rows, 1, LOW1, HIGH1)
  for (int i = 0; i < 16; i++) VARIANT(store)(out + i * 32, rows[i]);
}

// panel[depth, 32] from up to 32 vectors, read from `offset` on. With `ahead`, the 32 vectors that follow at `stride`
// are asked from memory meanwhile.
INLINE void VARIANT(pack_panel)(
    const float *const *x, long offset, long count, long depth, float *panel, const long ahead) {
  for (long half = 0; half < 32; half += 16) {
    long some = count - half < 0 ? 0 : count - half < 16 ? count - half : 16;
    long k = 0;
    for (; k + 16 <= depth; k += 16) {
      float *place = panel + k * 32 + half;
      if (some == 16) {
        if (ahead)
          for (long r = 0; r < 16; r++) __builtin_prefetch(x[half + r] + offset + k + 32 * ahead, 0, 2);
        VARIANT(transpose)(x + half, offset + k, 16, place);
      } else {
        VARIANT(transpose)(x + half, offset + k, some, place);
      }
    }
    for (; k < depth; k++)
      for (long r = 0; r < 16; r++) panel[k * 32 + half + r] = r < some ? x[half + r][offset + k] : 0;
  }
}

static void VARIANT(pack_columns)(const float *const *rows, long offset, long count, long depth, float *panels) {
  for (long column = 0; column < count; column += 32, panels += 32 * depth)
    VARIANT(pack_panel)(rows + column, offset, count - column < 32 ? count - column : 32, depth, panels, 0);
}

static void VARIANT(pack_rows)(const float *const *rows, long offset, long count, long width, float *panels) {
  for (long column = 0; column < width; column += 32) {
    long some = width - column < 32 ? width - column : 32;
    for (long i = 0; i < count; i++, panels += 32) {
      const float *source = rows[i] + offset + column;
      if (some == 32) {
        VARIANT(store)(panels, VARIANT(load)(source));
        VARIANT(store)(panels + 16, VARIANT(load)(source + 16));
      } else {
        for (long j = 0; j < 32; j++) panels[j] = j < some ? source[j] : 0;
      }
    }
  }
}

static void VARIANT(panel_product)(
    const float *a, long a_stride, long rows, long used, const float *panels, long depth, long columns, float *c,
    long c_stride) {
  for (long column = 0; column < columns; column += 32, panels += 32 * depth) {
    long some = columns - column < 32 ? columns - column : 32;
    for (long row = 0; row < rows; row += 8)
      VARIANT(tile_rows)(
          rows - row < 8 ? rows - row : 8, VARIANT(begin), a + row * a_stride, a_stride, panels, 32, used,
          c + row * c_stride + column, c_stride, some);
  }
}

static void VARIANT(small_product)(
    bool transposed, long rows, long columns, long depth, const float *a, long a_stride, const float *b, long b_stride,
    float *c, long c_stride, float *scratch) {
  for (long start = 0; start < depth || start == 0;) {
    long block = weir_depth_block(start, depth);
    for (long column = 0; column < columns; column += 32) {
      long some = columns - column < 32 ? columns - column : 32;
      const float *right = b + start * b_stride + column;
      long right_stride = b_stride;
      if (transposed) {
        const float *vectors[32];
        for (long i = 0; i < 32; i++) vectors[i] = b + (column + (i < some ? i : 0)) * b_stride;
        VARIANT(pack_panel)(vectors, start, some, block, scratch, b_stride);
        right = scratch, right_stride = 32;
      } else if (some < 32) {
        memset(scratch, 0, 32 * block * sizeof(float));
        for (long k = 0; k < block; k++) memcpy(scratch + 32 * k, right + k * b_stride, some * sizeof(float));
        right = scratch, right_stride = 32;
      }
      for (long row = 0; row < rows; row += 8)
        VARIANT(tile_rows)(
            rows - row < 8 ? rows - row : 8, start == 0 ? VARIANT(begin) : VARIANT(add_block),
            a + row * a_stride + start, a_stride, right, right_stride, block, c + row * c_stride + column, c_stride,
            some);
    }
    start += block;
    if (block == 0) break;
  }
}
