/*
 * selector - what of a selector is understood; private to sheet
 */
#ifndef CORE_HTML_SELECTOR_H
#define CORE_HTML_SELECTOR_H

#include "core/html/element.h"
#include "core/html/tokenizer.h"

#define SELECTOR_PARTS 4u  /* classes and ids of one compound */
#define SELECTOR_AROUND 4u /* elements around */
#define TAG_PARTS 32u      /* classes of a tag that are looked at, and its id */

struct selector {
	uint32_t key;       /* the part, name or '*' by which it is found */
	uint32_t name_hash; /* 0: any element */
	uint32_t part[SELECTOR_PARTS];
	size_t parts;
	enum element around[SELECTOR_AROUND];
	size_t arounds;
	uint32_t weight; /* specificity: ids, classes, names */
};

/* The classes and the id of a tag, and the keys it is found by. */
struct tag_parts {
	uint32_t part[TAG_PARTS + 1];
	size_t count;
};

/* False: it has what is not understood. */
bool selector_read(struct slice s, struct selector *selector_r);

void tag_parts_read(const struct tag *tag, struct tag_parts *parts_r);

bool selector_matches(const struct selector *selector, const struct tag *tag,
    const struct tag_parts *parts);

/* Keys of selectors that have no part. */
uint32_t selector_name_key(uint32_t name_hash);
#define SELECTOR_ANY_KEY UINT32_C(0x2A)

#endif
