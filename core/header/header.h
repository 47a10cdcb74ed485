/*
 * header - the fields of one header block (RFC 5322, with its obsolete forms)
 *
 * Line ends are LF, CRLF or bare CR, in any mix.  A line that begins with a
 * blank or tab continues the field before it (a line of blanks alone, too).
 * Blanks, and a comment behind them, between name and colon are passed over.
 * Duplicates are kept, in order.  A line without "name:" (no colon, blanks
 * inside the name, an mbox line) is kept as a field without a name, its value
 * the whole line.
 *
 * Where the block ends: at the first empty line, whatever lines stand ahead of
 * it, because most mail clients read so and what they read must be found.  Two
 * exceptions, where there is nothing to lose: a block without a single named
 * field is no header but body, and without an empty line the body begins behind
 * the last named field.
 *
 * Slices borrow the block; the array lies in the arena.
 */
#ifndef CORE_MESSAGE_HEADER_H
#define CORE_MESSAGE_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/slice.h"
#include "core/message/limits.h"

struct header_field {
	struct slice name;  /* as written; empty: no "name:" on this line */
	struct slice value; /* raw: folds and all, outer blanks trimmed */
};

/* What mail clients differ in; a set of bits. */
enum header_odd {
	HEADER_HAS_JUNK = 1 << 0,   /* a line that is no field */
	HEADER_HAS_BLANKS = 1 << 1, /* a line of blanks alone */
	HEADER_HAS_CR = 1 << 2,     /* a bare CR, taken for a line end */
	HEADER_MAY_GO_ON = 1 << 3,  /* Content- fields behind the empty line */
};

/* How to read a block otherwise than described above; a set of bits. */
enum header_how {
	HEADER_ENDS_AT_JUNK = 1 << 0,
	HEADER_ENDS_AT_BLANKS = 1 << 1,
	HEADER_CR_IS_TEXT = 1 << 2,
	HEADER_GOES_ON = 1 << 3,
};

#define HEADER_CONTENT_OVER 32u

struct header {
	struct header_field *fields;
	size_t count;
	struct slice block; /* all of the block, without the empty line */
	unsigned odd;       /* enum header_odd, of the fields that were read */
};

/*
 * Parse the block at the start of bytes; *body_r is what follows it.  Never
 * fails: past MaxHeaderSize or MaxHeaderFields (or the arena's end) fields are
 * not known, and *reached says so, but the body is found all the same.  Past
 * MaxHeaderFields the first HEADER_CONTENT_OVER Content- fields are known, too.
 */
void header_parse(struct slice bytes, const struct limits *limits,
    struct arena *arena, struct limits_reached *reached,
    struct header *header_r, struct slice *body_r);

/* The same, read as how (enum header_how) says. */
void header_parse_as(struct slice bytes, unsigned how,
    const struct limits *limits, struct arena *arena,
    struct limits_reached *reached, struct header *header_r,
    struct slice *body_r);

/* Does what stands behind an empty line go on with Content- fields? */
bool header_goes_on(struct slice behind);

/* The nth field of this name (0 first), in any case of letters; NULL: none. */
const struct header_field *header_find(
    const struct header *header, struct slice name, size_t nth);

/*
 * Structured values: "multipart/mixed; boundary=x; name*0=...".  One
 * parameter at a time: give the value after the main token (or the rest of the
 * last call) and get name, value and the rest.  False: no more.
 *
 * Read as leniently as mail clients do, since each of them forgives something
 * else: semicolons may be missing, blanks may stand around '=', junk is passed
 * over, duplicates are given each.  Comments of up to 256 bytes are passed
 * over; what is longer, or not closed, is junk up to the next semicolon (so
 * the cost stays linear).  Quoted strings are unquoted, and folds taken out, in
 * the arena where that changes anything; when it is full, the value is as
 * written.  An unclosed quoted string ends with the field.
 *
 * An unquoted value may hold blanks ("name=my file.doc"): it ends at ';', at a
 * line end, or ahead of a comment or of a word that has a '='.  Strictly (RFC
 * 2045) it ends at the first blank: who cares about the difference, as for a
 * boundary, looks at both.
 */
struct header_parameter {
	struct slice name;  /* may be empty; with RFC 2231's '*', as written */
	struct slice value; /* borrowed, or in the arena */
	bool quoted;
	/* Where it begins in what was given, with its quote if it has one. */
	const uint8_t *written;
	bool odd; /* clients may differ in where it begins and ends */
};

/*
 * The token ahead of the parameters, comments, blanks and quotes taken off;
 * blanks around its slash stay ("text / html").  Empty where there is none
 * (also for "boundary=x", which is all parameters).
 */
struct slice header_main_value(struct slice value, struct slice *rest_r);

bool header_next_parameter(struct slice *rest, struct arena *arena,
    struct header_parameter *parameter_r) MUST_USE;

#endif
