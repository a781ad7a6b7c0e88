#include "ending.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

void fail(enum ending ending, const char *format, ...) {
    va_list arguments;

    /* Both may be the same terminal or file: what was found before the error stands before the error. */
    fflush(stdout);
    fprintf(stderr, "%s: ", program_invocation_short_name);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(ending);
}

/* The harness can be killed with SIGKILL, which it cannot pass on; an orphan would go on using the CPUs and
 * the memory bandwidth under the next measurement. A parent that is already gone is not looked for: it would
 * show as getppid() == 1, and in a container the harness itself may be process 1. */
void end_with_parent(void) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

int end_with_output_written(void) {
    if (fflush(stdout) != 0 || ferror(stdout))
        fail(ENDING_FAILED,
             "the results could not be written (%s): free space where stdout goes and run again",
             strerror(errno));
    return ENDING_DONE;
}
