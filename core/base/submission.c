/*
 * submission - a mail handed to the server, in its Submitted directory
 */
#include "core/base/submission.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"

/* No other process, and no other mail of this one, has the same. */
static bool
name_mail(char *path, size_t size, const char *directory)
{
	static atomic_uint number;
	int used = snprintf(path, size, "%s/CGPFilter-%ld-%lld-%u", directory,
	    (long)getpid(), (long long)clock_wall_s(),
	    atomic_fetch_add(&number, 1));

	return used > 0 && (size_t)used < size;
}

static bool
write_file(const char *path, struct slice mail)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	bool good = fd >= 0 && file_write(fd, mail) && fsync(fd) == 0;
	int error = errno;

	if (fd >= 0 && close(fd) != 0 && good) {
		error = errno;
		good = false;
	}
	errno = error;
	return good;
}

bool
submission_write(const char *directory, struct slice mail, struct text *why_r)
{
	char base[PATH_MAX - 8], aside[PATH_MAX], path[PATH_MAX];

	if (!name_mail(base, sizeof(base), directory)) {
		text_printf(why_r, "%s: the path is too long", directory);
		return false;
	}
	snprintf(aside, sizeof(aside), "%s.tmp", base);
	snprintf(path, sizeof(path), "%s.sub", base);
	if (write_file(aside, mail) && rename(aside, path) == 0) {
		file_sync_directory(directory);
		return true;
	}
	text_printf(why_r,
	    "%s: %s; see that SubmittedDirectory names the server's directory "
	    "Submitted, that it can be written, and that the disk is not full",
	    aside, strerror(errno));
	(void)unlink(aside);
	return false;
}
