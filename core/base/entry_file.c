/*
 * entry_file - small files of the operator, line by line
 */
#include "core/base/entry_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"

static enum entry_file_result
refuse(const char *path, const char *reason, struct text *error)
{
	text_clear(error);
	text_printf(error, "%s: %s", path, reason);
	return ENTRY_FILE_BAD;
}

/* One byte over the limit is asked for, so that passing it shows. */
static enum entry_file_result
read_all(int fd, const char *path, size_t max, uint8_t **bytes_r,
    size_t *size_r, struct text *error)
{
	struct stat status;
	size_t room;

	if (fstat(fd, &status) != 0)
		return refuse(path, strerror(errno), error);
	if (!S_ISREG(status.st_mode))
		return refuse(path, "it is not a regular file", error);
	if (status.st_size > (off_t)max)
		return refuse(path, "it is too large", error);
	room = (size_t)status.st_size + 1;
	*bytes_r = malloc(room);
	if (*bytes_r == NULL)
		return ENTRY_FILE_NO_MEMORY;
	if (file_read(fd, *bytes_r, room, size_r) && *size_r < room)
		return ENTRY_FILE_OK;
	free(*bytes_r);
	*bytes_r = NULL;
	return refuse(path, "it changed while it was read", error);
}

enum entry_file_result
entry_file_load(const char *path, size_t max, uint8_t **bytes_r, size_t *size_r,
    struct text *error_r)
{
	/* Not blocking: a FIFO with that name must not hang a reload. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum entry_file_result result;

	*bytes_r = NULL;
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return ENTRY_FILE_NONE;
	if (fd < 0)
		return refuse(path, strerror(errno), error_r);
	result = read_all(fd, path, max, bytes_r, size_r, error_r);
	close(fd);
	return result;
}

#define BYTE_ORDER_MARK SLICE("\xEF\xBB\xBF")

bool
entry_file_next(struct slice *rest, struct slice *line_r, unsigned *number)
{
	if (*number == 0 && slice_starts_with(*rest, BYTE_ORDER_MARK))
		*rest = slice_skip(*rest, BYTE_ORDER_MARK.size);
	while (rest->size > 0) {
		size_t end = slice_find_byte(*rest, '\n');

		*line_r = slice_trim(slice_sub(*rest, 0, end));
		*rest = slice_skip(*rest, end + 1);
		++*number;
		if (line_r->size > 0 && line_r->data[0] != '#')
			return true;
	}
	return false;
}

const char *
entry_file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}
