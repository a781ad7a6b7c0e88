/* Memory to measure, on pages of a chosen kind. */
#ifndef MAPPING_H
#define MAPPING_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum pages {
    PAGES_SYSTEM, /* what this system gives a program that asks for nothing */
    PAGES_BASE,   /* 4 KiB on x86-64: never transparent huge pages */
    PAGES_THP,    /* transparent huge pages */
    PAGES_2M,     /* reserved ones (hugetlbfs) */
    PAGES_1G,
};

struct mapping {
    char *start;
    size_t bytes;
};

/* `bytes`, rounded up to whole pages, not touched yet, starting on a huge page boundary, in a mapping that
 * the kernel does not merge with another. Ends the program where there are no such pages; how many of the
 * transparent kind there are shows only when all is touched (residence.h). */
struct mapping map_memory(size_t bytes, enum pages pages);

#ifdef __cplusplus
}
#endif

#endif
