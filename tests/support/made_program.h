/*
 * made_program - a packed program put together by hand, for a unit test
 *
 * A PE of 32 bits with one section of 0x600 bytes, whose first byte is the
 * entry; what is added goes behind what is there.
 */
#ifndef TESTS_SUPPORT_MADE_PROGRAM_H
#define TESTS_SUPPORT_MADE_PROGRAM_H

#include "core/executable/executable.h"
#include "tests/support/archive_law.h"

#define MADE_MAX 2048u
#define MADE_BASE 0x400000u
#define MADE_HEADERS 0x200u
#define MADE_SECTION 0x1000u /* its address */
/* Of an offset in the file, as instructions have it. */
#define MADE_ADDRESS(at)                                                       \
	(MADE_BASE + MADE_SECTION + (uint32_t)(at)-MADE_HEADERS)

extern uint8_t made[MADE_MAX];
extern size_t made_size;

/* Nothing, and nothing but headers. */
void made_begin(void);
void made_begin_program(void);

void made_put(size_t at, uint32_t value, unsigned width);
void made_add32(uint32_t value);
void made_add(struct slice bytes);

/*
 * '0' and '1' are bits, the highest of a byte first; "x61" is a byte behind
 * that whose bits are being filled; blanks are nothing.
 */
void made_begin_bits(void);
void made_add_bits(const char *stream);

/* What unpacks one, as all of them are called. */
typedef void made_unpacker(struct unpacking *unpacking,
    const struct executable *executable, struct member *member);

/* The first size bytes, in memory of their own, so that a sanitizer sees their
 * end.  The body lies in an arena until the next call. */
struct member made_unpack(made_unpacker *unpacker,
    const struct archive_options *options, size_t size);

/* Cut at every byte, and with every bit wrong. */
void made_unpack_broken(made_unpacker *unpacker);

#endif
