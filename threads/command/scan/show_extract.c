/*
 * show_extract - the parts of a message into files
 */
#include "threads/command/scan/show_extract.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/show/safe_name.h"

bool
show_extract_open(struct show_extract *extract, const char *directory)
{
	*extract = (struct show_extract){.directory = directory, .fd = -1};
	if (mkdir(directory, 0700) == 0 || errno == EEXIST)
		extract->fd =
		    open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (extract->fd >= 0)
		return true;
	fprintf(stderr,
	    "CGPFilter: %s: %s; --extract needs a directory that you may write "
	    "to\n",
	    directory, strerror(errno));
	return false;
}

static void
complain(struct show_extract *extract, const char *name)
{
	const char *advice = "nothing was written";

	if (errno == EEXIST)
		advice = "it was left as it is: give an empty directory";
	fprintf(stderr, "CGPFilter: %s/%s: %s; %s\n", extract->directory, name,
	    strerror(errno), advice);
	extract->failed = true;
}

static void
extract_part(
    struct show_extract *extract, const struct part *part, unsigned volume)
{
	char buffer[SAFE_NAME_BYTES];
	struct text name = TEXT_OVER(buffer);
	bool written;
	int fd, error;

	safe_name_put(&name, part, volume);
	fd = openat(extract->fd, name.data,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0) {
		complain(extract, name.data);
		return;
	}
	written = file_write(fd, part->body);
	error = errno;
	if (close(fd) != 0 && written) {
		error = errno;
		written = false;
	}
	extract->files += written ? 1 : 0;
	if (written)
		return;
	/* Ours: O_EXCL made it a moment ago. */
	(void)unlinkat(extract->fd, name.data, 0);
	errno = error;
	complain(extract, name.data);
}

void
show_extract_message(struct show_extract *extract,
    const struct message *message, unsigned volume)
{
	for (size_t i = 0; i < message->part_count; i++)
		if (safe_name_is_file(message->parts[i]))
			extract_part(extract, message->parts[i], volume);
}

void
show_extract_close(struct show_extract *extract)
{
	close(extract->fd);
	extract->fd = -1;
	fprintf(stderr,
	    "CGPFilter: %zu file%s written to %s; they may be dangerous: look "
	    "at them with programs that run nothing\n",
	    extract->files, extract->files == 1 ? "" : "s", extract->directory);
}
