/*
 * table - the known prints as they lie in a cartridge
 *
 *     +-----------------+ 0
 *     | header          |
 *     +-----------------+
 *     | exact           |  struct table_exact, by digest
 *     +-----------------+
 *     | alike           |  struct table_alike: shingles, by digest
 *     +-----------------+
 *     | bands           |  TABLE_BANDS times a struct table_band for each
 *     +-----------------+  of them, by key
 *
 * A digest is found by its place among evenly spread ones.  What is alike is
 * found by bands: some bytes of a digest, each band sorted by them; who agrees
 * in one band is compared.
 *
 * For core/print and its tests only.
 */
#ifndef CORE_PRINT_TABLE_H
#define CORE_PRINT_TABLE_H

#include "core/print/print.h"

#define TABLE_MAGIC "CGPFprnt"
#define TABLE_VERSION 1u
#define TABLE_BYTE_ORDER UINT32_C(0x01020304)

/* Eight bands of four bytes: of two texts that share 16, 20, 24, 28 of their 32
 * bytes, 41, 73, 95 and 99.9 % are found. */
#define TABLE_BANDS 8u
#define TABLE_BAND_BYTES 4u
_Static_assert(TABLE_BANDS *TABLE_BAND_BYTES <= PRINT_BYTES, "bands of bytes");

struct table_header {
	char magic[8];
	uint32_t version;
	uint32_t byte_order;
	uint32_t exact_count;
	uint32_t alike_count;
	uint64_t size; /* of the table */
};

struct table_facts {
	uint8_t kind, category, weight, trust;
	uint32_t reports, excuses;
	uint16_t first_day, last_day;
};

struct table_exact {
	uint8_t digest[PRINT_EXACT_BYTES];
	struct table_facts facts;
};

struct table_alike {
	uint8_t digest[PRINT_BYTES];
	struct table_facts facts;
};

struct table_band {
	uint32_t key;
	uint32_t alike; /* index */
};

/* What a table has where; of a checked one. */
struct table {
	const struct table_exact *exact;
	const struct table_alike *alike;
	const struct table_band *bands;
	uint32_t exact_count, alike_count;
};

/* An empty slice is an empty table. */
struct table table_over(struct slice bytes);

/* NULL: not there. */
const struct table_exact *table_find(
    const struct table *table, const uint8_t *digest);

uint32_t table_band_key(const uint8_t *digest, unsigned band);

/* However many have one key, which takes somebody who wants that: the first. */
#define TABLE_SAME_MAX 64u

/* Those of a band with this key: [*from_r, *end_r) of its table_bands. */
void table_find_band(const struct table *table, unsigned band, uint32_t key,
    const struct table_band **from_r, const struct table_band **end_r);

#endif
