/* all_reduce [-b SIZE] [-e SIZE] [-f FACTOR] [-g GPUS] [-w WARM_UP] [-n ITERATIONS]
 *
 * Sums messages of single-precision numbers over the GPUs by NCCL, one process for all of them, and prints
 * the table of nccl-tests, with its arguments and in its way of timing: the mean time of `n` all-reduces that
 * are queued one after the other, by the clock of the CPU that starts them, because starting them is part of
 * what is measured. Then every element is verified. NCCL is left to choose: nothing is tuned. */
#include "../cpu/arguments.h"
#include "../cpu/clock.h"
#include "../cpu/ending.h"
#include "all_reduce_data.h"
#include "gpu.h"

#include <inttypes.h>
#include <nccl.h>
#include <stdio.h>
#include <unistd.h>
#include <vector>

#define VERSION "1" /* raised when the numbers of two versions must not be compared */

static void nccl_check(ncclResult_t result, const char *call) {
    if (result != ncclSuccess)
        fail(ENDING_FAILED, "%s failed: %s (%s); NCCL_DEBUG=WARN in the environment makes NCCL say more",
             call, ncclGetErrorString(result), ncclGetLastError(NULL));
}
#define CHECK_NCCL(call) nccl_check(call, #call)

/* One GPU's part. */
struct rank {
    int gpu;
    float *from, *to;
    cudaStream_t stream;
    ncclComm_t communicator;
};

static void start_all_reduce(const std::vector<struct rank> &ranks, size_t count, bool in_place) {
    CHECK_NCCL(ncclGroupStart());
    for (const struct rank &rank : ranks)
        CHECK_NCCL(ncclAllReduce(in_place ? rank.to : rank.from, rank.to, count, ncclFloat, ncclSum,
                                 rank.communicator, rank.stream));
    CHECK_NCCL(ncclGroupEnd());
}

/* Asks again and again, because to be woken up would take longer than a small all-reduce. */
static void wait_for(const std::vector<struct rank> &ranks) {
    for (const struct rank &rank : ranks) {
        cudaError_t state;
        do
            state = cudaStreamQuery(rank.stream);
        while (state == cudaErrorNotReady);
        cuda_check(state, "cudaStreamQuery(rank.stream)");
    }
}

/* Microseconds an all-reduce. */
static double time_all_reduce(const std::vector<struct rank> &ranks, size_t count, bool in_place,
                              uint64_t iterations) {
    int64_t start = clock_ns();

    for (uint64_t i = 0; i < iterations; i++)
        start_all_reduce(ranks, count, in_place);
    wait_for(ranks);
    return (double)(clock_ns() - start) / 1000 / (double)iterations;
}

/* Elements that are not the sum, over all GPUs, after one all-reduce of known data. */
static uint64_t count_wrong(const std::vector<struct rank> &ranks, size_t count, bool in_place) {
    uint64_t wrong = 0;

    for (size_t i = 0; i < ranks.size(); i++) {
        CHECK(cudaSetDevice(ranks[i].gpu));
        data_clear(ranks[i].to, count, ranks[i].stream);
        data_fill(in_place ? ranks[i].to : ranks[i].from, count, i, ranks[i].stream);
    }
    start_all_reduce(ranks, count, in_place);
    wait_for(ranks);
    for (const struct rank &rank : ranks) {
        CHECK(cudaSetDevice(rank.gpu));
        wrong += data_count_wrong(rank.to, count, ranks.size(), rank.stream);
    }
    return wrong;
}

struct figures {
    double time_us, algbw, busbw;
    uint64_t wrong;
};

static struct figures measure(const std::vector<struct rank> &ranks, size_t count, bool in_place,
                              uint64_t warm_up, uint64_t iterations) {
    double n = (double)ranks.size();
    struct figures figures;

    for (uint64_t i = 0; i < warm_up; i++)
        start_all_reduce(ranks, count, in_place);
    wait_for(ranks);
    figures.time_us = time_all_reduce(ranks, count, in_place, iterations);
    figures.algbw = (double)(count * sizeof(float)) / figures.time_us / 1000;
    /* What each link carries of a ring, whatever the number of GPUs (nccl-tests, doc/PERFORMANCE.md). */
    figures.busbw = figures.algbw * 2 * (n - 1) / n;
    figures.wrong = count_wrong(ranks, count, in_place);
    return figures;
}

static void print_header(const std::vector<struct rank> &ranks) {
    for (size_t i = 0; i < ranks.size(); i++) {
        struct cudaDeviceProp properties;
        char address[32] = "";

        CHECK(cudaGetDeviceProperties(&properties, ranks[i].gpu));
        CHECK(cudaDeviceGetPCIBusId(address, sizeof address, ranks[i].gpu));
        printf("#  Rank %2zu Group  0 Pid %6d on  localhost device %2d [%s] %s\n", i, (int)getpid(),
               ranks[i].gpu, address, properties.name);
    }
    printf(
        "#\n"
        "#                                                              out-of-place                       "
        "in-place          \n"
        "#       size         count      type   redop    root     time   algbw   busbw  #wrong     time   "
        "algbw   "
        "busbw  #wrong \n"
        "#        (B)    (elements)                               (us)  (GB/s)  (GB/s)             (us)  "
        "(GB/s)  "
        "(GB/s)         \n");
}

static void print_figures(const struct figures *figures) {
    printf(" %8.2f %7.2f %7.2f %7" PRIu64, figures->time_us, figures->algbw, figures->busbw, figures->wrong);
}

static std::vector<struct rank> connect(int gpus, uint64_t bytes) {
    std::vector<struct rank> ranks((size_t)gpus);
    std::vector<ncclComm_t> communicators((size_t)gpus);
    std::vector<int> numbers((size_t)gpus);

    for (int i = 0; i < gpus; i++) {
        struct rank *rank = &ranks[(size_t)i];
        numbers[(size_t)i] = rank->gpu = i;
        CHECK(cudaSetDevice(i));
        CHECK(cudaMalloc((void **)&rank->from, bytes));
        CHECK(cudaMalloc((void **)&rank->to, bytes));
        CHECK(cudaMemset(rank->from, 0, bytes));
        CHECK(cudaMemset(rank->to, 0, bytes));
        CHECK(cudaStreamCreateWithFlags(&rank->stream, cudaStreamNonBlocking));
    }
    CHECK_NCCL(ncclCommInitAll(communicators.data(), gpus, numbers.data()));
    for (size_t i = 0; i < ranks.size(); i++)
        ranks[i].communicator = communicators[i];
    return ranks;
}

static void disconnect(const std::vector<struct rank> &ranks) {
    for (const struct rank &rank : ranks) {
        CHECK(cudaSetDevice(rank.gpu));
        CHECK_NCCL(ncclCommDestroy(rank.communicator));
        CHECK(cudaStreamDestroy(rank.stream));
        CHECK(cudaFree(rank.from));
        CHECK(cudaFree(rank.to));
    }
}

static bool read_size(const char *text, void *into) {
    uint64_t bytes;

    if (!read_bytes(text, &bytes) || bytes % sizeof(float) != 0 || bytes > (uint64_t)1 << 36)
        return false;
    *(uint64_t *)into = bytes;
    return true;
}

static bool read_factor(const char *text, void *into) {
    return read_whole(text, 2, 1024, (uint64_t *)into);
}

static bool read_gpus(const char *text, void *into) {
    return read_whole(text, 1, 1024, (uint64_t *)into);
}

static bool read_warm_up(const char *text, void *into) {
    return read_whole(text, 0, 100000, (uint64_t *)into);
}

static bool read_iterations(const char *text, void *into) {
    return read_whole(text, 1, 100000, (uint64_t *)into);
}

int main(int argc, char **argv) {
    uint64_t smallest = 8, largest = 1 << 30, factor = 2, gpus = 2, warm_up = 5, iterations = 20;
    const struct argument known[] = {
        {"-b", "a smallest size in whole floats, such as 8", read_size, &smallest},
        {"-e", "a largest size in whole floats up to 64G, such as 1G", read_size, &largest},
        {"-f", "a factor between sizes from 2 to 1024", read_factor, &factor},
        {"-g", "a number of GPUs from 1 to 1024", read_gpus, &gpus},
        {"-w", "a number of all-reduces before the timed ones", read_warm_up, &warm_up},
        {"-n", "a number of timed all-reduces", read_iterations, &iterations},
    };
    double busbw_sum = 0;
    uint64_t wrong = 0, rows = 0;
    int there, nccl = 0;
    char version[sizeof VERSION_LINE("all_reduce", VERSION) + 64];

    end_with_parent();
    CHECK_NCCL(ncclGetVersion(&nccl));
    snprintf(version, sizeof version, "%s, NCCL %d.%d.%d", VERSION_LINE("all_reduce", VERSION), nccl / 10000,
             nccl / 100 % 100, nccl % 100);
    read_arguments(argc, argv, version, known, sizeof known / sizeof *known);
    if (smallest > largest)
        fail(ENDING_USAGE, "-b %" PRIu64 " is larger than -e %" PRIu64, smallest, largest);
    there = count_gpus();
    if (gpus > (uint64_t)there)
        fail(ENDING_USAGE, "-g %" PRIu64 " takes more GPUs than the %d that are visible", gpus, there);

    printf("# vcpu-bench all_reduce %s, NCCL %d.%d.%d\n", VERSION, nccl / 10000, nccl / 100 % 100,
           nccl % 100);
    std::vector<struct rank> ranks = connect((int)gpus, largest);
    print_header(ranks);
    for (uint64_t bytes = smallest; bytes <= largest; bytes *= factor) {
        size_t count = bytes / sizeof(float);
        struct figures out_of_place = measure(ranks, count, false, warm_up, iterations);
        struct figures in_place = measure(ranks, count, true, warm_up, iterations);

        printf("%12" PRIu64 "  %12zu     float     sum      -1", bytes, count);
        print_figures(&out_of_place);
        print_figures(&in_place);
        printf("\n");
        /* If the next size hangs, this row says how far it came. */
        fflush(stdout);
        busbw_sum += out_of_place.busbw + in_place.busbw;
        wrong += out_of_place.wrong + in_place.wrong;
        rows++;
    }
    printf("# Out of bounds values : %" PRIu64 " %s\n", wrong, wrong == 0 ? "OK" : "FAILED");
    printf("# Avg bus bandwidth    : %.4f \n#\n", busbw_sum / 2 / (double)rows);
    disconnect(ranks);
    if (wrong != 0)
        fail(ENDING_FAILED,
             "%" PRIu64 " elements are not the sum, so the times mean nothing: suspect the GPUs or "
             "their links",
             wrong);
    return end_with_output_written();
}
