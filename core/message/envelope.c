/*
 * envelope - what CommuniGate Pro wrote ahead of a queued message
 *
 * One pass over lines, each looked at once.  Addresses are collected while it
 * is still open whether this is an envelope at all, and thrown away if the run
 * does not end at an empty line: so the cost is linear whatever the file holds.
 */
#include "core/message/envelope.h"

#include <string.h>

#include "simd/bytes.h"

/* The server bounds what it writes far below; a longer line is a message. */
#define LINE_MAX_BYTES ((size_t)64 << 10)
/* An mbox line holds an address and a date. */
#define MBOX_LINE_MAX 512u
#define RECIPIENTS_AT_FIRST 16u

/* ---- lines ------------------------------------------------------------- */

/*
 * The line at the start of s, without its LF or CRLF; *next_r is its size with
 * them.  False: no LF within the bound.
 */
static bool
take_line(struct slice s, struct slice *line_r, size_t *next_r)
{
	size_t look = s.size > LINE_MAX_BYTES ? LINE_MAX_BYTES : s.size;
	size_t end = bytes_find_lf(s.data, look);

	if (end == look)
		return false;
	*next_r = end + 1;
	if (end > 0 && s.data[end - 1] == '\r')
		end--;
	*line_r = slice_sub(s, 0, end);
	return true;
}

/* One capital, one blank, and no bare CR: no header field begins like that. */
static bool
is_envelope_line(struct slice line)
{
	return line.size >= 2 && line.data[0] >= 'A' && line.data[0] <= 'Z' &&
	       line.data[1] == ' ' && slice_find_byte(line, '\r') == line.size;
}

/* ---- what a line says -------------------------------------------------- */

/*
 * The address of a P or R line stands between its first '<' and its last '>':
 * the columns ahead have neither, a quoted local part may have both.
 */
static bool
find_address(struct slice line, struct slice *address_r)
{
	size_t open = slice_find_byte(line, '<');
	const uint8_t *close;

	if (open == line.size)
		return false;
	close = memrchr(line.data, '>', line.size);
	if (close == NULL || close < line.data + open)
		return false;
	*address_r =
	    slice_sub(line, open + 1, (size_t)(close - line.data) - open - 1);
	return true;
}

static struct slice
take_word(struct slice *rest)
{
	struct slice word = *rest;

	word.size = slice_find_byte(word, ' ');
	*rest = slice_trim(slice_skip(*rest, word.size));
	return word;
}

/* S [<account> ]TAG [ip] */
static void
parse_source(struct slice rest, struct envelope *envelope)
{
	size_t open, close;

	rest = slice_trim(rest);
	if (slice_starts_with(rest, SLICE("<"))) {
		close = slice_find(rest, SLICE("> "));
		if (close == rest.size)
			close = slice_find_byte(rest, '>');
		/* Damaged: nobody is authenticated by that. */
		if (close == rest.size)
			return;
		envelope->account =
		    slice_sub(slice_skip(rest, 1), 0, close - 1);
		rest = slice_trim(slice_skip(rest, close + 1));
	}
	if (!slice_starts_with(rest, SLICE("[")))
		envelope->source_tag = take_word(&rest);
	open = slice_find_byte(rest, '[');
	rest = slice_skip(rest, open + 1);
	close = slice_find_byte(rest, ']');
	if (close < rest.size)
		envelope->source_ip = slice_sub(rest, 0, close);
}

/* ---- recipients -------------------------------------------------------- */

/* The list while it grows; nothing else is allocated meanwhile. */
struct recipients {
	struct arena *arena;
	struct slice *list; /* NULL until the first */
	size_t room, count, seen, max;
};

static bool
recipients_grow(struct recipients *recipients)
{
	size_t room = recipients->room * 2;

	if (recipients->list == NULL) {
		room = RECIPIENTS_AT_FIRST;
		recipients->list = arena_alloc_array(
		    recipients->arena, room, sizeof(*recipients->list));
		if (recipients->list == NULL)
			return false;
	} else if (!arena_resize_last(recipients->arena, recipients->list,
		       room * sizeof(*recipients->list))) {
		return false;
	}
	recipients->room = room;
	return true;
}

/* Past the limit, or the arena's end, they are only counted. */
static void
recipients_add(struct recipients *recipients, struct slice address)
{
	recipients->seen++;
	if (recipients->count >= recipients->max)
		return;
	if (recipients->count == recipients->room &&
	    !recipients_grow(recipients)) {
		recipients->max = recipients->count;
		return;
	}
	recipients->list[recipients->count++] = address;
}

/* Keep the first count of them, give the rest of the room back. */
static void
recipients_trim(struct recipients *recipients, size_t count)
{
	recipients->count = count;
	if (recipients->list != NULL)
		CHECK(arena_resize_last(recipients->arena, recipients->list,
		    count * sizeof(*recipients->list)));
}

/* ---- the envelope ------------------------------------------------------ */

/*
 * Take in one line; true if it is of the kinds that make an envelope.  Where a
 * kind comes twice, the first counts; kinds that are not known say nothing.
 */
static bool
take_in(struct slice line, struct envelope *envelope, bool *has_source,
    struct recipients *recipients)
{
	struct slice rest = slice_skip(line, 2), address;

	switch (line.data[0]) {
	case 'P':
		if (!envelope->has_return_path)
			envelope->has_return_path =
			    find_address(rest, &envelope->return_path);
		return true;
	case 'R':
		if (find_address(rest, &address))
			recipients_add(recipients, address);
		return true;
	case 'S':
		if (!*has_source)
			parse_source(rest, envelope);
		*has_source = true;
		return true;
	case 'A':
		rest = slice_trim(rest);
		if (envelope->domain.size == 0)
			envelope->domain = take_word(&rest);
		return false;
	case 'O':
		if (envelope->options.size == 0)
			envelope->options = slice_trim(rest);
		return false;
	default:
		return false;
	}
}

/* The size of the run with its empty line; 0: this is no envelope. */
static size_t
parse_run(
    struct slice file, struct envelope *envelope, struct recipients *recipients)
{
	bool found = false, has_source = false;
	struct slice line;
	size_t at = 0, next;

	while (take_line(slice_skip(file, at), &line, &next)) {
		at += next;
		if (line.size == 0)
			return found ? at : 0;
		if (!is_envelope_line(line))
			return 0;
		found |= take_in(line, envelope, &has_source, recipients);
	}
	return 0;
}

static size_t
parse_envelope(struct slice file, const struct limits *limits,
    struct arena *arena, struct limits_reached *reached,
    struct envelope *envelope)
{
	struct recipients recipients = {
	    .arena = arena,
	    .max = (size_t)limits->max[LIMIT_RECIPIENTS],
	};
	size_t size = parse_run(file, envelope, &recipients);

	if (size == 0) {
		recipients_trim(&recipients, 0);
		*envelope = (struct envelope){0};
		return 0;
	}
	recipients_trim(&recipients, recipients.count);
	envelope->present = true;
	envelope->recipients = recipients.list;
	envelope->recipient_count = recipients.count;
	envelope->recipients_seen = recipients.seen;
	if (recipients.seen > recipients.count)
		limits_mark(reached, LIMIT_RECIPIENTS);
	return size;
}

/* ---- what else may stand ahead ----------------------------------------- */

/* " Thu Aug ": no line of prose has it after "From ". */
static bool
has_mbox_date(struct slice line)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	for (size_t i = 0; i + 9 <= line.size; i++) {
		const uint8_t *at = line.data + i;

		/* Capitals stand only where a name in the list begins. */
		if (at[0] == ' ' && at[4] == ' ' && at[8] == ' ' &&
		    at[1] < 'a' && at[5] < 'a' &&
		    memmem(days, sizeof(days) - 1, at + 1, 3) != NULL &&
		    memmem(months, sizeof(months) - 1, at + 5, 3) != NULL)
			return true;
	}
	return false;
}

/*
 * The size of an mbox line ("From address date", also quoted with '>'); 0 if
 * there is none.  The date is asked for, so that text that only begins with
 * the word stays a part of the message.
 */
static size_t
mbox_line_size(struct slice s)
{
	struct slice line;
	size_t next;

	if (!slice_starts_with(s, SLICE("From ")) &&
	    !slice_starts_with(s, SLICE(">From ")))
		return 0;
	if (!take_line(slice_sub(s, 0, MBOX_LINE_MAX), &line, &next))
		return 0;
	return has_mbox_date(line) ? next : 0;
}

static struct slice
skip_mark(struct slice s)
{
	struct slice mark = SLICE("\xEF\xBB\xBF");

	return slice_starts_with(s, mark) ? slice_skip(s, mark.size) : s;
}

void
envelope_parse(struct slice file, const struct limits *limits,
    struct arena *arena, struct limits_reached *reached,
    struct envelope *envelope_r, struct slice *content_r)
{
	struct slice content = skip_mark(file);
	size_t size;

	*envelope_r = (struct envelope){0};
	size = parse_envelope(content, limits, arena, reached, envelope_r);
	if (size > 0)
		content = skip_mark(slice_skip(content, size));
	*content_r = slice_skip(content, mbox_line_size(content));
}

bool
envelope_is_authenticated(const struct envelope *envelope)
{
	return envelope->account.size > 0;
}
