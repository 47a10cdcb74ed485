/*
 * stats_receive - a report on standard input, added to a file of totals
 */
#include "threads/command/update/stats_receive.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/aside.h"
#include "core/base/entry_file.h"
#include "core/base/file.h"
#include "core/report/statistics.h"

/* Each name is a line of its key and twenty digits. */
#define TOTALS_BYTES (STATISTICS_NAMES_MAX * (STATISTICS_KEY_MAX + 24u) + 1u)

struct receiving {
	struct statistics_totals totals;
	uint8_t report[STATISTICS_BYTES_MAX + 1];
	char file[TOTALS_BYTES];
};

/* A web server may leave standard input open behind the body. */
static bool
read_report(struct receiving *receiving, struct slice *report_r)
{
	const char *length = getenv("CONTENT_LENGTH");
	uint64_t wanted = sizeof(receiving->report);
	size_t size;

	if (length != NULL && length[0] != '\0' &&
	    (!slice_to_u64(slice_from_string(length), &wanted) ||
		wanted > STATISTICS_BYTES_MAX))
		return false;
	if (wanted > sizeof(receiving->report))
		wanted = sizeof(receiving->report);
	if (!file_read(STDIN_FILENO, receiving->report, (size_t)wanted, &size))
		return false;
	*report_r = (struct slice){receiving->report, size};
	return true;
}

static bool
read_totals(struct receiving *receiving, const char *path, struct text *error_r)
{
	uint8_t *bytes;
	size_t size;
	bool good;

	switch (entry_file_load(path, TOTALS_BYTES, &bytes, &size, error_r)) {
	case ENTRY_FILE_OK:
		break;
	case ENTRY_FILE_NONE:
		text_clear(error_r);
		memset(&receiving->totals, 0, sizeof(receiving->totals));
		return true;
	case ENTRY_FILE_BAD:
	case ENTRY_FILE_NO_MEMORY:
		return false;
	}
	good = statistics_totals_read(
	    (struct slice){bytes, size}, &receiving->totals);
	free(bytes);
	if (!good)
		text_printf(error_r,
		    "%s: not a file of totals; move it away to begin anew",
		    path);
	return good;
}

static bool
write_totals(
    struct receiving *receiving, const char *path, struct text *error_r)
{
	struct text text = TEXT_OVER(receiving->file);
	struct aside aside;

	statistics_totals_put(&text, &receiving->totals);
	CHECK(!text.truncated);
	if (!aside_open(&aside, path, error_r))
		return false;
	if (aside_write(&aside, text_slice(&text), 0))
		return aside_commit(&aside, error_r);
	aside_fail(&aside, error_r);
	return false;
}

static bool
add_locked(struct receiving *receiving, const char *path, struct slice report,
    struct text *error_r)
{
	if (!read_totals(receiving, path, error_r))
		return false;
	if (!statistics_add(&receiving->totals, report)) {
		text_put(error_r, SLICE("what came is not a report"));
		return false;
	}
	return write_totals(receiving, path, error_r);
}

static bool
add(struct receiving *receiving, const char *path, struct text *error_r)
{
	char lock[PATH_MAX + 8];
	struct slice report;
	bool added;
	int fd;

	if (!read_report(receiving, &report)) {
		text_put(error_r, SLICE("what came is too long, or was cut "
					"off"));
		return false;
	}
	snprintf(lock, sizeof(lock), "%s.lock", path);
	fd = file_lock(lock, true);
	if (fd < 0) {
		text_printf(error_r, "%s: %s", lock, strerror(errno));
		return false;
	}
	added = add_locked(receiving, path, report, error_r);
	close(fd);
	return added;
}

int
stats_receive(const char *totals_path)
{
	static struct receiving receiving;
	char room[PATH_MAX + 256];
	struct text error = TEXT_OVER(room);
	bool added = add(&receiving, totals_path, &error);

	if (getenv("GATEWAY_INTERFACE") != NULL)
		printf("Status: %s\r\n\r\n",
		    added ? "204 No Content" : "400 Bad Request");
	if (!added)
		fprintf(stderr, "CGPFilter STATS: %s\n", room);
	return added ? 0 : 1;
}
