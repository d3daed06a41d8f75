// Few rows times a matrix too large for the caches: it takes as long as the matrix takes to arrive, so the matrix is
// read as it lies, and what comes next is asked for while this is multiplied. Include it behind StoredNumbers.h.

// c[rows, columns] = a[rows, depth] · b, one product whose right side may be stored in 16 bits.
struct VARIANT(product) {
  bool transposed;
  long rows, columns, depth;
  const float *a;
  long a_stride;
  const char *b;
  long b_stride;
  float *c;
  long c_stride;
  float *scratch;
};

// A matrix [depth, columns] is read four of its rows at a time, in strips of up to 3 kB; the sums of a strip stay in
// the first cache:
//
//     columns     0 ............ 767 | 768 ......... 1535
//     rows 0-3    read, times left   |
//     rows 4-7    on their way       |
//     rows 8-11   asked for          |  and behind a strip's last rows the next one's first
//
// Panels of 32 columns, or oneDNN, turn to another page of memory for every 128 bytes and take half as long again
// (GPT-2 small's layers on two cores: 15 ms to 10).

// Rows of the matrix in a step, and how many rows ahead of them memory is asked.
#define STREAM_DEPTH 4
#define STREAM_AHEAD 8
// As many sums as the registers hold: rows of the left side, and vectors of 16 columns.
#define STREAM_ROWS (TILE_LANES == 16 ? 8 : 4)
#define STREAM_VECTORS (TILE_LANES == 16 ? 2 : 1)
#define STREAM_COLUMNS (16 * STREAM_VECTORS)

// sums[columns / STREAM_COLUMNS, rows, STREAM_COLUMNS] += left[depth, STREAM_ROWS]ᵀ · b[depth, columns], `stride`
// bytes from row to row of b; asks for as much at `ahead`, unless that is NULL.
INLINE void VARIANT(stream_step)(
    const enum weir_element element, const int rows, const int depth, const float *left, const char *b, long stride,
    long columns, float *restrict sums, const char *ahead) {
  const long size = SIZE_OF(element);
  for (long column = 0; column < columns; column += STREAM_COLUMNS, sums += rows * STREAM_COLUMNS) {
    if (ahead && column * size % 64 == 0)
      _Pragma("clang loop unroll(full)") for (int k = 0; k < depth; k++)
      _Pragma("clang loop unroll(full)") for (long line = 0; line < STREAM_COLUMNS * size; line += 64)
          __builtin_prefetch(ahead + k * stride + column * size + line, 0, 3);
    v16 sum[8][2];
#define EACH_SUM \
  _Pragma("clang loop unroll(full)") for (int i = 0; i < rows; i++) \
  _Pragma("clang loop unroll(full)") for (int j = 0; j < STREAM_VECTORS; j++)
    EACH_SUM sum[i][j] = VARIANT(load)(sums + i * STREAM_COLUMNS + 16 * j);
    _Pragma("clang loop unroll(full)") for (int k = 0; k < depth; k++) {
      v16 right[2];
      _Pragma("clang loop unroll(full)") for (int j = 0; j < STREAM_VECTORS; j++)
          right[j] = VARIANT(load_stored)(element, b + k * stride, column + 16 * j);
      EACH_SUM sum[i][j] = FUSED(VARIANT(all)(left[k * STREAM_ROWS + i]), right[j], sum[i][j]);
    }
    EACH_SUM VARIANT(store)(sums + i * STREAM_COLUMNS + 16 * j, sum[i][j]);
  }
}

// The same for 1, 2, 4 or 8 rows, and for the full depth of a step or one row of the matrix.
INLINE void VARIANT(stream_rows)(
    const enum weir_element element, long rows, long depth, const float *left, const char *b, long stride, long columns,
    float *sums, const char *ahead) {
#define STREAM(n) \
  if (depth == STREAM_DEPTH) VARIANT(stream_step)(element, n, STREAM_DEPTH, left, b, stride, columns, sums, ahead); \
  else VARIANT(stream_step)(element, n, 1, left, b, stride, columns, sums, ahead);
  switch (rows) {
  case 1: STREAM(1) break;
  case 2: STREAM(2) break;
  case 4: STREAM(4) break;
  default: STREAM(STREAM_ROWS) break;
  }
}

// The smallest number of rows that stream_rows knows.
INLINE long VARIANT(stream_height)(long rows) {
  return rows > 4 ? STREAM_ROWS : rows > 2 ? 4 : rows;
}

// left[depth, STREAM_ROWS] of up to `height` rows from `row` on, 0 where no row is left.
INLINE void VARIANT(stream_left)(
    const struct VARIANT(product) * p, long row, long height, long k, long depth, float *left) {
  for (long i = 0; i < height; i++)
    for (long j = 0; j < depth; j++)
      left[j * STREAM_ROWS + i] = row + i < p->rows ? p->a[(row + i) * p->a_stride + k + j] : 0;
}

// c, or what is added to it, from the sums of a strip.
INLINE void VARIANT(stream_out)(const struct VARIANT(product) * p, long column, long width, long height, bool adds) {
  for (long i = 0; i < p->rows; i++) {
    const float *sums = p->scratch + i / height * height * width + i % height * STREAM_COLUMNS;
    float *place = p->c + i * p->c_stride + column;
    for (long j = 0; j < width; j += 16, place += 16) {
      v16 sum = VARIANT(load)(sums + j / STREAM_COLUMNS * height * STREAM_COLUMNS + j % STREAM_COLUMNS);
      VARIANT(store)(place, adds ? VARIANT(load)(place) + sum : sum);
    }
  }
}

// The product's first `columns`, whole 32s, for up to WEIR_STREAMED_STRIPS rows.
INLINE void VARIANT(streamed_strips)(
    const struct VARIANT(product) * p, const enum weir_element element, long columns) {
  const long size = SIZE_OF(element), stride = p->b_stride * size;
  long height = VARIANT(stream_height)(p->rows), groups = (p->rows + height - 1) / height;
  long strips = (columns * height * groups + WEIR_STREAMED_SUMS - 1) / WEIR_STREAMED_SUMS;
  long strip = strips == 0 ? 0 : ((columns + strips - 1) / strips + 31) / 32 * 32;
  for (long column = 0; column < columns; column += strip) {
    long width = columns - column < strip ? columns - column : strip;
    for (long start = 0, block; start < p->depth; start += block) {
      block = weir_depth_block(start, p->depth);
      memset(p->scratch, 0, groups * height * width * sizeof(float));
      for (long k = start, step; k < start + block; k += step) {
        step = start + block - k < STREAM_DEPTH ? 1 : STREAM_DEPTH;
        long row = k + STREAM_AHEAD, next = column;
        if (row >= p->depth) row -= p->depth, next += strip;
        const char *ahead = row < p->depth && next < columns ? p->b + row * stride + next * size : NULL;
        for (long group = 0; group < groups; group++, ahead = NULL) {
          float left[STREAM_DEPTH * 8];
          VARIANT(stream_left)(p, group * height, height, k, step, left);
          VARIANT(stream_rows)(
              element, height, step, left, p->b + k * stride + column * size, stride, width,
              p->scratch + group * height * width, ahead);
        }
      }
      VARIANT(stream_out)(p, column, width, height, start > 0);
    }
  }
}

// A matrix [columns, depth] is read twelve of its rows at a time. A register holds one column's sums for all rows of
// the left side, which is turned, so that no number of the matrix changes its place:
//
//     sum[column] += b[column, k] · (a[0, k], a[1, k], ..., a[7, k])
//
// Turning the matrix into panels takes more instructions than the products (GPT-2 small's unembedding: 7 ms to 4.2).

// How far ahead memory is asked, in numbers of the matrix's row.
#define STREAM_DISTANCE 256
// Columns whose sums fit into the registers.
#define STREAM_LINES(lanes) ((lanes) <= TILE_LANES ? 12 : 12 * TILE_LANES / (lanes))

typedef float VARIANT(v8) __attribute__((vector_size(32), aligned(4)));
#define v8 VARIANT(v8)

// Up to 16 numbers of each line of b, `stride` bytes apart, times left[depth, lanes]; a lanes_type holds `lanes` floats.
#define STREAM_LINE_PRODUCT(name, lanes, lanes_type) \
  INLINE void VARIANT(name)( \
      const enum weir_element element, long depth, const float *left, const char *b, long stride, lanes_type *sums) { \
    float wide[STREAM_LINES(lanes) * 16]; \
    const float *right = (const float *)b; \
    long apart = stride / (long)sizeof(float); \
    if (element != WEIR_FLOAT32) { \
      for (long i = 0; i < STREAM_LINES(lanes); i++) \
        if (depth == 16) VARIANT(store)(wide + 16 * i, VARIANT(load_stored)(element, b + i * stride, 0)); \
        else \
          for (long k = 0; k < depth; k++) wide[16 * i + k] = VARIANT(stored)(element, b + i * stride, k); \
      right = wide, apart = 16; \
    } \
    for (long k = 0; k < depth; k++) { \
      lanes_type column = *(const lanes_type *)(left + k * lanes); \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < STREAM_LINES(lanes); i++) \
          sums[i] = FUSED(right[i * apart + k] - (lanes_type){}, column, sums[i]); \
    } \
  }
STREAM_LINE_PRODUCT(stream_line8, 8, v8)
STREAM_LINE_PRODUCT(stream_line16, 16, v16)

// The product for up to `lanes` rows and no fewer columns than STREAM_LINES(lanes); scratch has room for the left side,
// [depth, lanes]. The last lines may be computed twice.
#define STREAMED_LINES(name, line_product, lanes, lanes_type) \
  INLINE void VARIANT(name)(const struct VARIANT(product) * p, const enum weir_element element) { \
    const long lines = STREAM_LINES(lanes), size = SIZE_OF(element), stride = p->b_stride * size; \
    for (long k = 0; k < p->depth; k++) \
      for (long i = 0; i < lanes; i++) \
        p->scratch[k * lanes + i] = i < p->rows ? p->a[i * p->a_stride + k] : 0; \
    for (long first = 0; first < p->columns; first += lines) { \
      long column = first + lines > p->columns ? p->columns - lines : first; \
      lanes_type all[STREAM_LINES(lanes)]; \
      for (long start = 0, block; start < p->depth; start += block) { \
        block = weir_depth_block(start, p->depth); \
        lanes_type sums[STREAM_LINES(lanes)] = {}; \
        for (long k = start; k < start + block; k += 16) { \
          long place = k + STREAM_DISTANCE, line = column; \
          if (place >= p->depth) place -= p->depth, line += lines; \
          _Pragma("clang loop unroll(full)") for (int i = 0; i < STREAM_LINES(lanes); i++) \
              __builtin_prefetch(p->b + (line + i) * stride + place * size, 0, 3); \
          const char *right = p->b + column * stride + k * size; \
          const float *left = p->scratch + k * lanes; \
          if (start + block - k >= 16) VARIANT(line_product)(element, 16, left, right, stride, sums); \
          else VARIANT(line_product)(element, start + block - k, left, right, stride, sums); \
        } \
        for (long i = 0; i < lines; i++) all[i] = start == 0 ? sums[i] : all[i] + sums[i]; \
      } \
      for (long i = 0; i < p->rows; i++) \
        for (long j = 0; j < lines; j++) p->c[i * p->c_stride + column + j] = all[j][i]; \
    } \
  }
STREAMED_LINES(streamed_lines8, stream_line8, 8, v8)
STREAMED_LINES(streamed_lines16, stream_line16, 16, v16)
