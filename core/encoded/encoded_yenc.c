/*
 * encoded_yenc - yEnc 1.3
 *
 *     =ybegin part=1 line=128 size=123456 name=a file.zip
 *     =ypart begin=1 end=100000                          with part= only
 *     bytes + 42, "=" and byte + 106 for NUL, LF, CR and "="
 *     =yend size=100000 part=1 pcrc32=abcdef12
 */
#include <string.h>

#include "core/base/crc32.h"
#include "core/encoded/encoded_kinds.h"

#define YENC_SHIFT 42u
#define YENC_ESCAPE 64u

/* The value behind a key such as " size=", up to the next blank; empty: not
 * there.  The name goes to the end of the line. */
static struct slice
value_of(struct slice line, struct slice key)
{
	size_t at = slice_find(line, key);
	struct slice value = slice_skip(line, at + key.size);

	return at == line.size
		   ? (struct slice){NULL, 0}
		   : slice_sub(value, 0, slice_find_byte(value, ' '));
}

static bool
number_of(struct slice line, struct slice key, uint64_t *number_r)
{
	return slice_to_u64(slice_trim(value_of(line, key)), number_r);
}

static bool
sum_of(struct slice line, struct slice key, uint32_t *sum_r)
{
	struct slice digits = slice_trim(value_of(line, key));
	uint32_t sum = 0;

	for (size_t i = 0; i < digits.size; i++) {
		uint8_t c = digits.data[i], lower = c | 0x20;

		if (c >= '0' && c <= '9')
			sum = sum << 4 | (uint32_t)(c - '0');
		else if (lower >= 'a' && lower <= 'f')
			sum = sum << 4 | (uint32_t)(lower - 'a' + 10);
		else
			return false;
	}
	*sum_r = sum;
	return digits.size > 0;
}

/* What the lines around the data say. */
struct yenc {
	struct slice head; /* without the name */
	uint64_t line;     /* characters of a whole line, 0: not said */
	uint64_t size;     /* of the file */
	uint64_t from, to; /* of a part, 1 for the first byte; 0: no part */
};

static void
decode_line(const struct yenc *yenc, struct slice line, struct sink *sink)
{
	uint8_t *out;

	/* News servers double a dot at the start of a line. */
	if (slice_starts_with(line, SLICE("..")) && line.size > yenc->line &&
	    yenc->line > 0)
		line = slice_skip(line, 1);
	if (line.size == 0 || !sink_reserve(sink, line.size))
		return;
	out = sink->data + sink->size;
	for (size_t i = 0; i < line.size; i++) {
		uint8_t c = line.data[i];

		if (c == '=' && i + 1 < line.size)
			c = (uint8_t)(line.data[++i] - YENC_ESCAPE);
		*out++ = (uint8_t)(c - YENC_SHIFT);
	}
	sink->size = (size_t)(out - sink->data);
}

/* Sizes and sums are those of the body. */
static bool
is_sound(const struct yenc *yenc, struct slice end, struct slice body)
{
	uint64_t size;
	uint32_t sum;

	if (number_of(end, SLICE(" size="), &size) && size != body.size)
		return false;
	if (yenc->to == 0 && yenc->size != body.size)
		return false;
	if (yenc->to != 0 && yenc->to - yenc->from + 1 != body.size)
		return false;
	if (sum_of(end, SLICE(" pcrc32="), &sum))
		return sum == crc32_of(0, body);
	if (yenc->to == 0 && sum_of(end, SLICE(" crc32="), &sum))
		return sum == crc32_of(0, body);
	return true;
}

static bool
read_head(struct slice line, struct yenc *yenc_r, struct slice *name_r)
{
	size_t name = slice_find(line, SLICE(" name="));
	bool lined, sized;

	*yenc_r = (struct yenc){.head = slice_sub(line, 0, name)};
	*name_r = slice_trim(slice_skip(line, name + strlen(" name=")));
	lined = number_of(yenc_r->head, SLICE(" line="), &yenc_r->line);
	sized = number_of(yenc_r->head, SLICE(" size="), &yenc_r->size);
	/* Without any of them it is a line of prose. */
	return lined || sized || name_r->size > 0;
}

static void
read_part_line(struct yenc *yenc, struct slice line, struct encoded_file *file)
{
	bool known = number_of(line, SLICE(" begin="), &yenc->from) &&
		     number_of(line, SLICE(" end="), &yenc->to);

	if (!known || yenc->from == 0 || yenc->to < yenc->from) {
		yenc->from = yenc->to = 0;
		file->flags |= ENCODED_BAD;
	} else if (yenc->from == 1 && yenc->to == yenc->size) {
		file->flags &= ~(unsigned)ENCODED_PIECE; /* the only one */
	} else if (yenc->to <= yenc->size) {
		file->piece_from = yenc->from - 1;
		file->whole_size = yenc->size;
	}
}

bool
yenc_read(struct lines *lines, struct slice head, struct sink *sink,
    struct encoded_file *file)
{
	struct yenc yenc;
	struct slice line, end = {NULL, 0};
	size_t behind = lines->at;

	file->kind = ENCODED_YENC;
	if (!read_head(head, &yenc, &file->name))
		return false;
	if (value_of(yenc.head, SLICE(" part=")).size > 0)
		file->flags |= ENCODED_PIECE;
	while (end.size == 0 && lines_next(lines, &line)) {
		if (slice_starts_with(line, SLICE("=ybegin ")))
			break;
		if (slice_starts_with(line, SLICE("=yend")))
			end = line;
		else if (slice_starts_with(line, SLICE("=ypart ")))
			read_part_line(&yenc, line, file);
		else
			decode_line(&yenc, line, sink);
		behind = lines->at;
	}
	lines->at = behind;
	file->body = sink_close(sink);
	if (end.size == 0)
		file->flags |= ENCODED_NO_END;
	else if (!sink->cut && !is_sound(&yenc, end, file->body))
		file->flags |= ENCODED_BAD;
	return file->body.size > 0 || sink->cut || end.size > 0;
}
