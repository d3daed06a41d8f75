// The bodies behind Attention.h and weir_small_product, compiled once per instruction set by Dispatch.c.
// TILE_LANES is the number of floats in a register; a tile is up to 8 rows by 32 columns of accumulators.
typedef float VARIANT(lanes) __attribute__((vector_size(4 * TILE_LANES), aligned(4)));
#define lanes_t VARIANT(lanes)
#define TILE_VECTORS (32 / TILE_LANES)

enum VARIANT(tile_mode) { VARIANT(begin), VARIANT(go_on), VARIANT(add_block) };

// What to ask from memory while a tile is computed: `lines` cache lines, `per_row` of them in each stretch of memory,
// the stretches `stride` bytes apart. Step `turn` of `turns` (packing a panel, then each tile) asks for its share,
// spread over its depth, so that memory and arithmetic work at the same time. A panel that is packed first is asked into
// the first cache, where packing reads it (a fifth faster than into the second); one that tiles read in place is too
// wide for it.
struct VARIANT(ahead) {
  const char *base;
  long stride, per_row, lines, turn, turns;
  bool is_packed;
};

#define AHEAD_STEP 16

// Asks for the part `step` of `steps` of a turn's share.
INLINE void VARIANT(ask)(const struct VARIANT(ahead) * ahead, long step, long steps) {
  long first = ahead->lines * ahead->turn / ahead->turns;
  long share = ahead->lines * (ahead->turn + 1) / ahead->turns - first;
  for (long line = first + share * step / steps, end = first + share * (step + 1) / steps; line < end; line++) {
    const char *place = ahead->base + line / ahead->per_row * ahead->stride + line % ahead->per_row * 64;
    if (ahead->is_packed) __builtin_prefetch(place, 0, 3);
    else __builtin_prefetch(place, 0, 2);
  }
}

// c[rows, 32] from a[rows, depth] · b[depth, 32]. `begin` writes the chain, `go_on` continues the chain that c holds,
// `add_block` adds a chain of its own to c.
INLINE void VARIANT(tile)(
    const int rows, const enum VARIANT(tile_mode) mode, const float *restrict a, long a_stride,
    const float *restrict b, long b_stride, long depth, float *restrict c, long c_stride,
    const struct VARIANT(ahead) * ahead) {
  lanes_t sums[8][TILE_VECTORS];
#define EACH_TILE \
  _Pragma("clang loop unroll(full)") for (int i = 0; i < rows; i++) \
  _Pragma("clang loop unroll(full)") for (int j = 0; j < TILE_VECTORS; j++)
  EACH_TILE sums[i][j] =
      mode == VARIANT(go_on) ? *(const lanes_t *)(c + i * c_stride + j * TILE_LANES) : (lanes_t){};
  long steps = (depth + AHEAD_STEP - 1) / AHEAD_STEP;
  for (long step = 0, k = 0; step < steps; step++) {
    if (ahead) VARIANT(ask)(ahead, step, steps);
    long end = k + AHEAD_STEP < depth ? k + AHEAD_STEP : depth;
    for (; k < end; k++) {
      lanes_t right[TILE_VECTORS];
      _Pragma("clang loop unroll(full)") for (int j = 0; j < TILE_VECTORS; j++)
          right[j] = *(const lanes_t *)(b + k * b_stride + j * TILE_LANES);
      _Pragma("clang loop unroll(full)") for (int i = 0; i < rows; i++) {
        lanes_t left = a[i * a_stride + k] - (lanes_t){};
        _Pragma("clang loop unroll(full)") for (int j = 0; j < TILE_VECTORS; j++)
            sums[i][j] = FUSED(left, right[j], sums[i][j]);
      }
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
    long depth, float *c, long c_stride, long columns, const struct VARIANT(ahead) * ahead) {
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
#define ROWS(n, m) VARIANT(tile)(n, m, a, a_stride, b, b_stride, depth, target, target_stride, ahead)
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
INLINE void VARIANT(transpose)(
    const enum weir_element element, const void *const *x, long offset, const long count, float *out) {
  v16 rows[16], next[16];
  for (int i = 0; i < 16; i++) rows[i] = i < count ? VARIANT(load_stored)(element, x[i], offset) : (v16){};
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

// panel[depth, 32] from up to 32 vectors, read from `offset` on.
INLINE void VARIANT(pack_panel)(
    const enum weir_element element, const void *const *x, long offset, long count, long depth, float *panel,
    const struct VARIANT(ahead) * ahead) {
  for (long half = 0; half < 32; half += 16) {
    long some = count - half < 0 ? 0 : count - half < 16 ? count - half : 16;
    long k = 0;
    for (; k + 16 <= depth; k += 16) {
      float *place = panel + k * 32 + half;
      if (ahead) VARIANT(ask)(ahead, (half * depth / 16 + k) / 16, depth / 8);
      if (some == 16) VARIANT(transpose)(element, x + half, offset + k, 16, place);
      else VARIANT(transpose)(element, x + half, offset + k, some, place);
    }
    for (; k < depth; k++)
      for (long r = 0; r < 16; r++)
        panel[k * 32 + half + r] = r < some ? VARIANT(stored)(element, x[half + r], offset + k) : 0;
  }
}

static void VARIANT(pack_columns)(const float *const *rows, long offset, long count, long depth, float *panels) {
  for (long column = 0; column < count; column += 32, panels += 32 * depth)
    VARIANT(pack_panel)(
        WEIR_FLOAT32, (const void *const *)rows + column, offset, count - column < 32 ? count - column : 32, depth, panels,
        NULL);
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
          c + row * c_stride + column, c_stride, some, NULL);
  }
}

// The memory of the panel at `column`, `start`, for asking ahead.
INLINE struct VARIANT(ahead) VARIANT(panel_memory)(
    const struct VARIANT(product) * p, const enum weir_element element, long column, long start, long block) {
  long size = SIZE_OF(element), some = p->columns - column < 32 ? p->columns - column : 32;
  long width = (p->transposed ? block : some) * size, stretches = p->transposed ? some : block;
  const char *base = p->b + (p->transposed ? column * p->b_stride + start : start * p->b_stride + column) * size;
  long skew = (long)((unsigned long)base & 63);
  long per_row = (width + skew + 63) / 64;
  return (struct VARIANT(ahead)){
      base - skew, p->b_stride * size, per_row, per_row * stretches, 0, 1, p->transposed};
}

INLINE void VARIANT(panel_step)(
    const struct VARIANT(product) * p, const enum weir_element element, long column, long start, long block,
    struct VARIANT(ahead) * ahead) {
  long some = p->columns - column < 32 ? p->columns - column : 32, size = SIZE_OF(element);
  const float *right = (const float *)p->b + start * p->b_stride + column;
  long right_stride = p->b_stride;
  ahead->turns = (p->rows + 7) / 8 + p->transposed;
  if (p->transposed) {
    const void *vectors[32];
    for (long i = 0; i < 32; i++) vectors[i] = p->b + (column + (i < some ? i : 0)) * p->b_stride * size;
    VARIANT(pack_panel)(element, vectors, start, some, block, p->scratch, ahead);
    ahead->turn++;
    right = p->scratch, right_stride = 32;
  } else if (some < 32 || p->rows > 8 || element != WEIR_FLOAT32) {
    // Rows of a panel that lie a multiple of 4 kB apart would push each other out of the first cache.
    for (long k = 0; k < block; k++) {
      const char *source = p->b + ((start + k) * p->b_stride + column) * size;
      float *place = p->scratch + 32 * k;
      if (some == 32) {
        VARIANT(store)(place, VARIANT(load_stored)(element, source, 0));
        VARIANT(store)(place + 16, VARIANT(load_stored)(element, source, 16));
      } else {
        for (long i = 0; i < 32; i++) place[i] = i < some ? VARIANT(stored)(element, source, i) : 0;
      }
    }
    right = p->scratch, right_stride = 32;
  }
  for (long row = 0; row < p->rows; row += 8, ahead->turn++)
    VARIANT(tile_rows)(
        p->rows - row < 8 ? p->rows - row : 8, start == 0 ? VARIANT(begin) : VARIANT(add_block),
        p->a + row * p->a_stride + start, p->a_stride, right, right_stride, block, p->c + row * p->c_stride + column,
        p->c_stride, some, ahead);
}

// Panel after panel of 32 columns where the left side stays in the cache for all of the depth, else block after block
// of the depth.
INLINE void VARIANT(all_panels)(const struct VARIANT(product) * p, const enum weir_element element) {
  bool panel_first = p->rows * p->depth <= 1 << 17;
  long column = 0, start = 0;
  while (true) {
    long block = weir_depth_block(start, p->depth);
    long next_column = column, next_start = start;
    if (panel_first) {
      next_start += block;
      if (next_start >= p->depth) next_start = 0, next_column += 32;
    } else {
      next_column += 32;
      if (next_column >= p->columns) next_column = 0, next_start += block;
    }
    bool is_last = next_column >= p->columns || next_start >= p->depth;
    struct VARIANT(ahead) ahead = {};
    if (!is_last)
      ahead = VARIANT(panel_memory)(p, element, next_column, next_start, weir_depth_block(next_start, p->depth));
    VARIANT(panel_step)(p, element, column, start, block, &ahead);
    if (is_last) return;
    column = next_column, start = next_start;
  }
}

// Few rows are streamed: a transposed matrix whole, another one but for its last columns, which go by panels.
INLINE void VARIANT(stored_product)(const struct VARIANT(product) * p, const enum weir_element element) {
  if (!weir_is_streamed(p->transposed, p->rows)) {
    VARIANT(all_panels)(p, element);
  } else if (!p->transposed) {
    struct VARIANT(product) rest = *p;
    long done = p->columns / 32 * 32;
    VARIANT(streamed_strips)(p, element, done);
    rest.columns -= done, rest.c += done, rest.b += done * SIZE_OF(element);
    if (rest.columns > 0) VARIANT(all_panels)(&rest, element);
  } else if (p->columns < STREAM_LINES(8)) {
    VARIANT(all_panels)(p, element);
  } else if (weir_streamed_lanes(p->rows) == 8) {
    VARIANT(streamed_lines8)(p, element);
  } else {
    VARIANT(streamed_lines16)(p, element);
  }
}

static void VARIANT(small_product)(
    enum weir_element element, bool transposed, long rows, long columns, long depth, const float *a, long a_stride,
    const void *b, long b_stride, float *c, long c_stride, float *scratch) {
  struct VARIANT(product) p = {transposed, rows, columns, depth, a, a_stride, b, b_stride, c, c_stride, scratch};
  switch (element) {
  case WEIR_FLOAT32: VARIANT(stored_product)(&p, WEIR_FLOAT32); break;
  case WEIR_BFLOAT16: VARIANT(stored_product)(&p, WEIR_BFLOAT16); break;
  case WEIR_FLOAT16: VARIANT(stored_product)(&p, WEIR_FLOAT16); break;
  }
}
