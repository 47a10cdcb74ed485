/*
 * update_note - a few lines beside the set that is here, which only save work
 */
#include "threads/command/update/update_note.h"

#include <unistd.h>

#include "core/base/aside.h"
#include "core/base/file.h"

struct slice
update_note_load(const char *path, uint8_t *buffer, size_t size)
{
	struct slice note = {buffer, 0};

	return file_load(path, buffer, size, &note.size)
		   ? note
		   : (struct slice){NULL, 0};
}

void
update_note_save(const char *path, const struct text *text)
{
	char ignored[256];
	struct text error = TEXT_OVER(ignored);
	struct aside aside;

	if (!aside_open(&aside, path, &error))
		return;
	if (!aside_write(&aside, text_slice(text), 0))
		aside_discard(&aside);
	else if (!aside_commit(&aside, &error))
		(void)unlink(path);
}

struct slice
update_note_line(struct slice *rest)
{
	size_t end = slice_find_byte(*rest, '\n');
	struct slice line = slice_sub(*rest, 0, end);

	*rest = slice_skip(*rest, end + 1);
	return line;
}
