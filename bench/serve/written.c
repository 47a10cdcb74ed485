/*
 * written - files of one directory that a tool writes; any failure ends it
 */
#include "bench/serve/written.h"

#include <err.h>

FILE *
written_create(const char *directory, const char *name)
{
	char path[4096];
	FILE *file;

	if ((size_t)snprintf(path, sizeof(path), "%s/%s", directory, name) >=
	    sizeof(path))
		errx(2, "%s: the path is too long", directory);
	file = fopen(path, "wb");
	if (file == NULL)
		err(2, "%s", path);
	return file;
}

void
written_finish(FILE *file, const char *name)
{
	if (ferror(file) || fclose(file) != 0)
		err(2, "%s", name);
}
