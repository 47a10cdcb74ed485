/*
 * image_tables - do the tables of an image hold together?
 *
 * Every index is inside what it indexes, every size a multiple of what it is
 * made of.  Each call fills its part of *sigdb and depends on those before it
 * in this list; the checksums were checked before.  False: damaged.
 *
 * Only image_open.c calls these; image_guard.c, too, takes a section.
 */
#ifndef CORE_SIGDB_IMAGE_TABLES_H
#define CORE_SIGDB_IMAGE_TABLES_H

#include "core/sigdb/image.h"

/* The items of a section; false when its size is no multiple of theirs, or
 * their number needs more than 32 bits. */
static inline MUST_USE bool
image_section(const struct sigdb *sigdb, enum image_section which,
    size_t item_size, const void **items_r, size_t *count_r)
{
	const struct image_span *span = &sigdb->header->sections[which];

	*items_r = sigdb->base + span->offset;
	*count_r = (size_t)span->size / item_size;
	return span->size % item_size == 0 && *count_r < UINT32_MAX;
}

/* image_tables.c: what is looked for. */
bool image_take_signatures(struct sigdb *sigdb) MUST_USE;
bool image_take_patterns(struct sigdb *sigdb) MUST_USE;
bool image_take_literals(struct sigdb *sigdb, size_t *literal_count_r) MUST_USE;
bool image_take_hashes(struct sigdb *sigdb) MUST_USE;

/* image_tables_rules.c: what is made of what was found. */
bool image_take_logicals(struct sigdb *sigdb) MUST_USE;
bool image_take_metadata(struct sigdb *sigdb) MUST_USE;
bool image_take_phishing(struct sigdb *sigdb) MUST_USE;

/* image_tables_lists.c: what is known besides. */
bool image_take_magics(struct sigdb *sigdb) MUST_USE;
bool image_take_passwords(struct sigdb *sigdb) MUST_USE;
bool image_take_yara(struct sigdb *sigdb) MUST_USE;

/* image_tables.c: do the matchers run here, and look for these literals? */
enum sigdb_result image_take_matchers(
    struct sigdb *sigdb, size_t literal_count) MUST_USE;

#endif
