/*
 * signal_file - hup.sig: a file that asks every helper in a directory to reload
 *
 * What asks is that it appears, or appears anew; its content does not matter.
 * It stays for some seconds, so that all helpers see it, and is then removed by
 * whoever comes first.
 *
 * Threads: one.
 */
#ifndef THREADS_UPDATE_SIGNAL_FILE_H
#define THREADS_UPDATE_SIGNAL_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct signal_file {
	struct timespec changed; /* as last seen */
	uint64_t seen_ns;        /* 0: not there */
};

/* True: it is there and was not, or not this one, when last looked at. */
bool signal_file_appeared(
    struct signal_file *file, const char *path, uint64_t now_ns);

#endif
