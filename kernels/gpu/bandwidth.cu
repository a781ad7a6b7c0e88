/* bandwidth [--gpu N] [--bytes SIZE] [--copies N] [--runs N]
 *
 * How fast a GPU's copy engines move memory: from pinned host memory to the GPU, back, both at once, and
 * within the GPU's own memory. A run is some copies, timed together on the GPU; all runs are printed, and
 * their median:
 *
 *   GPU 0 [NVIDIA H200]
 *   # runs Host-to-Device GB/s: 55.12 55.10 55.11 55.13 55.12
 *     Host-to-Device: 55.12 GB/s
 *
 * Each byte counts once, also within the GPU, where it is read and written. What arrived is verified. It
 * binds nothing: run it behind numactl to choose the node of the host memory; the lines behind the figures
 * say where that was (residence.h). The memory is ordinary memory that is pinned afterwards, and not the
 * driver's own, so that the node follows from the binding and can be read back. */
#include "../cpu/arguments.h"
#include "../cpu/cpus.h"
#include "../cpu/ending.h"
#include "../cpu/mapping.h"
#include "../cpu/memory.h"
#include "../cpu/residence.h"
#include "gpu.h"
#include "pattern.h"

#include <algorithm>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <vector>

#define VERSION "1" /* raised when the numbers of two versions must not be compared */

/* A copy within the GPU takes a fortieth of one over PCIe, so more of them make a run. */
enum { LOCAL_FACTOR = 8 };

/* Two buffers on each side, for both directions at once. */
struct buffers {
    size_t bytes;
    struct mapping host[2];
    char *device[2];
};

/* A stream a direction: copies of one stream wait for each other. */
struct lane {
    cudaStream_t stream;
    cudaEvent_t end;
};

struct lanes {
    struct lane lane[2];
    cudaEvent_t start;
};

/* Memory on either side. */
struct place {
    char *memory;
    bool on_gpu;
};

/* `seed` of the pattern that is copied. */
struct copy {
    struct place from, to;
    uint64_t seed;
};

/* One copy, or two that run side by side. */
struct transfer {
    const char *label;
    std::vector<struct copy> side_by_side;
    unsigned copies;
};

/* The measured part: from the moment the first copy may start until the last lane has ended. Nothing waits
 * for the CPU in between, since each copy takes far longer than it takes to queue one. */
static float time_copies(const struct transfer *transfer, size_t bytes, const struct lanes *lanes) {
    const std::vector<struct copy> &copies = transfer->side_by_side;
    float longest = 0;

    CHECK(cudaEventRecord(lanes->start, lanes->lane[0].stream));
    CHECK(cudaStreamWaitEvent(lanes->lane[1].stream, lanes->start));
    for (unsigned i = 0; i < transfer->copies; i++)
        for (size_t k = 0; k < copies.size(); k++)
            CHECK(cudaMemcpyAsync(copies[k].to.memory, copies[k].from.memory, bytes, cudaMemcpyDefault,
                                  lanes->lane[k].stream));
    for (size_t k = 0; k < copies.size(); k++)
        CHECK(cudaEventRecord(lanes->lane[k].end, lanes->lane[k].stream));
    for (size_t k = 0; k < copies.size(); k++) {
        float milliseconds = 0;
        CHECK(cudaEventSynchronize(lanes->lane[k].end));
        CHECK(cudaEventElapsedTime(&milliseconds, lanes->start, lanes->lane[k].end));
        longest = std::max(longest, milliseconds);
    }
    return longest;
}

/* All runs in GB/s (10^9 bytes), a first one not counted. */
static std::vector<double> measure(const struct transfer *transfer, size_t bytes, uint64_t runs,
                                   const struct lanes *lanes) {
    double moved = (double)bytes * transfer->copies * (double)transfer->side_by_side.size();
    std::vector<double> rates(runs);

    time_copies(transfer, bytes, lanes);
    for (double &rate : rates)
        rate = moved / 1e6 / time_copies(transfer, bytes, lanes);
    printf("# runs %s GB/s:", transfer->label);
    for (double rate : rates)
        printf(" %.2f", rate);
    putchar('\n');
    return rates;
}

static double median(std::vector<double> values) {
    size_t middle = values.size() / 2;

    std::sort(values.begin(), values.end());
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/* What is to be copied in place, and nothing of it where it is to arrive. */
static void prepare(const struct transfer *transfer, size_t bytes) {
    for (const struct copy &copy : transfer->side_by_side) {
        if (copy.from.on_gpu)
            pattern_fill_device(copy.from.memory, bytes, copy.seed);
        else
            pattern_fill_host(copy.from.memory, bytes, copy.seed);
        if (copy.to.on_gpu)
            CHECK(cudaMemset(copy.to.memory, 0, bytes));
        else
            memset(copy.to.memory, 0, bytes);
    }
    CHECK(cudaDeviceSynchronize());
}

/* Ends the program where something else arrived: a fast copy of the wrong bytes is no copy. */
static void require_arrival(const struct transfer *transfer, size_t bytes) {
    for (const struct copy &copy : transfer->side_by_side) {
        uint64_t wrong = copy.to.on_gpu ? pattern_count_wrong_on_device(copy.to.memory, bytes, copy.seed)
                                        : pattern_count_wrong_on_host(copy.to.memory, bytes, copy.seed);
        if (wrong != 0)
            fail(ENDING_FAILED,
                 "%s: %" PRIu64
                 " of the 8-byte words did not arrive, so the rates mean nothing: suspect the GPU, "
                 "its memory or its link",
                 transfer->label, wrong);
    }
}

static void measure_all(const struct buffers *buffers, unsigned copies, uint64_t runs,
                        const struct lanes *lanes) {
    struct place host[2], device[2];
    for (size_t i = 0; i < 2; i++) {
        host[i] = {buffers->host[i].start, false};
        device[i] = {buffers->device[i], true};
    }
    const struct copy up = {host[0], device[0], 1}, down = {device[1], host[1], 2},
                      local = {device[1], device[0], 3};
    const struct transfer transfers[] = {
        {"Host-to-Device", {up}, copies},
        {"Device-to-Host", {down}, copies},
        {"Both-Directions", {up, down}, copies},
        {"Device-to-Device", {local}, copies * LOCAL_FACTOR},
    };
    const size_t count = sizeof transfers / sizeof *transfers;
    double medians[count];

    for (size_t i = 0; i < count; i++) {
        prepare(&transfers[i], buffers->bytes);
        medians[i] = median(measure(&transfers[i], buffers->bytes, runs, lanes));
        require_arrival(&transfers[i], buffers->bytes);
    }
    for (size_t i = 0; i < count; i++)
        printf("  %s: %.2f GB/s\n", transfers[i].label, medians[i]);
    printf("# counted: each byte copied once, in both directions together where there are two\n");
    printf("# verified: %zu of %zu transfers\n", count, count);
}

static struct mapping pinned_memory(size_t bytes) {
    struct mapping mapping = map_memory(bytes, PAGES_SYSTEM);

    /* Touched by this thread, on the nodes that it is bound to, before the driver fixes the pages in place.
     */
    memset(mapping.start, 0, mapping.bytes);
    CHECK(cudaHostRegister(mapping.start, mapping.bytes, cudaHostRegisterDefault));
    return mapping;
}

static bool read_size(const char *text, void *into) {
    uint64_t bytes;

    if (!read_bytes(text, &bytes) || bytes < 4096 || bytes > (uint64_t)1 << 36 || bytes % 4096 != 0)
        return false;
    *(uint64_t *)into = bytes;
    return true;
}

static bool read_count(const char *text, void *into) {
    return read_whole(text, 1, 10000, (uint64_t *)into);
}

int main(int argc, char **argv) {
    uint64_t gpu = 0, bytes = 512 << 20, copies = 4, runs = 5;
    const struct argument known[] = {
        {"--gpu", "the number of a GPU, counted from 0", read_gpu, &gpu},
        {"--bytes", "a multiple of 4K up to 64G", read_size, &bytes},
        {"--copies", "a whole number from 1 to 10000", read_count, &copies},
        {"--runs", "a whole number from 1 to 10000", read_count, &runs},
    };
    struct buffers buffers = {};
    struct lanes lanes = {};
    struct cpus allowed = {}, seen = {};

    end_with_parent();
    read_arguments(argc, argv, VERSION_LINE("bandwidth", VERSION), known, sizeof known / sizeof *known);
    choose_gpu((int)gpu);
    printf("vcpu-bench bandwidth %s\n", VERSION);
    print_gpu_address((int)gpu);
    printf("# buffers: %" PRIu64 " bytes, host memory pinned; %" PRIu64
           " copies a run (device to device: %" PRIu64 "), %" PRIu64 " runs\n",
           bytes, copies, copies * LOCAL_FACTOR, runs);
    require_memory(2 * bytes, "choose smaller --bytes");

    buffers.bytes = bytes;
    for (size_t i = 0; i < 2; i++) {
        buffers.host[i] = pinned_memory(bytes);
        CHECK(cudaMalloc((void **)&buffers.device[i], bytes));
        CHECK(cudaStreamCreateWithFlags(&lanes.lane[i].stream, cudaStreamNonBlocking));
        CHECK(cudaEventCreate(&lanes.lane[i].end));
    }
    CHECK(cudaEventCreate(&lanes.start));

    print_gpu_heading((int)gpu);
    cpus_add_allowed(&allowed);
    cpus_add_current(&seen);
    measure_all(&buffers, (unsigned)copies, runs, &lanes);
    cpus_add_current(&seen);
    cpus_print(&allowed, &seen);
    printf("# ");
    print_placement(buffers.host, 2);
    printf("\n# ");
    print_page_sizes(buffers.host, 2);
    printf("\n");

    CHECK(cudaEventDestroy(lanes.start));
    for (size_t i = 0; i < 2; i++) {
        CHECK(cudaHostUnregister(buffers.host[i].start));
        CHECK(cudaFree(buffers.device[i]));
        CHECK(cudaEventDestroy(lanes.lane[i].end));
        CHECK(cudaStreamDestroy(lanes.lane[i].stream));
    }
    return end_with_output_written();
}
