/*
 * pattern - text in, flat program and anchors out
 */
#include "core/pattern/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/ascii.h"
#include "core/pattern/pattern_build.h"

/* clamscan's longest known pattern has 16,005 characters. */
#define TEXT_MAX ((size_t)1 << 17)

/* ---- laying out -------------------------------------------------------- */

static size_t
aligned(size_t size)
{
	return (size + 7) & ~(size_t)7;
}

static struct program_head
head_of(const struct pattern_build *build, enum program_form form, size_t size)
{
	return (struct program_head){.size = (uint32_t)size,
	    .form = (uint8_t)form,
	    .origin = build->origin,
	    .nocase = (build->flags & PATTERN_NOCASE) != 0,
	    .offset = build->section << PROGRAM_SECTION_SHIFT | build->offset,
	    .shift = build->shift};
}

static bool
is_plain(const struct pattern_build *build)
{
	return build->element_count == 1;
}

/* The rarest byte of the run, as far as one byte can say where it is; if it is
 * the last, the one before it. */
static uint8_t
probe_of(const struct pattern_build *build, const struct program_element *run)
{
	const uint8_t *bytes = build->data + run->data;
	bool nocase = (build->flags & PATTERN_NOCASE) != 0;
	unsigned best = 0;
	uint8_t probe = 0;

	for (uint32_t i = 0; i < run->min && i <= UINT8_MAX; i++) {
		unsigned rarity = pattern_probe_rarity(
		    bytes[i], nocase && ascii_is_letter(bytes[i]));

		if (rarity > best) {
			best = rarity;
			probe = (uint8_t)i;
		}
	}
	return probe > 0 && probe + 1u == run->min ? (uint8_t)(probe - 1)
						   : probe;
}

static bool
lay_out_plain(const struct pattern_build *build, struct arena *arena,
    struct slice *program_r)
{
	const struct program_element *run = &build->elements[0];
	const struct anchor_set *set = &build->sets[build->order[0]];
	size_t size = aligned(sizeof(struct program_head) + run->min);
	struct program_head head = head_of(build, PROGRAM_PLAIN, size);
	uint8_t *program = arena_alloc(arena, size);

	if (program == NULL)
		return false;
	head.length = run->min;
	head.probe = probe_of(build, run);
	head.anchor_end = set->literals[0].end_min;
	memset(program, 0, size);
	memcpy(program, &head, sizeof(head));
	memcpy(program + sizeof(head), build->data + run->data, run->min);
	*program_r = (struct slice){program, size};
	return true;
}

/* Append to a program whose size was computed before. */
static void
put(uint8_t **at, const void *bytes, size_t size)
{
	if (size > 0)
		memcpy(*at, bytes, size);
	*at += size;
}

static void
put_anchors(const struct pattern_build *build, uint8_t **at)
{
	uint32_t first = 0;

	for (uint32_t i = 0; i < build->set_count; i++) {
		const struct anchor_set *set = &build->sets[build->order[i]];
		struct program_anchor anchor = {.part = set->part,
		    .member_count = set->count,
		    .member_first = first};

		first += set->count;
		put(at, &anchor, sizeof(anchor));
	}
	for (uint32_t i = 0; i < build->set_count; i++) {
		const struct anchor_set *set = &build->sets[build->order[i]];

		for (uint32_t m = 0; m < set->count; m++) {
			struct program_member member = {
			    .end_min = set->literals[m].end_min,
			    .end_max = set->literals[m].end_max};

			put(at, &member, sizeof(member));
		}
	}
}

static uint32_t
member_total(const struct pattern_build *build)
{
	uint32_t total = 0;

	for (uint32_t i = 0; i < build->set_count; i++)
		total += build->sets[build->order[i]].count;
	return total;
}

static bool
lay_out_parts(const struct pattern_build *build, struct arena *arena,
    struct slice *program_r)
{
	struct program_counts counts = {.parts = build->part_count,
	    .anchors = build->set_count,
	    .members = member_total(build),
	    .elements = build->element_count,
	    .data = build->data_size};
	size_t size = aligned(sizeof(struct program_head) + sizeof(counts) +
			      counts.parts * sizeof(struct program_part) +
			      counts.anchors * sizeof(struct program_anchor) +
			      counts.members * sizeof(struct program_member) +
			      counts.elements * sizeof(struct program_element) +
			      counts.data);
	struct program_head head = head_of(build, PROGRAM_PARTS, size);
	uint8_t *program = arena_alloc(arena, size);
	uint8_t *at = program;

	if (program == NULL)
		return false;
	memset(program, 0, size);
	put(&at, &head, sizeof(head));
	put(&at, &counts, sizeof(counts));
	put(&at, build->parts, counts.parts * sizeof(build->parts[0]));
	put_anchors(build, &at);
	put(&at, build->elements, counts.elements * sizeof(build->elements[0]));
	put(&at, build->data, counts.data);
	*program_r = (struct slice){program, size};
	return true;
}

/* ---- handing out ------------------------------------------------------- */

static bool
copy_set(const struct anchor_set *set, struct arena *arena,
    struct pattern_anchor *anchor_r)
{
	struct pattern_literal *literals = arena_alloc_array(
	    arena, set->count, sizeof(literals[0]) + ANCHOR_BYTES);
	uint8_t *bytes;

	if (literals == NULL)
		return false;
	bytes = (uint8_t *)(literals + set->count);
	for (uint16_t m = 0; m < set->count; m++) {
		const struct anchor_literal *from = &set->literals[m];

		memcpy(bytes, from->bytes, from->size);
		literals[m] = (struct pattern_literal){
		    .bytes = {bytes, from->size}, .member = m};
		bytes += from->size;
	}
	*anchor_r = (struct pattern_anchor){.literals = literals,
	    .rarity = set->rarity,
	    .count = set->count,
	    .shortest = set->shortest};
	return true;
}

static bool
copy_anchors(const struct pattern_build *build, struct arena *arena,
    struct pattern *pattern_r)
{
	for (uint16_t i = 0; i < build->set_count; i++) {
		if (!copy_set(&build->sets[build->order[i]], arena,
			&pattern_r->anchors[i]))
			return false;
		pattern_r->anchors[i].id = i;
	}
	pattern_r->anchor_count = build->set_count;
	return true;
}

static uint32_t
length_min(const struct pattern_build *build)
{
	uint64_t length =
	    build->origin == PROGRAM_FROM_START ? build->offset : 0;

	for (uint32_t i = 0; i < build->part_count; i++)
		length += (uint64_t)build->parts[i].length_min +
			  (i == 0 ? 0 : build->parts[i].gap_min);
	return length > UINT32_MAX ? UINT32_MAX : (uint32_t)length;
}

static void
build_pattern(struct pattern_build *build, struct slice hexsig,
    struct slice offset, struct arena *arena, struct pattern *pattern_r)
{
	pattern_parse(build, hexsig);
	if (build->result == PATTERN_OK)
		pattern_parse_offset(build, offset);
	if (build->result != PATTERN_OK)
		return;
	pattern_find_anchors(build);
	CHECK(build->set_count > 0);
	pattern_r->nocase = (build->flags & PATTERN_NOCASE) != 0;
	pattern_r->range_count = build->part_count == 1 ? 0 : build->part_count;
	pattern_r->length_min = length_min(build);
	pattern_r->in_executable = program_origin_is_executable(build->origin);
	pattern_r->at_one_place =
	    build->origin == PROGRAM_FROM_START && build->shift == 0;
	if (!(is_plain(build) ? lay_out_plain : lay_out_parts)(
		build, arena, &pattern_r->program) ||
	    !copy_anchors(build, arena, pattern_r))
		pattern_build_refuse(build, PATTERN_NO_MEMORY, "no memory");
}

enum pattern_result
pattern_compile(struct slice hexsig, struct slice offset, unsigned flags,
    struct arena *arena, struct pattern *pattern_r, const char **reason_r)
{
	struct pattern_build *build;
	enum pattern_result result = PATTERN_NO_MEMORY;

	*reason_r = "no memory";
	if (hexsig.size == 0 || hexsig.size > TEXT_MAX) {
		*reason_r = hexsig.size == 0 ? "the pattern is empty"
					     : "the pattern is too long";
		return hexsig.size == 0 ? PATTERN_MALFORMED
					: PATTERN_UNSUPPORTED;
	}
	if ((flags & PATTERN_WIDE) != 0 &&
	    !pattern_widen(hexsig, arena, &hexsig))
		return PATTERN_NO_MEMORY;
	build = malloc(sizeof(*build));
	if (build == NULL)
		return PATTERN_NO_MEMORY;
	if (pattern_build_init(build, hexsig.size, flags)) {
		build_pattern(build, hexsig, offset, arena, pattern_r);
		result = build->result;
		*reason_r = build->reason;
	}
	pattern_build_fini(build);
	free(build);
	return result;
}
