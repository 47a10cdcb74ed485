/*
 * carrier - a pipe of our own on the way into somebody else's
 */
#include "threads/shared/carrier.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/base/file.h"

bool
carrier_make(struct carrier *carrier)
{
	*carrier = CARRIER_NONE;
#if ON_LINUX
	if (pipe2(carrier->fds, O_CLOEXEC) != 0)
		*carrier = CARRIER_NONE;
#endif
	return carrier->fds[0] >= 0;
}

void
carrier_close(struct carrier *carrier)
{
	for (int i = 0; i < 2; i++)
		if (carrier->fds[i] >= 0)
			close(carrier->fds[i]);
	*carrier = CARRIER_NONE;
}

int
carrier_last_fd(const struct carrier *carrier)
{
	return carrier->fds[0] > carrier->fds[1] ? carrier->fds[0]
						 : carrier->fds[1];
}

bool
carrier_fill(struct carrier *carrier, struct slice bytes)
{
	return bytes.size <= CARRIER_BYTES_MAX && carrier->fds[1] >= 0 &&
	       write(carrier->fds[1], bytes.data, bytes.size) ==
		   (ssize_t)bytes.size;
}

size_t
carrier_holds(const struct carrier *carrier)
{
	int size = 0;

	if (carrier->fds[0] < 0 ||
	    ioctl(carrier->fds[0], FIONREAD, &size) != 0 || size < 0)
		return 0;
	return (size_t)size;
}

bool
carrier_empty(struct carrier *carrier, int fd, size_t size)
{
#if ON_LINUX
	while (size > 0) {
		ssize_t moved =
		    splice(carrier->fds[0], NULL, fd, NULL, size, 0);

		if (moved > 0)
			size -= (size_t)moved;
		else if (moved < 0 && errno == EAGAIN && file_wait_writable(fd))
			continue;
		else if (moved == 0 || errno != EINTR)
			return false;
	}
	return true;
#else
	(void)carrier;
	(void)fd;
	return size == 0;
#endif
}

struct slice
carrier_take_back(struct carrier *carrier, uint8_t buffer[CARRIER_BYTES_MAX])
{
	ssize_t taken = 0;

	/* Nobody waits for what it does not hold. */
	if (carrier_holds(carrier) > 0)
		taken = read(carrier->fds[0], buffer, CARRIER_BYTES_MAX);
	return (struct slice){buffer, taken < 0 ? 0 : (size_t)taken};
}
