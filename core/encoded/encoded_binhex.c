/*
 * encoded_binhex - BinHex 4.0 (RFC 1741)
 *
 *     (This file must be converted with BinHex 4.0)
 *     :characters of six bits each, in lines, up to the next colon:
 *
 * The bytes under them are run-length encoded (0x90 and a count repeats the
 * byte before; a count of 0 is 0x90 itself), and hold
 *
 *     size of the name, name, 0, type (4), creator (4), flags (2),
 *     size of the data fork (4), of the resource fork (4), sum (2),
 *     data fork, sum (2), resource fork, sum (2)
 */
#include <string.h>

#include "core/base/integer.h"
#include "core/base/ascii.h"
#include "core/encoded/crc16.h"
#include "core/encoded/encoded_kinds.h"

/* Lines that may stand between the first one and the colon. */
#define GAP_LINES 16u
#define NAME_MAX_BYTES 63u
#define FIXED_BYTES 19u /* of the header, behind the name */
#define RUN 0x90u
/* Characters of no alphabet that are passed over. */
#define JUNK_MAX 64u

static const struct slice alphabet =
    SLICE("!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr");

/* The bytes under the characters, one after the other. */
struct reader {
	struct lines *lines; /* at: the next character */
	uint8_t six[256];    /* 0xFF: none */
	uint32_t bits;
	unsigned bit_count;
	uint8_t last;
	unsigned repeat; /* how often last comes again */
	bool ended;      /* the colon came */
	unsigned junk;   /* characters that were passed over */
	bool bad;        /* too many, or another file begins */
};

static void
reader_open(struct reader *reader, struct lines *lines)
{
	*reader = (struct reader){.lines = lines};
	memset(reader->six, 0xFF, sizeof(reader->six));
	for (size_t i = 0; i < alphabet.size; i++)
		reader->six[alphabet.data[i]] = (uint8_t)i;
}

/* Pass over c, which is no character of the alphabet. */
static void
pass_over(struct reader *reader, uint8_t c)
{
	struct lines *lines = reader->lines;

	lines->at++;
	reader->ended = c == ':';
	if (!reader->ended && !ascii_is_space(c))
		reader->bad = ++reader->junk > JUNK_MAX;
	else if ((c == '\n' || c == '\r') &&
		 encoded_starts_at(lines->text, lines->at))
		reader->bad = true;
}

/* The next eight bits, runs as they are written. */
static bool
raw_byte(struct reader *reader, uint8_t *byte_r)
{
	struct lines *lines = reader->lines;

	while (reader->bit_count < 8) {
		uint8_t c;

		if (reader->ended || reader->bad ||
		    lines->at == lines->text.size || !lines_worked(lines, 1))
			return false;
		c = lines->text.data[lines->at];
		if (reader->six[c] == 0xFF) {
			pass_over(reader, c);
			continue;
		}
		lines->at++;
		reader->bits = reader->bits << 6 | reader->six[c];
		reader->bit_count += 6;
	}
	reader->bit_count -= 8;
	*byte_r = (uint8_t)(reader->bits >> reader->bit_count);
	return true;
}

/* One byte after the runs. */
static bool
next_byte(struct reader *reader, uint8_t *byte_r)
{
	uint8_t count;

	while (reader->repeat == 0) {
		if (!raw_byte(reader, byte_r))
			return false;
		if (*byte_r != RUN) {
			reader->last = *byte_r;
			return true;
		}
		if (!raw_byte(reader, &count))
			return false;
		if (count == 0) {
			reader->last = RUN;
			return true;
		}
		/* The byte has come once already. */
		reader->repeat = count - 1u;
	}
	reader->repeat--;
	*byte_r = reader->last;
	return true;
}

static bool
next_bytes(struct reader *reader, uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (!next_byte(reader, &bytes[i]))
			return false;
	return true;
}

/* The two bytes that follow are the sum of s, continued from seed. */
static bool
sum_is_right(struct reader *reader, struct slice s)
{
	uint8_t sum[2];

	return next_bytes(reader, sum, 2) &&
	       crc16_of(s, 0) == (uint16_t)(sum[0] << 8 | sum[1]);
}

/* A fork of size bytes and its sum.  False: nothing comes behind it. */
static bool
read_fork(struct reader *reader, uint32_t size, struct sink *sink,
    struct slice *fork_r, unsigned *flags)
{
	uint8_t byte;
	uint32_t left = size;

	while (left > 0 && !sink->cut && next_byte(reader, &byte)) {
		sink_put(sink, byte);
		left--;
	}
	*fork_r = sink_close(sink);
	if (left > 0 || !sum_is_right(reader, *fork_r)) {
		*flags |= ENCODED_BAD;
		return left == 0;
	}
	return true;
}

static bool
read_forks(struct reader *reader, struct sink *sink, struct encoded_file *file)
{
	uint8_t header[1 + NAME_MAX_BYTES + FIXED_BYTES];
	struct slice fixed;
	uint8_t *name;
	size_t size;
	struct sink resource;

	if (!next_byte(reader, &header[0]) || header[0] > NAME_MAX_BYTES)
		return false;
	size = 1u + header[0] + FIXED_BYTES;
	if (!next_bytes(reader, header + 1, size - 1))
		return false;
	fixed = (struct slice){header + size - FIXED_BYTES, FIXED_BYTES};
	if (!sum_is_right(reader, (struct slice){header, size}))
		file->flags |= ENCODED_BAD;
	name = arena_alloc(sink->arena, header[0]);
	if (name == NULL)
		return false;
	memcpy(name, header + 1, header[0]);
	file->name = (struct slice){name, header[0]};
	if (!read_fork(
		reader, u32_be(fixed, 11), sink, &file->body, &file->flags))
		return true;
	resource = sink_open(sink->arena, sink->size_max - sink->size);
	(void)read_fork(reader, u32_be(fixed, 15), &resource, &file->resource,
	    &file->flags);
	sink->cut |= resource.cut;
	return true;
}

/* Pass over the lines ahead of the colon, and the colon. */
static bool
find_colon(struct lines *lines)
{
	struct slice line;

	for (unsigned i = 0; i < GAP_LINES; i++) {
		size_t at = lines->at;

		if (!lines_next(lines, &line) ||
		    encoded_starts_at(lines->text, at))
			return false;
		line = slice_trim(line);
		if (line.size > 0 && line.data[0] == ':') {
			lines->at = (size_t)(line.data + 1 - lines->text.data);
			return true;
		}
	}
	return false;
}

bool
binhex_read(struct lines *lines, struct sink *sink, struct encoded_file *file)
{
	struct reader reader;
	struct slice line;
	size_t behind;
	uint8_t byte;

	file->kind = ENCODED_BINHEX;
	if (!find_colon(lines))
		return false;
	reader_open(&reader, lines);
	if (!read_forks(&reader, sink, file))
		return false;
	/* What stands behind the forks up to the colon belongs to nobody. */
	while (!reader.ended && raw_byte(&reader, &byte))
		continue;
	if (!reader.ended)
		file->flags |= ENCODED_NO_END;
	if (reader.junk > 0)
		file->flags |= ENCODED_BAD;
	behind = lines->at;
	if (reader.ended && lines_next(lines, &line) &&
	    slice_trim(line).size > 0)
		lines->at = behind;
	return true;
}
