/*
 * files_add - what a path of the command line names
 */
#include "bench/serve/files.h"

#include <dirent.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void add_directory(struct files *files, const char *path);

/* What is neither a file nor a directory is passed over below one. */
static void
add_entry(struct files *files, const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		err(2, "%s", path);
	if (S_ISDIR(status.st_mode))
		add_directory(files, path);
	else if (S_ISREG(status.st_mode))
		files_append(files, path, path);
}

static void
add_directory(struct files *files, const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, is_visible, alphasort);

	if (count < 0)
		err(2, "%s", path);
	for (int i = 0; i < count; i++) {
		char inner[4096];

		if ((size_t)snprintf(inner, sizeof(inner), "%s/%s", path,
			entries[i]->d_name) >= sizeof(inner))
			errx(2, "%s: the path is too long", path);
		free(entries[i]);
		add_entry(files, inner);
	}
	free(entries);
}

/* Opened, a pipe would wait for whoever writes to it. */
static void
refuse_others(const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		err(2, "%s", path);
	if (!S_ISDIR(status.st_mode) && !S_ISREG(status.st_mode))
		errx(2, "%s: neither a file nor a directory", path);
}

void
files_add(struct files *files, const char *path)
{
	refuse_others(path);
	add_entry(files, path);
}

void
files_add_list(struct files *files, const char *list)
{
	FILE *file = fopen(list, "r");
	char *line = NULL;
	size_t room = 0;
	ssize_t size;

	if (file == NULL)
		err(2, "%s", list);
	while ((size = getline(&line, &room, file)) > 0) {
		if (line[size - 1] == '\n')
			line[size - 1] = '\0';
		if (line[0] != '\0')
			files_append(files, line, line);
	}
	free(line);
	fclose(file);
}

void
files_add_input(struct files *files, const char *path, const char *scratch)
{
	refuse_others(path);
	if (files_is_archive(path))
		files_add_archive(files, path, scratch);
	else if (files_is_mbox(path))
		files_add_mbox(files, path, scratch);
	else
		files_add(files, path);
}
