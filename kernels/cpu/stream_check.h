/* Whether the arrays hold what the repetitions must have left in them. */
#ifndef STREAM_CHECK_H
#define STREAM_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#define STREAM_Q 3.0

/* What every element of the three arrays is before the first repetition. */
struct stream_values {
    double a, b, c;
};
#define STREAM_START ((struct stream_values){1.0, 2.0, 0.0})

/* Prints the verdict as STREAM does. */
bool stream_check(const double *a, const double *b, const double *c, size_t n, unsigned repetitions);

#endif
