/*
 * file - what reading a small file takes
 */
#include "core/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool
file_read(int fd, uint8_t *bytes, size_t capacity, size_t *size_r)
{
	size_t size = 0;

	while (size < capacity) {
		ssize_t got = read(fd, bytes + size, capacity - size);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		if (got == 0)
			break;
		size += (size_t)got;
	}
	*size_r = size;
	return true;
}

void
file_sync_directory(const char *directory)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
}
