// The bodies behind Elementwise.h, compiled once per instruction set by Dispatch.c.

#define EACH(count, full, part) \
  { \
    long i = 0; \
    for (; i + 16 <= (count); i += 16) { full } \
    if (i < (count)) { long some = (count) - i; part } \
  }

static float VARIANT(row_sum)(const float *x, long count) {
  v16 total = {};
  EACH(count, total += VARIANT(load)(x + i);, total += VARIANT(load_some)(x + i, some, 0);)
  return VARIANT(sum)(total);
}

static float VARIANT(row_squares)(const float *x, long count, float mean) {
  v16 total = {};
  EACH(count, v16 d = VARIANT(load)(x + i) - mean; total = FUSED(d, d, total);
       , v16 d = VARIANT(load_some)(x + i, some, mean) - mean; total = FUSED(d, d, total);)
  return VARIANT(sum)(total);
}

static void VARIANT(norm_statistics)(
    const float *x, long stride, long rows, long width, bool centred, float epsilon, float *means, float *scales) {
  for (long row = 0; row < rows; row++, x += stride) {
    float mean = centred ? VARIANT(row_sum)(x, width) / (float)width : 0;
    means[row] = mean;
    scales[row] = sqrtf(VARIANT(row_squares)(x, width, mean) / (float)width + epsilon);
  }
}

INLINE v16 VARIANT(affine_lanes)(v16 x, const float *gain, const float *bias, long i, long some) {
  v16 g = gain ? (some == 16 ? VARIANT(load)(gain + i) : VARIANT(load_some)(gain + i, some, 1)) : VARIANT(all)(1);
  v16 b = bias ? (some == 16 ? VARIANT(load)(bias + i) : VARIANT(load_some)(bias + i, some, 0)) : (v16){};
  if (!gain && !bias) return x;
  return FUSED(x, g, b);
}

static void VARIANT(norm_apply)(
    const float *x, long stride, long rows, long width, const float *means, const float *scales, const float *gain,
    const float *bias, float *out, long out_stride) {
  for (long row = 0; row < rows; row++, x += stride, out += out_stride) {
    float mean = means[row], inverse = 1 / scales[row];
    EACH(width,
         VARIANT(store)(out + i, VARIANT(affine_lanes)((VARIANT(load)(x + i) - mean) * inverse, gain, bias, i, 16));
         ,
         v16 normal = (VARIANT(load_some)(x + i, some, mean) - mean) * inverse;
         VARIANT(store_some)(out + i, VARIANT(affine_lanes)(normal, gain, bias, i, some), some);)
  }
}

static void VARIANT(affine)(
    const float *x, long stride, long rows, long width, const float *gain, const float *bias, float *out,
    long out_stride) {
  for (long row = 0; row < rows; row++, x += stride, out += out_stride) {
    EACH(width, VARIANT(store)(out + i, VARIANT(affine_lanes)(VARIANT(load)(x + i), gain, bias, i, 16));
         , VARIANT(store_some)(out + i, VARIANT(affine_lanes)(VARIANT(load_some)(x + i, some, 0), gain, bias, i, some),
                               some);)
  }
}

INLINE void VARIANT(finish_rows)(
    float *c, long stride, long rows, long columns, const float *bias, const enum weir_activation activation,
    float *into, long into_stride) {
  for (long row = 0; row < rows; row++, c += stride) {
    EACH(columns,
         v16 x = VARIANT(load)(c + i);
         if (bias) x += VARIANT(load)(bias + i);
         x = VARIANT(activation)(activation, x);
         VARIANT(store)(c + i, x);
         if (into) VARIANT(store)(into + i, VARIANT(load)(into + i) + x);
         ,
         v16 x = VARIANT(load_some)(c + i, some, 0);
         if (bias) x += VARIANT(load_some)(bias + i, some, 0);
         x = VARIANT(activation)(activation, x);
         VARIANT(store_some)(c + i, x, some);
         if (into) VARIANT(store_some)(into + i, VARIANT(load_some)(into + i, some, 0) + x, some);)
    if (into) into += into_stride;
  }
}

// One loop for each activation, so that the choice is made outside of it.
#define FOR_EACH_ACTIVATION(kind, call) \
  switch (kind) { \
  case WEIR_IDENTITY: call(WEIR_IDENTITY); break; \
  case WEIR_RELU: call(WEIR_RELU); break; \
  case WEIR_GELU: call(WEIR_GELU); break; \
  case WEIR_GELU_TANH: call(WEIR_GELU_TANH); break; \
  case WEIR_QUICK_GELU: call(WEIR_QUICK_GELU); break; \
  case WEIR_RELU_SQUARED: call(WEIR_RELU_SQUARED); break; \
  case WEIR_SILU: call(WEIR_SILU); break; \
  case WEIR_TANH: call(WEIR_TANH); break; \
  }

static void VARIANT(finish_product)(
    float *c, long stride, long rows, long columns, const float *bias, enum weir_activation activation, float *into,
    long into_stride) {
#define CALL(kind) VARIANT(finish_rows)(c, stride, rows, columns, bias, kind, into, into_stride)
  FOR_EACH_ACTIVATION(activation, CALL)
#undef CALL
}

static void VARIANT(activate_gated)(enum weir_activation activation, float *x, const float *y, long count) {
#define CALL(kind) \
  EACH(count, VARIANT(store)(x + i, VARIANT(activation)(kind, VARIANT(load)(x + i)) * VARIANT(load)(y + i)); \
       , v16 gate = VARIANT(activation)(kind, VARIANT(load_some)(x + i, some, 0)); \
       VARIANT(store_some)(x + i, gate * VARIANT(load_some)(y + i, some, 0), some);)
  FOR_EACH_ACTIVATION(activation, CALL)
#undef CALL
}

static void VARIANT(add)(float *x, const float *y, long count) {
  for (long i = 0; i < count; i++) x[i] += y[i];
}

static void VARIANT(add_scaled)(float *x, const float *y, float factor, long count) {
  v16 f = VARIANT(all)(factor);
  EACH(count, VARIANT(store)(x + i, FUSED(VARIANT(load)(y + i), f, VARIANT(load)(x + i)));
       , v16 sum = FUSED(VARIANT(load_some)(y + i, some, 0), f, VARIANT(load_some)(x + i, some, 0));
       VARIANT(store_some)(x + i, sum, some);)
}

static void VARIANT(scale)(float *x, float factor, long count) {
  for (long i = 0; i < count; i++) x[i] *= factor;
}

static void VARIANT(soft_cap)(float *x, float cap, long count) {
  EACH(count, VARIANT(store)(x + i, VARIANT(tanh)(VARIANT(load)(x + i) / cap) * cap);
       , VARIANT(store_some)(x + i, VARIANT(tanh)(VARIANT(load_some)(x + i, some, 0) / cap) * cap, some);)
}

static float VARIANT(dot)(const float *x, const float *y, long count) {
  v16 total = {};
  EACH(count, total = FUSED(VARIANT(load)(x + i), VARIANT(load)(y + i), total);
       , total = FUSED(VARIANT(load_some)(x + i, some, 0), VARIANT(load_some)(y + i, some, 0), total);)
  return VARIANT(sum)(total);
}

static float VARIANT(row_maximum)(const float *x, long count) {
  v16 top = VARIANT(all)(-INFINITY);
  EACH(count, v16 y = VARIANT(load)(x + i); top = VARIANT(choose)(y > top, y, top);
       , v16 y = VARIANT(load_some)(x + i, some, -INFINITY); top = VARIANT(choose)(y > top, y, top);)
  return VARIANT(maximum)(top);
}

static void VARIANT(softmax)(float *x, long count) {
  float top = VARIANT(row_maximum)(x, count);
  if (top == -INFINITY) {
    // A row without any key to read; a NaN in it stays visible.
    for (long i = 0; i < count; i++) x[i] = x[i] == -INFINITY ? 0 : x[i];
    return;
  }
  v16 total = {};
  EACH(count, v16 y = VARIANT(exp)(VARIANT(load)(x + i) - top); VARIANT(store)(x + i, y); total += y;
       , v16 y = VARIANT(exp)(VARIANT(load_some)(x + i, some, -INFINITY) - top); VARIANT(store_some)(x + i, y, some);
       total += y;)
  VARIANT(scale)(x, 1 / VARIANT(sum)(total), count);
}

static float VARIANT(log_sum_exp)(const float *x, long count) {
  float top = VARIANT(row_maximum)(x, count);
  if (top == -INFINITY || top == INFINITY) return top;
  v16 total = {};
  EACH(count, total += VARIANT(exp)(VARIANT(load)(x + i) - top);
       , total += VARIANT(exp)(VARIANT(load_some)(x + i, some, -INFINITY) - top);)
  return top + logf(VARIANT(sum)(total));
}

static void VARIANT(rotate)(float *x, long dimensions, bool adjacent, const float *cosines, const float *sines) {
  long half = dimensions / 2;
  for (long i = 0; i < half; i++) {
    float *first = adjacent ? x + 2 * i : x + i, *second = adjacent ? x + 2 * i + 1 : x + i + half;
    float a = *first, b = *second;
    *first = a * cosines[i] - b * sines[i];
    *second = b * cosines[i] + a * sines[i];
  }
}
