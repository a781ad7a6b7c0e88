/* What the kernel really put behind memory: read from /proc, not assumed. */
#ifndef RESIDENCE_H
#define RESIDENCE_H

#include "mapping.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of what is resident in several mappings taken together, each prints one of
 *
 *   page-sizes: 4096=1048576 2097152=0 bytes         how much is behind pages of which size
 *   page-sizes: unknown (REASON)
 *
 *   placement: N0=256 N1=0 pages                     on which NUMA node, in pages of the base size
 *   placement: unknown (REASON)
 *
 * without an end of line. The base size, the size of transparent huge pages and every node with memory are
 * always listed, other sizes only where they occur. The sizes are those in this system's page tables: a guest
 * cannot see which pages its host has put behind them. Transparent pages of the sizes in between (mTHP) count
 * as base pages, since entries of that size map them. */
void print_page_sizes(const struct mapping *mappings, size_t count);
void print_placement(const struct mapping *mappings, size_t count);

/* The size of a transparent huge page, and how many bytes of the mapping are behind such pages;
 * SIZE_MAX where the kernel does not say. */
size_t transparent_page(void);
size_t transparent_bytes(const struct mapping *mapping);

#ifdef __cplusplus
}
#endif

#endif
