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

void
files_add(struct files *files, const char *path)
{
	struct stat status;
	struct dirent **entries;
	int count;

	if (stat(path, &status) != 0)
		err(2, "%s", path);
	if (!S_ISDIR(status.st_mode)) {
		files_append(files, path, path);
		return;
	}
	count = scandir(path, &entries, is_visible, alphasort);
	if (count < 0)
		err(2, "%s", path);
	for (int i = 0; i < count; i++) {
		char inner[4096];

		if ((size_t)snprintf(inner, sizeof(inner), "%s/%s", path,
			entries[i]->d_name) >= sizeof(inner))
			errx(2, "%s: the path is too long", path);
		free(entries[i]);
		files_add(files, inner);
	}
	free(entries);
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
	if (files_is_archive(path))
		files_add_archive(files, path, scratch);
	else if (files_is_mbox(path))
		files_add_mbox(files, path, scratch);
	else
		files_add(files, path);
}
