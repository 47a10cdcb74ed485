/*
 * matcher_portable_tables - where the portable back end's tables lie
 */
#include "simd/matcher_portable_tables.h"

/* ---- bytes and bits ------------------------------------------------------ */

#define ROW(first)                                                             \
	first, first + 1, first + 2, first + 3, first + 4, first + 5,          \
	    first + 6, first + 7
#define ROWS(first) ROW(first), ROW(first + 8), ROW(first + 16), ROW(first + 24)

/* Rows of 32; A-Z are 0x41 .. 0x5a. */
const uint8_t portable_fold[256] = {ROWS(0x00), ROWS(0x20),
    /* clang-format off */
    0x40, ROW('a'), ROW('i'), ROW('q'), 'y', 'z', 0x5b, 0x5c, 0x5d, 0x5e, 0x5f,
    /* clang-format on */
    ROWS(0x60), ROWS(0x80), ROWS(0xa0), ROWS(0xc0), ROWS(0xe0)};

const uint8_t portable_bit[8] = {1, 2, 4, 8, 16, 32, 64, 128};

/* ---- the body of an image ---------------------------------------------- */

static size_t
padded(size_t size)
{
	return (size + 7) / 8 * 8;
}

/* At most 200,000 entries, 51 MB of pool, 2^24 of anything else: no sum
 * overflows. */
struct portable_layout
portable_layout(const struct portable_body *body)
{
	struct portable_layout at;
	size_t next = padded(sizeof(*body));

	at.entry = next;
	next += padded(body->entry_count * sizeof(struct portable_entry));
	for (unsigned kind = 0; kind < PORTABLE_KINDS; kind++) {
		at.slot[kind] = next;
		next += ((size_t)1 << body->slot_bits[kind]) *
			sizeof(struct portable_slot);
	}
	at.window = next;
	next +=
	    ((size_t)1 << body->window_bits) * sizeof(struct portable_window);
	at.filter = next;
	next += ((size_t)1 << body->filter_bits) / 8;
	at.dense = next;
	next += (size_t)1 << body->dense_bits;
	at.pool = next;
	at.size = at.pool + padded(body->pool_size);
	return at;
}

struct portable_tables
portable_tables(const struct portable_body *body)
{
	const uint8_t *base = (const uint8_t *)body;
	struct portable_layout at = portable_layout(body);

	return (struct portable_tables){
	    .body = body,
	    .entry = (const void *)(base + at.entry),
	    .slot = {(const void *)(base + at.slot[PORTABLE_MIDDLE]),
		(const void *)(base + at.slot[PORTABLE_LONG])},
	    .window = (const void *)(base + at.window),
	    .filter = (const void *)(base + at.filter),
	    .dense = base + at.dense,
	    .pool = base + at.pool,
	};
}

uint32_t
portable_bits_for(size_t n, uint32_t max)
{
	uint32_t bits = PORTABLE_BITS_MIN;

	while (bits < max && ((size_t)1 << bits) < n)
		bits++;
	return bits;
}
