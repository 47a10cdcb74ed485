/*
 * publish_directory - the directory that a web server shows
 */
#include "threads/command/update/publish_directory.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/aside.h"
#include "core/base/file.h"
#include "threads/base/places.h"

enum index_result
publish_directory_index(const char *directory, const struct update_keys *keys,
    struct update_index *index_r)
{
	char path[PLACE_BYTES];
	uint8_t bytes[INDEX_BYTES_MAX + 1];
	size_t size;

	if (!places_join(path, directory, INDEX_FILE_NAME) ||
	    !file_load(path, bytes, sizeof(bytes), &size))
		return INDEX_FOREIGN;
	return index_read((struct slice){bytes, size}, keys, index_r);
}

bool
publish_directory_put(const char *directory, const char *name,
    struct slice bytes, struct text *error_r)
{
	char path[PLACE_BYTES];
	struct aside aside;

	if (!places_join(path, directory, name)) {
		text_printf(error_r, "%s: the path is too long", directory);
		return false;
	}
	if (!aside_open(&aside, path, error_r))
		return false;
	if (aside_write(&aside, bytes, 0))
		return aside_commit(&aside, error_r);
	aside_fail(&aside, error_r);
	return false;
}

static bool
is_left_over(const struct update_index *index, struct slice name)
{
	uint64_t number;
	bool full;

	if (!index_name_read(name, &full, &number))
		return false;
	return full                       ? number < index->full.number
	       : index->oldest_delta == 0 ? number <= index->newest
					  : number < index->oldest_delta;
}

void
publish_directory_clean(const char *directory, const struct update_index *index)
{
	DIR *entries = opendir(directory);
	struct dirent *entry;

	while (entries != NULL && (entry = readdir(entries)) != NULL)
		if (is_left_over(index, slice_from_string(entry->d_name)))
			(void)unlinkat(dirfd(entries), entry->d_name, 0);
	if (entries != NULL)
		closedir(entries);
}

uint64_t
publish_directory_bytes(const char *directory, uint64_t first, uint64_t last)
{
	uint64_t bytes = 0;

	for (uint64_t number = first; number <= last && number != 0; number++) {
		char path[PLACE_BYTES], name[INDEX_NAME_BYTES];
		struct stat status;

		index_name(name, false, number);
		if (places_join(path, directory, name) &&
		    stat(path, &status) == 0 && status.st_size > 0)
			bytes += (uint64_t)status.st_size;
	}
	return bytes;
}
