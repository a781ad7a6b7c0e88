#include "gpu.h"

#include "../cpu/arguments.h"
#include "../cpu/ending.h"

#include <ctype.h>
#include <stdio.h>

/* What a person can do about it. */
static const char *way_out(cudaError_t error) {
    switch (error) {
    case cudaErrorMemoryAllocation:
        return "not enough memory is free on the GPU or for pinning: nvidia-smi shows who has it, ulimit -l "
               "what "
               "may be locked";
    case cudaErrorNoDevice:
        return "no GPU is visible: look at nvidia-smi and CUDA_VISIBLE_DEVICES, and start a container with "
               "--gpus all";
    case cudaErrorInsufficientDriver:
    case cudaErrorSystemDriverMismatch:
    case cudaErrorCompatNotSupportedOnDevice:
        return "the driver is missing or too old for the CUDA that this was built with: install a newer "
               "driver";
    case cudaErrorInvalidDevice:
        return "there is no such GPU: nvidia-smi lists those that are there";
    case cudaErrorDevicesUnavailable:
        return "another process has the GPU to itself: nvidia-smi shows it and the compute mode";
    case cudaErrorSystemNotReady:
        return "the driver is not ready: with NVSwitch, start nvidia-fabricmanager of the driver's own "
               "version";
    case cudaErrorNoKernelImageForDevice:
    case cudaErrorUnsupportedPtxVersion:
        return "this was built for other GPUs: build again with CUDA_ARCHS naming this one's architecture";
    default:
        return "if dmesg has lines with NVRM: Xid, the GPU or its link failed: reset it or reboot";
    }
}

void cuda_check(cudaError_t error, const char *call) {
    if (error != cudaSuccess)
        fail(ENDING_FAILED, "%s failed: %s (%s); %s", call, cudaGetErrorString(error),
             cudaGetErrorName(error), way_out(error));
}

bool read_gpu(const char *text, void *into) {
    return read_whole(text, 0, 1023, (uint64_t *)into);
}

int count_gpus(void) {
    int count = 0;

    CHECK(cudaGetDeviceCount(&count));
    return count;
}

void choose_gpu(int gpu) {
    int count = count_gpus();

    if (gpu >= count)
        fail(ENDING_USAGE, "there is no GPU %d: %d %s visible, counted from 0", gpu, count,
             count == 1 ? "is" : "are");
    CHECK(cudaSetDevice(gpu));
}

void print_gpu_address(int gpu) {
    char address[32] = "";

    CHECK(cudaDeviceGetPCIBusId(address, sizeof address, gpu));
    /* As the kernel writes it. */
    for (char *letter = address; *letter != '\0'; letter++)
        *letter = (char)tolower((unsigned char)*letter);
    printf("# gpu %d: pci %s\n", gpu, address);
}

void print_gpu_heading(int gpu) {
    struct cudaDeviceProp properties;

    CHECK(cudaGetDeviceProperties(&properties, gpu));
    printf("GPU %d [%s]\n", gpu, properties.name);
}
