/*
 * mbox - a file of many messages, as one message after the other
 */
#include "threads/command/input/mbox.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/ascii.h"
#include "core/base/file.h"
#include "simd/bytes.h"

/* What is read at once, and first of all; a From line is looked for within
 * LINE_MAX_BYTES. */
#define PIECE_BYTES ((size_t)256 << 10)
#define FIRST_BYTES ((size_t)16 << 10)
#define LINE_MAX_BYTES ((size_t)1024)

struct reading {
	const struct mbox_walk *walk;
	struct mbox_place place; /* of the message in hand */
	uint64_t number;         /* 0: none yet */
	bool after_empty;        /* the line ahead holds nothing */
	bool ended;
};

/* ---- lines ------------------------------------------------------------- */

/* "10:00" somewhere in it, and four digits at or near its end. */
static bool
has_date(struct slice line)
{
	bool time = false, year = false;

	for (size_t i = 0; i + 4 < line.size; i++)
		time |= ascii_is_digit(line.data[i]) &&
			ascii_is_digit(line.data[i + 1]) &&
			line.data[i + 2] == ':' &&
			ascii_is_digit(line.data[i + 3]) &&
			ascii_is_digit(line.data[i + 4]);
	for (size_t i = 0; i + 3 < line.size; i++)
		year |= ascii_is_digit(line.data[i]) &&
			ascii_is_digit(line.data[i + 1]) &&
			ascii_is_digit(line.data[i + 2]) &&
			ascii_is_digit(line.data[i + 3]);
	return time && year;
}

static bool
is_from_line(struct slice line)
{
	return slice_starts_with(line, SLICE("From ")) &&
	       has_date(slice_skip(line, 5));
}

static bool
end_message(struct reading *reading, uint64_t offset)
{
	if (reading->number == 0)
		return true;
	reading->place.size = offset - reading->place.offset;
	return reading->walk->message == NULL ||
	       reading->walk->message(
		   reading->walk->owner, &reading->place, reading->number);
}

/* line begins at offset.  False: the walk is to end. */
static bool
take_line(struct reading *reading, struct slice line, uint64_t offset)
{
	struct slice text = slice_trim(line);

	if (reading->after_empty && is_from_line(line)) {
		if (!end_message(reading, offset))
			return false;
		reading->number++;
		reading->place.offset = offset;
	}
	reading->after_empty = text.size == 0;
	return true;
}

/* Where the line begins that ends at end, which is behind from. */
static size_t
line_begin(struct slice bytes, size_t from, size_t end)
{
	while (end > from && bytes.data[end - 1] != '\n')
		end--;
	return end;
}

/*
 * From the line at at on, over lines that are no From line, as their first byte
 * tells; never over the last one.  Where the next line begins.
 */
static size_t
pass_over(struct reading *reading, struct slice bytes, size_t at)
{
	const struct bytes_set from = bytes_set_of("F");
	size_t next = at, begin;

	do
		next = bytes_find_line(
		    bytes.data, bytes.size, next + (next > at), &from);
	while (next < bytes.size && next > at && bytes.data[next - 1] == '\r');
	if (next == bytes.size)
		next = line_begin(bytes, at, bytes.size);
	if (next == at)
		return at;
	begin = line_begin(bytes, at, next - 1);
	reading->after_empty =
	    slice_trim(slice_sub(bytes, begin, next - 1 - begin)).size == 0;
	return next;
}

/*
 * Whole lines of bytes, which begins at offset; the bytes that were dealt with.
 * What is left is the beginning of a line, unless last says that no more comes.
 * A line longer than LINE_MAX_BYTES is dealt with in pieces: no piece but the
 * first can be a From line, as none of them comes behind an empty one.
 */
static size_t
take_lines(
    struct reading *reading, struct slice bytes, uint64_t offset, bool last)
{
	size_t at = 0;

	while (at < bytes.size && !reading->ended) {
		struct slice rest, line;
		size_t end;

		at = pass_over(reading, bytes, at);
		if (at == bytes.size)
			break;
		rest = slice_skip(bytes, at);
		end = slice_find_byte(rest, '\n');
		line = slice_sub(rest, 0, end);
		if (end == rest.size && !last && rest.size < LINE_MAX_BYTES)
			break;
		reading->ended = !take_line(reading, line, offset + at);
		at += end < rest.size ? end + 1 : end;
	}
	return at;
}

/* ---- the file ---------------------------------------------------------- */

/* used bytes were read, and more may be there. */
static bool
read_rest(struct reading *reading, int fd, uint8_t *bytes, size_t used)
{
	uint64_t offset = 0;
	size_t got, taken;
	bool last = false;

	while (!last && !reading->ended) {
		if (!file_read(fd, bytes + used, PIECE_BYTES - used, &got))
			return false;
		used += got;
		last = used < PIECE_BYTES;
		taken = take_lines(
		    reading, (struct slice){bytes, used}, offset, last);
		memmove(bytes, bytes + taken, used - taken);
		used -= taken;
		offset += taken;
	}
	if (!reading->ended)
		reading->ended = !end_message(reading, offset + used);
	return true;
}

static bool
read_large(struct reading *reading, int fd, struct slice first)
{
	uint8_t *bytes = malloc(PIECE_BYTES);
	bool good = bytes != NULL;
	int error;

	if (good) {
		memcpy(bytes, first.data, first.size);
		good = read_rest(reading, fd, bytes, first.size);
	}
	error = errno;
	free(bytes);
	errno = error;
	return good;
}

static void
read_small(struct reading *reading, struct slice bytes)
{
	(void)take_lines(reading, bytes, 0, true);
	if (!reading->ended)
		reading->ended = !end_message(reading, bytes.size);
}

static bool
begins_with_from_line(struct slice bytes)
{
	bytes = slice_sub(bytes, 0, LINE_MAX_BYTES);
	return is_from_line(slice_sub(bytes, 0, slice_find_byte(bytes, '\n')));
}

bool
mbox_read_bytes(const struct mbox_walk *walk, struct slice bytes)
{
	struct reading reading = {.walk = walk, .after_empty = true};

	if (!begins_with_from_line(bytes))
		return false;
	read_small(&reading, bytes);
	return true;
}

static enum mbox_result
read_file(const struct mbox_walk *walk, int fd)
{
	struct reading reading = {.walk = walk, .after_empty = true};
	uint8_t bytes[FIRST_BYTES];
	struct slice first = {bytes, 0};

	if (!file_read(fd, bytes, sizeof(bytes), &first.size))
		return MBOX_OTHER;
	if (first.size == 0)
		return MBOX_EMPTY;
	if (!begins_with_from_line(first))
		return MBOX_OTHER;
	if (first.size < sizeof(bytes))
		read_small(&reading, first);
	else if (!read_large(&reading, fd, first))
		return MBOX_BROKEN;
	return reading.ended ? MBOX_ENDED : MBOX_READ;
}

enum mbox_result
mbox_read(const struct mbox_walk *walk, const char *path)
{
	int fd = file_open(path, true), error;
	enum mbox_result result;

	if (fd < 0)
		return MBOX_OTHER;
	result = read_file(walk, fd);
	error = errno;
	close(fd);
	errno = error;
	return result;
}

/* ---- quoted lines ------------------------------------------------------ */

/* Marks, and behind them what they were put ahead of. */
static bool
is_quoted_from(struct slice line)
{
	size_t marks = 0;

	while (marks < line.size && line.data[marks] == '>')
		marks++;
	return slice_starts_with(slice_skip(line, marks), SLICE("From "));
}

size_t
mbox_unquote(uint8_t *bytes, size_t size)
{
	const struct bytes_set mark = bytes_set_of(">");
	size_t from = 0, to = 0, at;

	/* from: not moved yet.  What is looked at lies there. */
	for (at = 0; (at = bytes_find_line(bytes, size, at, &mark)) < size;
	     at++) {
		if ((at > 0 && bytes[at - 1] == '\r') ||
		    !is_quoted_from((struct slice){bytes + at, size - at}))
			continue;
		memmove(bytes + to, bytes + from, at - from);
		to += at - from;
		from = at + 1;
	}
	if (from > 0)
		memmove(bytes + to, bytes + from, size - from);
	return to + size - from;
}
