/*
 * input - bytes from the server, in the shared block, as lines
 */
#include "threads/pipeline/input.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define MASK (SHARED_INPUT_BYTES - 1)

_Static_assert((SHARED_INPUT_BYTES & MASK) == 0, "a power of two");
_Static_assert(SHARED_INPUT_BYTES >= 4 * REQUEST_LINE_MAX, "lines fit");

/* Relaxed everywhere: one thread, and the process after it. */
static uint64_t
begin_of(const struct shared_input *input)
{
	return atomic_load_explicit(&input->begin, memory_order_relaxed);
}

static uint64_t
end_of(const struct shared_input *input)
{
	return atomic_load_explicit(&input->end, memory_order_relaxed);
}

/* Bytes from offset at to the physical end of the ring. */
static size_t
run_length(uint64_t at)
{
	return SHARED_INPUT_BYTES - (size_t)(at & MASK);
}

/* A server may have made its end non-blocking; then we wait like a pipe. */
static void
wait_readable(int fd)
{
	struct pollfd wanted = {.fd = fd, .events = POLLIN};

	poll(&wanted, 1, -1);
}

enum input_result
input_read(struct shared_input *input, int fd)
{
	uint64_t end = end_of(input);
	size_t room = SHARED_INPUT_BYTES - (size_t)(end - begin_of(input));
	ssize_t size;

	CHECK(room > 0);
	if (room > run_length(end))
		room = run_length(end);
	size = read(fd, input->bytes + (end & MASK), room);
	if (size > 0) {
		atomic_store_explicit(
		    &input->end, end + (uint64_t)size, memory_order_relaxed);
		return INPUT_BYTES;
	}
	if (size < 0 && errno == EAGAIN)
		wait_readable(fd);
	else if (size == 0 || errno != EINTR)
		return INPUT_END;
	return INPUT_INTERRUPTED;
}

/* size bytes from at in one piece. */
static struct slice
piece(const struct shared_input *input, uint64_t at, size_t size,
    uint8_t *wrap_buffer)
{
	size_t run = run_length(at);

	if (size <= run)
		return (struct slice){input->bytes + (at & MASK), size};
	CHECK(size <= REQUEST_LINE_MAX);
	memcpy(wrap_buffer, input->bytes + (at & MASK), run);
	memcpy(wrap_buffer + run, input->bytes, size - run);
	return (struct slice){wrap_buffer, size};
}

/* A line, if it is one, that has no end before that of the ring's memory. */
static bool
line_around(const struct shared_input *input, uint64_t at, size_t size,
    uint8_t *wrap_buffer, struct slice *line_r, bool *whole_r)
{
	size_t run = run_length(at), length = 0;
	const uint8_t *lf = NULL;

	if (size > run)
		lf = memchr(input->bytes, '\n', size - run);
	if (lf != NULL)
		length = run + (size_t)(lf - input->bytes) + 1;
	*whole_r = length > 0;
	if (length == 0 && size < REQUEST_LINE_MAX)
		return false;
	*line_r = piece(input, at, length > 0 ? length : size, wrap_buffer);
	return true;
}

bool
input_line(const struct shared_input *input, uint64_t at, uint8_t *wrap_buffer,
    struct slice *line_r, bool *whole_r)
{
	size_t size = (size_t)(end_of(input) - at);
	const uint8_t *from = input->bytes + (at & MASK), *lf;

	if (size > REQUEST_LINE_MAX)
		size = REQUEST_LINE_MAX;
	lf = memchr(from, '\n', size < run_length(at) ? size : run_length(at));
	if (lf == NULL)
		return line_around(
		    input, at, size, wrap_buffer, line_r, whole_r);
	*line_r = (struct slice){from, (size_t)(lf - from) + 1};
	*whole_r = true;
	return true;
}

struct slice
input_rest(const struct shared_input *input, uint64_t at, uint8_t *wrap_buffer)
{
	size_t size = (size_t)(end_of(input) - at);

	if (size > REQUEST_LINE_MAX)
		size = REQUEST_LINE_MAX;
	return piece(input, at, size, wrap_buffer);
}

static void
clear(struct shared_input *input, uint64_t from, uint64_t to)
{
	while (from < to) {
		size_t size = (size_t)(to - from);

		if (size > run_length(from))
			size = run_length(from);
		memset(input->bytes + (from & MASK), 0, size);
		from += size;
	}
}

void
input_consume(struct shared_input *input, uint64_t position)
{
	uint64_t begin = begin_of(input);
	uint64_t at = INPUT_OFFSET(position);

	CHECK(at >= begin && at <= end_of(input));
	/*
	 * This store is what counts: an engine that dies after it leaves the
	 * rest to input_recover().  begin moves last, since bytes cleared
	 * behind it only then would look as if just delivered.
	 */
	atomic_store_explicit(&input->position, position, memory_order_release);
	clear(input, begin, at);
	atomic_store_explicit(&input->begin, at, memory_order_release);
}

void
input_recover(struct shared_input *input, uint64_t position)
{
	uint64_t begin = begin_of(input), end = end_of(input);
	uint64_t limit = begin + SHARED_INPUT_BYTES;
	uint64_t reached = atomic_load(&input->position);

	for (uint64_t i = limit; i > end; i--)
		if (input->bytes[(i - 1) & MASK] != 0) {
			end = i;
			break;
		}
	atomic_store(&input->end, end);
	input_consume(input, position > reached ? position : reached);
}
