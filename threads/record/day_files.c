/*
 * day_files - the directory of kept days
 */
#include "threads/record/day_files.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/aside.h"
#include "core/base/file.h"

int
day_files_lock(const char *directory, bool change)
{
	char path[PLACE_BYTES];

	if (!places_join(path, directory, "lock"))
		return -1;
	return change ? file_lock(path, true) : file_lock_shared(path);
}

bool
day_files_path(
    char path[PLACE_BYTES], const char *directory, const struct day_name *name)
{
	char buffer[128];
	struct text text = TEXT_OVER(buffer);

	day_name_put(&text, name);
	return places_join(path, directory, buffer);
}

bool
day_files_visit(const char *directory, day_visitor *see, void *owner)
{
	DIR *entries = opendir(directory);
	struct dirent *entry;
	char path[PLACE_BYTES];

	if (entries == NULL)
		return false;
	while ((entry = readdir(entries)) != NULL) {
		struct day_name name;

		if (day_name_read(slice_from_string(entry->d_name), &name) &&
		    places_join(path, directory, entry->d_name) &&
		    !see(owner, path, &name))
			break;
	}
	closedir(entries);
	return true;
}

bool
day_files_read(const char *path, struct kept_day *kept_r)
{
	uint8_t *bytes = malloc(DAY_FILE_MAX + 1);
	size_t size;
	bool good = bytes != NULL &&
		    file_load(path, bytes, DAY_FILE_MAX + 1, &size) &&
		    day_file_read((struct slice){bytes, size}, kept_r);

	free(bytes);
	return good;
}

/* ---- writing ----------------------------------------------------------- */

struct file_out {
	struct aside aside;
	uint64_t at;
};

/* A writer_function. */
static bool
write_out(void *owner, struct slice bytes)
{
	struct file_out *out = owner;
	uint64_t at = out->at;

	out->at += bytes.size;
	return aside_write(&out->aside, bytes, at);
}

bool
day_files_write(
    const char *path, const struct kept_day *kept, struct text *error_r)
{
	struct file_out out = {.at = 0};
	struct writer writer;

	if (!aside_open(&out.aside, path, error_r))
		return false;
	writer_init(&writer, write_out, &out);
	day_file_write(&writer, kept);
	if (writer_flush(&writer))
		return aside_commit(&out.aside, error_r);
	aside_fail(&out.aside, error_r);
	return false;
}

bool
day_files_told(const char *directory, int32_t day)
{
	const struct day_name name = {.kind = DAY_NAME_TOLD, .day = day};
	char path[PLACE_BYTES];

	return day_files_path(path, directory, &name) &&
	       access(path, F_OK) == 0;
}
