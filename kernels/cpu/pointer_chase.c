/* pointer_chase [--min 4K] [--max 512M] [--pages base|thp|2M|1G] [--seconds 0.1] [--seed 1] [--line BYTES]
 *
 * Memory latency: the time of one load that needs the one before, along a random cycle over all cache lines
 * of so many bytes, for each power of two from --min to --max. One line of output a size:
 *
 *   SIZE <tab> NANOSECONDS <tab> # LABEL; PAGE-SIZES; PLACEMENT
 *   4096	1.085	# 4 KiB; page-sizes: 4096=4096 2097152=0 bytes; placement: N0=1 pages
 *
 * SIZE is in bytes; PAGE-SIZES and PLACEMENT are as in residence.h, read after the size was measured, of all
 * memory that lies on the same pages as the nodes: at least SIZE, and whole huge pages where there are some.
 * Before and after these lines come others that start with "# ":
 *
 *   # pointer_chase 1: ...           how it was measured
 *   # cpus: 0-1                      it was allowed on these CPUs (list format)
 *   # ran-on: 0,1                    and was seen on these
 *
 * It binds nothing: run it behind numactl to measure a binding. */
#include "arguments.h"
#include "clock.h"
#include "cpus.h"
#include "cycle.h"
#include "ending.h"
#include "kernel_files.h"
#include "mapping.h"
#include "memory.h"
#include "residence.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define VERSION "1" /* raised when the numbers of two versions must not be compared */

/* The median of the batches is a size's result. Not the minimum: along a cycle that no cache holds each batch
 * is another part of the way, and the luckiest part is not the latency; and what a badly placed vCPU suffers
 * all the time is what this suite is there to show. Not the mean: a single visit of the hypervisor would be
 * in it. What differs from process to process (which physical pages it got) is seen by running several. */
enum { BATCHES = 15 };

#define LONGEST_SECONDS 3600
#define MOST_LINES ((uint64_t)1 << 31) /* their order is kept in 32 bits each */

struct settings {
    uint64_t min, max, line, seed;
    double seconds;
    enum pages pages;
};

static const char *const page_names[] = {
    [PAGES_BASE] = "base", [PAGES_THP] = "thp", [PAGES_2M] = "2M", [PAGES_1G] = "1G"};

static bool is_power_of_two(uint64_t number) {
    return (number & (number - 1)) == 0;
}

static bool read_size(const char *text, void *into) {
    uint64_t bytes;

    if (!read_bytes(text, &bytes) || !is_power_of_two(bytes) || bytes < sizeof(void *))
        return false;
    *(uint64_t *)into = bytes;
    return true;
}

static bool read_line(const char *text, void *into) {
    uint64_t bytes;

    if (!read_size(text, &bytes) || bytes > 4096)
        return false;
    *(uint64_t *)into = bytes;
    return true;
}

static bool read_pages(const char *text, void *into) {
    for (enum pages pages = PAGES_BASE; pages <= PAGES_1G; pages++)
        if (strcmp(text, page_names[pages]) == 0) {
            *(enum pages *)into = pages;
            return true;
        }
    return false;
}

static bool read_duration(const char *text, void *into) {
    return read_seconds(text, LONGEST_SECONDS, into);
}

static bool read_seed(const char *text, void *into) {
    return read_whole(text, 0, UINT64_MAX, into);
}

static uint64_t line_of_this_machine(void) {
    long line = sysconf(_SC_LEVEL1_DCACHE_LINESIZE);
    uint64_t other;

    if (line > 0)
        return (uint64_t)line;
    if (kernel_number("/sys/devices/system/cpu/cpu0/cache/index0/coherency_line_size", NULL, &other) &&
        other > 0)
        return other;
    return 64;
}

static int ascending(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* Nanoseconds a step. The cycle was just read through in the order of the walk, so the caches and the TLBs
 * hold what a whole walk leaves in them, also where one takes seconds. */
static double measure(const struct cycle *cycle, double seconds, struct cpus *seen) {
    double batch_ns = seconds * 1e9 / BATCHES, took, results[BATCHES];
    uint64_t rounds = 1, walked = 0;
    void *node = cycle_node(cycle, 0);

    for (;; rounds *= 2) {
        int64_t start = clock_ns();
        node = cycle_walk(node, rounds);
        took = (double)(clock_ns() - start);
        walked += rounds;
        if (took >= batch_ns / 2)
            break;
    }
    rounds = (uint64_t)((double)rounds * batch_ns / took) + 1;
    for (int batch = 0; batch < BATCHES; batch++) {
        int64_t start = clock_ns();
        node = cycle_walk(node, rounds);
        results[batch] = (double)(clock_ns() - start) / (double)(rounds * STEPS_A_ROUND);
        walked += rounds;
        cpus_add_current(seen);
    }
    if (node != cycle_node(cycle, walked * STEPS_A_ROUND))
        fail(ENDING_FAILED,
             "a walk of %" PRIu64 " steps over %zu lines ended on the wrong one: suspect this machine's "
             "memory or CPUs",
             walked * STEPS_A_ROUND, cycle->count);
    qsort(results, BATCHES, sizeof *results, ascending);
    return results[BATCHES / 2];
}

static void print_label(uint64_t bytes) {
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    size_t unit = 0;

    for (; bytes >= 1024; bytes /= 1024)
        unit++;
    printf("%" PRIu64 " %s", bytes, units[unit]);
}

int main(int argc, char **argv) {
    struct settings settings = {4096, (uint64_t)512 << 20, line_of_this_machine(), 1, 0.1, PAGES_BASE};
    const struct argument known[] = {
        {"--min", "a power of two in bytes, such as 4K", read_size, &settings.min},
        {"--max", "a power of two in bytes, such as 512M", read_size, &settings.max},
        {"--pages", "base, thp, 2M or 1G", read_pages, &settings.pages},
        {"--seconds", "a number of seconds a size, such as 0.1, up to " TEXT(LONGEST_SECONDS), read_duration,
         &settings.seconds},
        {"--seed", "a whole number from 0 to 18446744073709551615", read_seed, &settings.seed},
        {"--line", "a power of two from 8 to 4096, in bytes", read_line, &settings.line},
    };
    struct mapping memory;
    struct cycle cycle;
    struct cpus allowed = {0}, seen = {0};
    uint64_t lines, touched = 0;
    bool reserved;

    end_with_parent();
    read_arguments(argc, argv, VERSION_LINE("pointer_chase", VERSION), known, sizeof known / sizeof *known);
    if (settings.min < settings.line || settings.max < settings.min)
        fail(ENDING_USAGE,
             "--min (%" PRIu64 ") must be at least one line (%" PRIu64 ") and at most --max (%" PRIu64 ")",
             settings.min, settings.line, settings.max);
    lines = settings.max / settings.line;
    if (lines > MOST_LINES)
        fail(ENDING_USAGE, "--max is too much: at most 2^31 lines of %" PRIu64 " bytes can be linked",
             settings.line);

    reserved = settings.pages == PAGES_2M || settings.pages == PAGES_1G;
    require_memory(lines * sizeof(uint32_t) + (reserved ? 0 : settings.max), "choose a smaller --max");
    memory = map_memory(settings.max, settings.pages);
    cycle = (struct cycle){memory.start, settings.line, 0, malloc(lines * sizeof(uint32_t))};
    if (cycle.order == NULL)
        fail(ENDING_FAILED, "no memory for the order of %" PRIu64 " lines: choose a smaller --max", lines);

    cpus_add_allowed(&allowed);
    printf("# pointer_chase " VERSION ": one random cycle over lines of %" PRIu64
           " bytes, %s pages asked for, seed %" PRIu64 ", median of %d batches in %g s a size\n",
           settings.line, page_names[settings.pages], settings.seed, BATCHES, settings.seconds);
    fflush(stdout);
    for (uint64_t bytes = settings.min; bytes <= settings.max; bytes *= 2) {
        double ns;
        /* In order, as a program touches a new array: the kernel gives neighbouring pages to neighbouring
         * faults. The links come in random order. Larger sizes contain smaller ones, so what is resident is
         * what the size needs. */
        for (; touched < bytes; touched += settings.line)
            memory.start[touched] = 0;
        cycle.count = bytes / settings.line;
        cycle_link(&cycle, settings.seed);
        if (!cycle_is_whole(&cycle))
            fail(ENDING_FAILED,
                 "the cycle over %" PRIu64 " bytes does not hold: suspect this machine's memory", bytes);
        ns = measure(&cycle, settings.seconds, &seen);
        printf("%" PRIu64 "\t%.3f\t# ", bytes, ns);
        print_label(bytes);
        printf("; ");
        print_page_sizes(&memory, 1);
        printf("; ");
        print_placement(&memory, 1);
        printf("\n");
        fflush(stdout);
    }
    cpus_print(&allowed, &seen);
    free(cycle.order);
    return end_with_output_written();
}
