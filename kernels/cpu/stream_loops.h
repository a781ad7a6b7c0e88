/* The four loops that `stream` times, on the part of the arrays that one thread works on. */
#ifndef STREAM_LOOPS_H
#define STREAM_LOOPS_H

#include <stddef.h>

struct stream_loops {
    const char *vectors;
    void (*copy)(double *restrict c, const double *restrict a, size_t n);
    void (*scale)(double *restrict b, const double *restrict c, double q, size_t n);
    void (*add)(double *restrict c, const double *restrict a, const double *restrict b, size_t n);
    void (*triad)(double *restrict a, const double *restrict b, const double *restrict c, double q, size_t n);
};

/* "base": the vectors that every CPU of this architecture has, 128 bits wide unless the compiler was told
 * otherwise; "avx2", "avx512f"; "widest": the widest of these that this CPU has. NULL for what it does not
 * have. */
const struct stream_loops *stream_loops(const char *vectors);

#endif
