/*
 * mbox - a file of many messages, as one message after the other
 */
#include "threads/command/mbox.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/ascii.h"
#include "core/base/file.h"

/* What is read at once; a From line is looked for within LINE_MAX_BYTES. */
#define PIECE_BYTES ((size_t)256 << 10)
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

/* ---- the file ---------------------------------------------------------- */

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
		struct slice rest = slice_skip(bytes, at);
		size_t end = slice_find_byte(rest, '\n');
		struct slice line = slice_sub(rest, 0, end);

		if (end == rest.size && !last && rest.size < LINE_MAX_BYTES)
			break;
		reading->ended = !take_line(reading, line, offset + at);
		at += end < rest.size ? end + 1 : end;
	}
	return at;
}

static const char *
read_file(struct reading *reading, int fd, uint8_t *bytes)
{
	uint64_t offset = 0;
	size_t used = 0, got, taken;
	bool last = false;

	while (!last && !reading->ended) {
		if (!file_read(fd, bytes + used, PIECE_BYTES - used, &got))
			return strerror(errno);
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
	return NULL;
}

bool
mbox_is(const char *path)
{
	uint8_t bytes[LINE_MAX_BYTES];
	int fd = file_open(path, true);
	size_t size = 0;
	bool read;

	if (fd < 0)
		return false;
	read = file_read(fd, bytes, sizeof(bytes), &size);
	close(fd);
	return read && is_from_line(slice_sub((struct slice){bytes, size}, 0,
			   slice_find_byte((struct slice){bytes, size}, '\n')));
}

const char *
mbox_read(const struct mbox_walk *walk, const char *path, bool *ended_r)
{
	struct reading reading = {.walk = walk, .after_empty = true};
	uint8_t *bytes = malloc(PIECE_BYTES);
	const char *why;
	int fd;

	*ended_r = false;
	if (bytes == NULL)
		return "no memory to read it";
	fd = file_open(path, true);
	why = fd < 0 ? strerror(errno) : read_file(&reading, fd, bytes);
	if (fd >= 0)
		close(fd);
	free(bytes);
	*ended_r = reading.ended;
	return why;
}

size_t
mbox_unquote(uint8_t *bytes, size_t size)
{
	size_t to = 0;
	bool line_start = true;

	for (size_t at = 0; at < size; at++) {
		if (line_start && bytes[at] == '>') {
			size_t marks = at;

			while (marks < size && bytes[marks] == '>')
				marks++;
			if (size - marks >= 5 &&
			    memcmp(bytes + marks, "From ", 5) == 0)
				at++;
		}
		line_start = bytes[at] == '\n';
		bytes[to++] = bytes[at];
	}
	return to;
}
