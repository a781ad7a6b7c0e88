/* Numbers whose sum is known: small whole ones, so that it is exact in whatever order NCCL adds them. */
#ifndef ALL_REDUCE_DATA_H
#define ALL_REDUCE_DATA_H

#include <cuda_runtime.h>
#include <stddef.h>
#include <stdint.h>

/* Each on the current GPU, in the order of the stream; only counting waits for it. */
void data_clear(float *numbers, size_t count, cudaStream_t stream); /* to no number at all */
void data_fill(float *numbers, size_t count, size_t rank, cudaStream_t stream);

/* Those that are not the sum over the ranks. */
uint64_t data_count_wrong(const float *numbers, size_t count, size_t ranks, cudaStream_t stream);

#endif
