/*
 * receipts - a write of which it is known afterwards whether it was done
 */
#include "threads/shared/receipts.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/base/file.h"

/* One write is under way at a time. */
#define ENTRIES 2u

/*
 * All of it is [const] but what the pointers lead to, which the kernel and we
 * have together.  Each end of a queue is moved by one side alone.
 */
struct receipts {
	int ring_fd;
	int pipe_fd; /* non-blocking */
	void *rings; /* both queues, in one mapping */
	size_t rings_bytes;
	struct io_uring_sqe *wishes;
	size_t wishes_bytes;
	/* What we ask for: the kernel moves the head. */
	_Atomic uint32_t *asked_head;
	_Atomic uint32_t *asked_tail;
	uint32_t *asked; /* numbers of wishes */
	uint32_t asked_mask;
	/* What came of it: we move the head. */
	_Atomic uint32_t *told_head;
	_Atomic uint32_t *told_tail;
	const struct io_uring_cqe *told;
	uint32_t told_mask;
};

/* ---- writing ----------------------------------------------------------- */

uint32_t
receipts_next(const struct receipts *receipts)
{
	return atomic_load_explicit(receipts->asked_head, memory_order_relaxed);
}

static long
enter(struct receipts *receipts, unsigned ask, unsigned wait_for)
{
	return syscall(SYS_io_uring_enter, receipts->ring_fd, ask, wait_for,
	    wait_for > 0 ? IORING_ENTER_GETEVENTS : 0, NULL, 0);
}

/* What came of write number; NULL: nothing yet. *end_r: up to where it was
 * looked for. */
static const struct io_uring_cqe *
find(const struct receipts *receipts, uint32_t number, uint32_t *end_r)
{
	uint32_t tail =
	    atomic_load_explicit(receipts->told_tail, memory_order_acquire);
	uint32_t at =
	    atomic_load_explicit(receipts->told_head, memory_order_relaxed);

	*end_r = tail;
	for (; at != tail; at++)
		if (receipts->told[at & receipts->told_mask].user_data ==
		    number)
			return &receipts->told[at & receipts->told_mask];
	return NULL;
}

/*
 * The same, waited for.  A write that a dead writer had waited in is told of
 * (not done) when the pipe has room next, whoever waits then; while that lay
 * there, nobody could wait.
 */
static const struct io_uring_cqe *
await(struct receipts *receipts, uint32_t number)
{
	const struct io_uring_cqe *told;
	uint32_t end;

	while ((told = find(receipts, number, &end)) == NULL) {
		atomic_store_explicit(
		    receipts->told_head, end, memory_order_release);
		/* Nobody may go on who does not know. */
		if (enter(receipts, 0, 1) < 0 && errno != EINTR)
			raise(SIGKILL);
	}
	return told;
}

/*
 * Over what a dead writer may have left: what was told, and what it wished for
 * and did not come to ask.
 */
static void
put_wish(struct receipts *receipts, uint32_t number, int fd, struct slice bytes)
{
	uint32_t head = receipts_next(receipts);
	uint32_t place = head & receipts->asked_mask;

	atomic_store_explicit(receipts->told_head,
	    atomic_load_explicit(receipts->told_tail, memory_order_acquire),
	    memory_order_release);
	receipts->wishes[place] = (struct io_uring_sqe){
	    .opcode = IORING_OP_WRITE,
	    .fd = fd,
	    .off = UINT64_MAX, /* where the file stands */
	    .addr = (uintptr_t)bytes.data,
	    .len = (uint32_t)bytes.size,
	    .user_data = number,
	};
	receipts->asked[place] = place;
	atomic_store_explicit(
	    receipts->asked_tail, head + 1, memory_order_release);
}

/* NULL: not asked for, and errno. */
static const struct io_uring_cqe *
write_once(struct receipts *receipts, uint32_t number, struct slice bytes)
{
	uint32_t head = receipts_next(receipts);

	put_wish(receipts, number, receipts->pipe_fd, bytes);
	if (enter(receipts, 1, 0) != 1 && receipts_next(receipts) == head)
		return NULL;
	/* Told by now; into a full pipe by kernels before 5.17 alone: later
	 * ones have it wait for room, though the pipe is non-blocking. */
	return await(receipts, number);
}

enum receipt
receipts_write(struct receipts *receipts, uint32_t number, struct slice bytes)
{
	for (;;) {
		const struct io_uring_cqe *told =
		    write_once(receipts, number, bytes);

		if (told == NULL)
			return RECEIPT_NONE;
		if (told->res >= 0) {
			CHECK((size_t)told->res == bytes.size);
			return RECEIPT_DONE;
		}
		errno = -told->res;
		if (errno == EPIPE)
			return RECEIPT_GONE;
		if (errno == EAGAIN && file_wait_writable(receipts->pipe_fd))
			continue;
		if (errno != EINTR)
			return RECEIPT_NONE;
	}
}

bool
receipts_was_done(const struct receipts *receipts, uint32_t number)
{
	uint32_t end;
	const struct io_uring_cqe *told = find(receipts, number, &end);

	return told != NULL && told->res >= 0;
}

/* ---- making it --------------------------------------------------------- */

static size_t
larger(size_t one, size_t two)
{
	return one > two ? one : two;
}

/* Shared, so that a child's is the same. */
static void *
map(int fd, size_t bytes, off_t what)
{
	return mmap(NULL, bytes, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_POPULATE, fd, what);
}

static bool
map_rings(struct receipts *receipts, const struct io_uring_params *params)
{
	const struct io_sqring_offsets *asked = &params->sq_off;
	const struct io_cqring_offsets *told = &params->cq_off;
	char *rings;

	receipts->rings_bytes =
	    larger(asked->array + params->sq_entries * sizeof(uint32_t),
		told->cqes + params->cq_entries * sizeof(struct io_uring_cqe));
	receipts->wishes_bytes =
	    params->sq_entries * sizeof(struct io_uring_sqe);
	receipts->rings =
	    map(receipts->ring_fd, receipts->rings_bytes, IORING_OFF_SQ_RING);
	receipts->wishes =
	    map(receipts->ring_fd, receipts->wishes_bytes, IORING_OFF_SQES);
	if (receipts->rings == MAP_FAILED || receipts->wishes == MAP_FAILED)
		return false;
	rings = receipts->rings;
	receipts->asked_head = (void *)(rings + asked->head);
	receipts->asked_tail = (void *)(rings + asked->tail);
	receipts->asked = (void *)(rings + asked->array);
	receipts->asked_mask = params->sq_entries - 1;
	receipts->told_head = (void *)(rings + told->head);
	receipts->told_tail = (void *)(rings + told->tail);
	receipts->told = (void *)(rings + told->cqes);
	receipts->told_mask = params->cq_entries - 1;
	return true;
}

static bool
make_ring(struct receipts *receipts)
{
	/* Whose writes are done at once needs nobody interrupted for that. */
	struct io_uring_params params = {.flags = IORING_SETUP_COOP_TASKRUN};

	receipts->ring_fd = (int)syscall(SYS_io_uring_setup, ENTRIES, &params);
	if (receipts->ring_fd < 0 && errno == EINVAL) { /* before 5.19 */
		params = (struct io_uring_params){.flags = 0};
		receipts->ring_fd =
		    (int)syscall(SYS_io_uring_setup, ENTRIES, &params);
	}
	return receipts->ring_fd >= 0 &&
	       (params.features & IORING_FEAT_SINGLE_MMAP) != 0 &&
	       map_rings(receipts, &params);
}

/*
 * The pipe opened once more, non-blocking: what would block a kernel before 6.4
 * leaves to a thread of its own, and the server's other descriptors are not to
 * change.
 */
static bool
open_pipe(struct receipts *receipts, int fd)
{
	struct stat status;
	char path[32];

	if (fstat(fd, &status) != 0 || !S_ISFIFO(status.st_mode))
		return false;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	receipts->pipe_fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	return receipts->pipe_fd >= 0;
}

/*
 * Does this kernel do it, and at once?  A byte into a pipe like the one in
 * question.
 */
static bool
try_out(struct receipts *receipts)
{
	uint8_t byte = 0;
	uint32_t number = receipts_next(receipts);
	int fds[2];
	bool told;

	if (pipe2(fds, O_NONBLOCK | O_CLOEXEC) != 0)
		return false;
	put_wish(receipts, number, fds[1], (struct slice){&byte, 1});
	told =
	    enter(receipts, 1, 0) == 1 && receipts_was_done(receipts, number);
	close(fds[0]);
	close(fds[1]);
	return told;
}

struct receipts *
receipts_create(int pipe_fd)
{
	struct receipts *receipts = calloc(1, sizeof(*receipts));

	if (receipts == NULL)
		return NULL;
	receipts->ring_fd = receipts->pipe_fd = -1;
	receipts->rings = receipts->wishes = MAP_FAILED;
	if (!open_pipe(receipts, pipe_fd) || !make_ring(receipts) ||
	    !try_out(receipts))
		receipts_destroy(&receipts);
	return receipts;
}

void
receipts_destroy(struct receipts **receipts)
{
	struct receipts *old = *receipts;

	if (old == NULL)
		return;
	if (old->rings != MAP_FAILED)
		munmap(old->rings, old->rings_bytes);
	if (old->wishes != MAP_FAILED)
		munmap(old->wishes, old->wishes_bytes);
	if (old->ring_fd >= 0)
		close(old->ring_fd);
	if (old->pipe_fd >= 0)
		close(old->pipe_fd);
	free(old);
	*receipts = NULL;
}

int
receipts_last_fd(const struct receipts *receipts)
{
	return receipts->ring_fd > receipts->pipe_fd ? receipts->ring_fd
						     : receipts->pipe_fd;
}
