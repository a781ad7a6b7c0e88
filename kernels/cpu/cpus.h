/* Sets of CPUs: those that threads may run on, and those that they were seen on. */
#ifndef CPUS_H
#define CPUS_H

#include <sched.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 8192 is the most that Linux can be configured for; cpu_set_t alone ends at 1024. */
struct cpus {
    cpu_set_t sets[8192 / CPU_SETSIZE];
};

void cpus_add_allowed(struct cpus *cpus); /* of the calling thread */
void cpus_add_current(struct cpus *cpus);

/* Both for after the measurement:
 *   # cpus: 0-3,8        list format
 *   # ran-on: 0,1,2      one by one */
void cpus_print(const struct cpus *allowed, const struct cpus *seen);

#ifdef __cplusplus
}
#endif

#endif
