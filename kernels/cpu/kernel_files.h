/* Single values out of the files of /proc and /sys. */
#ifndef KERNEL_FILES_H
#define KERNEL_FILES_H

#include <stdbool.h>
#include <stdint.h>

/* The number behind the word `key` ("MemAvailable:"), or at the start of the file for NULL; false where there
 * is no such file, no such word, or no number behind it. */
bool kernel_number(const char *path, const char *key, uint64_t *value);

/* Whether the file can be read and has a word that starts with `text`. */
bool kernel_says(const char *path, const char *text);

#endif
