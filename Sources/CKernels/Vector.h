// Sixteen floats at a time, in the instruction set of the file that includes this. Include it inside a target region.
// VARIANT(name) names a function of the region. FUSED(a, b, c) is a · b + c, rounded once where the processor can.
typedef float VARIANT(v16) __attribute__((vector_size(64), aligned(4)));
typedef int VARIANT(i16) __attribute__((vector_size(64), aligned(4)));
typedef unsigned short VARIANT(h16) __attribute__((vector_size(32), aligned(2)));
#define v16 VARIANT(v16)
#define i16 VARIANT(i16)
#define h16 VARIANT(h16)
#define INLINE static inline __attribute__((always_inline))

INLINE v16 VARIANT(load)(const float *p) { return *(const v16 *)p; }
INLINE void VARIANT(store)(float *p, v16 x) { *(v16 *)p = x; }
// Less 0, not plus 0, which would make -0 a 0 and cost an addition.
INLINE v16 VARIANT(all)(float x) { return x - (v16){}; }
INLINE v16 VARIANT(load_some)(const float *p, long count, float rest) {
  float lanes[16];
  for (int i = 0; i < 16; i++) lanes[i] = i < count ? p[i] : rest;
  return VARIANT(load)(lanes);
}
INLINE void VARIANT(store_some)(float *p, v16 x, long count) {
  float lanes[16];
  VARIANT(store)(lanes, x);
  for (int i = 0; i < count; i++) p[i] = lanes[i];
}
INLINE v16 VARIANT(choose)(i16 mask, v16 yes, v16 no) {
  return (v16)((mask & (i16)yes) | (~mask & (i16)no));
}
INLINE float VARIANT(sum)(v16 x) {
  float lanes[16];
  VARIANT(store)(lanes, x);
  for (int half = 8; half > 0; half /= 2)
    for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
  return lanes[0];
}
INLINE float VARIANT(maximum)(v16 x) {
  float lanes[16];
  VARIANT(store)(lanes, x);
  float result = lanes[0];
  for (int i = 1; i < 16; i++) result = lanes[i] > result ? lanes[i] : result;
  return result;
}

// e^x to 1 unit in the last place: x = n ln 2 + r, a polynomial in r (fitted on |r| ≤ 0.347), n into the exponent in
// two steps so that the ends of the range stay right. Below -104 it is 0, above 88.73 infinity, NaN stays NaN.
INLINE v16 VARIANT(exp)(v16 x) {
  v16 clamped = VARIANT(choose)(x < -104.0f, VARIANT(all)(-104.0f), x);
  clamped = VARIANT(choose)(clamped > 89.0f, VARIANT(all)(89.0f), clamped);
  const v16 magic = VARIANT(all)(12582912.0f);
  v16 shifted = FUSED(clamped, VARIANT(all)(1.44269504f), magic);
  v16 n = shifted - magic;
  v16 r = FUSED(n, VARIANT(all)(-0.693145752f), clamped);
  r = FUSED(n, VARIANT(all)(-1.42860677e-6f), r);
  v16 p = VARIANT(all)(0.00139337545f);
  p = FUSED(p, r, VARIANT(all)(0.00836324878f));
  p = FUSED(p, r, VARIANT(all)(0.0416664630f));
  p = FUSED(p, r, VARIANT(all)(0.166665763f));
  p = FUSED(p, r, VARIANT(all)(0.5f));
  p = FUSED(p, r * r, r) + 1.0f;
  i16 exponent = __builtin_convertvector(n, i16);
  i16 half = exponent >> 1;
  v16 first = (v16)((half + 127) << 23);
  v16 second = (v16)((exponent - half + 127) << 23);
  return p * first * second;
}

INLINE v16 VARIANT(tanh)(v16 x) {
  v16 s = x * x;
  v16 p = VARIANT(all)(0.00227270438f);
  p = FUSED(p, s, VARIANT(all)(-0.00832640193f));
  p = FUSED(p, s, VARIANT(all)(0.0217636339f));
  p = FUSED(p, s, VARIANT(all)(-0.0539586246f));
  p = FUSED(p, s, VARIANT(all)(0.133333012f));
  p = FUSED(p, s, VARIANT(all)(-0.333333343f));
  v16 near = FUSED(x * s, p, x);
  v16 far = 1.0f - 2.0f / (VARIANT(exp)(x + x) + 1.0f);
  return VARIANT(choose)((s < 0.390625f), near, far);
}

// x Φ(x), with Φ from erfc(u) = e^(-u²) t h(t), t = 1 / (1 + u / 2), h fitted on t in [1/6, 1] to 4e-8.
INLINE v16 VARIANT(gelu)(v16 x) {
  v16 u = (v16)((i16)x & 0x7fffffff) * 0.707106781f;
  v16 limited = VARIANT(choose)(u > 10.0f, VARIANT(all)(10.0f), u);
  v16 t = 1.0f / FUSED(limited, VARIANT(all)(0.5f), VARIANT(all)(1.0f));
  v16 h = VARIANT(all)(0.0174172819f);
  h = FUSED(h, t, VARIANT(all)(-0.149758980f));
  h = FUSED(h, t, VARIANT(all)(0.487750024f));
  h = FUSED(h, t, VARIANT(all)(-0.743430197f));
  h = FUSED(h, t, VARIANT(all)(0.477847040f));
  h = FUSED(h, t, VARIANT(all)(-0.126137763f));
  h = FUSED(h, t, VARIANT(all)(0.234240845f));
  h = FUSED(h, t, VARIANT(all)(0.236982286f));
  h = FUSED(h, t, VARIANT(all)(0.283032864f));
  h = FUSED(h, t, VARIANT(all)(0.282056659f));
  v16 tail = 0.5f * VARIANT(exp)(-(limited * limited)) * t * h;
  return x * VARIANT(choose)(x > 0.0f, 1.0f - tail, tail);
}

// 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))), written as x / (1 + e^(-2 …)).
INLINE v16 VARIANT(gelu_tanh)(v16 x) {
  v16 inner = x * FUSED(x * x, VARIANT(all)(0.0713548163f), VARIANT(all)(1.59576912f));
  return x / (1.0f + VARIANT(exp)(-inner));
}

INLINE v16 VARIANT(activation)(enum weir_activation kind, v16 x) {
  switch (kind) {
  case WEIR_IDENTITY: return x;
  case WEIR_RELU: return VARIANT(choose)(x < 0.0f, (v16){}, x);
  case WEIR_GELU: return VARIANT(gelu)(x);
  case WEIR_GELU_TANH: return VARIANT(gelu_tanh)(x);
  case WEIR_QUICK_GELU: return x / (1.0f + VARIANT(exp)(x * -1.702f));
  case WEIR_RELU_SQUARED: return VARIANT(choose)(x < 0.0f, (v16){}, x * x);
  case WEIR_SILU: return x / (1.0f + VARIANT(exp)(-x));
  case WEIR_TANH: return VARIANT(tanh)(x);
  }
  return x;
}
