/*
 * slow_pattern - a body pattern matched the plain, slow way
 */
#include "tests/support/slow_pattern.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Substitutions and comparisons before it gives up. */
#define FUEL_MAX 400000
#define PARTS_MAX 64u

struct near {
	bool used;
	char text[3];
	unsigned low;
	unsigned high;
};

/* What is left of a part once both ends are taken off. */
struct part {
	char *core;
	struct near left_near;
	struct near right_near;
	char left_class; /* 0, 'B', 'L', 'W' */
	char right_class;
	bool right_not;
	long gap_min;
	long gap_max; /* -1: none */
};

struct slow {
	struct part parts[PARTS_MAX];
	size_t count;
	const uint8_t *buffer;
	long size;
	bool nocase;
	long fuel;
};

static char *
text_copy(const char *from, size_t size)
{
	char *copy = malloc(size + 1);

	if (copy == NULL)
		abort();
	memcpy(copy, from, size);
	copy[size] = '\0';
	return copy;
}

/* ---- the text, cut up -------------------------------------------------- */

/* {n} with 0 < n < 128 written as question marks, all through the text. */
static char *
with_skips_written_out(struct slice hexsig)
{
	char *out = malloc(hexsig.size * 256 + 1);
	size_t at = 0;

	if (out == NULL)
		abort();
	for (size_t i = 0; i < hexsig.size;) {
		char *end = NULL;
		char number[32] = {0};
		long n = 0;

		if (hexsig.data[i] == '{') {
			size_t have = hexsig.size - i - 1;

			memcpy(
			    number, hexsig.data + i + 1, have < 31 ? have : 31);
			n = strtol(number, &end, 10);
		}
		if (end != NULL && end != number && *end == '}' && n > 0 &&
		    n < 128 && number[0] != '-' && number[0] != '+') {
			memset(out + at, '?', (size_t)n * 2);
			at += (size_t)n * 2;
			i += (size_t)(end - number) + 2;
		} else {
			out[at++] = (char)hexsig.data[i++];
		}
	}
	out[at] = '\0';
	return out;
}

static void
read_range(const char *text, unsigned *low, unsigned *high)
{
	char *end;

	*low = (unsigned)strtoul(text, &end, 10);
	*high = *low;
	if (*end == '-' && end[1] != ']')
		*high = (unsigned)strtoul(end + 1, NULL, 10);
}

static void
strip_near(struct part *part, char **core)
{
	char *bracket = strchr(*core, '[');

	if (bracket == *core + 2) {
		part->left_near.used = true;
		memcpy(part->left_near.text, *core, 2);
		read_range(
		    bracket + 1, &part->left_near.low, &part->left_near.high);
		*core = strchr(bracket, ']') + 1;
		bracket = strchr(*core, '[');
	}
	if (bracket != NULL) {
		part->right_near.used = true;
		memcpy(part->right_near.text, strchr(bracket, ']') + 1, 2);
		read_range(
		    bracket + 1, &part->right_near.low, &part->right_near.high);
		*bracket = '\0';
	}
}

static bool
is_class(const char *text)
{
	return text[0] == '(' && strchr("BLW", text[1]) != NULL &&
	       text[1] != '\0' && text[2] == ')';
}

static void
strip_classes(struct part *part, char **core)
{
	size_t size;

	/* A negated one eats a byte on the left. */
	if (is_class(*core)) {
		part->left_class = (*core)[1];
		*core += 3;
	}
	size = strlen(*core);
	if (size >= 3 && is_class(*core + size - 3)) {
		part->right_class = (*core)[size - 2];
		size -= 3;
		part->right_not = size > 0 && (*core)[size - 1] == '!';
		(*core)[size - (part->right_not ? 1 : 0)] = '\0';
	}
}

static void
read_gap(const char *text, long *min, long *max)
{
	const char *dash = strchr(text, '-');
	const char *end = strchr(text, '}');

	*min = strtol(text, NULL, 10);
	*max = *min;
	if (dash != NULL && dash < end) {
		*min = dash == text ? 0 : strtol(text, NULL, 10);
		*max = strtol(dash + 1, NULL, 10);
	}
	if (*max == 0)
		*max = -1;
}

/* False: too many parts. */
static bool
cut_up(struct slow *slow, const char *text)
{
	long gap_min = 0;
	long gap_max = -1;

	for (;;) {
		size_t size = strcspn(text, "*{");
		struct part *part = &slow->parts[slow->count];
		char *copy;
		char *core;

		if (slow->count == PARTS_MAX)
			return false;
		memset(part, 0, sizeof(*part));
		core = copy = text_copy(text, size);
		strip_near(part, &core);
		strip_classes(part, &core);
		part->core = text_copy(core, strlen(core));
		free(copy);
		part->gap_min = gap_min;
		part->gap_max = gap_max;
		slow->count++;
		text += size;
		if (*text == '\0')
			return true;
		gap_min = 0;
		gap_max = -1;
		if (*text == '{') {
			read_gap(text + 1, &gap_min, &gap_max);
			text = strchr(text, '}');
		}
		text++;
	}
}

/* ---- bytes ------------------------------------------------------------- */

static bool
nibble_fits(char c, unsigned nibble)
{
	if (c == '?')
		return true;
	return (unsigned)strtoul((char[2]){c, 0}, NULL, 16) == nibble;
}

/* A letter in either case; half of one only beside brackets. */
static bool
byte_fits_either(const struct slow *slow, const char *pair, uint8_t byte)
{
	uint8_t other = byte;

	if (slow->nocase && isalpha(byte))
		other = (uint8_t)(byte ^ 0x20);
	return (nibble_fits(pair[0], byte >> 4) &&
		   nibble_fits(pair[1], byte & 15)) ||
	       (nibble_fits(pair[0], other >> 4) &&
		   nibble_fits(pair[1], other & 15));
}

static bool
byte_fits(const struct slow *slow, const char *pair, uint8_t byte)
{
	if (pair[0] == '?' || pair[1] == '?')
		return nibble_fits(pair[0], byte >> 4) &&
		       nibble_fits(pair[1], byte & 15);
	return byte_fits_either(slow, pair, byte);
}

static bool
one_of(const char *list, uint8_t byte)
{
	return byte != 0 && strchr(list, byte) != NULL;
}

static bool
boundary_before(uint8_t byte)
{
	return one_of(" -./<@_", byte);
}

static bool
boundary_behind(uint8_t byte)
{
	return one_of("\n\r \"'-/=>_", byte);
}

static bool
ends_line(const struct slow *slow, long at)
{
	return at < slow->size &&
	       (slow->buffer[at] == '\n' ||
		   (slow->buffer[at] == '\r' && at + 1 < slow->size &&
		       slow->buffer[at + 1] == '\n'));
}

static bool
alnum(uint8_t byte)
{
	return byte < 128 && isalnum(byte);
}

/* ---- one part at one place: mark the ends ------------------------------ */

static void mark(struct slow *slow, const char *text, long at, bool *ends);

/* Where the parenthesis at text[0] is closed. */
static const char *
closing(const char *text)
{
	int depth = 0;

	for (;; text++) {
		if (*text == '(')
			depth++;
		if (*text == ')' && --depth == 0)
			return text;
	}
}

/* Put each member in place of the alternation and go on. */
static void
mark_alternatives(struct slow *slow, const char *text, long at, bool *ends)
{
	const char *close = closing(text);
	const char *member = text + 1;
	int depth = 0;

	for (const char *c = text + 1; c <= close; c++) {
		depth += (*c == '(') - (*c == ')');
		if ((*c == '|' && depth == 0) || c == close) {
			size_t size = (size_t)(c - member);
			char *whole = malloc(size + strlen(close) + 1);

			if (whole == NULL)
				abort();
			memcpy(whole, member, size);
			memcpy(whole + size, close + 1, strlen(close));
			mark(slow, whole, at, ends);
			free(whole);
			member = c + 1;
		}
	}
}

static void
mark_negation(struct slow *slow, const char *text, long at, bool *ends)
{
	const char *close = closing(text);
	long length = (long)strcspn(text + 1, "|)") / 2;

	if (at + length > slow->size)
		return;
	for (const char *member = text + 1; member < close;
	     member += 2 * length + 1) {
		bool equal = true;

		for (long i = 0; i < length; i++)
			equal = equal && byte_fits(slow, member + 2 * i,
					     slow->buffer[at + i]);
		if (equal)
			return;
	}
	mark(slow, close + 1, at + length, ends);
}

static void
mark_class(
    struct slow *slow, const char *text, bool negated, long at, bool *ends)
{
	uint8_t byte;
	bool is = false;

	if (at >= slow->size)
		return;
	byte = slow->buffer[at];
	if (text[1] == 'B')
		is = boundary_before(byte) || boundary_behind(byte);
	else if (text[1] == 'W')
		is = !alnum(byte);
	else
		is = ends_line(slow, at);
	if (is == negated)
		return;
	mark(slow, text + 3, at + 1, ends);
	if (text[1] == 'L' && !negated && byte == '\r')
		mark(slow, text + 3, at + 2, ends);
}

static void
mark(struct slow *slow, const char *text, long at, bool *ends)
{
	for (; --slow->fuel > 0; text += 2, at++) {
		if (*text == '\0') {
			ends[at] = true;
			return;
		}
		if (is_class(text + (*text == '!'))) {
			mark_class(slow, text + (*text == '!'), *text == '!',
			    at, ends);
			return;
		}
		if (*text == '!') {
			mark_negation(slow, text + 1, at, ends);
			return;
		}
		if (*text == '(') {
			mark_alternatives(slow, text, at, ends);
			return;
		}
		if (at >= slow->size ||
		    !byte_fits(slow, text, slow->buffer[at]))
			return;
	}
}

/* ---- the ends of a part ------------------------------------------------ */

static bool
near_fits(const struct slow *slow, const struct near *near, long at, long step)
{
	if (!near->used)
		return true;
	for (long d = near->low; d <= (long)near->high; d++) {
		long place = at + step * d;

		if (place >= 0 && place < slow->size &&
		    byte_fits_either(slow, near->text, slow->buffer[place]))
			return true;
	}
	return false;
}

static bool
left_fits(const struct slow *slow, const struct part *part, long start)
{
	uint8_t byte = start > 0 ? slow->buffer[start - 1] : 0;

	if (!near_fits(slow, &part->left_near, start - 1, -1))
		return false;
	if (part->left_class == 0)
		return true;
	if (start == 0)
		return true;
	if (part->left_class == 'B')
		return boundary_before(byte);
	if (part->left_class == 'W')
		return !alnum(byte);
	return byte == '\n';
}

static bool
right_fits(const struct slow *slow, const struct part *part, long end)
{
	bool is;

	if (!near_fits(slow, &part->right_near, end, 1))
		return false;
	if (part->right_class == 0)
		return true;
	if (end == slow->size)
		return !part->right_not;
	if (part->right_class == 'B')
		is = boundary_behind(slow->buffer[end]);
	else if (part->right_class == 'W')
		is = !alnum(slow->buffer[end]);
	else
		is = ends_line(slow, end);
	return is != part->right_not;
}

/* ---- parts after each other -------------------------------------------- */

static bool
place(struct slow *slow, size_t index, long low, long high)
{
	const struct part *part = &slow->parts[index];
	bool found = false;

	if (high > slow->size)
		high = slow->size;
	for (long start = low; start <= high && !found; start++) {
		bool *ends = calloc((size_t)slow->size + 2, sizeof(*ends));

		if (ends == NULL)
			abort();
		if (left_fits(slow, part, start))
			mark(slow, part->core, start, ends);
		for (long end = 0; end <= slow->size && !found; end++) {
			const struct part *next = part + 1;

			if (!ends[end] || !right_fits(slow, part, end))
				continue;
			found = index + 1 == slow->count ||
				place(slow, index + 1, end + next->gap_min,
				    next->gap_max < 0 ? slow->size
						      : end + next->gap_max);
		}
		free(ends);
		if (slow->fuel <= 0)
			return false;
	}
	return found;
}

/* The buffer is no program, so it has no entry point, sections or version. */
static bool
is_within_program(const char *offset)
{
	return offset[0] == 'S' || offset[0] == 'V' ||
	       strncmp(offset, "EP", 2) == 0;
}

/* False: the offset lies outside the buffer. */
static bool
read_offset(const struct slow *slow, struct slice offset, long *low, long *high)
{
	char *text = text_copy((const char *)offset.data, offset.size);
	char *number = strncmp(text, "EOF-", 4) == 0 ? text + 4 : text;
	char *comma = strchr(number, ',');

	*low = 0;
	*high = slow->size;
	if (is_within_program(text)) {
		*low = -1;
	} else if (strcmp(text, "*") != 0) {
		*low = strtol(number, NULL, 10);
		if (number != text)
			*low = slow->size - *low;
		*high =
		    *low + (comma == NULL ? 0 : strtol(comma + 1, NULL, 10));
	}
	free(text);
	return *low >= 0;
}

enum slow_result
slow_pattern_match(
    struct slice hexsig, struct slice offset, bool nocase, struct slice buffer)
{
	struct slow *slow = calloc(1, sizeof(*slow));
	char *text = with_skips_written_out(hexsig);
	enum slow_result result = SLOW_GAVE_UP;
	long low;
	long high;

	if (slow == NULL)
		abort();
	slow->buffer = buffer.data;
	slow->size = (long)buffer.size;
	slow->nocase = nocase;
	slow->fuel = FUEL_MAX;
	if (cut_up(slow, text)) {
		result = read_offset(slow, offset, &low, &high) &&
				 place(slow, 0, low, high)
			     ? SLOW_YES
			     : SLOW_NO;
		if (result == SLOW_NO && slow->fuel <= 0)
			result = SLOW_GAVE_UP;
	}
	for (size_t i = 0; i < slow->count; i++)
		free(slow->parts[i].core);
	free(slow);
	free(text);
	return result;
}
