#include "product_check.h"

#include "elements.h"

#include <math.h>
#include <vector>

enum { THREADS = 256 };

/* SplitMix64: a good generator whose n-th number needs no other. */
static __host__ __device__ uint64_t random_bits(uint64_t seed, uint64_t index) {
    uint64_t z = (seed << 40) + (index + 1) * 0x9e3779b97f4a7c15;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

struct element {
    uint64_t seed;

    __device__ float operator()(size_t place) const {
        return (float)(random_bits(seed, place) >> 40) * 0x1p-23f - 1;
    }
};

void fill_randomly(float *matrix, int order, uint64_t seed, cudaStream_t stream) {
    fill_elements(matrix, (size_t)order * (size_t)order, element{seed}, stream);
}

/* out = matrix * in; one thread a row, neighbours on neighbouring elements of a column. */
static __global__ void multiply_vector(const float *matrix, int order, const double *in, double *out) {
    int row = (int)(blockIdx.x * blockDim.x + threadIdx.x);
    double sum = 0;

    if (row >= order)
        return;
    for (int column = 0; column < order; column++)
        sum += (double)matrix[(size_t)column * (size_t)order + (size_t)row] * in[column];
    out[row] = sum;
}

static void launch(const float *matrix, int order, const double *in, double *out, cudaStream_t stream) {
    unsigned blocks = ((unsigned)order + THREADS - 1) / THREADS;

    multiply_vector<<<blocks, THREADS, 0, stream>>>(matrix, order, in, out);
    CHECK(cudaGetLastError());
}

double product_error(const float *a, const float *b, const float *c, int order, cudaStream_t stream) {
    size_t n = (size_t)order, bytes = n * sizeof(double);
    std::vector<double> x(n), expected(n), found(n);
    double *vectors, *of_b, *of_ab, *of_c;
    double largest = 0;

    for (size_t i = 0; i < n; i++)
        x[i] = random_bits(3, i) & 1 ? 1 : -1;
    CHECK(cudaMalloc((void **)&vectors, 4 * bytes));
    of_b = vectors + n;
    of_ab = of_b + n;
    of_c = of_ab + n;
    CHECK(cudaMemcpyAsync(vectors, x.data(), bytes, cudaMemcpyHostToDevice, stream));
    launch(b, order, vectors, of_b, stream);
    launch(a, order, of_b, of_ab, stream);
    launch(c, order, vectors, of_c, stream);
    CHECK(cudaMemcpyAsync(expected.data(), of_ab, bytes, cudaMemcpyDeviceToHost, stream));
    CHECK(cudaMemcpyAsync(found.data(), of_c, bytes, cudaMemcpyDeviceToHost, stream));
    CHECK(cudaStreamSynchronize(stream));
    CHECK(cudaFree(vectors));

    for (size_t i = 0; i < n; i++) {
        double error = fabs(found[i] - expected[i]);
        if (!(error <= largest))
            largest = error;
        if (isnan(error))
            return error;
    }
    return largest;
}

double product_allowed(int order) {
    return 1.2e-5 * order;
}
