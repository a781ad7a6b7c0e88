#include "stream_check.h"

#include <math.h>
#include <stdio.h>

#define EPSILON 1e-13

static struct stream_values expected_after(unsigned repetitions) {
    struct stream_values value = STREAM_START;

    for (unsigned i = 0; i < repetitions; i++) {
        value.c = value.a;
        value.b = STREAM_Q * value.c;
        value.c = value.a + value.b;
        value.a = value.b + STREAM_Q * value.c;
    }
    return value;
}

static bool check_array(char name, const double *array, size_t n, double expected) {
    double sum = 0;
    double error;

#pragma omp parallel for reduction(+ : sum)
    for (size_t i = 0; i < n; i++)
        sum += fabs(array[i] - expected);
    error = sum / (double)n / fabs(expected);
    /* Not error > EPSILON: a NaN must fail. */
    if (error <= EPSILON)
        return true;
    printf("Failed Validation on array %c[], AvgRelAbsErr > epsilon (%e)\n", name, EPSILON);
    printf("     Expected Value: %e, AvgRelAbsErr: %e\n", expected, error);
    return false;
}

bool stream_check(const double *a, const double *b, const double *c, size_t n, unsigned repetitions) {
    struct stream_values expected = expected_after(repetitions);
    bool a_holds = check_array('a', a, n, expected.a);
    bool b_holds = check_array('b', b, n, expected.b);
    bool c_holds = check_array('c', c, n, expected.c);

    if (!(a_holds && b_holds && c_holds))
        return false;
    printf("Solution Validates: avg error less than %e on all three arrays\n", EPSILON);
    return true;
}
