/*
 * mail_list - the messages that a person means by some paths
 */
#include "threads/command/input/mail_list.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/slice.h"
#include "threads/command/input/file_walk.h"

/* What is no longer is looked into by who opens it, if that is wanted: its
 * messages are worked on by one thread. */
#define SMALL_BYTES ((off_t)128 << 10)

struct mail_path {
	struct mail_path *next;
	char text[];
};

void
mail_list_init(struct mail_list *list,
    void (*trouble)(void *owner, const char *path, const char *why),
    void *owner)
{
	*list = (struct mail_list){.trouble = trouble, .owner = owner};
}

void
mail_list_fini(struct mail_list *list)
{
	while (list->paths != NULL) {
		struct mail_path *next = list->paths->next;

		free(list->paths);
		list->paths = next;
	}
	free(list->entries);
	list->entries = NULL;
}

static const char *
keep_path(struct mail_list *list, const char *path)
{
	size_t size = strlen(path) + 1;
	struct mail_path *kept = malloc(sizeof(*kept) + size);

	if (kept == NULL) {
		list->no_memory = true;
		return NULL;
	}
	memcpy(kept->text, path, size);
	kept->next = list->paths;
	list->paths = kept;
	return kept->text;
}

static bool
append(struct mail_list *list, const struct mail_entry *entry)
{
	if (list->count == list->room) {
		size_t room = list->room == 0 ? 256 : 2 * list->room;
		struct mail_entry *larger =
		    realloc(list->entries, room * sizeof(*larger));

		if (larger == NULL) {
			list->no_memory = true;
			return false;
		}
		list->entries = larger;
		list->room = room;
	}
	list->entries[list->count++] = *entry;
	return true;
}

/* ---- one file ---------------------------------------------------------- */

static bool
append_member(void *owner, const struct mbox_place *place, uint64_t number)
{
	struct mail_list *list = owner;
	const struct mail_entry entry = {
	    .path = list->paths->text,
	    .place = *place,
	    .number = number,
	    .mark = list->mark,
	};

	return append(list, &entry);
}

/* What only lies beside messages. */
static bool
is_hidden(const struct mail_list *list, const char *path)
{
	const char *slash = strrchr(path, '/');

	return strcmp(path, list->walked) != 0 && slash != NULL &&
	       slash[1] == '.';
}

static bool
is_small(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
	       status.st_size > 0 && status.st_size <= SMALL_BYTES;
}

static bool
append_members(struct mail_list *list, const char *path)
{
	const struct mbox_walk walk = {append_member, list};
	struct mail_entry entry = {
	    .path = list->paths->text, .mark = list->mark};

	switch (mbox_read(&walk, path)) {
	case MBOX_EMPTY:
		if (strcmp(path, list->walked) != 0)
			break;
		/* fall through */
	case MBOX_OTHER:
		/* What cannot be opened is told when its turn comes. */
		(void)!append(list, &entry);
		break;
	case MBOX_BROKEN:
		list->trouble(list->owner, path, strerror(errno));
		break;
	case MBOX_READ:
	case MBOX_ENDED:
		break;
	}
	return !list->no_memory;
}

static bool
add_file(void *owner, const char *path)
{
	struct mail_list *list = owner;
	struct mail_entry entry = {.mark = list->mark};
	bool is_input = strcmp(path, "-") == 0;

	if (is_hidden(list, path))
		return true;
	entry.path = keep_path(list, path);
	if (entry.path == NULL)
		return false;
	entry.unseen = list->lazy && (is_input || is_small(path));
	if (entry.unseen || is_input)
		return append(list, &entry);
	return append_members(list, path);
}

static void
tell(void *owner, const char *path, const char *why)
{
	struct mail_list *list = owner;

	list->trouble(list->owner, path, why);
}

bool
mail_list_add(struct mail_list *list, const char *path, uint8_t mark)
{
	const struct file_walk walk = {
	    .recursive = !list->flat,
	    .file = add_file,
	    .trouble = tell,
	    .owner = list,
	};

	list->mark = mark;
	list->walked = path;
	if (strcmp(path, "-") != 0 && access(path, F_OK) != 0) {
		list->trouble(list->owner, path, strerror(errno));
		return false;
	}
	return file_walk(&walk, path) && !list->no_memory;
}

/* ---- an index ---------------------------------------------------------- */

static bool
add_line(struct mail_list *list, const char *index, struct slice line,
    uint8_t ham_mark, uint8_t spam_mark)
{
	const char *slash = strrchr(index, '/');
	int directory = slash == NULL ? 0 : (int)(slash + 1 - index);
	bool ham = slice_starts_with_nocase(line, SLICE("ham"));
	struct mail_entry entry = {.mark = ham ? ham_mark : spam_mark};
	struct slice name;
	char path[4096];

	if (!ham && !slice_starts_with_nocase(line, SLICE("spam")))
		return false;
	line = slice_skip(line, ham ? 3 : 4);
	name = slice_trim(line);
	if (name.size == 0 || name.data == line.data)
		return false;
	if (name.data[0] == '/')
		directory = 0;
	snprintf(path, sizeof(path), "%.*s%.*s", directory, index,
	    (int)name.size, (const char *)name.data);
	entry.path = keep_path(list, path);
	return entry.path != NULL && append(list, &entry);
}

bool
mail_list_add_index(struct mail_list *list, const char *index, uint8_t ham_mark,
    uint8_t spam_mark, size_t *line_r)
{
	FILE *in = fopen(index, "r");
	char *line = NULL;
	size_t room = 0, number = 0;
	ssize_t size;
	bool good = in != NULL;

	*line_r = 0;
	while (good && (size = getline(&line, &room, in)) > 0) {
		struct slice text =
		    slice_trim((struct slice){(uint8_t *)line, (size_t)size});

		number++;
		if (text.size > 0)
			good = add_line(list, index, text, ham_mark, spam_mark);
	}
	if (in != NULL && !good)
		*line_r = number;
	if (in != NULL) {
		good = good && ferror(in) == 0;
		fclose(in);
	}
	free(line);
	return good;
}

/* ---- mixing ------------------------------------------------------------ */

#define MARKS 256u

struct place {
	struct mail_entry entry;
	uint64_t at; /* of 2^32 */
	size_t number;
};

static int
compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

bool
mail_list_mix(struct mail_list *list)
{
	uint64_t total[MARKS] = {0}, seen[MARKS] = {0};
	struct place *places = malloc((list->count + 1) * sizeof(*places));

	if (places == NULL)
		return false;
	for (size_t i = 0; i < list->count; i++)
		total[list->entries[i].mark]++;
	for (size_t i = 0; i < list->count; i++) {
		uint8_t mark = list->entries[i].mark;

		places[i] = (struct place){list->entries[i],
		    ((2 * seen[mark] + 1) << 31) / total[mark], i};
		seen[mark]++;
	}
	qsort(places, list->count, sizeof(*places), compare_places);
	for (size_t i = 0; i < list->count; i++)
		list->entries[i] = places[i].entry;
	free(places);
	return true;
}
