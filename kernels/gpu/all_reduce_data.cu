#include "all_reduce_data.h"

#include "gpu.h"

enum { BLOCKS = 1024, THREADS = 256 };

/* 0 to 255: sums over up to 65536 ranks are below 2^24 and exact. */
static __device__ float number_of(size_t place, size_t rank) {
    uint64_t mixed = (place * 0x9e3779b97f4a7c15) ^ (rank * 0xbf58476d1ce4e5b9);

    return (float)((mixed * 0x94d049bb133111eb) >> 56);
}

static __global__ void fill(float *numbers, size_t count, size_t rank) {
    size_t step = (size_t)gridDim.x * blockDim.x;

    for (size_t i = (size_t)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += step)
        numbers[i] = number_of(i, rank);
}

static __global__ void count_wrong(const float *numbers, size_t count, size_t ranks,
                                   unsigned long long *wrong) {
    size_t step = (size_t)gridDim.x * blockDim.x;
    unsigned long long own = 0;

    for (size_t i = (size_t)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += step) {
        float sum = 0;
        for (size_t rank = 0; rank < ranks; rank++)
            sum += number_of(i, rank);
        own += !(numbers[i] == sum);
    }
    if (own != 0)
        atomicAdd(wrong, own);
}

void data_clear(float *numbers, size_t count, cudaStream_t stream) {
    CHECK(cudaMemsetAsync(numbers, 0xff, count * sizeof *numbers, stream));
}

void data_fill(float *numbers, size_t count, size_t rank, cudaStream_t stream) {
    fill<<<BLOCKS, THREADS, 0, stream>>>(numbers, count, rank);
    CHECK(cudaGetLastError());
}

uint64_t data_count_wrong(const float *numbers, size_t count, size_t ranks, cudaStream_t stream) {
    unsigned long long *counter, wrong = 0;

    CHECK(cudaMalloc((void **)&counter, sizeof *counter));
    CHECK(cudaMemsetAsync(counter, 0, sizeof *counter, stream));
    count_wrong<<<BLOCKS, THREADS, 0, stream>>>(numbers, count, ranks, counter);
    CHECK(cudaGetLastError());
    CHECK(cudaMemcpyAsync(&wrong, counter, sizeof wrong, cudaMemcpyDeviceToHost, stream));
    CHECK(cudaStreamSynchronize(stream));
    CHECK(cudaFree(counter));
    return wrong;
}
