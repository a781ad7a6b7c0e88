#include "all_reduce_data.h"

#include "elements.h"

/* 0 to 255: sums over up to 65536 ranks are below 2^24 and exact. */
static __device__ float number_of(size_t place, size_t rank) {
    uint64_t mixed = (place * 0x9e3779b97f4a7c15) ^ (rank * 0xbf58476d1ce4e5b9);

    return (float)((mixed * 0x94d049bb133111eb) >> 56);
}

struct number {
    size_t rank;

    __device__ float operator()(size_t place) const {
        return number_of(place, rank);
    }
};

struct sum {
    size_t ranks;

    __device__ float operator()(size_t place) const {
        float sum = 0;

        for (size_t rank = 0; rank < ranks; rank++)
            sum += number_of(place, rank);
        return sum;
    }
};

void data_clear(float *numbers, size_t count, cudaStream_t stream) {
    CHECK(cudaMemsetAsync(numbers, 0xff, count * sizeof *numbers, stream));
}

void data_fill(float *numbers, size_t count, size_t rank, cudaStream_t stream) {
    fill_elements(numbers, count, number{rank}, stream);
}

uint64_t data_count_wrong(const float *numbers, size_t count, size_t ranks, cudaStream_t stream) {
    return count_wrong_elements(numbers, count, sum{ranks}, stream);
}
