#include "cycle.h"

#define FOUR_TIMES(x) x x x x

/* Enough steps a round for the loop's own instructions to vanish between the loads. Not inlined, so that what
 * is timed is this loop and its result is used. */
__attribute__((noinline)) void *cycle_walk(void *node, uint64_t rounds) {
    while (rounds-- > 0) {
        FOUR_TIMES(FOUR_TIMES(FOUR_TIMES(node = *(void **)node;)))
    }
    return node;
}

/* splitmix64: the mixing is by Vigna, in the public domain. */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static void **node_at(const struct cycle *cycle, uint32_t index) {
    return (void **)(void *)(cycle->lines + index * cycle->line);
}

void *cycle_node(const struct cycle *cycle, uint64_t steps) {
    return node_at(cycle, cycle->order[steps % cycle->count]);
}

/* The order is shuffled in an array of its own, which is a sixteenth of the lines and stays in caches that
 * they do not fit into; the links are independent stores, many of which are under way at a time. Building
 * takes a fraction of the time of one walk. */
void cycle_link(struct cycle *cycle, uint64_t seed) {
    uint32_t *order = cycle->order;
    size_t last = cycle->count - 1;

    for (size_t i = 0; i <= last; i++) {
        /* The high bits times the range: a bias of one in 2^32 / count, and no division. */
        uint32_t j = (uint32_t)((next_random(&seed) >> 32) * (i + 1) >> 32);
        order[i] = order[j];
        order[j] = (uint32_t)i;
    }
    for (size_t i = 0; i < last; i++)
        *node_at(cycle, order[i]) = node_at(cycle, order[i + 1]);
    *node_at(cycle, order[last]) = node_at(cycle, order[0]);
}

/* When every link leads to the next node in `order`, the walk is `order` over and over; when the first node
 * stands in it only once, it is not back before `count` steps, and so has met `count` different nodes: all of
 * them. */
bool cycle_is_whole(const struct cycle *cycle) {
    const uint32_t *order = cycle->order;
    size_t last = cycle->count - 1, returns = 0;
    bool linked = *node_at(cycle, order[last]) == node_at(cycle, order[0]);

    for (size_t i = 0; i < last; i++) {
        linked &= *node_at(cycle, order[i]) == node_at(cycle, order[i + 1]);
        returns += order[i + 1] == order[0];
    }
    return linked && returns == 0;
}
