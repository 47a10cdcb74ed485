/*
 * tables - what Unicode says of characters below U+10000; private to
 * core/canonical/
 *
 * Threads: any.
 */
#ifndef CORE_CANONICAL_TABLES_H
#define CORE_CANONICAL_TABLES_H

#include <stdbool.h>
#include <stdint.h>

/* Made by make-tables. */
extern const uint8_t table_plain_index[1024];
extern const uint64_t table_plain_blocks[];
extern const uint8_t table_latin_low[0x190];  /* from U+00C0 */
extern const uint8_t table_latin_high[0x100]; /* from U+1E00 */

/* The row of head.def with a name: 1 + index at the slot of its FNV-1a hash,
 * which begins with the seed; 0: none. */
#define TABLE_FIELD_SLOTS 1024u
extern const uint32_t table_field_seed;
extern const uint8_t table_field_slots[TABLE_FIELD_SLOTS];

/* In form NFKC by itself, joins nothing, no blank, and a reader sees it. */
static inline bool
table_is_plain(uint32_t code_point)
{
	return code_point < 0x10000 &&
	       (table_plain_blocks[table_plain_index[code_point >> 6]] >>
		       (code_point & 63) &
		   1) != 0;
}

/* The letter under its accents, in lower case; 0: no accented Latin letter. */
static inline uint8_t
table_latin(uint32_t code_point)
{
	if (code_point >= 0xC0 && code_point < 0x250)
		return table_latin_low[code_point - 0xC0];
	if (code_point >= 0x1E00 && code_point < 0x1F00)
		return table_latin_high[code_point - 0x1E00];
	return 0;
}

#endif
