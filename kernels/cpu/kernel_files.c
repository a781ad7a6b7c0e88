#include "kernel_files.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool find(const char *path, const char *text, char *rest, size_t size) {
    FILE *file = fopen(path, "r");
    char line[4096];
    bool found = false;

    if (file == NULL)
        return false;
    while (!found && fgets(line, sizeof line, file) != NULL) {
        const char *at = strstr(line, text);
        /* Whole words: "active_file" also ends "inactive_file". */
        if (at != NULL && (at == line || at[-1] == ' ')) {
            snprintf(rest, size, "%s", at + strlen(text));
            found = true;
        }
    }
    fclose(file);
    return found;
}

bool kernel_number(const char *path, const char *key, uint64_t *value) {
    char rest[64];

    return find(path, key == NULL ? "" : key, rest, sizeof rest) && sscanf(rest, "%" SCNu64, value) == 1;
}

bool kernel_says(const char *path, const char *text) {
    char rest[1];

    return find(path, text, rest, sizeof rest);
}
