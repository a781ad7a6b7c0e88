/* Calls of the CUDA runtime, and the GPU that a kernel measures. */
#ifndef GPU_H
#define GPU_H

#include <cuda_runtime.h>

/* Ends the program with a sentence that names the call, where it failed. Kernel launches are followed by
 * CHECK(cudaGetLastError()). */
#define CHECK(call) cuda_check(call, #call)

void cuda_check(cudaError_t error, const char *call);

/* Makes a GPU the current one. */
void choose_gpu(int gpu);

/* Which GPU it is: `# gpu 0: pci 0000:00:06.0`. */
void print_gpu_address(int gpu);

/* The heading of the figures that follow: `GPU 0 [NVIDIA H200]`. */
void print_gpu_heading(int gpu);

/* For read_arguments: the number of a GPU, counted from 0, into a uint64_t. */
bool read_gpu(const char *text, void *into);

/* How many GPUs this process sees, at least one. */
int count_gpus(void);

#endif
