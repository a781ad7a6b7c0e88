#include "arguments.h"

#include "ending.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void read_arguments(int argc, char **argv, const char *version_line, const struct argument *known,
                    size_t count) {
    for (int i = 1; i < argc; i++) {
        const struct argument *argument = known;

        if (strcmp(argv[i], "--version") == 0) {
            puts(version_line);
            exit(end_with_output_written());
        }
        while (argument < known + count && strcmp(argv[i], argument->name) != 0)
            argument++;
        if (argument == known + count) {
            char names[256] = "";
            for (size_t k = 0; k < count; k++) {
                strncat(names, known[k].name, sizeof names - strlen(names) - 1);
                strncat(names, ", ", sizeof names - strlen(names) - 1);
            }
            fail(ENDING_USAGE, "unknown argument '%s': it takes %sor --version", argv[i], names);
        }
        if (++i == argc)
            fail(ENDING_USAGE, "%s takes %s, and nothing follows it", argument->name, argument->takes);
        if (!argument->read(argv[i], argument->into))
            fail(ENDING_USAGE, "%s takes %s, not '%s'", argument->name, argument->takes, argv[i]);
    }
}

/* strtoull alone takes blanks, signs (and wraps negative numbers around) and stops at garbage. */
static bool read_digits(const char *text, uint64_t *value, const char **rest) {
    char *end;

    if (*text < '0' || *text > '9')
        return false;
    errno = 0;
    *value = strtoull(text, &end, 10);
    *rest = end;
    return errno == 0;
}

bool read_whole(const char *text, uint64_t lowest, uint64_t highest, uint64_t *value) {
    uint64_t number;
    const char *rest;

    if (!read_digits(text, &number, &rest) || *rest != '\0' || number < lowest || number > highest)
        return false;
    *value = number;
    return true;
}

bool read_bytes(const char *text, uint64_t *value) {
    static const char units[] = "KMG";
    uint64_t number;
    const char *rest;
    unsigned shift = 0;

    if (!read_digits(text, &number, &rest) || number == 0)
        return false;
    if (*rest != '\0') {
        const char *unit = strchr(units, *rest);
        if (unit == NULL || rest[1] != '\0')
            return false;
        shift = 10 * (unsigned)(unit - units + 1);
    }
    if (number > UINT64_MAX >> shift)
        return false;
    *value = number << shift;
    return true;
}

bool read_seconds(const char *text, double longest, double *value) {
    char *end;
    double number;

    /* strtod alone takes "inf", "nan" and hexadecimal as well. */
    if (text[strspn(text, "0123456789.")] != '\0' || *text == '\0')
        return false;
    number = strtod(text, &end);
    if (*end != '\0' || number <= 0 || number > longest)
        return false;
    *value = number;
    return true;
}
