// Loops over float32 that matter: norms, softmax, activations. Every lane's arithmetic and every sum's order are fixed
// (sums go by index modulo 16, lanes are then added in pairs), so the results do not depend on the instruction set
// wherever the processor has fused multiply-add.
#ifndef WEIR_ELEMENTWISE_H
#define WEIR_ELEMENTWISE_H
#include <stdbool.h>
#include <stddef.h>

// The instruction sets to choose from; a test compares them. Best is chosen at the start.
enum weir_instruction_set { WEIR_BEST, WEIR_AVX2, WEIR_PLAIN };
// Makes the calling thread use a set; returns false when the processor lacks it.
bool weir_use_instruction_set(enum weir_instruction_set set);

enum weir_activation {
  WEIR_IDENTITY, WEIR_RELU, WEIR_GELU, WEIR_GELU_TANH, WEIR_QUICK_GELU, WEIR_RELU_SQUARED, WEIR_SILU, WEIR_TANH
};

// Mean and scale of each row: scale = √(mean of (x - mean)² + epsilon). With `centred` false the mean is 0 (RMS).
void weir_norm_statistics(
    const float *x, long stride, long rows, long width, bool centred, float epsilon, float *means, float *scales);
// out = (x - mean) / scale, then · gain + bias where these are not null.
void weir_norm_apply(
    const float *x, long stride, long rows, long width, const float *means, const float *scales, const float *gain,
    const float *bias, float *out, long out_stride);
// out = x · gain + bias, with null meaning 1 and 0.
void weir_affine(
    const float *x, long stride, long rows, long width, const float *gain, const float *bias, float *out,
    long out_stride);

// c += bias (null: 0), then the activation, in place; then into += c where `into` is not null.
void weir_finish_product(
    float *c, long stride, long rows, long columns, const float *bias, enum weir_activation activation, float *into,
    long into_stride);
// x = activation(x) for `count` numbers.
void weir_activate(enum weir_activation activation, float *x, long count);
// x = activation(x) · y.
void weir_activate_gated(enum weir_activation activation, float *x, const float *y, long count);

// x += y, x += factor · y, x = x · factor.
void weir_add(float *x, const float *y, long count);
void weir_add_scaled(float *x, const float *y, float factor, long count);
void weir_scale(float *x, float factor, long count);
// x = cap · tanh(x / cap).
void weir_soft_cap(float *x, float cap, long count);
// The dot product, summed as described above.
float weir_dot(const float *x, const float *y, long count);
// Softmax of one row in place. Minus infinity stays 0; a row of nothing but minus infinity becomes 0.
void weir_softmax(float *x, long count);
// log Σ exp(x).
float weir_log_sum_exp(const float *x, long count);
// Turns the first `dimensions` numbers of a head: halves (i with i + dimensions / 2) or adjacent pairs (2i with 2i + 1).
void weir_rotate(float *x, long dimensions, bool adjacent, const float *cosines, const float *sines);

#endif
