/* Arrays in a GPU's memory whose elements follow from their places: to fill them, and to count those that are
 * not what they should be. `value_at(place)`, a function object for the GPU, is what an element should be. */
#ifndef ELEMENTS_H
#define ELEMENTS_H

#include "gpu.h"

#include <stddef.h>
#include <stdint.h>

enum { ELEMENT_BLOCKS = 1024, ELEMENT_THREADS = 256 };

template <typename Element, typename ValueAt>
__global__ void fill_kernel(Element *elements, size_t count, ValueAt value_at) {
    size_t step = (size_t)gridDim.x * blockDim.x;

    for (size_t i = (size_t)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += step)
        elements[i] = value_at(i);
}

template <typename Element, typename ValueAt>
__global__ void count_wrong_kernel(const Element *elements, size_t count, ValueAt value_at,
                                   unsigned long long *wrong) {
    size_t step = (size_t)gridDim.x * blockDim.x;
    unsigned long long own = 0;

    /* What is not a number is not equal to one. */
    for (size_t i = (size_t)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += step)
        own += !(elements[i] == value_at(i));
    if (own != 0)
        atomicAdd(wrong, own);
}

/* Does not wait for it. */
template <typename Element, typename ValueAt>
void fill_elements(Element *elements, size_t count, ValueAt value_at, cudaStream_t stream) {
    fill_kernel<<<ELEMENT_BLOCKS, ELEMENT_THREADS, 0, stream>>>(elements, count, value_at);
    CHECK(cudaGetLastError());
}

template <typename Element, typename ValueAt>
uint64_t count_wrong_elements(const Element *elements, size_t count, ValueAt value_at, cudaStream_t stream) {
    unsigned long long *counter, wrong = 0;

    CHECK(cudaMalloc((void **)&counter, sizeof *counter));
    CHECK(cudaMemsetAsync(counter, 0, sizeof *counter, stream));
    count_wrong_kernel<<<ELEMENT_BLOCKS, ELEMENT_THREADS, 0, stream>>>(elements, count, value_at, counter);
    CHECK(cudaGetLastError());
    CHECK(cudaMemcpyAsync(&wrong, counter, sizeof wrong, cudaMemcpyDeviceToHost, stream));
    CHECK(cudaStreamSynchronize(stream));
    CHECK(cudaFree(counter));
    return wrong;
}

#endif
