/*
 * filter_lzw - LZW as in TIFF (ISO 32000-2, 7.4.4)
 *
 * Each string of the table is the string before with one byte more, so it
 * stands in the output where that one was written, and goes on by one byte.
 */
#include "core/archive/method/bit_reader.h"
#include "core/archive/method/lz_output.h"
#include "core/pdf/filter.h"

#define CODES 4096u
#define CLEAR 256u
#define END_OF_DATA 257u
#define FIRST_CODE 258u

struct entry {
	size_t at; /* in the output */
	size_t length;
};

struct lzw {
	struct lz_output out;
	struct entry last; /* what was written last; length 0: nothing */
	unsigned next;     /* the code that comes next */
	unsigned early;    /* 1: codes get longer one code early */
	struct entry table[CODES];
};

static unsigned
width_of(const struct lzw *lzw)
{
	unsigned next = lzw->next + lzw->early;

	return next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
}

/* False: no such code, or the output is cut. */
static bool
put_code(struct lzw *lzw, unsigned code)
{
	size_t at = lz_size(&lzw->out);
	struct entry entry = {at, 1};

	if (lzw->last.length > 0 && lzw->next < CODES)
		lzw->table[lzw->next++] =
		    (struct entry){lzw->last.at, lzw->last.length + 1};
	if (code < CLEAR) {
		if (!lz_literal(&lzw->out, (uint8_t)code))
			return false;
	} else {
		if (code >= lzw->next)
			return false;
		entry.length = lzw->table[code].length;
		if (!lz_match(
			&lzw->out, at - lzw->table[code].at, entry.length))
			return false;
	}
	lzw->last = entry;
	return true;
}

bool
pdf_undo_lzw(struct slice packed, bool late, struct body_output *output)
{
	struct bit_reader bits = bit_reader_of(packed);
	struct lzw lzw;
	bool good = true;

	lzw.out = lz_output_of(output);
	lzw.last = (struct entry){0, 0};
	lzw.next = FIRST_CODE;
	lzw.early = late ? 0 : 1;
	while (good) {
		unsigned width = width_of(&lzw), code;

		high_fill(&bits);
		code = high_take(&bits, width);
		if (bits_overrun(&bits) || code == END_OF_DATA)
			break;
		if (code == CLEAR) {
			lzw.next = FIRST_CODE;
			lzw.last.length = 0;
		} else {
			good = put_code(&lzw, code);
		}
	}
	lz_flush(&lzw.out);
	/* Many writers leave the end out. */
	return good || output->cut;
}
