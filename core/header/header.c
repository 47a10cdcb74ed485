/*
 * header - the fields of one header block
 *
 * One pass over the lines, up to the first empty one.  Where a block would
 * end if the reader were less patient (the end of the last real field) is kept
 * on the way, for the blocks that have no empty line.
 */
#include "core/header/header.h"

#include "core/header/header_lines.h"
#include "simd/bytes.h"

#define FIELDS_AT_FIRST 64u

/* ---- fields ------------------------------------------------------------ */

/* The block while it is read; nothing else is allocated meanwhile. */
struct block {
	struct slice bytes; /* as far as fields are looked for */
	struct arena *arena;
	struct header_field *fields; /* NULL until the first */
	size_t room, count, max;
	size_t named;      /* fields that have a name */
	size_t last_named; /* where the last of them ends */
	size_t last_line;  /* where the line last looked at begins */
	size_t start;      /* the field that is being read ... */
	size_t name_size;  /* ... the bytes of its name, ... */
	size_t value;      /* ... its value begins, ... */
	size_t end;        /* ... and its last line ends here */
	bool open;         /* there is such a field */
	bool over;         /* there were more fields than max */
	bool cut;          /* no room for more fields */
	unsigned how;      /* enum header_how */
	unsigned odd;      /* enum header_odd */
};

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t';
}

static size_t
skip_blanks(const uint8_t *data, size_t at, size_t end)
{
	while (at < end && is_blank(data[at]))
		at++;
	return at;
}

/* High bits of the bytes of word that are c; above the first, maybe others. */
static uint64_t
equal_bytes(uint64_t word, uint8_t c)
{
	uint64_t other = word ^ (ONES * c);

	return (other - ONES) & ~other & HIGH_BITS;
}

static bool
ends_name(uint8_t c)
{
	return c == ':' || is_blank(c);
}

/*
 * Index of the first colon or blank in [at, end), or end.  Names have ten bytes
 * or so: a call of memchr() for each kind would cost more.  Eight at a time are
 * looked at for a colon or one below '!', which is a blank or, seldom, another
 * control character; as above.
 */
static size_t
find_name_end(const uint8_t *data, size_t at, size_t end)
{
	for (; end - at >= sizeof(uint64_t); at += sizeof(uint64_t)) {
		uint64_t word = load_word(data + at);
		uint64_t low = (word - ONES * '!') & ~word & HIGH_BITS;
		uint64_t found = low | equal_bytes(word, ':');

		for (; found != 0; found &= found - 1) {
			size_t i = at + (size_t)__builtin_ctzll(found) / 8;

			if (ends_name(data[i]))
				return i;
		}
	}
	while (at < end && !ends_name(data[at]))
		at++;
	return at;
}

/* Behind the comment at at, if one begins there (RFC 822 allows it). */
static size_t
skip_comment(const uint8_t *data, size_t at, size_t end)
{
	size_t depth = 0;

	for (size_t i = at; i < end; i++) {
		if (data[i] == '(')
			depth++;
		else if (data[i] == ')' && depth > 0)
			depth--;
		else if (data[i] == '\\')
			i++;
		if (depth == 0)
			return i == at ? at : i + 1;
	}
	return at;
}

/*
 * Name, blanks, perhaps a comment, colon; the name has neither blanks nor
 * control characters that end a line, but is otherwise taken as written.  A
 * line that is none is a value without a name.
 */
static void
start_field(struct block *block, const struct line *line)
{
	const uint8_t *data = block->bytes.data;
	size_t name_end = find_name_end(data, line->start, line->end);
	size_t at = name_end;

	at = skip_blanks(data, at, line->end);
	if (at > name_end && at < line->end && data[at] == '(')
		at = skip_blanks(
		    data, skip_comment(data, at, line->end), line->end);
	block->open = true;
	block->start = line->start;
	if (name_end > line->start && at < line->end && data[at] == ':') {
		block->name_size = name_end - line->start;
		block->value = at + 1;
	} else {
		block->name_size = 0;
		block->value = line->start;
	}
}

static bool
grow(struct block *block)
{
	size_t room = block->room * 2;

	if (block->fields == NULL) {
		room = FIELDS_AT_FIRST;
		block->fields = arena_alloc_array(
		    block->arena, room, sizeof(*block->fields));
		if (block->fields == NULL)
			return false;
	} else if (!arena_resize_last(block->arena, block->fields,
		       room * sizeof(*block->fields))) {
		return false;
	}
	block->room = room;
	return true;
}

/* [start, end) without blanks and line ends around it; slice_trim() in line. */
static struct slice
trim(const uint8_t *data, size_t start, size_t end)
{
	while (
	    start < end && (is_blank(data[start]) || is_line_end(data[start])))
		start++;
	while (start < end &&
	       (is_line_end(data[end - 1]) || is_blank(data[end - 1])))
		end--;
	return (struct slice){data + start, end - start};
}

/* Nobody shall hide what a part holds behind many fields that say nothing. */
static bool
is_kept(struct block *block, struct slice name)
{
	if (block->count < block->max)
		return true;
	block->over = true;
	return block->count - block->max < HEADER_CONTENT_OVER &&
	       slice_starts_with_nocase(name, SLICE("content-"));
}

/* False: no room for it. */
static bool
finish_field(struct block *block)
{
	struct slice name = {
	    block->bytes.data + block->start, block->name_size};

	if (!block->open)
		return true;
	block->open = false;
	if (name.size > 0) {
		block->named++;
		block->last_named = block->end;
	}
	if (!is_kept(block, name))
		return true;
	if (block->count == block->room && !grow(block))
		return false;
	block->fields[block->count++] = (struct header_field){
	    .name = name,
	    .value = trim(block->bytes.data, block->value, block->end),
	};
	return true;
}

/* A line "From someone date" may stand ahead of the fields. */
static bool
is_mbox_line(const struct block *block, const struct line *line)
{
	struct slice text = slice_skip(block->bytes, line->start);

	return block->count == 0 &&
	       (slice_starts_with(text, SLICE("From ")) ||
		   slice_starts_with(text, SLICE(">From ")));
}

/* A line has begun a field without a name.  True: the block ends there. */
static bool
is_end_at_junk(struct block *block, const struct line *line)
{
	if (is_mbox_line(block, line))
		return false;
	block->odd |= HEADER_HAS_JUNK;
	if ((block->how & HEADER_ENDS_AT_JUNK) == 0 || block->count == 0)
		return false;
	block->open = false;
	return true;
}

static bool
is_end_at_blanks(struct block *block, const struct line *line)
{
	const uint8_t *data = block->bytes.data;

	/* Most lines end with something else. */
	if (!is_blank(data[line->end - 1]) ||
	    skip_blanks(data, line->start, line->end) < line->end)
		return false;
	block->odd |= HEADER_HAS_BLANKS;
	return (block->how & HEADER_ENDS_AT_BLANKS) != 0;
}

enum step {
	STEP_ON,     /* with the next line */
	STEP_ENDED,  /* the block ended ahead of this line */
	STEP_BLANKS, /* ... and this line is its empty one */
	STEP_CUT,    /* no room for more fields */
};

static enum step
take_line(struct block *block, const struct line *line)
{
	bool folded = is_blank(block->bytes.data[line->start]);

	if (folded && is_end_at_blanks(block, line))
		return STEP_BLANKS;
	if (!folded || !block->open) {
		if (!finish_field(block)) {
			block->cut = true;
			return STEP_CUT;
		}
		start_field(block, line);
		if (block->name_size == 0 && is_end_at_junk(block, line))
			return STEP_ENDED;
	}
	block->end = line->next;
	return STEP_ON;
}

/* Where a block and its body part. */
struct ending {
	size_t end;  /* of the block, without the empty line */
	size_t body; /* begins here */
};

/* An empty line.  True: the block ends with it. */
static bool
is_end(struct block *block, const struct line *line)
{
	if (!header_goes_on(slice_skip(block->bytes, line->next)))
		return true;
	block->odd |= HEADER_MAY_GO_ON;
	return (block->how & HEADER_GOES_ON) == 0;
}

/* Read fields up to the empty line.  False: it was not met. */
static bool
read_fields(struct block *block, struct ending *ending)
{
	struct lines lines = {.data = block->bytes.data,
	    .size = block->bytes.size,
	    .cr_is_text = (block->how & HEADER_CR_IS_TEXT) != 0};
	struct line line;
	enum step step = STEP_ON;
	bool found = false;

	while (!found && step == STEP_ON && next_line(&lines, &line)) {
		block->last_line = line.start;
		if (line.start == line.end)
			found = is_end(block, &line);
		else
			step = take_line(block, &line);
	}
	if (lines.met_cr)
		block->odd |= HEADER_HAS_CR;
	if (step == STEP_CUT)
		return false;
	if (found || step == STEP_BLANKS)
		*ending = (struct ending){line.start, line.next};
	if (step == STEP_ENDED)
		*ending = (struct ending){line.start, line.start};
	block->cut = !finish_field(block);
	return found || step != STEP_ON;
}

bool
header_goes_on(struct slice behind)
{
	struct slice trimmed;

	if (behind.size == 0)
		return false;
	if ((behind.data[0] | 0x20) == 'c')
		return slice_starts_with_nocase(behind, SLICE("content-"));
	if (!is_blank(behind.data[0]))
		return false;
	/* A fold with an empty line in it. */
	trimmed = slice_skip(behind, skip_blanks(behind.data, 0, behind.size));
	return slice_starts_with_nocase(trimmed, SLICE("boundary")) ||
	       slice_starts_with_nocase(trimmed, SLICE("filename")) ||
	       slice_starts_with_nocase(trimmed, SLICE("name"));
}

/* ---- where the block ends ---------------------------------------------- */

/*
 * A block over its limit ends at the empty line like any other; only its
 * fields are not all known.  The search starts at the last line that was looked
 * at, which is not empty.
 */
static bool
find_ending_behind(
    struct slice bytes, const struct block *block, struct ending *ending)
{
	struct slice rest = slice_skip(bytes, block->last_line);
	size_t end = bytes_find_header_end(rest.data, rest.size);

	if (end == rest.size)
		return false;
	ending->body = block->last_line + end;
	ending->end = ending->body - 1;
	if (rest.data[end - 1] == '\n' && rest.data[end - 2] == '\r')
		ending->end--;
	return true;
}

/*
 * No empty line: the block ends where a client that wants colons would end it,
 * behind the last field that has a name.
 */
static void
end_at_last_named(struct block *block, struct ending *ending)
{
	while (
	    block->count > 0 && block->fields[block->count - 1].name.size == 0)
		block->count--;
	*ending = (struct ending){block->last_named, block->last_named};
}

static void
find_ending(struct slice bytes, struct block *block,
    struct limits_reached *reached, struct ending *ending)
{
	bool found = read_fields(block, ending);
	bool over = !found && !block->cut && bytes.size > block->bytes.size;

	if (block->cut || block->over)
		limits_mark(reached, LIMIT_HEADER_FIELDS);
	if (over)
		limits_mark(reached, LIMIT_HEADER_BYTES);
	if (!found && (over || block->cut))
		found = find_ending_behind(bytes, block, ending);
	if (!found)
		end_at_last_named(block, ending);
	/* The bound may have parted the CRLF of the empty line. */
	if (found && ending->body == block->bytes.size &&
	    bytes.size > ending->body && bytes.data[ending->body] == '\n' &&
	    bytes.data[ending->body - 1] == '\r')
		ending->body++;
	if (block->named == 0 && ending->end > 0) {
		block->count = 0;
		*ending = (struct ending){0, 0};
	}
}

void
header_parse(struct slice bytes, const struct limits *limits,
    struct arena *arena, struct limits_reached *reached,
    struct header *header_r, struct slice *body_r)
{
	header_parse_as(bytes, 0, limits, arena, reached, header_r, body_r);
}

void
header_parse_as(struct slice bytes, unsigned how, const struct limits *limits,
    struct arena *arena, struct limits_reached *reached,
    struct header *header_r, struct slice *body_r)
{
	size_t look = (size_t)limits->max[LIMIT_HEADER_BYTES];
	struct block block = {
	    .bytes = slice_sub(bytes, 0, look),
	    .arena = arena,
	    .max = (size_t)limits->max[LIMIT_HEADER_FIELDS],
	    .how = how,
	};
	struct ending ending = {0, 0};

	find_ending(bytes, &block, reached, &ending);
	if (block.fields != NULL)
		CHECK(arena_resize_last(
		    arena, block.fields, block.count * sizeof(*block.fields)));
	*header_r = (struct header){
	    .fields = block.fields,
	    .count = block.count,
	    .block = slice_sub(bytes, 0, ending.end),
	    .odd = block.odd,
	};
	*body_r = slice_skip(bytes, ending.body);
}

const struct header_field *
header_find(const struct header *header, struct slice name, size_t nth)
{
	for (size_t i = 0; i < header->count; i++)
		if (slice_equal_nocase(header->fields[i].name, name) &&
		    nth-- == 0)
			return &header->fields[i];
	return NULL;
}
