/*
 * scratch - a directory that is gone with the program
 */
#include "bench/serve/scratch.h"

#include <err.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char place[4096];
static pid_t owner;

static int
remove_one(
    const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	remove(path);
	return 0;
}

/* A child that never became another program must not take it away. */
static void
remove_all(void)
{
	if (getpid() == owner)
		nftw(place, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *
scratch_directory(void)
{
	const char *parent = getenv("TMPDIR");

	if (place[0] != '\0')
		return place;
	snprintf(place, sizeof(place), "%s/cgpbench.XXXXXX",
	    parent == NULL || parent[0] == '\0' ? "/tmp" : parent);
	if (mkdtemp(place) == NULL)
		err(2, "%s", place);
	owner = getpid();
	/* The helper under test may be another user's. */
	chmod(place, 0755);
	atexit(remove_all);
	return place;
}
