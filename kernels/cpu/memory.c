#include "memory.h"

#include "ending.h"
#include "kernel_files.h"

#include <inttypes.h>
#include <limits.h>
#include <linux/mempolicy.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct room {
    uint64_t bytes;
    const char *where;
};

static void narrow(struct room *room, uint64_t bytes, const char *where) {
    if (bytes < room->bytes)
        *room = (struct room){bytes, where};
}

static void narrow_to_machine(struct room *room) {
    uint64_t available;

    if (kernel_number("/proc/meminfo", "MemAvailable:", &available))
        narrow(room, available * 1024, "on this machine");
}

/* A limit may stand at any level above the process, and each level counts what its children use. Page cache
 * counts as used but gives way. */
static void narrow_to_cgroups(struct room *room) {
    FILE *file = fopen("/proc/self/cgroup", "r");
    char line[PATH_MAX] = "", path[PATH_MAX + 64];
    char *group = NULL;

    if (file == NULL)
        return;
    while (group == NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "0::/", 4) == 0)
            group = line + 3;
    fclose(file);
    if (group == NULL)
        return;
    group[strcspn(group, "\n")] = '\0';
    for (char *end = group + strlen(group); end != NULL; end = strrchr(group, '/')) {
        uint64_t limit, used, cache, total = 0;
        *end = '\0';
        snprintf(path, sizeof path, "/sys/fs/cgroup%s/memory.max", group);
        if (!kernel_number(path, NULL, &limit))
            continue;
        snprintf(path, sizeof path, "/sys/fs/cgroup%s/memory.current", group);
        if (!kernel_number(path, NULL, &used))
            continue;
        snprintf(path, sizeof path, "/sys/fs/cgroup%s/memory.stat", group);
        if (kernel_number(path, "inactive_file ", &cache))
            total += cache;
        if (kernel_number(path, "active_file ", &cache))
            total += cache;
        used -= total < used ? total : used;
        narrow(room, limit > used ? limit - used : 0, "under this container's or service's memory limit");
    }
}

/* numactl --membind leaves only those nodes, however much the machine has elsewhere. */
static void narrow_to_bound_nodes(struct room *room) {
    enum { NODES = 1024, WORD = sizeof(unsigned long) * CHAR_BIT };
    unsigned long nodes[NODES / WORD] = {0};
    int mode;
    uint64_t sum = 0;

    /* glibc has no wrapper, and libnuma for one call would be one more thing to install. */
    if (syscall(SYS_get_mempolicy, &mode, nodes, (unsigned long)NODES, NULL, 0ul) != 0 ||
        (mode & ~MPOL_MODE_FLAGS) != MPOL_BIND)
        return;
    for (unsigned node = 0; node < NODES; node++) {
        static const char *const counts[] = {"MemFree:", "Active(file):", "Inactive(file):"};
        char path[64];
        if (!(nodes[node / WORD] >> node % WORD & 1))
            continue;
        snprintf(path, sizeof path, "/sys/devices/system/node/node%u/meminfo", node);
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            uint64_t kilobytes;
            if (!kernel_number(path, counts[i], &kilobytes))
                return;
            sum += kilobytes * 1024;
        }
    }
    narrow(room, sum, "on the NUMA nodes that memory is bound to");
}

void require_memory(uint64_t bytes, const char *way_out) {
    struct room room = {UINT64_MAX, ""};
    uint64_t need = bytes + bytes / 64; /* page tables, and what else runs meanwhile */

    narrow_to_machine(&room);
    narrow_to_cgroups(&room);
    narrow_to_bound_nodes(&room);
    if (need > room.bytes)
        fail(ENDING_FAILED, "%" PRIu64 " MiB of memory are needed and %" PRIu64 " MiB are available %s: %s",
             need >> 20, room.bytes >> 20, room.where, way_out);
}
