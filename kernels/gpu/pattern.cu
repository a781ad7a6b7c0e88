#include "pattern.h"

#include "elements.h"

/* The factor is odd, so that no two places have the same word, and large, so that no byte of it is constant.
 */
struct word {
    uint64_t seed;

    __host__ __device__ uint64_t operator()(uint64_t place) const {
        return (place + (seed << 48)) * 0x9e3779b97f4a7c15;
    }
};

void pattern_fill_host(void *memory, size_t bytes, uint64_t seed) {
    uint64_t *words = (uint64_t *)memory;
    const struct word word_at = {seed};

    for (size_t i = 0; i < bytes / sizeof *words; i++)
        words[i] = word_at(i);
}

uint64_t pattern_count_wrong_on_host(const void *memory, size_t bytes, uint64_t seed) {
    const uint64_t *words = (const uint64_t *)memory;
    const struct word word_at = {seed};
    uint64_t wrong = 0;

    for (size_t i = 0; i < bytes / sizeof *words; i++)
        wrong += words[i] != word_at(i);
    return wrong;
}

void pattern_fill_device(void *memory, size_t bytes, uint64_t seed) {
    fill_elements((uint64_t *)memory, bytes / sizeof(uint64_t), word{seed}, cudaStreamLegacy);
}

uint64_t pattern_count_wrong_on_device(const void *memory, size_t bytes, uint64_t seed) {
    return count_wrong_elements((const uint64_t *)memory, bytes / sizeof(uint64_t), word{seed},
                                cudaStreamLegacy);
}
