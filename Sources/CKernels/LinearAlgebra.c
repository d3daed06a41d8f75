// LAPACK behind one set of functions: LAPACKE on Linux, Accelerate's Fortran interface on macOS.

#include "LinearAlgebra.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Swift packages compile for the oldest CPU of the architecture; the loops below are worth a version for newer ones.
#if defined(__x86_64__) && defined(__linux__)
#define FOR_EACH_CPU __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define FOR_EACH_CPU
#endif

#ifdef __APPLE__
#define ACCELERATE_NEW_LAPACK
#include <Accelerate/Accelerate.h>
typedef __LAPACK_int lapack_int;
enum { out_of_memory = -1010 };

// Each routine is called twice: once to ask for the size of its workspace, once to work.

int weir_svd(int m, int n, double *a, double *s, double *u, double *vt) {
  lapack_int rows = m, columns = n, k = m < n ? m : n, info = 0, query = -1;
  lapack_int *integers = malloc(sizeof(lapack_int) * 8 * (size_t)(k > 0 ? k : 1));
  double size = 0;
  if (!integers) return out_of_memory;
  const char *job = u ? "S" : "N";
  double unused = 0;
  if (!u) u = vt = &unused;
  dgesdd_(job, &rows, &columns, a, &rows, s, u, &rows, vt, &k, &size, &query, integers, &info);
  lapack_int length = (lapack_int)size;
  double *work = malloc(sizeof(double) * (size_t)length);
  if (!work) info = out_of_memory;
  else dgesdd_(job, &rows, &columns, a, &rows, s, u, &rows, vt, &k, work, &length, integers, &info);
  free(work);
  free(integers);
  return (int)info;
}

int weir_eigen(int n, double *a, double *re, double *im, double *v) {
  lapack_int size = n, one = 1, info = 0, query = -1;
  double wanted = 0, unused = 0;
  double *right = v ? v : &unused;
  lapack_int stride = v ? size : one;
  dgeev_("N", v ? "V" : "N", &size, a, &size, re, im, &unused, &one, right, &stride, &wanted, &query, &info);
  lapack_int length = (lapack_int)wanted;
  double *work = malloc(sizeof(double) * (size_t)length);
  if (!work) return out_of_memory;
  dgeev_("N", v ? "V" : "N", &size, a, &size, re, im, &unused, &one, right, &stride, work, &length, &info);
  free(work);
  return (int)info;
}

static int factor_qr(int m, int n, double *a, double *tau) {
  lapack_int rows = m, columns = n, info = 0, query = -1;
  double size = 0;
  dgeqrf_(&rows, &columns, a, &rows, tau, &size, &query, &info);
  lapack_int length = (lapack_int)size;
  double *work = malloc(sizeof(double) * (size_t)length);
  if (!work) return out_of_memory;
  dgeqrf_(&rows, &columns, a, &rows, tau, work, &length, &info);
  free(work);
  return (int)info;
}

static int form_q(int m, int k, double *a, double *tau) {
  lapack_int rows = m, columns = k, info = 0, query = -1;
  double size = 0;
  dorgqr_(&rows, &columns, &columns, a, &rows, tau, &size, &query, &info);
  lapack_int length = (lapack_int)size;
  double *work = malloc(sizeof(double) * (size_t)length);
  if (!work) return out_of_memory;
  dorgqr_(&rows, &columns, &columns, a, &rows, tau, work, &length, &info);
  free(work);
  return (int)info;
}

static int factor_lu(int n, double *a, lapack_int *pivots) {
  lapack_int size = n, info = 0;
  dgetrf_(&size, &size, a, &size, pivots, &info);
  return (int)info;
}

static int solve_lu(int n, int columns, const double *a, const lapack_int *pivots, double *b) {
  lapack_int size = n, count = columns, info = 0;
  dgetrs_("N", &size, &count, a, &size, pivots, b, &size, &info);
  return (int)info;
}

static int condition(int n, const double *a, double norm, double *rcond) {
  lapack_int size = n, info = 0;
  double *work = malloc(sizeof(double) * 4 * (size_t)n);
  lapack_int *integers = malloc(sizeof(lapack_int) * (size_t)n);
  if (!work || !integers) info = out_of_memory;
  else dgecon_("1", &size, a, &size, &norm, rcond, work, integers, &info);
  free(work);
  free(integers);
  return (int)info;
}

#else
#include <lapacke.h>
enum { out_of_memory = LAPACK_WORK_MEMORY_ERROR };

int weir_svd(int m, int n, double *a, double *s, double *u, double *vt) {
  int k = m < n ? m : n;
  double unused = 0;
  if (!u) return LAPACKE_dgesdd(LAPACK_COL_MAJOR, 'N', m, n, a, m, s, &unused, m, &unused, k);
  return LAPACKE_dgesdd(LAPACK_COL_MAJOR, 'S', m, n, a, m, s, u, m, vt, k);
}

int weir_eigen(int n, double *a, double *re, double *im, double *v) {
  double unused = 0;
  return LAPACKE_dgeev(LAPACK_COL_MAJOR, 'N', v ? 'V' : 'N', n, a, n, re, im, &unused, 1, v ? v : &unused, v ? n : 1);
}

static int factor_qr(int m, int n, double *a, double *tau) {
  return LAPACKE_dgeqrf(LAPACK_COL_MAJOR, m, n, a, m, tau);
}

static int form_q(int m, int k, double *a, double *tau) {
  return LAPACKE_dorgqr(LAPACK_COL_MAJOR, m, k, k, a, m, tau);
}

static int factor_lu(int n, double *a, lapack_int *pivots) {
  return LAPACKE_dgetrf(LAPACK_COL_MAJOR, n, n, a, n, pivots);
}

static int solve_lu(int n, int columns, const double *a, const lapack_int *pivots, double *b) {
  return LAPACKE_dgetrs(LAPACK_COL_MAJOR, 'N', n, columns, a, n, pivots, b, n);
}

static int condition(int n, const double *a, double norm, double *rcond) {
  return LAPACKE_dgecon(LAPACK_COL_MAJOR, '1', n, a, n, norm, rcond);
}
#endif

int weir_qr(int m, int n, double *a, double *r) {
  int k = m < n ? m : n;
  double *tau = malloc(sizeof(double) * (size_t)(k > 0 ? k : 1));
  if (!tau) return out_of_memory;
  int info = factor_qr(m, n, a, tau);
  if (info == 0) {
    for (int column = 0; column < n; column++)
      for (int row = 0; row < k; row++)
        r[(size_t)column * (size_t)k + (size_t)row] = row <= column ? a[(size_t)column * (size_t)m + (size_t)row] : 0;
    info = form_q(m, k, a, tau);
  }
  free(tau);
  return info;
}

static double one_norm(int n, const double *a) {
  double largest = 0;
  for (int column = 0; column < n; column++) {
    double sum = 0;
    for (int row = 0; row < n; row++) {
      double value = a[(size_t)column * (size_t)n + (size_t)row];
      sum += value < 0 ? -value : value;
    }
    if (sum > largest) largest = sum;
  }
  return largest;
}

int weir_solve(int n, int columns, double *a, double *b, double *rcond) {
  double norm = one_norm(n, a);
  lapack_int *pivots = malloc(sizeof(lapack_int) * (size_t)n);
  *rcond = 0;
  if (!pivots) return out_of_memory;
  int info = factor_lu(n, a, pivots);
  if (info == 0) info = condition(n, a, norm, rcond);
  if (info == 0) info = solve_lu(n, columns, a, pivots, b);
  free(pivots);
  return info;
}

// Eight running sums in a fixed order, which the compiler keeps in vector registers.
static inline __attribute__((always_inline)) double dot(const double *x, const double *y, size_t count) {
  double sums[8] = {0};
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    for (size_t lane = 0; lane < 8; lane++) sums[lane] += x[i + lane] * y[i + lane];
  for (; i < count; i++) sums[0] += x[i] * y[i];
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

FOR_EACH_CPU
void weir_triangle(size_t m, size_t n, double *a, double *r) {
  size_t k = m < n ? m : n;
  memset(r, 0, sizeof(double) * k * n);
  for (size_t j = 0; j < k; j++) {
    double *v = a + j * m + j;
    size_t length = m - j;
    double norm = sqrt(dot(v, v, length));
    // The reflection takes the column to the far side of 0, so that nothing cancels.
    double image = v[0] > 0 ? -norm : norm;
    v[0] -= image;
    double square = dot(v, v, length);
    for (size_t column = j + 1; column < n; column++) {
      double *x = a + column * m + j;
      if (square > 0) {
        double factor = 2 * dot(v, x, length) / square;
        for (size_t i = 0; i < length; i++) x[i] -= factor * v[i];
      }
      r[column * k + j] = x[0];
    }
    r[j * k + j] = image;
  }
}

FOR_EACH_CPU
void weir_multiply(size_t m, size_t n, size_t k, const double *a, const double *b, double *c) {
  // Blocks of 64 columns of a stay in cache while every column of c takes its share of them.
  const size_t block = 64;
  memset(c, 0, sizeof(double) * m * n);
  for (size_t start = 0; start < k; start += block) {
    size_t end = start + block < k ? start + block : k;
    for (size_t column = 0; column < n; column++) {
      double *target = c + column * m;
      for (size_t i = start; i < end; i++) {
        double factor = b[column * k + i];
        const double *source = a + i * m;
        for (size_t row = 0; row < m; row++) target[row] += factor * source[row];
      }
    }
  }
}

FOR_EACH_CPU
void weir_multiply_transposed(size_t m, size_t n, size_t k, const double *a, const double *b, double *c) {
  for (size_t column = 0; column < n; column++)
    for (size_t row = 0; row < m; row++) c[column * m + row] = dot(a + row * k, b + column * k, k);
}
