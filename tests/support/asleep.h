/*
 * asleep - does a thread of this process sleep just now?
 *
 * What Linux says in /proc, for tests that need a thread to have come to rest.
 */
#ifndef TESTS_SUPPORT_ASLEEP_H
#define TESTS_SUPPORT_ASLEEP_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#if ON_LINUX
#include <sys/syscall.h>
#include <unistd.h>
#endif

/* Of the calling thread; 0: there is none. */
static inline int
asleep_id(void)
{
#if ON_LINUX
	return (int)syscall(SYS_gettid);
#else
	return 0;
#endif
}

/* False: not known either. */
static inline bool
asleep_now(int id)
{
	char path[64], line[256];
	const char *name_end;
	FILE *file;
	bool asleep;

	snprintf(path, sizeof(path), "/proc/self/task/%d/stat", id);
	file = fopen(path, "r");
	if (file == NULL)
		return false;
	asleep = fgets(line, sizeof(line), file) != NULL &&
		 (name_end = strrchr(line, ')')) != NULL &&
		 name_end[1] == ' ' && name_end[2] == 'S';
	fclose(file);
	return asleep;
}

static inline bool
asleep_known(void)
{
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/task/%d/stat", asleep_id());
	file = fopen(path, "r");
	if (file == NULL)
		return false;
	fclose(file);
	return true;
}

#endif
