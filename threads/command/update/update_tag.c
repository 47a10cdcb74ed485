/*
 * update_tag - what the host called the index that led to the set that is here
 */
#include "threads/command/update/update_tag.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "core/base/aside.h"
#include "core/base/file.h"

#define FILE_BYTES (2 * FETCH_TAG_BYTES + 32)

static struct slice
take_line(struct slice *rest)
{
	size_t end = slice_find_byte(*rest, '\n');
	struct slice line = slice_sub(*rest, 0, end);

	*rest = slice_skip(*rest, end + 1);
	return line;
}

/* What would be another line of a request is not taken. */
static bool
take_value(struct slice *rest, char value_r[FETCH_TAG_BYTES])
{
	struct slice line = take_line(rest);

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

	if (slice_to_u64(take_line(&bytes), &of) && of == number &&
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
	size_t size = 0;
	int fd = file_open(path, false);

	memset(tag_r, 0, sizeof(*tag_r));
	if (fd < 0)
		return;
	if (file_read(fd, bytes, sizeof(bytes), &size))
		(void)update_tag_read(
		    (struct slice){bytes, size}, number, tag_r);
	close(fd);
}

void
update_tag_save(const char *path, uint64_t number, const struct fetch_tag *tag)
{
	char room[FILE_BYTES], ignored[256];
	struct text text = TEXT_OVER(room), error = TEXT_OVER(ignored);
	struct aside aside;

	text_printf(
	    &text, "%" PRIu64 "\n%s\n%s\n", number, tag->etag, tag->modified);
	if (!aside_open(&aside, path, &error))
		return;
	if (!aside_write(&aside, text_slice(&text), 0))
		aside_discard(&aside);
	else if (!aside_commit(&aside, &error))
		(void)unlink(path);
}
