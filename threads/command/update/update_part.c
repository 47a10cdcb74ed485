/*
 * update_part - what has come of a full set
 */
#include "threads/command/update/update_part.h"

#include <dirent.h>
#include <libgen.h>
#include <stdio.h>
#include <unistd.h>

#include "core/update/index.h"

#define END ".part"

bool
update_part_path(const char *beside, uint64_t number, char path_r[PLACE_BYTES])
{
	char directory[PLACE_BYTES], name[INDEX_NAME_BYTES];
	char file[INDEX_NAME_BYTES + sizeof(END)];

	snprintf(directory, sizeof(directory), "%s", beside);
	index_name(name, true, number);
	snprintf(file, sizeof(file), "%s" END, name);
	return places_join(path_r, dirname(directory), file);
}

static bool
is_of_another(struct slice name, uint64_t number)
{
	struct slice end = SLICE(END);
	uint64_t found;
	bool full;

	return name.size > end.size &&
	       slice_equal(slice_skip(name, name.size - end.size), end) &&
	       index_name_read(
		   slice_sub(name, 0, name.size - end.size), &full, &found) &&
	       full && found != number;
}

void
update_part_clean(const char *beside, uint64_t number)
{
	char directory[PLACE_BYTES];
	struct dirent *entry;
	DIR *entries;

	snprintf(directory, sizeof(directory), "%s", beside);
	entries = opendir(dirname(directory));
	while (entries != NULL && (entry = readdir(entries)) != NULL)
		if (is_of_another(slice_from_string(entry->d_name), number))
			(void)unlinkat(dirfd(entries), entry->d_name, 0);
	if (entries != NULL)
		closedir(entries);
}
