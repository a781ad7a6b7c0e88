/* stream [-n ELEMENTS] [-r REPETITIONS] [--vectors base|avx2|avx512f|widest]
 *
 * Memory bandwidth: our own implementation of the four STREAM kernels, with STREAM's rules (McCalpin: three
 * arrays of doubles, q = 3, all threads the process may use, the first repetition not counted, results
 * checked) and its table, so that what reads STREAM's output reads this. After the table it says where the
 * work was really done:
 *
 *   # vectors: base                                  see stream_loops.h
 *   # cpus: 0-1                                      the threads were allowed on these CPUs (list format)
 *   # ran-on: 0,1                                    and were seen on these
 *   # placement: N0=468750 N1=0 pages                see residence.h
 *   # page-sizes: 4096=1920000000 2097152=0 bytes    see residence.h
 *
 * It binds nothing: run it behind numactl to measure a binding. */
#include "arguments.h"
#include "clock.h"
#include "cpus.h"
#include "ending.h"
#include "mapping.h"
#include "memory.h"
#include "residence.h"
#include "stream_check.h"
#include "stream_loops.h"

#include <inttypes.h>
#include <omp.h>
#include <stdio.h>

#define VERSION "1" /* raised when the numbers of two versions must not be compared */
#define LINE "-------------------------------------------------------------\n"

/* Each repetition multiplies the values by 15, so they are infinite after 262. */
#define MOST_ELEMENTS 1000000000000
#define MOST_REPETITIONS 250

enum kernel { COPY, SCALE, ADD, TRIAD, KERNELS };

static const struct {
    const char *label;
    unsigned arrays;
} kernels[KERNELS] = {{"Copy:      ", 2}, {"Scale:     ", 2}, {"Add:       ", 3}, {"Triad:     ", 3}};

static const struct stream_loops *loops;
static double *a, *b, *c;
static size_t elements;

struct part {
    size_t first, count;
};

/* The same split every time, so that a thread works on the pages that it touched first. Parts start on cache
 * lines (of 128 bytes, the longest): otherwise two threads would write to the line on their border. */
static struct part part_of_thread(void) {
    const size_t line = 16, lines = (elements + line - 1) / line;
    size_t threads = (size_t)omp_get_num_threads(), thread = (size_t)omp_get_thread_num();
    size_t first = lines / threads * thread + (thread < lines % threads ? thread : lines % threads);
    size_t end = first + lines / threads + (thread < lines % threads);

    first *= line;
    end = end * line < elements ? end * line : elements;
    return (struct part){first, first < end ? end - first : 0};
}

static void run(enum kernel kernel) {
    struct part part = part_of_thread();
    double *my_a = a + part.first, *my_b = b + part.first, *my_c = c + part.first;

    switch (kernel) {
    case COPY:
        loops->copy(my_c, my_a, part.count);
        break;
    case SCALE:
        loops->scale(my_b, my_c, STREAM_Q, part.count);
        break;
    case ADD:
        loops->add(my_c, my_a, my_b, part.count);
        break;
    case TRIAD:
        loops->triad(my_a, my_b, my_c, STREAM_Q, part.count);
        break;
    case KERNELS:
        break;
    }
}

/* From before the threads are released until the last of them is through the barrier that ends the region. */
static double timed(enum kernel kernel) {
    int64_t start = clock_ns();
#pragma omp parallel
    run(kernel);
    return (double)(clock_ns() - start) / 1e9;
}

static bool read_elements(const char *text, void *into) {
    return read_whole(text, 1, MOST_ELEMENTS, into);
}

static bool read_repetitions(const char *text, void *into) {
    return read_whole(text, 2, MOST_REPETITIONS, into);
}

static bool read_vectors(const char *text, void *into) {
    const struct stream_loops *chosen = stream_loops(text);

    if (chosen != NULL)
        *(const struct stream_loops **)into = chosen;
    return chosen != NULL;
}

static double mebi(double bytes) {
    return bytes / 1024 / 1024;
}

static void print_header(uint64_t repetitions) {
    double array = (double)elements * sizeof(double);
    int threads = 0, counted = 0;

    printf(LINE "vcpu-bench stream " VERSION ": our own implementation of the STREAM kernels,\n"
                "a variant, not the official STREAM benchmark code\n" LINE);
    printf("This system uses %zu bytes per array element.\n" LINE, sizeof(double));
    printf("Array size = %zu (elements), Offset = 0 (elements)\n", elements);
    printf("Memory per array = %.1f MiB (= %.1f GiB).\n", mebi(array), mebi(array) / 1024);
    printf("Total memory required = %.1f MiB (= %.1f GiB).\n", mebi(3 * array), mebi(3 * array) / 1024);
    printf("Each kernel will be executed %" PRIu64 " times.\n", repetitions);
    printf(" The *best* time for each kernel (excluding the first iteration)\n"
           " will be used to compute the reported bandwidth.\n" LINE);
#pragma omp parallel
    {
#pragma omp master
        threads = omp_get_num_threads();
#pragma omp atomic
        counted++;
    }
    printf("Number of Threads requested = %d\nNumber of Threads counted = %d\n" LINE, threads, counted);
    fflush(stdout);
}

struct times {
    double sum, least, most;
};

static void touch(struct cpus *allowed) {
#pragma omp parallel
    {
        struct part part = part_of_thread();
        for (size_t i = part.first; i < part.first + part.count; i++) {
            a[i] = STREAM_START.a;
            b[i] = STREAM_START.b;
            c[i] = STREAM_START.c;
        }
#pragma omp critical
        cpus_add_allowed(allowed);
    }
}

static void measure(uint64_t repetitions, struct times times[KERNELS], struct cpus *seen) {
    for (uint64_t repetition = 0; repetition < repetitions; repetition++) {
        for (enum kernel kernel = COPY; kernel < KERNELS; kernel++) {
            double seconds = timed(kernel);
            struct times *of = &times[kernel];
#pragma omp parallel
#pragma omp critical
            cpus_add_current(seen);
            if (repetition == 0)
                continue;
            of->sum += seconds;
            of->least = repetition == 1 || seconds < of->least ? seconds : of->least;
            of->most = seconds > of->most ? seconds : of->most;
        }
    }
}

static void print_table(uint64_t repetitions, const struct times times[KERNELS]) {
    printf("Function    Best Rate MB/s  Avg time     Min time     Max time\n");
    for (enum kernel kernel = COPY; kernel < KERNELS; kernel++) {
        double bytes = (double)kernels[kernel].arrays * sizeof(double) * (double)elements;
        printf("%s%12.1f  %11.6f  %11.6f  %11.6f\n", kernels[kernel].label, bytes / 1e6 / times[kernel].least,
               times[kernel].sum / (double)(repetitions - 1), times[kernel].least, times[kernel].most);
    }
    printf(LINE);
}

int main(int argc, char **argv) {
    uint64_t wanted = 80000000, repetitions = 10;
    const struct argument known[] = {
        {"-n", "a whole number of elements from 1 to " TEXT(MOST_ELEMENTS), read_elements, &wanted},
        {"-r",
         "a whole number of repetitions from 2, the first not being counted, to " TEXT(MOST_REPETITIONS),
         read_repetitions, &repetitions},
        {"--vectors", "base, widest, or one of avx2 and avx512f that this CPU has", read_vectors, &loops},
    };
    struct mapping arrays[3];
    struct cpus allowed = {0}, seen = {0};
    struct times times[KERNELS] = {{0}};
    bool valid;

    end_with_parent();
    loops = stream_loops("base");
    read_arguments(argc, argv, VERSION_LINE("stream", VERSION), known, sizeof known / sizeof *known);
    elements = wanted;
    require_memory(3 * elements * sizeof(double), "choose a smaller -n");
    for (size_t i = 0; i < 3; i++)
        arrays[i] = map_memory(elements * sizeof(double), PAGES_SYSTEM);
    a = (double *)(void *)arrays[0].start;
    b = (double *)(void *)arrays[1].start;
    c = (double *)(void *)arrays[2].start;

    omp_set_dynamic(0);
    print_header(repetitions);
    touch(&allowed);
    measure(repetitions, times, &seen);
    print_table(repetitions, times);
    valid = stream_check(a, b, c, elements, (unsigned)repetitions);
    printf(LINE);

    printf("# vectors: %s\n", loops->vectors);
    cpus_print(&allowed, &seen);
    printf("# ");
    print_placement(arrays, 3);
    printf("\n# ");
    print_page_sizes(arrays, 3);
    printf("\n");
    if (!valid)
        fail(ENDING_FAILED,
             "the results are wrong, so the rates mean nothing: suspect this machine's memory or CPUs");
    return end_with_output_written();
}
