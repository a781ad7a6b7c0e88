/* Whether a product of matrices is right, every element of it, without computing it again. */
#ifndef PRODUCT_CHECK_H
#define PRODUCT_CHECK_H

#include <cuda_runtime.h>
#include <stdint.h>

/* Values evenly distributed over [-1, 1), the same for the same seed. */
void fill_randomly(float *matrix, int order, uint64_t seed, cudaStream_t stream);

/* The largest element of |C x - A (B x)|, computed in float64 for a random x of 1 and -1 (Freivalds,
 * "Probabilistic machines can use less running time", 1977): each element of C has a part in it, for three
 * products of a matrix and a vector. Not a number when C has such an element. */
double product_error(const float *a, const float *b, const float *c, int order, cudaStream_t stream);

/* The error up to which the product counts as single precision: 1.2e-5 times the order.
 *
 * With elements evenly distributed over [-1, 1), an element of C is a sum of n terms of standard deviation
 * 1/3. A row of C x sums n errors of such elements with random signs. Single precision: summed one by one,
 * each addition rounds a partial sum of about sqrt(n) / 3 to 24 bits, which comes to 5e-9 n an element and
 * 5e-9 n^1.5 a row; the largest of n rows has about four times that, 0.016 for n = 8192, where 0.098 is
 * allowed. TF32 rounds the factors to 11 bits: 1.3e-4 sqrt(n) an element and 1.3e-4 n a row, 1.1 for n =
 * 8192. So what passes was not computed in TF32. */
double product_allowed(int order);

#endif
