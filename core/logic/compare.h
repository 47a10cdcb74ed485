/*
 * compare - byte compare sub-signatures: a number at a place is less, equal or
 * more
 *
 *     0(>>4#hb4#>0x100,<0x200)
 *
 * 4 bytes behind the start of the last match of sub-signature 0 stand 4 bytes
 * of hexadecimal text, which must be a number between those.  `<<` counts back.
 * The options: h hexadecimal text, d decimal text, a either by its look, i the
 * bytes themselves (1, 2, 4 or 8); l or b the order of bytes; e: all bytes must
 * be digits, else the number ends where they do.
 *
 * What clamscan 1.4.6 was seen to do beyond the manual is done here: h, a and i
 * without l or b never match, text without digits is 0, and l turns the bytes
 * of a hexadecimal number round.
 *
 * Threads: any.
 */
#ifndef CORE_LOGIC_COMPARE_H
#define CORE_LOGIC_COMPARE_H

#include <stdint.h>

#include "core/base/check.h"
#include "core/base/slice.h"

enum compare_form {
	COMPARE_HEX,
	COMPARE_DECIMAL,
	COMPARE_AUTO,
	COMPARE_RAW,
	COMPARE_FORMS,
};

enum compare_order { COMPARE_NO_ORDER, COMPARE_LITTLE, COMPARE_BIG };

enum compare_flag {
	COMPARE_EXACT = 1 << 0,
	COMPARE_BACK = 1 << 1, /* the offset counts back */
};

#define COMPARE_TESTS 2u

/* Flat, so that it can lie in an image. */
struct compare {
	uint8_t id;    /* of the sub-signature that it is about */
	uint8_t form;  /* enum compare_form */
	uint8_t order; /* enum compare_order */
	uint8_t flags; /* enum compare_flag */
	uint32_t offset;
	uint32_t size; /* bytes that are read */
	uint32_t test_count;
	struct {
		int64_t value;
		uint64_t symbol; /* '<', '=', '>' */
	} tests[COMPARE_TESTS];
};

/* False: malformed, *reason_r says how. */
bool compare_parse(struct slice text, struct compare *compare_r,
    const char **reason_r) MUST_USE;

/* Can compare_holds() run it? */
bool compare_check(const struct compare *compare) MUST_USE;

/* Does it hold for buffer, where the match began at start? */
bool compare_holds(
    const struct compare *compare, struct slice buffer, uint64_t start);

#endif
