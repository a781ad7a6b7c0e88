#include "residence.h"

#include "kernel_files.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NODES = 1024 }; /* the most that Linux can be configured for */

struct page_sizes {
    size_t count;
    struct {
        uint64_t size, bytes;
    } of[8];
};

static size_t base_page(void) {
    return (size_t)sysconf(_SC_PAGESIZE);
}

size_t transparent_page(void) {
    uint64_t size;

    return kernel_number("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size", NULL, &size) ? size : 2 << 20;
}

static void add(struct page_sizes *sizes, uint64_t size, uint64_t bytes) {
    size_t i = 0;

    while (i < sizes->count && sizes->of[i].size != size)
        i++;
    if (i == sizeof sizes->of / sizeof *sizes->of)
        return;
    if (i == sizes->count) {
        sizes->of[sizes->count++].size = size;
        sizes->of[i].bytes = 0;
    }
    sizes->of[i].bytes += bytes;
}

static bool among(uint64_t address, const struct mapping *mappings, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (address >= (uintptr_t)mappings[i].start &&
            address - (uintptr_t)mappings[i].start < mappings[i].bytes)
            return true;
    return false;
}

/* The reason why it is not known, or NULL. */
static const char *read_page_sizes(const struct mapping *mappings, size_t count, struct page_sizes *sizes) {
    FILE *file = fopen("/proc/self/smaps", "r");
    char *line = NULL;
    size_t room = 0;
    bool ours = false, found = false;
    uint64_t page = 0, resident = 0;

    if (file == NULL)
        return "/proc/self/smaps cannot be read";
    sizes->count = 0;
    add(sizes, base_page(), 0);
    add(sizes, transparent_page(), 0);
    while (getline(&line, &room, file) > 0) {
        uint64_t number, end;
        if (sscanf(line, "%" SCNx64 "-%" SCNx64, &number, &end) == 2) {
            ours = among(number, mappings, count);
            found = found || ours;
        } else if (!ours) {
            continue;
        } else if (sscanf(line, "KernelPageSize: %" SCNu64, &number) == 1) {
            page = number * 1024;
        } else if (sscanf(line, "Rss: %" SCNu64, &number) == 1) {
            resident = number * 1024;
        } else if (sscanf(line, "AnonHugePages: %" SCNu64, &number) == 1) {
            /* These are part of the resident set; what hugetlbfs gives is not. */
            add(sizes, transparent_page(), number * 1024);
            if (resident > number * 1024)
                add(sizes, page, resident - number * 1024);
        } else if (sscanf(line, "Private_Hugetlb: %" SCNu64, &number) == 1 ||
                   sscanf(line, "Shared_Hugetlb: %" SCNu64, &number) == 1) {
            if (number > 0)
                add(sizes, page, number * 1024);
        }
    }
    free(line);
    fclose(file);
    return found ? NULL : "not listed in /proc/self/smaps";
}

void print_page_sizes(const struct mapping *mappings, size_t count) {
    struct page_sizes sizes;
    const char *unknown = read_page_sizes(mappings, count, &sizes);

    printf("page-sizes: ");
    if (unknown != NULL) {
        printf("unknown (%s)", unknown);
        return;
    }
    for (size_t i = 0; i < sizes.count; i++)
        printf("%" PRIu64 "=%" PRIu64 " ", sizes.of[i].size, sizes.of[i].bytes);
    printf("bytes");
}

size_t transparent_bytes(const struct mapping *mapping) {
    struct page_sizes sizes;

    if (read_page_sizes(mapping, 1, &sizes) != NULL)
        return SIZE_MAX;
    for (size_t i = 0; i < sizes.count; i++)
        if (sizes.of[i].size == transparent_page())
            return sizes.of[i].bytes;
    return 0;
}

/* One entry of numa_maps is a line "ADDRESS POLICY ... N0=12 N1=3 kernelpagesize_kB=4". Pages are counted in
 * that size, but for transparent huge pages, which are counted as the base pages that they consist of. */
static const char *read_placement(const struct mapping *mappings, size_t count, uint64_t pages[NODES]) {
    FILE *file = fopen("/proc/self/numa_maps", "r");
    char *line = NULL;
    size_t room = 0;
    bool found = false;

    if (file == NULL)
        return errno == ENOENT ? "this kernel has no /proc/self/numa_maps"
                               : "/proc/self/numa_maps cannot be read";
    while (getline(&line, &room, file) > 0) {
        uint64_t address, kilobytes = 0;
        const char *size = strstr(line, " kernelpagesize_kB=");

        if (sscanf(line, "%" SCNx64, &address) != 1 || !among(address, mappings, count))
            continue;
        found = true;
        if (size == NULL || sscanf(size, " kernelpagesize_kB=%" SCNu64, &kilobytes) != 1)
            continue;
        for (const char *field = strchr(line, ' '); field != NULL; field = strchr(field + 1, ' ')) {
            unsigned node;
            uint64_t number;
            if (sscanf(field, " N%u=%" SCNu64, &node, &number) == 2 && node < NODES)
                pages[node] += number * (kilobytes * 1024 / base_page());
        }
    }
    free(line);
    fclose(file);
    return found ? NULL : "not listed in /proc/self/numa_maps";
}

static void mark_nodes_with_memory(bool nodes[NODES]) {
    FILE *file = fopen("/sys/devices/system/node/has_memory", "r");
    unsigned first, last;

    if (file == NULL)
        return;
    while (fscanf(file, "%u", &first) == 1) {
        last = first;
        if (fscanf(file, "-%u", &last) < 0)
            last = first;
        for (unsigned node = first; node <= last && node < NODES; node++)
            nodes[node] = true;
        if (fgetc(file) != ',')
            break;
    }
    fclose(file);
}

void print_placement(const struct mapping *mappings, size_t count) {
    uint64_t pages[NODES] = {0};
    bool listed[NODES] = {false};
    const char *unknown = read_placement(mappings, count, pages);

    printf("placement: ");
    if (unknown != NULL) {
        printf("unknown (%s)", unknown);
        return;
    }
    mark_nodes_with_memory(listed);
    for (unsigned node = 0; node < NODES; node++)
        if (listed[node] || pages[node] > 0)
            printf("N%u=%" PRIu64 " ", node, pages[node]);
    printf("pages");
}
