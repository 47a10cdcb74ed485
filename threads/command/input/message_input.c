/*
 * message_input - the bytes of a message for a command
 */
#include "threads/command/input/message_input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"

#define FIRST_BYTES ((size_t)64 << 10)

/* ---- standard input ---------------------------------------------------- */

/* Read until the end, or until max_bytes and one more: then it is cut. */
static const char *
read_input(struct message_input *input, uint64_t max_bytes)
{
	size_t room = FIRST_BYTES, used = 0, got;
	uint8_t *larger;

	do {
		room *= 2;
		larger = realloc(input->memory, room + VIEW_SLACK);
		if (larger == NULL)
			return "no memory for it";
		input->memory = larger;
		if (!file_read(STDIN_FILENO, larger + used, room - used, &got))
			return strerror(errno);
		used += got;
	} while (used == room && used <= max_bytes);
	input->file_size = used;
	input->cut = used > max_bytes;
	input->bytes = (struct slice){
	    input->memory, input->cut ? (size_t)max_bytes : used};
	return NULL;
}

/* ---- files ------------------------------------------------------------- */

static const char *
open_file(struct message_input *input, const char *path, uint64_t max_bytes)
{
	enum view_result result;

	/* Never mapped: then a file that shrinks cannot raise a signal. */
	result =
	    view_open(input->reader, path, max_bytes, UINT64_MAX, &input->view);
	input->is_file = result == VIEW_OK;
	input->bytes = input->view.bytes;
	input->file_size = input->view.file_size;
	input->cut = input->view.cut;
	switch (result) {
	case VIEW_OK:
		return NULL;
	case VIEW_GONE:
		return "no such file; the path of a message is wanted, in "
		       "quotes if it has blanks";
	case VIEW_DENIED:
		return "not yours to read; run it as the user of the server, "
		       "or as root";
	case VIEW_NOT_REGULAR:
		if (file_is_directory(path))
			return "a directory; the messages in it are wanted";
		return "not a regular file; a pipe can be read by - with <";
	default:
		return input->view.errno_value != 0
			   ? strerror(input->view.errno_value)
			   : view_result_text(result);
	}
}

/* ---- places in files --------------------------------------------------- */

static bool
read_at(int fd, uint8_t *bytes, size_t size, uint64_t offset)
{
	while (size > 0) {
		ssize_t got = pread(fd, bytes, size, (off_t)offset);

		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0)
			errno = EIO; /* it became shorter */
		if (got <= 0)
			return false;
		bytes += got;
		size -= (size_t)got;
		offset += (uint64_t)got;
	}
	return true;
}

/* NULL, and bytes is room for what lies there; or why not. */
static const char *
make_room(struct message_input *input, const struct mbox_place *place,
    uint64_t max_bytes)
{
	size_t size =
	    place->size > max_bytes ? (size_t)max_bytes : (size_t)place->size;

	*input = (struct message_input){
	    .file_size = place->size, .cut = place->size > max_bytes};
	input->memory = malloc(size + VIEW_SLACK);
	input->bytes = (struct slice){input->memory, size};
	return input->memory != NULL ? NULL : "no memory for it";
}

/* What lies there was read, unless *why says that it could not be. */
static bool
finish_place(struct message_input *input, const char *why)
{
	if (why != NULL) {
		message_input_close(input);
		return false;
	}
	input->bytes.size = mbox_unquote(input->memory, input->bytes.size);
	return true;
}

bool
message_input_open_place(struct message_input *input, const char *path,
    const struct mbox_place *place, uint64_t max_bytes, const char **why_r)
{
	int fd = file_open(path, true);

	*input = (struct message_input){.memory = NULL};
	*why_r = fd < 0 ? strerror(errno) : NULL;
	if (*why_r == NULL)
		*why_r = make_room(input, place, max_bytes);
	if (*why_r == NULL &&
	    !read_at(fd, input->memory, input->bytes.size, place->offset))
		*why_r = strerror(errno);
	if (fd >= 0)
		close(fd);
	return finish_place(input, *why_r);
}

bool
message_input_open_read(struct message_input *input, struct slice bytes,
    const struct mbox_place *place, uint64_t max_bytes, const char **why_r)
{
	CHECK(place->offset <= bytes.size &&
	      place->size <= bytes.size - place->offset);
	*why_r = make_room(input, place, max_bytes);
	if (*why_r == NULL)
		memcpy(input->memory, bytes.data + place->offset,
		    input->bytes.size);
	return finish_place(input, *why_r);
}

bool
message_input_open(struct message_input *input, struct view_reader *reader,
    const char *path, uint64_t max_bytes, const char **why_r)
{
	*input = (struct message_input){.reader = reader};
	*why_r = strcmp(path, "-") == 0 ? read_input(input, max_bytes)
					: open_file(input, path, max_bytes);
	if (*why_r == NULL && input->bytes.size == 0)
		*why_r = "empty; there is no message in it";
	if (*why_r == NULL)
		return true;
	message_input_close(input);
	return false;
}

void
message_input_close(struct message_input *input)
{
	free(input->memory);
	input->memory = NULL;
	/* It was read, not mapped: shrinking now changes nothing. */
	if (input->is_file)
		(void)!view_close(input->reader, &input->view);
	input->is_file = false;
}
