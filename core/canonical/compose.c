/*
 * compose - a few characters in Unicode's form NFKC
 */
#include "core/canonical/compose.h"

#include <utf8proc.h>

#include "core/base/check.h"
#include "core/text/utf8.h"

#define FORM (UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE)

size_t
compose(struct slice s, uint8_t out[COMPOSE_ROOM])
{
	utf8proc_int32_t buffer[COMPOSE_MAX * 18];
	utf8proc_ssize_t count;
	size_t size = 0;

	count = utf8proc_decompose(
	    s.data, (utf8proc_ssize_t)s.size, buffer, COMPOSE_MAX * 18, FORM);
	/* Broken UTF-8 alone makes it fail, and more than fits. */
	CHECK_HOT(count <= (utf8proc_ssize_t)COMPOSE_MAX * 18);
	if (count < 0 || count > (utf8proc_ssize_t)COMPOSE_MAX * 18)
		return utf8_put(UTF8_REPLACEMENT, out);
	count = utf8proc_normalize_utf32(buffer, count, FORM);
	for (utf8proc_ssize_t i = 0; i < count; i++)
		size += utf8_put((uint32_t)buffer[i], out + size);
	return size;
}

bool
compose_is_mark(uint32_t code_point)
{
	utf8proc_category_t category =
	    utf8proc_category((utf8proc_int32_t)code_point);

	return category == UTF8PROC_CATEGORY_MN ||
	       category == UTF8PROC_CATEGORY_ME;
}

uint32_t
compose_lower(uint32_t code_point)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
}
