/* Command lines, read strictly: a mistyped size that is silently taken for another one is a wrong result. */
#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)

#ifdef __clang__
#define COMPILER "clang " __clang_version__
#else
#define COMPILER "gcc " __VERSION__
#endif

/* BUILT_WITH comes from the Makefile: numbers of two builds can only be compared by who can see how they
 * differ. */
#define VERSION_LINE(kernel, version) "vcpu-bench " kernel " " version ", " COMPILER ", " BUILT_WITH

#ifdef __cplusplus
extern "C" {
#endif

struct argument {
    const char *name;
    const char *takes; /* in words, for the error: "a whole number from 1 to 9" */
    bool (*read)(const char *text, void *into);
    void *into;
};

/* Reads `NAME VALUE` pairs, and --version, which prints version_line and exits. Ends the program on anything
 * else. */
void read_arguments(int argc, char **argv, const char *version_line, const struct argument *known,
                    size_t count);

/* Each is false, and leaves *value alone, for a text that is not wholly what is asked for. */
bool read_whole(const char *text, uint64_t lowest, uint64_t highest, uint64_t *value);
bool read_bytes(const char *text, uint64_t *value); /* 4096, 4K, 512M, 1G; never 0 */
bool read_seconds(const char *text, double longest, double *value);

#ifdef __cplusplus
}
#endif

#endif
