/*
 * update_tag - what the host called the index that led to the set that is here
 */
#include "threads/command/update/update_tag.h"

#include <inttypes.h>
#include <string.h>

#include "threads/command/update/update_note.h"

#define FILE_BYTES (2 * FETCH_TAG_BYTES + 32)

/* What would be another line of a request is not taken. */
static bool
take_value(struct slice *rest, char value_r[FETCH_TAG_BYTES])
{
	struct slice line = update_note_line(rest);

	if (line.size >= FETCH_TAG_BYTES)
		return false;
	for (size_t i = 0; i < line.size; i++)
		if (line.data[i] < 0x20 || line.data[i] == 0x7F)
			return false;
	if (line.size > 0)
		memcpy(value_r, line.data, line.size);
	value_r[line.size] = '\0';
	return true;
}

bool
update_tag_read(struct slice bytes, uint64_t number, struct fetch_tag *tag_r)
{
	uint64_t of;

	if (slice_to_u64(update_note_line(&bytes), &of) && of == number &&
	    take_value(&bytes, tag_r->etag) &&
	    take_value(&bytes, tag_r->modified))
		return true;
	memset(tag_r, 0, sizeof(*tag_r));
	return false;
}

void
update_tag_load(const char *path, uint64_t number, struct fetch_tag *tag_r)
{
	uint8_t bytes[FILE_BYTES];

	(void)update_tag_read(
	    update_note_load(path, bytes, sizeof(bytes)), number, tag_r);
}

void
update_tag_save(const char *path, uint64_t number, const struct fetch_tag *tag)
{
	char room[FILE_BYTES];
	struct text text = TEXT_OVER(room);

	text_printf(
	    &text, "%" PRIu64 "\n%s\n%s\n", number, tag->etag, tag->modified);
	update_note_save(path, &text);
}
