/*
 * files - the messages whose names are sent
 */
#include "bench/serve/files.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void *
grown(void *array, size_t room, size_t size)
{
	array = reallocarray(array, room, size);
	if (array == NULL)
		err(2, "no memory for %zu names of messages", room);
	return array;
}

static char *
copied(const char *text)
{
	char *copy = strdup(text);

	if (copy == NULL)
		err(2, "no memory");
	return copy;
}

/* Tests send names of what is not there, too. */
static uint64_t
size_of(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode)
		   ? (uint64_t)status.st_size
		   : 0;
}

/* The protocol has no way to say such a name. */
static void
refuse_newline(const char *path)
{
	if (strchr(path, '\n') != NULL)
		errx(2, "%s: a newline in the name of a file", path);
}

void
files_append(struct files *files, const char *path, const char *name)
{
	refuse_newline(path);
	if (files->count == files->room) {
		files->room = files->room == 0 ? 64 : files->room * 2;
		files->paths =
		    grown(files->paths, files->room, sizeof(*files->paths));
		files->names =
		    grown(files->names, files->room, sizeof(*files->names));
		files->sizes =
		    grown(files->sizes, files->room, sizeof(*files->sizes));
	}
	files->paths[files->count] = copied(path);
	files->names[files->count] = copied(name);
	files->sizes[files->count] = size_of(path);
	files->count++;
}

void
files_free(struct files *files)
{
	for (size_t i = 0; i < files->count; i++) {
		free(files->paths[i]);
		free(files->names[i]);
	}
	free(files->paths);
	free(files->names);
	free(files->sizes);
	*files = (struct files){0};
}
