/*
 * safe_name - the name of a file into which a part is written
 */
#include "core/show/safe_name.h"

#include <inttypes.h>

/* Bytes of the sender's name that are kept: the last ones, where its
 * extension is. */
#define KEPT_BYTES 80u

bool
safe_name_is_file(const struct part *part)
{
	if (part->kind == PART_MULTIPART || part->kind == PART_MESSAGE)
		return false;
	return part->body.size > 0 || (part->flags & PART_ENCRYPTED) == 0;
}

static struct slice
wanted_name(const struct part *part)
{
	for (size_t i = 0; i < part->name_count; i++)
		if (part->names[i].text.size > 0)
			return part->names[i].text;
	return part->name.size > 0 ? part->name : part->media_type;
}

static char
safe_byte(uint8_t byte)
{
	if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
	    (byte >= 'a' && byte <= 'z') || byte == '.' || byte == '-')
		return (char)byte;
	return '_';
}

void
safe_name_put(struct text *text, const struct part *part, unsigned volume)
{
	struct slice name = wanted_name(part);
	char last = '_';

	if (volume > 0)
		text_printf(text, "%u-", volume);
	text_printf(text, "%03" PRIu32 "-", part->index);
	if (name.size > KEPT_BYTES)
		name = slice_skip(name, name.size - KEPT_BYTES);
	for (size_t i = 0; i < name.size; i++) {
		char c = safe_byte(name.data[i]);

		/* One for a run of them; two dots mean something. */
		if ((c == '_' || c == '.') && c == last)
			continue;
		text_put_byte(text, c);
		last = c;
	}
}
