/*
 * page - what of a message is learnt from, as one run of bytes
 *
 *     +------+-------+-------+------+--------+------+
 *     | head | marks | links | text | hidden | room |
 *     +------+-------+-------+------+--------+------+
 *
 * The beginning of each, since what a message wants is said early and a long
 * tail is how filters are drowned; an end of lines between them.  Behind the
 * end PAGE_ROOM zero bytes may be read.
 *
 * Threads: any.  Memory: the arena.
 */
#ifndef CORE_LEARN_PAGE_H
#define CORE_LEARN_PAGE_H

#include "core/canonical/canonical.h"

/* Bytes behind the end that may be read. */
#define PAGE_ROOM 16u

/* The most that is taken. */
#define PAGE_HEAD_MAX ((size_t)3500)
#define PAGE_MARKS_MAX ((size_t)1200)
#define PAGE_LINKS_MAX ((size_t)800)
#define PAGE_TEXT_MAX ((size_t)8 << 10)
#define PAGE_HIDDEN_MAX ((size_t)600)

#define PAGE_MAX                                                               \
	(PAGE_HEAD_MAX + PAGE_MARKS_MAX + PAGE_LINKS_MAX + PAGE_TEXT_MAX +     \
	    PAGE_HIDDEN_MAX + 8)

struct page {
	const uint8_t *bytes;
	/* Where each part ends; the next begins there. */
	size_t head_end;
	size_t marks_end;
	size_t links_end;
	size_t text_end;
	size_t end;
};

/* False: no memory. */
bool page_make(const struct canonical *canonical, struct arena *arena,
    struct page *page_r) MUST_USE;

#endif
