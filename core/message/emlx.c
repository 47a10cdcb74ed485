/*
 * emlx - a message as Apple Mail keeps it
 */
#include "core/message/emlx.h"

#include "core/filetype/filetype.h"

/* Property lists have half a kilobyte. */
#define PLIST_MAX ((size_t)64 << 10)

static bool
is_property_list(struct slice bytes)
{
	static const struct slice end = SLICE("</plist>");

	if (bytes.size > PLIST_MAX)
		return false;
	bytes = slice_trim(bytes);
	return (slice_starts_with(bytes, SLICE("<?xml")) ||
		   slice_starts_with(bytes, SLICE("<plist"))) &&
	       slice_find(bytes, end) == bytes.size - end.size;
}

struct slice
emlx_message(struct slice bytes)
{
	size_t line = filetype_emlx_line(bytes);
	struct slice message = slice_skip(bytes, line);
	uint64_t size;

	if (line == 0 ||
	    !slice_to_u64(slice_trim(slice_sub(bytes, 0, line)), &size))
		return bytes;
	if (size >= message.size ||
	    !is_property_list(slice_skip(message, (size_t)size)))
		return message;
	return slice_sub(message, 0, (size_t)size);
}
