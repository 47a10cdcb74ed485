/*
 * null_threads - answers OK to everything, by threads
 *
 * The yardstick of handing over: as little as a reader, some workers and
 * answers in order can be.  The reader puts numbers into slots and wakes a
 * worker that sleeps, once for all that one read brought.  Workers take slots
 * in turn; one that completes the oldest slot writes what is done.  No limits
 * but the ring's size, no deaths, no clock, no counters, no messages.
 *
 *     null_threads [WORKERS]
 *
 * QUIT is answered like the rest; the end of input is the end.
 */
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SLOTS 4096u /* a power of two */
#define NUMBER_BYTES 20u
#define ANSWER_BYTES (NUMBER_BYTES + 4u)

struct slot {
	_Alignas(64) _Atomic uint32_t done; /* its turn, when it is */
	uint8_t size;
	char number[NUMBER_BYTES];
};

static struct slot slots[SLOTS];
/* Turns: read up to, taken by workers up to, answered up to. */
static _Alignas(64) _Atomic uint32_t filled;
static _Alignas(64) _Atomic uint32_t taken;
static _Alignas(64) _Atomic uint32_t answered;
static _Alignas(64) _Atomic bool writing;
static _Alignas(64) _Atomic uint32_t sleepers;
static _Atomic bool ended;

static struct slot *
slot_of(uint32_t turn)
{
	return &slots[turn & (SLOTS - 1)];
}

/* ---- answers ------------------------------------------------------------- */

static void
write_all(const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t written = write(STDOUT_FILENO, bytes, size);

		if (written <= 0)
			_exit(0);
		bytes += written;
		size -= (size_t)written;
	}
}

/* By who set "writing". */
static void
write_done(void)
{
	static char out[SLOTS * ANSWER_BYTES];
	uint32_t turn = atomic_load_explicit(&answered, memory_order_relaxed);
	char *to = out;

	while (atomic_load_explicit(
		   &slot_of(turn)->done, memory_order_acquire) == turn + 1) {
		const struct slot *slot = slot_of(turn++);

		memcpy(to, slot->number, sizeof(slot->number));
		to += slot->size;
		memcpy(to, " OK\n", 4);
		to += 4;
		if (to > out + sizeof(out) - ANSWER_BYTES)
			break;
	}
	write_all(out, (size_t)(to - out));
	atomic_store(&answered, turn);
}

static bool
head_is_done(void)
{
	uint32_t turn = atomic_load(&answered);

	return atomic_load(&slot_of(turn)->done) == turn + 1;
}

/* Who finds another one writing leaves it to that one, which looks again. */
static void
answer(void)
{
	while (head_is_done() && !atomic_exchange(&writing, true)) {
		if (head_is_done())
			write_done();
		atomic_store(&writing, false);
	}
}

/* ---- workers ------------------------------------------------------------- */

static bool
take(uint32_t *turn_r)
{
	*turn_r = atomic_load(&taken);
	do {
		if (*turn_r == atomic_load(&filled))
			return false;
	} while (!atomic_compare_exchange_weak(&taken, turn_r, *turn_r + 1));
	return true;
}

static void
sleep_at(uint32_t seen)
{
	atomic_fetch_add(&sleepers, 1);
	if (atomic_load(&filled) == seen && !atomic_load(&ended))
		syscall(SYS_futex, &filled, FUTEX_WAIT_PRIVATE, seen, NULL,
		    NULL, 0);
	atomic_fetch_sub(&sleepers, 1);
}

static void *
work(void *unused)
{
	uint32_t turn;

	for (;;) {
		if (take(&turn)) {
			atomic_store_explicit(&slot_of(turn)->done, turn + 1,
			    memory_order_release);
			/* The last of a batch writes it. */
			if (atomic_load(&taken) == atomic_load(&filled))
				answer();
		} else if (atomic_load(&ended)) {
			return unused;
		} else {
			answer();
			sleep_at(turn);
		}
	}
}

static void
wake(int count)
{
	if (atomic_load(&sleepers) > 0)
		syscall(SYS_futex, &filled, FUTEX_WAKE_PRIVATE, count, NULL,
		    NULL, 0);
}

/* ---- the reader ---------------------------------------------------------- */

static void
put(uint32_t turn, const char *line)
{
	struct slot *slot = slot_of(turn);
	size_t size = 0;

	while (turn - atomic_load(&answered) >= SLOTS)
		usleep(10);
	while (size < NUMBER_BYTES && line[size] >= '0' && line[size] <= '9')
		size++;
	memcpy(slot->number, line, size);
	slot->size = (uint8_t)size;
}

static void
read_requests(void)
{
	static char in[(1 << 17) + NUMBER_BYTES];
	const size_t room = sizeof(in) - NUMBER_BYTES;
	size_t have = 0;
	uint32_t turn = 0;
	ssize_t size;

	while ((size = read(STDIN_FILENO, in + have, room - have)) > 0) {
		char *at = in, *end;

		have += (size_t)size;
		while ((end = memchr(at, '\n', have - (size_t)(at - in))) !=
		       NULL) {
			put(turn++, at);
			if ((turn & (SLOTS / 2 - 1)) == 0) {
				atomic_store(&filled, turn);
				wake(1);
			}
			at = end + 1;
		}
		atomic_store(&filled, turn);
		wake(1);
		have -= (size_t)(at - in);
		memmove(in, at, have);
		if (have == room)
			have = 0;
	}
}

int
main(int argc, char **argv)
{
	long workers = argc > 1 ? strtol(argv[1], NULL, 10) : 2;
	pthread_t thread;

	for (long i = 1; i < workers; i++)
		if (pthread_create(&thread, NULL, work, NULL) != 0)
			return 1;
	if (pthread_create(&thread, NULL, work, NULL) != 0)
		return 1;
	read_requests();
	atomic_store(&ended, true);
	wake(INT32_MAX);
	while (atomic_load(&answered) != atomic_load(&filled))
		usleep(100);
	return 0;
}
