/* Kept apart from the code that times them for two reasons. A function that OpenMP outlines does not inherit
 * the target of the function around it, so the loops have to be called, not inlined. And they are built with
 * a flag of their own (see the Makefile), which keeps them plain loops of ordinary loads and stores. */
#include "stream_loops.h"

#include <string.h>

/* The versions are chosen by name and not by the loader (target_clones), so that what ran is known, is the
 * same in guests that are shown different CPU models, and can be set against another width on one machine.
 * Which is faster is not a matter of width alone: on a Zen 4 server, 256 bits gave 0.96 and 512 bits 0.86 of
 * Triad's rate with 128 bits, whatever the pages and the number of threads, and prefetching by hand made it
 * worse. */
#define LOOPS(name, vectors, target)                                                                         \
    target static void name##_copy(double *restrict c, const double *restrict a, size_t n) {                 \
        for (size_t i = 0; i < n; i++)                                                                       \
            c[i] = a[i];                                                                                     \
    }                                                                                                        \
    target static void name##_scale(double *restrict b, const double *restrict c, double q, size_t n) {      \
        for (size_t i = 0; i < n; i++)                                                                       \
            b[i] = q * c[i];                                                                                 \
    }                                                                                                        \
    target static void name##_add(double *restrict c, const double *restrict a, const double *restrict b,    \
                                  size_t n) {                                                                \
        for (size_t i = 0; i < n; i++)                                                                       \
            c[i] = a[i] + b[i];                                                                              \
    }                                                                                                        \
    target static void name##_triad(double *restrict a, const double *restrict b, const double *restrict c,  \
                                    double q, size_t n) {                                                    \
        for (size_t i = 0; i < n; i++)                                                                       \
            a[i] = b[i] + q * c[i];                                                                          \
    }                                                                                                        \
    static const struct stream_loops name##_loops = {vectors, name##_copy, name##_scale, name##_add,         \
                                                     name##_triad};

LOOPS(base, "base", )
#ifdef __x86_64__
LOOPS(avx2, "avx2", __attribute__((target("avx2"))))
/* Told to use 512 bits, because the compiler's model of an average CPU may prefer 256 there. */
LOOPS(avx512f, "avx512f", __attribute__((target("avx512f,prefer-vector-width=512"))))
#endif

const struct stream_loops *stream_loops(const char *vectors) {
    int any = strcmp(vectors, "widest") == 0;

#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f") && (any || strcmp(vectors, "avx512f") == 0))
        return &avx512f_loops;
    if (__builtin_cpu_supports("avx2") && (any || strcmp(vectors, "avx2") == 0))
        return &avx2_loops;
#endif
    return any || strcmp(vectors, "base") == 0 ? &base_loops : NULL;
}
