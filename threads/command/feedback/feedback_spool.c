/*
 * feedback_spool - reports on the disk until they are learnt
 *
 * "SECONDS-PID-NUMBER-CLASS": CLASS is a letter for what was reported, behind a
 * 't' if the operator vouches for it.
 */
#include "threads/command/feedback/feedback_spool.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/aside.h"
#include "core/base/clock.h"

static const char letters[] = {
    [STORE_LEGIT] = 'l', [STORE_IS_SPAM] = 's', [STORE_IS_PHISHING] = 'p'};

/* ---- names --------------------------------------------------------------- */

static bool
name_file(
    char *path, const char *directory, enum store_class class, bool trusted)
{
	static unsigned number;
	int size = snprintf(path, PLACE_BYTES, "%s/%010" PRId64 "-%ld-%u-%s%c",
	    directory, clock_wall_s(), (long)getpid(), number++,
	    trusted ? "t" : "", letters[class]);

	return size > 0 && (size_t)size < PLACE_BYTES;
}

/* False: not one of ours, or not whole yet. */
static bool
read_name(const char *name, struct spooled *spooled_r)
{
	const char *last = strrchr(name, '-');

	if (name[0] < '0' || name[0] > '9' || last == NULL)
		return false;
	spooled_r->trusted = last[1] == 't';
	last += spooled_r->trusted ? 2 : 1;
	for (size_t i = 0; i < sizeof(letters); i++)
		if (last[0] == letters[i] && last[1] == '\0') {
			spooled_r->class = (enum store_class)i;
			return true;
		}
	return false;
}

/* ---- listing ------------------------------------------------------------- */

static int
choose_ours(const struct dirent *entry)
{
	struct spooled ignored;

	return read_name(entry->d_name, &ignored);
}

/* What others write beside it has a point in front, or an ending that says so.
 */
static int
choose_any(const struct dirent *entry)
{
	const char *end = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' &&
	       (end == NULL ||
		   (strcmp(end, ".tmp") != 0 && strcmp(end, ".bad") != 0 &&
		       strstr(end, ".new-") != end));
}

static bool
is_regular(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static void
add(struct spool *spool, const char *directory, const char *name,
    const struct spooled *as)
{
	struct spooled *item = &spool->items[spool->count];

	*item = (struct spooled){.class = STORE_LEGIT};
	if (as != NULL)
		*item = *as;
	else if (!read_name(name, item))
		return;
	if (places_join(item->path, directory, name) && is_regular(item->path))
		spool->count++;
}

bool
spool_list(const char *directory, const struct spooled *as,
    struct spool *spool_r, struct text *why_r)
{
	struct dirent **names = NULL;
	int count;

	if (as == NULL)
		aside_sweep(directory);
	count = scandir(directory, &names,
	    as == NULL ? choose_ours : choose_any, alphasort);
	*spool_r = (struct spool){.items = NULL};
	if (count < 0 && errno == ENOENT && as == NULL)
		return true;
	spool_r->items = malloc(SPOOL_BATCH_MAX * sizeof(*spool_r->items));
	if (count < 0 || spool_r->items == NULL)
		text_printf(why_r, "%s: %s", directory,
		    count < 0 ? strerror(errno) : "no memory");
	for (int i = 0; i < count; i++) {
		if (spool_r->items != NULL && spool_r->count < SPOOL_BATCH_MAX)
			add(spool_r, directory, names[i]->d_name, as);
		else
			spool_r->more = true;
		free(names[i]);
	}
	free(names);
	return count >= 0 && spool_r->items != NULL;
}

void
spool_free(struct spool *spool)
{
	free(spool->items);
	spool->items = NULL;
	spool->count = 0;
}

bool
spool_remove(const struct spooled *item)
{
	char bad[PLACE_BYTES + 8];

	if (!item->skipped)
		return unlink(item->path) == 0;
	snprintf(bad, sizeof(bad), "%s.bad", item->path);
	return rename(item->path, bad) == 0;
}

/* ---- putting ------------------------------------------------------------- */

static bool
has_room(const char *directory)
{
	DIR *handle = opendir(directory);
	size_t count = 0;

	if (handle == NULL)
		return true; /* aside_open() says what is wrong */
	while (count <= SPOOL_FILES_MAX && readdir(handle) != NULL)
		count++;
	closedir(handle);
	return count <= SPOOL_FILES_MAX;
}

bool
spool_put(const char *directory, enum store_class class, bool trusted,
    struct slice bytes, struct text *why_r)
{
	char path[PLACE_BYTES];
	struct aside aside;

	if (mkdir(directory, 0700) != 0 && errno != EEXIST) {
		text_printf(why_r, "%s: %s", directory, strerror(errno));
		return false;
	}
	if (!has_room(directory) ||
	    !name_file(path, directory, class, trusted)) {
		text_printf(why_r,
		    "%s: %u reports wait there already; see why they are not "
		    "learnt",
		    directory, SPOOL_FILES_MAX);
		return false;
	}
	if (!aside_open(&aside, path, why_r))
		return false;
	if (aside_write(&aside, bytes, 0))
		return aside_commit(&aside, why_r);
	aside_fail(&aside, why_r);
	return false;
}
