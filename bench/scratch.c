/*
 * scratch - names and files in the directory for the files of benchmarks
 */
#include "bench/scratch.h"

#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/serve/scratch.h"

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
	path = scratch_text("%s/%s", scratch_directory(), name);
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
