#include "mapping.h"

#include "ending.h"
#include "kernel_files.h"
#include "residence.h"

#include <errno.h>
#include <inttypes.h>
#include <linux/mman.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static size_t round_up(size_t bytes, size_t unit) {
    return (bytes + unit - 1) / unit * unit;
}

/* Room on both sides stays inaccessible. It lets the memory start on a huge page boundary, so that having
 * huge pages does not depend on where mmap happened to put it, and it keeps the kernel from joining the
 * mapping to a neighbour, so that /proc counts its pages and no others. */
static struct mapping map_apart(size_t bytes, size_t unit) {
    size_t huge = transparent_page();
    struct mapping mapping = {NULL, round_up(bytes, unit)};
    char *room = mmap(NULL, mapping.bytes + 2 * huge, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (room != MAP_FAILED) {
        mapping.start = room + (huge - (uintptr_t)room % huge);
        if (mprotect(mapping.start, mapping.bytes, PROT_READ | PROT_WRITE) == 0)
            return mapping;
    }
    fail(ENDING_FAILED, "%zu MiB of memory cannot be mapped (%s): ask for less", mapping.bytes >> 20,
         strerror(errno));
}

static struct mapping map_transparent(size_t bytes) {
    static const char folder[] = "/sys/kernel/mm/transparent_hugepage";
    struct mapping mapping = map_apart(bytes, transparent_page());

    if (kernel_says("/sys/kernel/mm/transparent_hugepage/enabled", "[never]"))
        fail(ENDING_UNAVAILABLE,
             "transparent huge pages are switched off here: write madvise to %s/enabled, or leave out "
             "--pages thp",
             folder);
    if (madvise(mapping.start, mapping.bytes, MADV_HUGEPAGE) != 0)
        fail(ENDING_UNAVAILABLE, "this kernel has no transparent huge pages (%s): leave out --pages thp",
             strerror(errno));
    *mapping.start = 1;
    if (transparent_bytes(&mapping) == 0)
        fail(ENDING_UNAVAILABLE,
             "the kernel gave no transparent huge page: look at enabled and defrag in %s and at how much "
             "memory is "
             "free, or leave out --pages thp",
             folder);
    return mapping;
}

static struct mapping map_reserved(size_t bytes, unsigned log2_page) {
    size_t page = (size_t)1 << log2_page;
    struct mapping mapping = {NULL, round_up(bytes, page)};
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | (int)(log2_page << MAP_HUGE_SHIFT);
    char folder[64], file[96];
    uint64_t unused;

    mapping.start = mmap(NULL, mapping.bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
    /* A mapping is granted when all nodes together have the pages. Touching one that is on no allowed node
     * would end in SIGBUS; populating returns instead (EINVAL: a kernel before 5.14, which does not know it).
     */
    if ((void *)mapping.start != MAP_FAILED &&
        (madvise(mapping.start, mapping.bytes, MADV_POPULATE_WRITE) == 0 || errno == EINVAL))
        return mapping;
    snprintf(folder, sizeof folder, "/sys/kernel/mm/hugepages/hugepages-%zukB", page >> 10);
    snprintf(file, sizeof file, "%s/free_hugepages", folder);
    if (!kernel_number(file, NULL, &unused))
        fail(ENDING_UNAVAILABLE, "this machine has no huge pages of %zu MiB: choose other --pages",
             page >> 20);
    fail(ENDING_UNAVAILABLE,
         "%zu reserved huge pages of %zu MiB are needed and %" PRIu64
         " are free%s: write a larger number to %s/nr_hugepages, or lower --max",
         mapping.bytes / page, page >> 20, unused,
         unused < mapping.bytes / page ? "" : ", but not to this process or on the nodes it may use", folder);
}

struct mapping map_memory(size_t bytes, enum pages pages) {
    struct mapping mapping;

    switch (pages) {
    case PAGES_THP:
        return map_transparent(bytes);
    case PAGES_2M:
        return map_reserved(bytes, 21);
    case PAGES_1G:
        return map_reserved(bytes, 30);
    case PAGES_SYSTEM:
    case PAGES_BASE:
        break;
    }
    mapping = map_apart(bytes, (size_t)sysconf(_SC_PAGESIZE));
    /* A kernel that refuses has no transparent huge pages to keep away. */
    if (pages == PAGES_BASE)
        (void)madvise(mapping.start, mapping.bytes, MADV_NOHUGEPAGE);
    return mapping;
}
