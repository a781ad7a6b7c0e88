/* How a kernel ends: its exit codes, its one-sentence errors, and never as an orphan. */
#ifndef ENDING_H
#define ENDING_H

#ifdef __cplusplus
extern "C" {
#endif

enum ending {
    ENDING_DONE = 0,
    ENDING_FAILED = 1,      /* not enough memory, a failed validation, output that cannot be written */
    ENDING_USAGE = 2,       /* bad arguments; nothing was measured */
    ENDING_UNAVAILABLE = 3, /* the machine does not have the pages asked for; nothing was measured */
};

/* Prints "KERNEL: SENTENCE" on stderr and exits. */
void fail(enum ending ending, const char *format, ...) __attribute__((noreturn, format(printf, 2, 3)));

/* Call first. */
void end_with_parent(void);

/* Call last: results that did not reach their file (a full disk) must not look like success. */
int end_with_output_written(void);

#ifdef __cplusplus
}
#endif

#endif
