/*
 * line - is this what a helper may answer?
 *
 * Written from the protocol page and not from core/protocol/response.c, so
 * that it can find the latter wrong.
 */
#ifndef BENCH_SERVE_LINE_H
#define BENCH_SERVE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum word {
	WORD_OK,
	WORD_ADDHEADER, /* alone, or with OK behind it */
	WORD_ERROR,
	WORD_DISCARD,
	WORD_REJECTED,
	WORD_FAILURE,
	WORD_INTF,
	WORD_OTHER, /* MIRRORTO, ADDROUTE */
	WORD_COUNT,
};

extern const char *const word_names[WORD_COUNT];

/* The server refuses longer lines. */
#define LINE_BYTES_MAX 4096u

struct line {
	bool information; /* begins with '*' */
	uint64_t number;  /* else */
	size_t digits;    /* how it was written, zeros included */
	enum word word;
	uint64_t version;   /* INTF */
	const char *answer; /* what follows the number */
	size_t answer_size;
};

/*
 * Look at one line without its LF.  NULL: it is well-formed and *line_r is
 * filled; else what is wrong with it.
 */
const char *line_check(const char *bytes, size_t size, struct line *line_r);

#endif
