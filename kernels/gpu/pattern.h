/* Bytes that say where they belong, to see whether a copy arrived: a word depends on its place and on a seed.
 */
#ifndef PATTERN_H
#define PATTERN_H

#include <stddef.h>
#include <stdint.h>

/* Sizes are whole 8-byte words. What runs on the device does so on the current GPU; only counting waits for
 * it. */
void pattern_fill_host(void *memory, size_t bytes, uint64_t seed);
void pattern_fill_device(void *memory, size_t bytes, uint64_t seed);

/* Words that are not as they should be. */
uint64_t pattern_count_wrong_on_host(const void *memory, size_t bytes, uint64_t seed);
uint64_t pattern_count_wrong_on_device(const void *memory, size_t bytes, uint64_t seed);

#endif
