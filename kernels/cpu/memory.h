/* Whether there is room, asked before memory is touched: Linux grants nearly every mapping and sends the OOM
 * killer later, which would take the harness or a stranger as readily as the kernel that asked. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Ends the program when `bytes` do not fit into what this process may use; `way_out` completes the sentence.
 */
void require_memory(uint64_t bytes, const char *way_out);

#ifdef __cplusplus
}
#endif

#endif
