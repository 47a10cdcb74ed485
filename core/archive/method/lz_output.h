/*
 * lz_output - literals and matches into a body (for core/archive and core/pdf)
 *
 * What was written before is the dictionary, since a body lies in one piece.
 * body_output is asked once for each room it gives, not for each byte.
 */
#ifndef CORE_ARCHIVE_METHOD_LZ_OUTPUT_H
#define CORE_ARCHIVE_METHOD_LZ_OUTPUT_H

#include "core/archive/member/body_output.h"

enum lz_result {
	LZ_OK,
	LZ_CUT,     /* the output is cut */
	LZ_DAMAGED, /* broken, or it ends in the middle */
};

struct lz_output {
	struct body_output *output;
	uint8_t *next;
	uint8_t *end;
};

static inline struct lz_output
lz_output_of(struct body_output *output)
{
	return (struct lz_output){.output = output};
}

/* Bytes of the body so far. */
static inline size_t
lz_size(const struct lz_output *lz)
{
	const struct body_output *output = lz->output;

	return lz->next == NULL ? output->size
				: (size_t)(lz->next - output->data);
}

/* What was written, to the body.  Call it last, too. */
void lz_flush(struct lz_output *lz);

/* Room for one more byte at least; false: the output is cut. */
bool lz_more(struct lz_output *lz) MUST_USE;

/* False: the output is cut. */
static inline bool
lz_literal(struct lz_output *lz, uint8_t byte)
{
	if (lz->next == lz->end && !lz_more(lz))
		return false;
	*lz->next++ = byte;
	return true;
}

/*
 * length bytes once more that were written distance bytes ago (1: the last
 * one), which must be in [1, lz_size()].  False: the output is cut.
 */
bool lz_match(struct lz_output *lz, size_t distance, size_t length) MUST_USE;

/* False: the output is cut. */
bool lz_write(struct lz_output *lz, const uint8_t *data, size_t size) MUST_USE;

#endif
