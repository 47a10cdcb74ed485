/*
 * file_walk - the files that a person means by a path
 */
#include "threads/command/input/file_walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "threads/base/places.h"

static bool walk_directory(
    const struct file_walk *walk, const char *path, unsigned depth);

static int
is_entry(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 &&
	       strcmp(entry->d_name, "..") != 0;
}

/* What a directory says of an entry; else 0, and it has to be asked. */
static mode_t
told_mode(const struct dirent *entry)
{
#ifdef DT_UNKNOWN
	return (mode_t)DTTOIF(entry->d_type);
#else
	(void)entry;
	return 0;
#endif
}

/* One name in a directory; links and what is no file are not ours. */
static bool
walk_entry(const struct file_walk *walk, const char *directory,
    const struct dirent *entry, unsigned depth)
{
	mode_t mode = told_mode(entry);
	char path[PLACE_BYTES];
	struct stat status;

	if (!places_join(path, directory, entry->d_name)) {
		walk->trouble(walk->owner, directory, "a name is too long");
		return true;
	}
	if (mode == 0) {
		if (lstat(path, &status) != 0) {
			walk->trouble(walk->owner, path, strerror(errno));
			return true;
		}
		mode = status.st_mode;
	}
	if (S_ISREG(mode))
		return walk->file(walk->owner, path);
	if (S_ISDIR(mode) && walk->recursive)
		return walk_directory(walk, path, depth + 1);
	return true;
}

static bool
walk_directory(const struct file_walk *walk, const char *path, unsigned depth)
{
	struct dirent **entries;
	bool going = true;
	int count;

	if (depth >= FILE_WALK_DEPTH_MAX) {
		walk->trouble(walk->owner, path, "too deep, not entered");
		return true;
	}
	count = scandir(path, &entries, is_entry, alphasort);
	if (count < 0) {
		walk->trouble(walk->owner, path, strerror(errno));
		return true;
	}
	for (int i = 0; i < count; i++) {
		going = going && walk_entry(walk, path, entries[i], depth);
		free(entries[i]);
	}
	free(entries);
	return going;
}

bool
file_walk(const struct file_walk *walk, const char *path)
{
	struct stat status;

	if (strcmp(path, "-") != 0 && stat(path, &status) == 0 &&
	    S_ISDIR(status.st_mode))
		return walk_directory(walk, path, 0);
	return walk->file(walk->owner, path);
}
