/* The parts that decide whether a measurement is believed: each is shown something right and must accept it,
 * and something wrong and must not. */
#include "../cpu/arguments.h"
#include "../cpu/cycle.h"
#include "../cpu/stream_check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int failed;

#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                                  \
            failed = 1;                                                                                      \
        }                                                                                                    \
    } while (0)

static void whole_numbers(void) {
    static const char *const wrong[] = {"",
                                        " 1",
                                        "1 ",
                                        "+1",
                                        "-1",
                                        "0x10",
                                        "1e3",
                                        "1.",
                                        "12x",
                                        "0",
                                        "11",
                                        "99999999999999999999",
                                        "18446744073709551617"};
    uint64_t value = 77;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK(!read_whole(wrong[i], 1, 10, &value));
    CHECK(value == 77);
    CHECK(read_whole("1", 1, 10, &value) && value == 1);
    CHECK(read_whole("010", 1, 10, &value) && value == 10);
    CHECK(read_whole("18446744073709551615", 0, UINT64_MAX, &value) && value == UINT64_MAX);
}

static void bytes(void) {
    static const char *const wrong[] = {"",    "K",   "0",   "0K", "-4K",         "4k",
                                        "4KB", "4 K", "4KK", "1T", "17179869184G"};
    uint64_t value = 77;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK(!read_bytes(wrong[i], &value));
    CHECK(value == 77);
    CHECK(read_bytes("4096", &value) && value == 4096);
    CHECK(read_bytes("4K", &value) && value == 4096);
    CHECK(read_bytes("512M", &value) && value == 536870912);
    CHECK(read_bytes("17179869183G", &value) && value == UINT64_MAX - ((1 << 30) - 1));
}

static void seconds(void) {
    static const char *const wrong[] = {"",    "0",   "0.0",   "-1", "1e-3", "inf",
                                        "nan", "0x1", "1.2.3", ".",  "1 ",   "11"};
    double value = 77;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK(!read_seconds(wrong[i], 10, &value));
    CHECK(value > 76);
    CHECK(read_seconds("0.25", 10, &value) && value > 0.249 && value < 0.251);
    CHECK(read_seconds("10", 10, &value) && value > 9.9);
}

enum { ELEMENTS = 1000, REPETITIONS = 3 };

static void fill(double *a, double *b, double *c) {
    for (size_t i = 0; i < ELEMENTS; i++) {
        /* 15^3; 3 and 4 times 15^2. */
        a[i] = 3375;
        b[i] = 675;
        c[i] = 900;
    }
}

static void stream_results(void) {
    static double a[ELEMENTS], b[ELEMENTS], c[ELEMENTS];
    double *const arrays[] = {a, b, c};

    fill(a, b, c);
    CHECK(stream_check(a, b, c, ELEMENTS, REPETITIONS));
    CHECK(stream_check(a, b, c, 1, REPETITIONS));
    CHECK(!stream_check(a, b, c, ELEMENTS, REPETITIONS - 1));
    for (size_t array = 0; array < 3; array++) {
        double *element = &arrays[array][ELEMENTS - 1], right = *element;
        const double wrong[] = {0, -right, right * (1 + 1e-9), right * (1 - 1e-9), INFINITY, -INFINITY, NAN};
        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
            *element = wrong[i];
            CHECK(!stream_check(a, b, c, ELEMENTS, REPETITIONS));
        }
        *element = right * (1 + 1e-15);
        CHECK(stream_check(a, b, c, ELEMENTS, REPETITIONS));
        *element = right;
    }
}

enum { LINE = 64, MOST_LINES = 1000 };

static struct cycle new_cycle(size_t count) {
    return (struct cycle){aligned_alloc(LINE, count * LINE), LINE, count, malloc(count * sizeof(uint32_t))};
}

static void free_cycle(struct cycle *cycle) {
    free(cycle->lines);
    free(cycle->order);
}

static void **line(const struct cycle *cycle, size_t index) {
    return (void **)(void *)(cycle->lines + index * LINE);
}

/* Follows the links themselves, without cycle.c's idea of the order. */
static bool meets_every_line_once(const struct cycle *cycle) {
    bool met[MOST_LINES] = {false};
    char *at = cycle->lines;

    for (size_t i = 0; i < cycle->count; i++) {
        size_t index = (size_t)(at - cycle->lines) / LINE;
        if (index >= cycle->count || met[index])
            return false;
        met[index] = true;
        at = *(void **)(void *)at;
    }
    return at == cycle->lines;
}

static void whole_cycles(void) {
    static const size_t counts[] = {1, 2, 3, 64, 65, MOST_LINES};

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (uint64_t seed = 0; seed < 20; seed++) {
            struct cycle cycle = new_cycle(counts[i]);
            cycle_link(&cycle, seed);
            CHECK(cycle_is_whole(&cycle));
            CHECK(meets_every_line_once(&cycle));
            for (uint64_t rounds = 0; rounds < 40; rounds++)
                CHECK(cycle_walk(cycle_node(&cycle, 0), rounds) ==
                      cycle_node(&cycle, rounds * STEPS_A_ROUND));
            free_cycle(&cycle);
        }
}

static void broken_cycles(void) {
    struct cycle cycle = new_cycle(64);
    void **first, **second, *link;

    cycle_link(&cycle, 1);
    first = line(&cycle, 5);
    second = line(&cycle, 40);
    link = *first;
    /* Two exchanged links make two cycles of one, and every line still has one link to it. */
    *first = *second;
    *second = link;
    CHECK(!meets_every_line_once(&cycle));
    CHECK(!cycle_is_whole(&cycle));

    cycle_link(&cycle, 1);
    *first = first;
    CHECK(!cycle_is_whole(&cycle));

    /* Links that agree with an order that leaves half of the lines out. */
    for (uint32_t i = 0; i < 64; i++)
        cycle.order[i] = i % 32;
    for (size_t i = 0; i < 32; i++)
        *line(&cycle, i) = line(&cycle, (i + 1) % 32);
    CHECK(!cycle_is_whole(&cycle));
    free_cycle(&cycle);
}

/* Of four lines there are six cycles. A quarter off the mean is eight standard deviations. */
static void cycles_are_equally_likely(void) {
    enum { SEEDS = 6000 };
    struct cycle cycle = new_cycle(4);
    unsigned seen[4][4] = {{0}};

    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        char *second, *third;
        cycle_link(&cycle, seed);
        second = *line(&cycle, 0);
        third = *(void **)(void *)second;
        seen[(second - cycle.lines) / LINE][(third - cycle.lines) / LINE]++;
    }
    for (size_t second = 1; second < 4; second++)
        for (size_t third = 1; third < 4; third++)
            if (second != third)
                CHECK(seen[second][third] > SEEDS / 8 && seen[second][third] < SEEDS * 5 / 24);
    free_cycle(&cycle);
}

int main(void) {
    whole_numbers();
    bytes();
    seconds();
    stream_results();
    whole_cycles();
    broken_cycles();
    cycles_are_equally_likely();
    return failed;
}
