/*
 * element - what is known of elements and attributes
 *
 * Threads: any; constant.
 */
#ifndef CORE_HTML_ELEMENT_H
#define CORE_HTML_ELEMENT_H

#include <stdint.h>

enum element {
#define ELEMENT(id, name, flags) ELEMENT_##id,
#include "core/html/element.def"
#undef ELEMENT
	ELEMENT_UNKNOWN,
	ELEMENTS,
};

enum attribute {
#define ATTRIBUTE(id, name) ATTRIBUTE_##id,
#include "core/html/attribute.def"
#undef ATTRIBUTE
	ATTRIBUTES, /* at most 64: struct tag has a bit for each */
};

enum element_flag {
	ELEMENT_IS_VOID = 1 << 0,       /* has no content and no end tag */
	ELEMENT_IS_RAW = 1 << 1,        /* content is text up to its end tag */
	ELEMENT_IS_RCDATA = 1 << 2,     /* ... with character references */
	ELEMENT_IS_SPECIAL = 1 << 3,    /* "special" in the standard's sense */
	ELEMENT_IS_FORMATTING = 1 << 4, /* lives on in the next block */
	ELEMENT_IS_BLOCK = 1 << 5,      /* stands on lines of its own */
	ELEMENT_IS_SCOPE = 1 << 6,      /* end tags do not reach beyond it */
	ELEMENT_IS_TABLE_PART = 1 << 7,
	ELEMENT_IS_HEADING = 1 << 8,
	ELEMENT_IS_PRE = 1 << 9,      /* blanks and line ends are kept */
	ELEMENT_IS_UNSEEN = 1 << 10,  /* what is inside is not shown */
	ELEMENT_IS_FOREIGN = 1 << 11, /* SVG and MathML have CDATA sections */
	ELEMENT_IS_CANVAS = 1 << 12,  /* html, body: always open */
	ELEMENT_IS_IGNORED = 1 << 13, /* opens nothing that matters here */
};

extern const uint16_t element_flags[ELEMENTS];

static inline int
element_is(enum element element, unsigned flags)
{
	return (element_flags[element] & flags) != 0;
}

#endif
