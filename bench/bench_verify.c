/*
 * bench_verify - hits of the matcher followed to the end of their patterns
 *
 * Each row has a buffer of 64 KB with an anchor at every so many bytes; an
 * iteration verifies all of its hits, as a scan does, with what was searched in
 * vain kept from one to the next.  What must come of each hit is known from
 * how the buffer was filled.
 */
#include <string.h>

#include "bench/bench.h"
#include "core/pattern/pattern.h"
#include "core/scan/verify.h"

#define BUFFER_SIZE ((size_t)64 << 10)
#define STEPS INT64_MAX
#define RANGES_MAX 32u

struct shape {
	const char *name;
	const char *hexsig;
	const char *offset;
	const char *unit; /* what the buffer is full of */
	bool all;         /* each unit matches; else none does */
};

/* "anchor" is 616e63686f72. */
static const struct shape shapes[] = {
    {"verify/literal/yes", "616e63686f72", "*", "anchor..........", true},
    {"verify/alternatives/yes", "616e63686f72(3a|3d3d|6162)??21", "*",
	"anchor==x!......", true},
    {"verify/alternatives/no", "616e63686f72(3a|3d3d|6162)??21", "*",
	"anchor==x?......", false},
    {"verify/gap/yes", "616e63686f72{-20}656e64", "*", "anchor....end...",
	true},
    {"verify/gap/no", "616e63686f72{-20}656e64", "*", "anchor....eNd...",
	false},
    {"verify/any_gap/no", "616e63686f72*656e642e", "*", "anchor....eNd...",
	false},
    {"verify/offset/no", "616e63686f72", "5,2", "anchor..........", false},
};

struct row {
	const struct shape *shape;
	struct pattern pattern;
	uint8_t *bytes;
	uint64_t ends[BUFFER_SIZE / 16 + 1]; /* of each hit */
	size_t hits;
};

static struct arena *arena;

void bench_verify(void);

/* How many hits match. */
static size_t
verify_all(const struct row *row)
{
	const struct pattern_anchor *anchor = &row->pattern.anchors[0];
	uint32_t count = pattern_range_count(row->pattern.program.data);
	struct verify_range known[RANGES_MAX];
	int64_t steps = STEPS;
	size_t matches = 0;

	for (uint32_t i = 0; i < count; i++)
		known[i] = VERIFY_RANGE_NONE;
	for (size_t i = 0; i < row->hits; i++) {
		struct verify_match match;

		matches += pattern_verify(row->pattern.program.data, anchor->id,
			       anchor->literals[0].member,
			       (struct slice){row->bytes, BUFFER_SIZE}, NULL,
			       row->ends[i], &steps, count > 0 ? known : NULL,
			       &match) == VERIFY_YES;
	}
	return matches;
}

static void
loop(struct bench *bench, void *owner)
{
	const struct row *row = owner;

	while (bench_next(bench)) {
		size_t matches = verify_all(row);

		bench_keep(&matches);
	}
	bench_items(bench, row->hits);
	bench_bytes(bench, BUFFER_SIZE);
}

static void
fill(struct row *row)
{
	size_t unit = strlen(row->shape->unit);

	row->bytes = bench_allocate(BUFFER_SIZE);
	for (size_t at = 0; at < BUFFER_SIZE; at += unit)
		memcpy(row->bytes + at, row->shape->unit, unit);
}

/* The plainest matcher there is finds the anchor's literal. */
static void
find_hits(struct row *row)
{
	struct slice literal = row->pattern.anchors[0].literals[0].bytes;

	for (size_t at = 0; at + literal.size <= BUFFER_SIZE; at++)
		if (memcmp(row->bytes + at, literal.data, literal.size) == 0)
			row->ends[row->hits++] = at + literal.size;
}

static void
add(const struct shape *shape)
{
	struct row *row = bench_allocate(sizeof(*row));
	const char *reason;

	*row = (struct row){.shape = shape};
	if (pattern_compile(slice_from_string(shape->hexsig),
		slice_from_string(shape->offset), 0, arena, &row->pattern,
		&reason) != PATTERN_OK)
		bench_refuse(shape->name, reason);
	if (row->pattern.anchors[0].count != 1 ||
	    pattern_range_count(row->pattern.program.data) > RANGES_MAX)
		bench_refuse(shape->name, "not the anchor that was meant");
	fill(row);
	find_hits(row);
	if (row->hits != BUFFER_SIZE / strlen(shape->unit) ||
	    verify_all(row) != (shape->all ? row->hits : 0))
		bench_refuse(shape->name, "a hit was verified wrong");
	bench_add(shape->name, loop, row);
}

void
bench_verify(void)
{
	arena = arena_create((size_t)1 << 20);
	if (arena == NULL)
		bench_refuse("verify", "out of memory");
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		add(&shapes[i]);
}
