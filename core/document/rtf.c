/*
 * rtf - objects and pictures in RTF, out of their hexadecimal digits
 *
 * Nothing else of RTF is read: "\objdata" and "\pict" are looked for, wherever
 * they stand, and what follows is taken up to the end of its group.
 */
#include "core/document/rtf.h"

#include <string.h>

#include "core/document/rtf_word.h"
#include "core/encoded/sink.h"

/* Digits between two looks at the clock. */
#define BYTES_A_LOOK ((size_t)1 << 20)

/* What the readings of an object differ in. */
enum doubt {
	/* "\'xx" between two digits of a byte: Word drops the first one. */
	KEEP_DIGIT = 1 << 0,
	/* Groups whose first word is no destination belong to the data, but
	 * lists of destinations differ. */
	ALL_GROUPS = 1 << 1,
	NO_GROUPS = 1 << 2,
};

static const unsigned readings[RTF_READINGS] = {
    0,
    KEEP_DIGIT,
    KEEP_DIGIT | ALL_GROUPS,
    NO_GROUPS,
};

/* One reading on its way. */
struct run {
	struct rtf *rtf;
	struct slice bytes;
	size_t at;
	unsigned reading;
	struct sink sink;
	bool half;     /* a digit waits for the second one of its byte */
	uint8_t digit; /* ... that one */
	size_t depth;  /* of groups inside of the data */
	size_t asked;  /* the place at which the budget was last asked */
	struct budget *budget;
};

/* ---- data -------------------------------------------------------------- */

/* Values of digits, 1 too high; 0: no digit. */
static const uint8_t digits[256] = {['0'] = 1,
    ['1'] = 2,
    ['2'] = 3,
    ['3'] = 4,
    ['4'] = 5,
    ['5'] = 6,
    ['6'] = 7,
    ['7'] = 8,
    ['8'] = 9,
    ['9'] = 10,
    ['a'] = 11,
    ['b'] = 12,
    ['c'] = 13,
    ['d'] = 14,
    ['e'] = 15,
    ['f'] = 16,
    ['A'] = 11,
    ['B'] = 12,
    ['C'] = 13,
    ['D'] = 14,
    ['E'] = 15,
    ['F'] = 16};

static void
put_digit(struct run *run, unsigned value)
{
	if (run->half)
		sink_put(
		    &run->sink, (uint8_t)((unsigned)run->digit << 4 | value));
	run->digit = (uint8_t)value;
	run->half = !run->half;
}

/* Whole bytes, as long as both of their digits stand together and the sink has
 * room. */
static void
put_pairs(struct run *run)
{
	struct sink *sink = &run->sink;
	const uint8_t *in = run->bytes.data + run->at;
	size_t room = sink->room - sink->size;
	size_t pairs = (run->bytes.size - run->at) / 2, i = 0;
	uint8_t *out;

	if (pairs > room)
		pairs = room;
	if (pairs == 0)
		return;
	out = sink->data + sink->size;
	for (; i < pairs; i++) {
		unsigned high = digits[in[2 * i]], low = digits[in[2 * i + 1]];

		if (high == 0 || low == 0)
			break;
		out[i] = (uint8_t)((high - 1) << 4 | (low - 1));
	}
	sink->size += i;
	run->at += 2 * i;
}

/* Something that is no digit and that Word drops one for. */
static void
interrupt(struct run *run)
{
	if (!run->half)
		return;
	run->rtf->doubts |= KEEP_DIGIT;
	if ((run->reading & KEEP_DIGIT) == 0)
		run->half = false;
}

/* "\bin4" and four bytes. */
static void
put_raw(struct run *run, uint32_t size)
{
	struct slice raw = slice_sub(run->bytes, run->at, size);

	if (size == 0)
		return;
	interrupt(run);
	run->at += raw.size;
	if (raw.size == 0 || !sink_reserve(&run->sink, raw.size))
		return;
	memcpy(run->sink.data + run->sink.size, raw.data, raw.size);
	run->sink.size += raw.size;
}

/* ---- groups and control words ------------------------------------------ */

/* Past the group that at stands in. */
static void
skip_group(struct run *run)
{
	size_t depth = 1;

	while (run->at < run->bytes.size && depth > 0) {
		uint8_t c = run->bytes.data[run->at++];

		if (c == '{')
			depth++;
		else if (c == '}')
			depth--;
		else if (c == '\\')
			run->at +=
			    rtf_control_skip(slice_skip(run->bytes, run->at));
	}
}

/* Behind a brace. */
static void
enter_group(struct run *run)
{
	bool skip = rtf_is_destination(slice_skip(run->bytes, run->at));

	run->rtf->doubts |= skip ? ALL_GROUPS : NO_GROUPS;
	if ((run->reading & ALL_GROUPS) != 0)
		skip = false;
	if ((run->reading & NO_GROUPS) != 0)
		skip = true;
	if (skip)
		skip_group(run);
	else
		run->depth++;
}

/* Behind a backslash. */
static void
take_control(struct run *run)
{
	struct slice rest = slice_skip(run->bytes, run->at);
	struct rtf_word word;

	if (!rtf_word_read(rest, &word)) {
		/* A symbol; the one with two digits behind it breaks in. */
		if (rest.size > 0 && rest.data[0] == '\'')
			interrupt(run);
		run->at += rtf_control_skip(rest);
		return;
	}
	run->at += word.size;
	if (slice_equal(word.name, SLICE("bin")))
		put_raw(run, word.number);
}

static bool
is_over(struct run *run)
{
	if (run->sink.cut)
		return true;
	if (run->at - run->asked < BYTES_A_LOOK || run->budget == NULL)
		return false;
	run->asked = run->at;
	run->sink.cut = budget_spent(run->budget);
	return run->sink.cut;
}

/* ---- one reading ------------------------------------------------------- */

/* Digits only, as long as there are: nearly all there is. */
static void
take_digits(struct run *run)
{
	for (;;) {
		unsigned value;

		if (!run->half)
			put_pairs(run);
		if (run->at >= run->bytes.size)
			return;
		value = digits[run->bytes.data[run->at]];
		if (value == 0)
			return;
		put_digit(run, value - 1);
		run->at++;
	}
}

static struct slice
read_object(struct run *run)
{
	while (!is_over(run)) {
		uint8_t c;

		take_digits(run);
		if (run->at >= run->bytes.size)
			break;
		c = run->bytes.data[run->at++];
		if (c == '\\')
			take_control(run);
		else if (c == '{')
			enter_group(run);
		else if (c == '}' && run->depth-- == 0)
			break;
	}
	return sink_close(&run->sink);
}

static bool
was_given(const struct rtf *rtf, struct slice body)
{
	for (unsigned i = 0; i + 1 < rtf->reading; i++)
		if (slice_equal(rtf->given[i], body))
			return true;
	return false;
}

/* The reading in hand; empty: it is none, or nothing new. */
static struct slice
take_reading(struct rtf *rtf, unsigned reading, size_t size_max,
    struct arena *arena, struct budget *budget)
{
	struct slice bytes =
	    rtf->left < rtf->bytes.size - rtf->at
		? slice_sub(rtf->bytes, 0, rtf->at + (size_t)rtf->left)
		: rtf->bytes;
	struct run run = {.rtf = rtf,
	    .bytes = bytes,
	    .at = rtf->at,
	    .asked = rtf->at,
	    .reading = reading,
	    .sink = sink_open(arena, size_max),
	    .budget = budget};
	struct slice body = read_object(&run);

	rtf->cut = run.sink.cut ||
		   (run.at >= bytes.size && bytes.size < rtf->bytes.size);
	rtf->left -=
	    run.at < bytes.size ? run.at - rtf->at : bytes.size - rtf->at;
	rtf->given[rtf->reading - 1] = body;
	if (!was_given(rtf, body))
		return body;
	rtf->given[rtf->reading - 1] = SLICE("");
	/* It is the newest. */
	if (body.size > 0)
		(void)!arena_resize_last(arena, run.sink.data, 0);
	return SLICE("");
}

/* A picture has one reading: nobody hides in it. */
static bool
next_reading(struct rtf *rtf, unsigned *reading_r)
{
	while (rtf->reading < RTF_READINGS) {
		unsigned index = rtf->reading++;

		*reading_r = readings[index];
		rtf->given[index] = SLICE("");
		if (index == 0 || (rtf->kind == RTF_OBJECT &&
				      (readings[index] & rtf->doubts) != 0))
			return true;
	}
	rtf->reading = 0;
	return false;
}

/* ---- all of them ------------------------------------------------------- */

/* The next "\objdata" or "\pict" behind at; false: none. */
static bool
find_object(struct rtf *rtf)
{
	for (;;) {
		struct slice rest;
		struct rtf_word word;

		rtf->at +=
		    slice_find_byte(slice_skip(rtf->bytes, rtf->at), '\\');
		if (rtf->at >= rtf->bytes.size)
			return false;
		rest = slice_skip(rtf->bytes, ++rtf->at);
		if (rest.size == 0 ||
		    (rest.data[0] != 'o' && rest.data[0] != 'p') ||
		    !rtf_word_read(rest, &word))
			continue;
		rtf->at += word.size;
		rtf->doubts = 0;
		rtf->kind = RTF_OBJECT;
		if (slice_equal(word.name, SLICE("objdata")))
			return true;
		rtf->kind = RTF_PICTURE;
		if (slice_equal(word.name, SLICE("pict")))
			return true;
	}
}

void
rtf_begin(struct rtf *rtf, struct slice bytes)
{
	*rtf = (struct rtf){.bytes = bytes};
	rtf->left = (uint64_t)bytes.size * RTF_SHARE;
}

bool
rtf_next(struct rtf *rtf, size_t size_max, struct arena *arena,
    struct budget *budget, struct rtf_object *object_r)
{
	unsigned reading = 0;

	while (!rtf->cut && (rtf->reading > 0 || find_object(rtf))) {
		struct slice body;

		if (!next_reading(rtf, &reading))
			continue;
		body = take_reading(rtf, reading, size_max, arena, budget);
		if (body.size == 0)
			continue;
		*object_r = (struct rtf_object){.kind = rtf->kind,
		    .reading = rtf->reading - 1,
		    .body = body};
		return true;
	}
	return false;
}
