/*
 * output - segments and links while the source is read
 */
#include "core/html/output.h"

#include <string.h>

#include "simd/bytes.h"

/* Kind and size of the segment behind it. */
#define HEAD_SIZE (1u + sizeof(uint32_t))
#define SLACK BYTES_COPY_SLACK
/* A segment is closed when it gets this long, so that its size fits. */
#define SEGMENT_MAX ((size_t)1 << 30)
/* The contract's "about six times", and what an empty source takes. */
#define TIMES 6u
#define AT_LEAST ((size_t)4 << 10)
/* Links and runs that an input of this many bytes may have one of: bounds the
 * memory that hostile input takes, far from what mail has. */
#define BYTES_PER_LINK 16u
#define BYTES_PER_RUN 16u
#define FIRST_FEW 64u

#define LINK_SIZE (sizeof(struct output_link) + sizeof(struct html_link))

static size_t
capacity_for(const struct arena *arena, size_t source_size)
{
	size_t most = arena_free(arena);
	size_t wanted = AT_LEAST + FIRST_FEW * (LINK_SIZE + 2 * HEAD_SIZE);

	if (source_size > (SIZE_MAX - wanted) / TIMES)
		return most;
	wanted += source_size * TIMES;
	return wanted < most ? wanted : most;
}

bool
output_init(struct output *output, struct arena *arena, size_t source_size,
    size_t links_max)
{
	size_t some_links = source_size / BYTES_PER_LINK + FIRST_FEW;

	*output = (struct output){
	    .arena = arena,
	    .capacity = capacity_for(arena, source_size),
	    .segment = SIZE_MAX,
	    .links_max = links_max < some_links ? links_max : some_links,
	    .runs_max = source_size / BYTES_PER_RUN + FIRST_FEW,
	    .last_run = OUTPUT_KINDS,
	};
	/* Links lie at its end, so that must be aligned. */
	output->capacity -= output->capacity % 16;
	if (output->capacity < 2 * SLACK)
		return false;
	output->base = arena_alloc(arena, output->capacity);
	return output->base != NULL;
}

/* What is taken or promised; the rest is free. */
static size_t
taken(const struct output *output)
{
	return output->used + output->gathered + output->links * LINK_SIZE +
	       output->runs * sizeof(struct html_run) + 8 * SLACK;
}

static bool
has_room(struct output *output, size_t size)
{
	size_t busy = taken(output);

	if (busy > output->capacity || size > output->capacity - busy)
		output->full = true;
	return !output->full;
}

static void
write_head(struct output *output)
{
	uint32_t size = (uint32_t)(output->used - output->segment - HEAD_SIZE);
	uint8_t *head = output->base + output->segment;

	head[0] = (uint8_t)output->kind;
	memcpy(head + 1, &size, sizeof(size));
}

/* Hidden and visible text take turns in runs. */
static void
count_run(struct output *output, enum output_kind kind)
{
	if (kind > OUTPUT_HIDDEN || kind == output->last_run)
		return;
	output->last_run = kind;
	if (output->runs < output->runs_max)
		output->runs++;
}

static void
open_segment(struct output *output, enum output_kind kind)
{
	if (output->segment != SIZE_MAX)
		write_head(output);
	output->segment = output->used;
	output->used += HEAD_SIZE;
	output->kind = kind;
	count_run(output, kind);
	if (kind < OUTPUT_KINDS)
		output->segments[kind]++;
	write_head(output);
}

uint8_t *
output_room(struct output *output, enum output_kind kind, size_t size)
{
	/* Once as a segment, once gathered; a new segment has a head, and may
	 * be a new run. */
	size_t most = kind == OUTPUT_ASIDE ? size : 2 * size;

	if (size > SIZE_MAX / 4 || !has_room(output, most + 2 * SLACK))
		return NULL;
	if (output->segment == SIZE_MAX || output->kind != kind ||
	    output->used - output->segment > SEGMENT_MAX)
		open_segment(output, kind);
	return output->base + output->used;
}

void
output_commit(struct output *output, enum output_kind kind, size_t size)
{
	output->used += size;
	if (kind < OUTPUT_KINDS) {
		output->gathered += size;
		output->text[kind].size += size;
	}
}

void
output_put(struct output *output, enum output_kind kind, struct slice s)
{
	uint8_t *out = output_room(output, kind, s.size);

	if (out == NULL)
		return;
	if (s.size > 0)
		memcpy(out, s.data, s.size);
	output_commit(output, kind, s.size);
}

struct slice
output_keep(struct output *output, struct slice s)
{
	uint8_t *out = output_room(output, OUTPUT_ASIDE, s.size);

	if (out == NULL)
		return (struct slice){0};
	if (s.size > 0)
		memcpy(out, s.data, s.size);
	output_commit(output, OUTPUT_ASIDE, s.size);
	return (struct slice){out, s.size};
}

void *
output_alloc(struct output *output, size_t size)
{
	uint8_t *out = output_room(output, OUTPUT_ASIDE, size + 16);
	size_t pad;

	if (out == NULL)
		return NULL;
	pad = (16 - output->used % 16) % 16;
	output_commit(output, OUTPUT_ASIDE, pad + size);
	return out + pad;
}

/* What a hidden text and the next one are kept apart by. */
static void
part_runs(
    struct output *output, struct output_text *text, enum output_kind kind)
{
	if (kind == OUTPUT_HIDDEN && output->last_run == OUTPUT_VISIBLE &&
	    text->lines == 0)
		text->lines = 1;
}

void
output_settle(struct output *output, enum output_kind kind)
{
	struct output_text *text = &output->text[kind];
	uint8_t *out;
	size_t n = 0;

	part_runs(output, text, kind);
	if (!text->blank && text->lines == 0 && !text->tab && !text->bullet) {
		text->line_open = true;
		return;
	}
	out = output_room(output, kind, 8);
	if (out == NULL)
		return;
	if (text->size > 0 && text->lines > 0) {
		for (; text->lines > 0; text->lines--)
			out[n++] = '\n';
	} else if (text->line_open && (text->tab || text->blank)) {
		out[n++] = text->tab ? '\t' : ' ';
	}
	if (text->bullet) {
		out[n++] = '*';
		out[n++] = ' ';
	}
	text->lines = 0;
	text->blank = text->tab = text->bullet = false;
	text->line_open = true;
	output_commit(output, kind, n);
}

struct output_link *
output_link_at(struct output *output, size_t index)
{
	void *at = output->base + output->capacity -
		   (index + 1) * sizeof(struct output_link);

	return at;
}

struct output_link *
output_add_link(struct output *output)
{
	if (output->links >= output->links_max) {
		output->links_full = true;
		return NULL;
	}
	if (!has_room(output, LINK_SIZE))
		return NULL;
	return output_link_at(output, output->links++);
}
