#include "pattern.h"

#include "gpu.h"

enum { BLOCKS = 1024, THREADS = 256 };

/* The factor is odd, so that no two places have the same word, and large, so that no byte of it is constant.
 */
static __host__ __device__ uint64_t word_at(uint64_t place, uint64_t seed) {
    return (place + (seed << 48)) * 0x9e3779b97f4a7c15;
}

void pattern_fill_host(void *memory, size_t bytes, uint64_t seed) {
    uint64_t *words = (uint64_t *)memory;

    for (size_t i = 0; i < bytes / sizeof *words; i++)
        words[i] = word_at(i, seed);
}

uint64_t pattern_count_wrong_on_host(const void *memory, size_t bytes, uint64_t seed) {
    const uint64_t *words = (const uint64_t *)memory;
    uint64_t wrong = 0;

    for (size_t i = 0; i < bytes / sizeof *words; i++)
        wrong += words[i] != word_at(i, seed);
    return wrong;
}

static __global__ void fill(uint64_t *words, size_t count, uint64_t seed) {
    size_t step = (size_t)gridDim.x * blockDim.x;

    for (size_t i = (size_t)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += step)
        words[i] = word_at(i, seed);
}

static __global__ void count_wrong(const uint64_t *words, size_t count, uint64_t seed,
                                   unsigned long long *wrong) {
    size_t step = (size_t)gridDim.x * blockDim.x;
    unsigned long long own = 0;

    for (size_t i = (size_t)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += step)
        own += words[i] != word_at(i, seed);
    if (own != 0)
        atomicAdd(wrong, own);
}

void pattern_fill_device(void *memory, size_t bytes, uint64_t seed) {
    fill<<<BLOCKS, THREADS>>>((uint64_t *)memory, bytes / sizeof(uint64_t), seed);
    CHECK(cudaGetLastError());
}

uint64_t pattern_count_wrong_on_device(const void *memory, size_t bytes, uint64_t seed) {
    unsigned long long *counter, wrong = 0;

    CHECK(cudaMalloc((void **)&counter, sizeof *counter));
    CHECK(cudaMemset(counter, 0, sizeof *counter));
    count_wrong<<<BLOCKS, THREADS>>>((const uint64_t *)memory, bytes / sizeof(uint64_t), seed, counter);
    CHECK(cudaGetLastError());
    CHECK(cudaMemcpy(&wrong, counter, sizeof wrong, cudaMemcpyDeviceToHost));
    CHECK(cudaFree(counter));
    return wrong;
}
