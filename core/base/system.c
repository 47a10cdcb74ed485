/*
 * system - functions that not every Unix has
 */
#if !ON_LINUX

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

/* By the first byte: needles here are short and begin with a rare one. */
void *
memmem(const void *haystack, size_t haystack_size, const void *needle,
    size_t needle_size)
{
	const uint8_t *at = haystack;
	const uint8_t *first = needle;
	size_t places;

	if (needle_size == 0)
		return (void *)(uintptr_t)haystack;
	if (needle_size > haystack_size)
		return NULL;
	places = haystack_size - needle_size + 1;
	while (places > 0) {
		const uint8_t *found = memchr(at, *first, places);

		if (found == NULL)
			return NULL;
		if (memcmp(found, needle, needle_size) == 0)
			return (void *)(uintptr_t)found;
		places -= (size_t)(found - at) + 1;
		at = found + 1;
	}
	return NULL;
}

void *
memrchr(const void *bytes, int byte, size_t size)
{
	const uint8_t *data = bytes;

	while (size-- > 0)
		if (data[size] == (uint8_t)byte)
			return (void *)(uintptr_t)(data + size);
	return NULL;
}

static int
set_flags(int fd, int flags)
{
	if ((flags & O_CLOEXEC) != 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) != 0)
		return -1;
	if ((flags & O_NONBLOCK) != 0 && fcntl(fd, F_SETFL, O_NONBLOCK) != 0)
		return -1;
	return 0;
}

int
pipe2(int fds[2], int flags)
{
	int error;

	if (pipe(fds) != 0)
		return -1;
	if (set_flags(fds[0], flags) == 0 && set_flags(fds[1], flags) == 0)
		return 0;
	error = errno;
	close(fds[0]);
	close(fds[1]);
	errno = error;
	return -1;
}

#else

/* ISO C wants a declaration in every translation unit. */
typedef int system_needs_nothing;

#endif
