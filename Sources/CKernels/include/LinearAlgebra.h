#ifndef WEIR_LINEAR_ALGEBRA_H
#define WEIR_LINEAR_ALGEBRA_H
#include <stddef.h>

// Decompositions in float64 through LAPACK. Every matrix is column-major without gaps, k = min(m, n).
// A result of 0 is success, a positive one LAPACK's own failure (singular, not converged), a negative one a refused
// argument or memory that could not be had. Inputs must be finite: LAPACK may not return otherwise.

/// Thin singular value decomposition a = u diag(s) vt; a [m, n] is destroyed, s [k], u [m, k], vt [k, n].
///
/// With u and vt NULL the values alone are computed.
int weir_svd(int m, int n, double *a, double *s, double *u, double *vt);

/// Eigenvalues (re, im) [n] of a general matrix, and right eigenvectors v [n, n] unless v is NULL; a is destroyed.
///
/// A conjugate pair of eigenvalues has its real part in one column of v and its imaginary part in the next.
int weir_eigen(int n, double *a, double *re, double *im, double *v);

/// a = q r; on return a [m, n] holds q [m, k] in its first k columns, r is [k, n].
int weir_qr(int m, int n, double *a, double *r);

/// The triangle r [k, n] of a = q r alone, by Householder reflections; a [m, n] is destroyed.
void weir_triangle(size_t m, size_t n, double *a, double *r);

/// Solves a x = b for b [n, columns], which becomes x; a is destroyed; the reciprocal condition number goes to rcond.
int weir_solve(int n, int columns, double *a, double *b, double *rcond);

/// c = a b for a [m, k], b [k, n], c [m, n].
void weir_multiply(size_t m, size_t n, size_t k, const double *a, const double *b, double *c);

/// c = aT b for a [k, m], b [k, n], c [m, n].
void weir_multiply_transposed(size_t m, size_t n, size_t k, const double *a, const double *b, double *c);

#endif
