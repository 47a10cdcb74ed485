/*
 * view - the bytes of one message file
 *
 * The common case is four calls: open, a seek to the end for the size, one read
 * that asks for one byte more (coming up short by exactly that byte proves the
 * end), close.  Large files are mapped; see view_fault() for what happens
 * when such a file shrinks under us.
 */
#include "core/message/view.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"

#define BUFFER_ALIGN 64u
/* The buffer's size at first, and what it goes back to. */
#define BUFFER_KEEP ((size_t)256 << 10)
/* A larger one is given back after so many messages that did not need it: a
 * stream of large files must not pay for fresh pages each time. */
#define BUFFER_PATIENCE 64u

struct view_reader {
	uint8_t *buffer; /* BUFFER_ALIGN; capacity and VIEW_SLACK bytes */
	size_t capacity;
	bool unnoticed;
	unsigned small_run; /* messages in a row that BUFFER_KEEP can hold */
	size_t page;
	int mapped_file;  /* open while a mapped view is */
	size_t map_bytes; /* whole pages, slack included */
};

/*
 * What view_fault() may repair.  It runs in a signal handler of the thread that
 * owns the mapping, so volatile keeps our order: size is the last to be set and
 * the first to be cleared, and 0 means that there is nothing.
 */
struct mapping {
	volatile uintptr_t start;
	volatile size_t page;
	volatile size_t size; /* whole pages */
	volatile sig_atomic_t faulted;
};

static _Thread_local struct mapping mapping;

static const char *const result_texts[VIEW_RESULTS] = {
    [VIEW_OK] = "readable",
    [VIEW_GONE] = "no such file",
    [VIEW_DENIED] = "permission denied",
    [VIEW_NOT_REGULAR] = "not a regular file",
    [VIEW_SHRUNK] = "became shorter while it was read",
    [VIEW_ERROR] = "cannot be read",
};

const char *
view_result_text(enum view_result result)
{
	CHECK((unsigned)result < VIEW_RESULTS);
	return result_texts[result];
}

/* ---- the kept buffer --------------------------------------------------- */

static uint8_t *
buffer_create(size_t capacity)
{
	size_t bytes = capacity + VIEW_SLACK;

	return aligned_alloc(BUFFER_ALIGN,
	    (bytes + BUFFER_ALIGN - 1) & ~(size_t)(BUFFER_ALIGN - 1));
}

/* Room for size bytes, keeping the first keep bytes of what is there. */
static bool
buffer_grow(struct view_reader *reader, size_t size, size_t keep)
{
	size_t capacity = reader->capacity;
	uint8_t *larger;

	if (size <= capacity)
		return true;
	while (capacity < size)
		capacity = capacity > SIZE_MAX / 4 ? size : capacity * 2;
	if (capacity > SIZE_MAX - 2 * VIEW_SLACK)
		return false;
	larger = buffer_create(capacity);
	if (larger == NULL)
		return false;
	memcpy(larger, reader->buffer, keep);
	free(reader->buffer);
	reader->buffer = larger;
	reader->capacity = capacity;
	return true;
}

/* Called between messages; size is what the last one took. */
static void
buffer_shrink(struct view_reader *reader, size_t size)
{
	uint8_t *smaller;

	if (reader->capacity <= BUFFER_KEEP)
		return;
	if (size > BUFFER_KEEP)
		reader->small_run = 0;
	else if (++reader->small_run >= BUFFER_PATIENCE) {
		smaller = buffer_create(BUFFER_KEEP);
		if (smaller == NULL)
			return;
		free(reader->buffer);
		reader->buffer = smaller;
		reader->capacity = BUFFER_KEEP;
		reader->small_run = 0;
	}
}

struct view_reader *
view_reader_create(void)
{
	struct view_reader *reader = calloc(1, sizeof(*reader));

	if (reader == NULL)
		return NULL;
	reader->mapped_file = -1;
	reader->page = (size_t)sysconf(_SC_PAGESIZE);
	reader->capacity = BUFFER_KEEP;
	reader->buffer = buffer_create(BUFFER_KEEP);
	if (reader->buffer == NULL) {
		free(reader);
		return NULL;
	}
	return reader;
}

void
view_reader_go_unnoticed(struct view_reader *reader)
{
	reader->unnoticed = true;
}

void
view_reader_destroy(struct view_reader **reader)
{
	if (*reader == NULL)
		return;
	CHECK((*reader)->mapped_file < 0);
	free((*reader)->buffer);
	free(*reader);
	*reader = NULL;
}

/* ---- opening ----------------------------------------------------------- */

static enum view_result
result_of(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR:
	case ENAMETOOLONG:
	case ELOOP:
		return VIEW_GONE;
	case EACCES:
	case EPERM:
		return VIEW_DENIED;
	case ENXIO: /* a socket, or a device that is not there */
	case ENODEV:
	case EISDIR:
		return VIEW_NOT_REGULAR;
	default:
		return VIEW_ERROR;
	}
}

static enum view_result
failed(struct view *view, int error)
{
	view->errno_value = error;
	return result_of(error);
}

/*
 * The size, if it is that of a usual message: a seek takes half the time of
 * fstat(), which is a twentieth of all that a 5 KB mail takes.  What cannot
 * seek is no file; directories and devices have no size, one that is odd, or
 * refuse to be read.
 */
static bool
glance_at(int file, struct view *view)
{
	off_t size = lseek(file, 0, SEEK_END);

	view->file_size = size < 0 ? 0 : (uint64_t)size;
	return size > 0 && size < (off_t)BUFFER_KEEP;
}

static enum view_result
look_at(int file, struct view *view)
{
	struct stat status;

	if (fstat(file, &status) != 0)
		return failed(view, errno);
	if (!S_ISREG(status.st_mode))
		return VIEW_NOT_REGULAR;
	view->file_size = status.st_size < 0 ? 0 : (uint64_t)status.st_size;
	return VIEW_OK;
}

/* ---- reading ----------------------------------------------------------- */

/*
 * Read until the end or one byte past max.  A file may be longer or shorter by
 * now than fstat said (or say 0 and have bytes, as in /proc), so only a read
 * that ends where fstat said, or one that yields nothing, is the end.
 */
static enum view_result
read_all(struct view_reader *reader, int file, size_t max, struct view *view,
    size_t *size_r)
{
	size_t expected = view->file_size > max ? max : (size_t)view->file_size;
	size_t want = expected + 1, size = 0;
	ssize_t got;

	for (;;) {
		if (!buffer_grow(reader, want, size))
			return failed(view, ENOMEM);
		got = file_read_at(
		    file, reader->buffer + size, want - size, size);
		if (got < 0)
			return failed(view, errno);
		size += (size_t)got;
		if (got == 0 || size > max || size == expected)
			break;
		if (size == want)
			want = size > max / 2 ? max + 1 : size * 2;
	}
	*size_r = size;
	return VIEW_OK;
}

static enum view_result
open_read(
    struct view_reader *reader, int file, uint64_t max_bytes, struct view *view)
{
	size_t max =
	    max_bytes > SIZE_MAX / 4 ? SIZE_MAX / 4 : (size_t)max_bytes;
	size_t size = 0;
	enum view_result result = read_all(reader, file, max, view, &size);

	if (result != VIEW_OK)
		return result;
	if (size == 0 && view->file_size > 0 && max > 0)
		return VIEW_SHRUNK;
	view->cut = size > max || view->file_size > max;
	view->bytes = (struct slice){reader->buffer, size > max ? max : size};
	return VIEW_OK;
}

/* ---- mapping ----------------------------------------------------------- */

static size_t
whole_pages(const struct view_reader *reader, size_t size)
{
	return (size + reader->page - 1) & ~(reader->page - 1);
}

/*
 * Map size bytes.  Where the last page has no room for the slack, zero pages
 * are laid out first and the file is mapped over all but the last of them.
 */
static uint8_t *
map_file(struct view_reader *reader, int file, size_t size)
{
	size_t file_bytes = whole_pages(reader, size);
	size_t all_bytes = whole_pages(reader, size + VIEW_SLACK);
	int flags = MAP_PRIVATE | MAP_POPULATE;
	void *base = NULL, *mapped;

	if (all_bytes > file_bytes) {
		base = mmap(NULL, all_bytes, PROT_READ,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (base == MAP_FAILED)
			return NULL;
		flags |= MAP_FIXED;
	}
	mapped = mmap(base, size, PROT_READ, flags, file, 0);
	if (mapped == MAP_FAILED) {
		if (base != NULL)
			munmap(base, all_bytes);
		return NULL;
	}
	reader->map_bytes = all_bytes;
	return mapped;
}

static void
mapping_set(const uint8_t *start, size_t bytes, size_t page)
{
	CHECK(mapping.size == 0);
	mapping.start = (uintptr_t)start;
	mapping.page = page;
	mapping.faulted = 0;
	atomic_signal_fence(memory_order_seq_cst);
	mapping.size = bytes;
	atomic_signal_fence(memory_order_seq_cst);
}

/* True: a fault was repaired while it was set. */
static bool
mapping_clear(void)
{
	atomic_signal_fence(memory_order_seq_cst);
	mapping.size = 0;
	return mapping.faulted != 0;
}

/* False: cannot be mapped (no memory, a file system without it): read it. */
static bool
open_mapped(
    struct view_reader *reader, int file, uint64_t max_bytes, struct view *view)
{
	uint64_t bytes =
	    view->file_size > max_bytes ? max_bytes : view->file_size;
	uint8_t *start;

	if (bytes == 0 || bytes > SIZE_MAX / 4)
		return false;
	start = map_file(reader, file, (size_t)bytes);
	if (start == NULL)
		return false;
	mapping_set(start, whole_pages(reader, (size_t)bytes), reader->page);
	reader->mapped_file = file;
	view->mapped = true;
	view->cut = view->file_size > max_bytes;
	view->bytes = (struct slice){start, (size_t)bytes};
	return true;
}

bool
view_fault(const void *address)
{
	uintptr_t at = (uintptr_t)address;
	size_t size = mapping.size, from;
	int saved = errno;
	void *page, *mapped;

	if (size == 0 || at < mapping.start || at - mapping.start >= size)
		return false;
	from = (at - mapping.start) & ~(mapping.page - 1);
	page = (void *)(mapping.start + from);
	mapped = mmap(page, size - from, PROT_READ,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	errno = saved;
	if (mapped == MAP_FAILED)
		return false;
	mapping.faulted = 1;
	return true;
}

int64_t
view_mtime_s(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 ? (int64_t)status.st_mtime : 0;
}

/* ---- the two calls ----------------------------------------------------- */

enum view_result
view_open(struct view_reader *reader, const char *path, uint64_t max_bytes,
    uint64_t map_from, struct view *view_r)
{
	enum view_result result;
	int file = file_open(path, reader->unnoticed);

	*view_r = (struct view){0};
	if (file < 0)
		return failed(view_r, errno);
	result = glance_at(file, view_r) ? VIEW_OK : look_at(file, view_r);
	if (result == VIEW_OK && view_r->file_size >= map_from &&
	    open_mapped(reader, file, max_bytes, view_r))
		return VIEW_OK;
	if (result == VIEW_OK)
		result = open_read(reader, file, max_bytes, view_r);
	file_close(file);
	return result;
}

/*
 * A cut inside the last page leaves zeros and raises no signal, so the size is
 * looked at once more.
 */
static bool
file_shrank(int file, size_t mapped_bytes)
{
	struct stat status;

	return fstat(file, &status) != 0 ||
	       (uint64_t)status.st_size < mapped_bytes;
}

static enum view_result
close_mapped(struct view_reader *reader, struct view *view)
{
	bool shrunk = mapping_clear();

	munmap((void *)(uintptr_t)view->bytes.data, reader->map_bytes);
	shrunk |= file_shrank(reader->mapped_file, view->bytes.size);
	close(reader->mapped_file);
	reader->mapped_file = -1;
	return shrunk ? VIEW_SHRUNK : VIEW_OK;
}

enum view_result
view_close(struct view_reader *reader, struct view *view)
{
	enum view_result result = VIEW_OK;

	if (view->mapped)
		result = close_mapped(reader, view);
	else
		buffer_shrink(reader, view->bytes.size);
	view->bytes = (struct slice){NULL, 0};
	view->mapped = false;
	return result;
}
