/* One random cycle over the lines of a piece of memory, and the walk along it. */
#ifndef CYCLE_H
#define CYCLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Node i starts at lines + i * line and holds the address of its successor. */
struct cycle {
    char *lines;
    size_t line;
    size_t count;
    uint32_t *order; /* the nodes as the walk meets them */
};

/* Makes one cycle of all `count` lines: a different one for each seed, each as likely as any other. */
void cycle_link(struct cycle *cycle, uint64_t seed);

/* Whether a walk from the first node in `order` meets every node once before it is back. */
bool cycle_is_whole(const struct cycle *cycle);

/* Where a walk is that left the first node and took `steps`. */
void *cycle_node(const struct cycle *cycle, uint64_t steps);

/* The measured loop: `rounds` times STEPS_A_ROUND loads, each of which needs the one before. Returns where it
 * ends. */
enum { STEPS_A_ROUND = 64 };
void *cycle_walk(void *node, uint64_t rounds);

#endif
