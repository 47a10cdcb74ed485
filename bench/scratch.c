/*
 * scratch - a directory for the files of benchmarks
 */
#include "bench/scratch.h"

#include <err.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static char directory[1024]; /* empty: not made yet */

static int
remove_one(
    const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

static void
remove_directory(void)
{
	if (nftw(directory, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
		warn("%s", directory);
}

static void
make_directory(void)
{
	const char *where = getenv("TMPDIR");

	snprintf(directory, sizeof(directory), "%.900s/cgpbench.XXXXXX",
	    where == NULL ? "/tmp" : where);
	if (mkdtemp(directory) == NULL)
		err(2, "%s", directory);
	atexit(remove_directory);
}

static char *__attribute__((format(printf, 1, 0)))
text_of(const char *format, va_list arguments)
{
	char *text;

	if (vasprintf(&text, format, arguments) < 0)
		err(2, "no memory");
	return text;
}

const char *
scratch_text(const char *format, ...)
{
	va_list arguments;
	const char *text;

	va_start(arguments, format);
	text = text_of(format, arguments);
	va_end(arguments);
	return text;
}

const char *
scratch_path(const char *format, ...)
{
	va_list arguments;
	const char *path;
	char *name;

	va_start(arguments, format);
	name = text_of(format, arguments);
	va_end(arguments);
	if (directory[0] == '\0')
		make_directory();
	path = scratch_text("%s/%s", directory, name);
	free(name);
	return path;
}

const char *
scratch_file(const char *name, const void *bytes, size_t size)
{
	const char *path = scratch_path("%s", name);
	FILE *file = fopen(path, "wb");

	if (file == NULL || fwrite(bytes, 1, size, file) != size ||
	    fclose(file) != 0)
		err(2, "%s", path);
	return path;
}
