#include "cpus.h"

#include <stdio.h>

enum { CPUS = (int)(sizeof(struct cpus) * 8) };

void cpus_add_allowed(struct cpus *cpus) {
    struct cpus own = {0};

    if (sched_getaffinity(0, sizeof own, own.sets) == 0)
        CPU_OR_S(sizeof own, cpus->sets, cpus->sets, own.sets);
}

void cpus_add_current(struct cpus *cpus) {
    int cpu = sched_getcpu();

    if (cpu >= 0)
        CPU_SET_S((size_t)cpu, sizeof *cpus, cpus->sets);
}

static int has(const struct cpus *cpus, int cpu) {
    return CPU_ISSET_S((size_t)cpu, sizeof *cpus, cpus->sets);
}

void cpus_print(const struct cpus *allowed, const struct cpus *seen) {
    const char *between = "";

    printf("# cpus: ");
    for (int first = 0; first < CPUS; first++) {
        int last = first;
        if (!has(allowed, first))
            continue;
        while (last + 1 < CPUS && has(allowed, last + 1))
            last++;
        printf(last > first ? "%s%d-%d" : "%s%d", between, first, last);
        between = ",";
        first = last;
    }
    printf("\n# ran-on: ");
    between = "";
    for (int cpu = 0; cpu < CPUS; cpu++) {
        if (!has(seen, cpu))
            continue;
        printf("%s%d", between, cpu);
        between = ",";
    }
    putchar('\n');
}
