/*
 * content_field - the Content-* fields of a header, whoever takes what for one
 *
 * Threads: any.
 */
#ifndef CORE_MESSAGE_CONTENT_FIELD_H
#define CORE_MESSAGE_CONTENT_FIELD_H

#include "core/message/way.h"

/* Fields of one name that are looked at. */
#define CONTENT_FIELDS_MAX 8u

enum content_field {
	CONTENT_TYPE,
	CONTENT_ENCODING,
	CONTENT_DISPOSITION,
	CONTENT_DESCRIPTION,
	CONTENT_LOCATION,
	CONTENT_FIELD_NAMES,
};

/* Values in the order of the header. */
struct content_values {
	struct slice value[CONTENT_FIELDS_MAX];
	size_t count; /* there may be more than are kept */
};

struct content_fields {
	struct content_values of[CONTENT_FIELD_NAMES];
};

/*
 * Find them as way says (DOUBT_FIELD_NAMES), and note what would be found
 * another way.
 */
void content_fields_find(struct content_fields *fields,
    const struct header *header, const struct way *way, struct noted *noted);

/* Values that are kept. */
static inline size_t
content_values_kept(const struct content_values *values)
{
	return values->count < CONTENT_FIELDS_MAX ? values->count
						  : CONTENT_FIELDS_MAX;
}

#endif
