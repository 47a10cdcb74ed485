/*
 * bench_view - a file opened, each byte looked at, closed
 *
 * Read into the kept buffer or mapped, by size; in the page cache.  Looking at
 * the bytes belongs to it: a mapping is paid for with the first touch.
 */
#include <stdio.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/mail.h"
#include "bench/scratch.h"
#include "core/message/view.h"

struct row {
	const char *path;
	struct slice bytes; /* what was written there */
	uint64_t map_from;
};

static struct view_reader *reader;

void bench_view(void);

/* All bytes, as wide as the compiler makes it. */
static uint64_t
sum(struct slice bytes)
{
	uint64_t words[8] = {0}, total = 0;
	size_t at = 0;

	for (; bytes.size - at >= sizeof(words); at += sizeof(words)) {
		uint64_t more[8];

		memcpy(more, bytes.data + at, sizeof(more));
		for (int i = 0; i < 8; i++)
			words[i] += more[i];
	}
	for (; at < bytes.size; at++)
		total += bytes.data[at];
	for (int i = 0; i < 8; i++)
		total += words[i];
	return total;
}

static uint64_t
look(const struct row *row, bool *same_r)
{
	struct view view;
	uint64_t total;

	if (view_open(reader, row->path, UINT64_MAX, row->map_from, &view) !=
	    VIEW_OK)
		bench_refuse("view", "the file does not open");
	total = sum(view.bytes);
	if (same_r != NULL)
		*same_r = slice_equal(view.bytes, row->bytes) &&
			  view.mapped == (row->map_from == 0);
	if (view_close(reader, &view) != VIEW_OK)
		bench_refuse("view", "the file shrank");
	return total;
}

static void
loop(struct bench *bench, void *owner)
{
	const struct row *row = owner;

	while (bench_next(bench)) {
		uint64_t total = look(row, NULL);

		bench_keep(&total);
	}
	bench_bytes(bench, row->bytes.size);
	bench_items(bench, 1);
}

static void
add(const char *size, const char *way, struct row model)
{
	struct row *row = bench_allocate(sizeof(*row));
	const char *name = scratch_text("view/%s/%s", size, way);
	bool same;

	*row = model;
	row->map_from = strcmp(way, "mapped") == 0 ? 0 : UINT64_MAX;
	if (look(row, &same) != sum(row->bytes) || !same)
		bench_refuse(name, "not the bytes of the file");
	bench_add(name, loop, row);
}

void
bench_view(void)
{
	static const struct {
		const char *name;
		size_t size;
	} sizes[] = {
	    {"2k", 2048},
	    {"8k", 8192},
	    {"32k", 32768},
	    {"128k", 131072},
	    {"1m", 1048576},
	    {"10m", 10485760},
	};
	size_t count = sizeof(sizes) / sizeof(sizes[0]);
	uint64_t seed = 1;
	const uint8_t *bytes = mail_noise(sizes[count - 1].size, &seed);

	reader = view_reader_create();
	if (reader == NULL)
		bench_refuse("view", "out of memory");
	for (size_t i = 0; i < count; i++) {
		struct row row = {.bytes = {bytes, sizes[i].size}};

		row.path = scratch_file(scratch_text("view-%s", sizes[i].name),
		    bytes, sizes[i].size);
		add(sizes[i].name, "read", row);
		add(sizes[i].name, "mapped", row);
	}
}
