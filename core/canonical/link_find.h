/*
 * link_find - where links, domains and addresses stand in a text; private to
 * core/canonical/
 *
 * Threads: any.  Memory: none; what is found borrows the text, or lies in
 * struct link_found.
 */
#ifndef CORE_CANONICAL_LINK_FIND_H
#define CORE_CANONICAL_LINK_FIND_H

#include "core/canonical/domain.h"
#include "simd/bytes.h"

struct link_found {
	struct slice written; /* borrows the text; masked: room below */
	bool address;         /* of mail */
	bool masked;          /* "example[.]com" */
	uint8_t room[DOMAIN_HOST_MAX];
};

/* What bytes_find_pair() has to look for. */
void link_clues(struct bytes_pairs *clues_r);

/* The next one at or behind *at, which is moved behind it; false: none. */
bool link_find(const struct bytes_pairs *clues, struct slice s, size_t *at,
    struct link_found *found_r);

#endif
