/*
 * suspects - messages on which an engine died, remembered across restarts
 */
#include "threads/supervise/suspects.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "threads/base/apart.h"

static void
take_line(struct shared *shared, const char *line, int64_t max_age_s)
{
	uint64_t key;
	uint32_t attempts;
	int64_t seen_s;
	struct shared_known *known;

	if (sscanf(line, "%" SCNx64 " %" SCNu32 " %" SCNd64, &key, &attempts,
		&seen_s) != 3 ||
	    key == 0)
		return;
	if (max_age_s > 0 && clock_wall_s() - seen_s > max_age_s)
		return;
	known = shared_known_find(shared, key, true);
	atomic_store(&known->attempts, attempts);
	shared_known_seen(shared, known, seen_s);
}

void
suspects_load(
    struct shared *shared, const struct places *places, int64_t max_age_s)
{
	FILE *file = fopen(places->suspects, "re");
	char line[256];
	unsigned lines = 0;

	if (file == NULL)
		return;
	while (lines++ < SHARED_KNOWN && fgets(line, sizeof(line), file))
		take_line(shared, line, max_age_s);
	fclose(file);
}

static void
write_lines(struct shared *shared, FILE *file)
{
	for (uint32_t i = 0; i < SHARED_KNOWN; i++) {
		struct shared_known *known = &shared->known[i];

		if (atomic_load(&known->key) == 0 ||
		    atomic_load(&known->attempts) == 0)
			continue;
		fprintf(file, "%" PRIx64 " %" PRIu32 " %" PRId64 "\n",
		    atomic_load(&known->key), atomic_load(&known->attempts),
		    atomic_load(&known->seen_s));
	}
}

/* Written aside and renamed: the name never holds half a list. */
void
suspects_save(struct shared *shared, const struct places *places)
{
	char aside[PLACE_BYTES + 8];
	FILE *file;
	bool written;

	snprintf(aside, sizeof(aside), "%s.%ld", places->suspects,
	    (long)getpid() % 1000000);
	file = fopen(aside, "we");
	if (file == NULL)
		return;
	write_lines(shared, file);
	written = fflush(file) == 0;
	if (fclose(file) != 0 || !written ||
	    rename(aside, places->suspects) != 0)
		unlink(aside);
}

void
suspects_sync(const struct places *places)
{
	int fd = open(places->suspects, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	(void)fdatasync(fd); /* the list is a help, not a promise */
	close(fd);
}

void
suspects_note(struct shared *shared, const char *path)
{
	struct stat status;
	uint64_t key;
	struct shared_known *known;

	if (stat(path, &status) == 0)
		key = shared_known_key(
		    path, (uint64_t)status.st_size, (int64_t)status.st_mtime);
	else
		key = shared_known_key(path, 0, 0);
	known = shared_known_find(shared, key, true);
	atomic_fetch_add(&known->attempts, 1);
	shared_known_seen(shared, known, clock_wall_s());
}

/* ---- by a process of its own ------------------------------------------- */

struct blame {
	struct shared *shared;
	const struct places *places;
	const bool *marked;
};

static void
note_marked(void *owner)
{
	static char paths[SHARED_WORKERS_MAX][REQUEST_PATH_MAX + 1];
	const struct blame *blame = owner;
	struct shared *shared = blame->shared;

	/* If the first file holds us up, the next engine's workers write over
	 * the names of the others. */
	for (uint32_t i = 0; i < shared->worker_count; i++)
		if (blame->marked[i])
			memcpy(paths[i], shared->workers[i].path,
			    sizeof(paths[i]));
	for (uint32_t i = 0; i < shared->worker_count; i++)
		if (blame->marked[i])
			suspects_note(shared, paths[i]);
	suspects_save(shared, blame->places);
}

static void
sync_saved(void *owner)
{
	const struct blame *blame = owner;

	suspects_sync(blame->places);
}

void
suspects_note_workers(struct shared *shared, const struct places *places,
    const bool marked[SHARED_WORKERS_MAX])
{
	struct blame blame = {shared, places, marked};

	apart_do(note_marked, sync_saved, &blame);
}
