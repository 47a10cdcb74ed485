/*
 * park - sleep until another thread says so
 */
#include "threads/base/park.h"

#include "core/base/check.h"
#include "core/base/clock.h"

#if ON_LINUX

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* The kernel counts from a moment of its own here, the monotonic clock's. */
static bool
sleep_on(
    struct park *park, uint32_t ticket, uint64_t timeout_ns, uint32_t kinds)
{
	bool timed = timeout_ns != UINT64_MAX;
	uint64_t end = timed ? clock_now_ns() + timeout_ns : 0;
	struct timespec until = {
	    .tv_sec = (time_t)(end / NS_PER_S),
	    .tv_nsec = (long)(end % NS_PER_S),
	};

	syscall(SYS_futex, &park->epoch, FUTEX_WAIT_BITSET_PRIVATE, ticket,
	    timed ? &until : NULL, NULL, kinds);
	return !timed || clock_now_ns() < end;
}

static uint32_t
wake_those(struct park *park, uint32_t count, uint32_t kinds)
{
	long woken = syscall(SYS_futex, &park->epoch, FUTEX_WAKE_BITSET_PRIVATE,
	    count, NULL, NULL, kinds);

	return woken > 0 ? (uint32_t)woken : 0;
}

static void
wake_up(struct park *park, uint32_t count, uint32_t kinds)
{
	if (kinds != 0 && kinds != UINT32_MAX)
		count -= wake_those(park, count, kinds);
	if (count > 0)
		wake_those(park, count, UINT32_MAX);
}

#else

#include <pthread.h>
#include <time.h>

/*
 * One mutex and condition for all parks: a wake on another system is rare
 * enough (once a batch, and only with a sleeper) for them to share.  Its clock
 * is the one that nobody sets: a sleep of a second must not become an hour.
 */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition;
static pthread_once_t condition_once = PTHREAD_ONCE_INIT;

static void
make_condition(void)
{
	pthread_condattr_t attributes;

	CHECK(pthread_condattr_init(&attributes) == 0);
	CHECK(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0);
	CHECK(pthread_cond_init(&condition, &attributes) == 0);
	pthread_condattr_destroy(&attributes);
}

static bool
sleep_on(
    struct park *park, uint32_t ticket, uint64_t timeout_ns, uint32_t kinds)
{
	struct timespec until;
	bool timed = timeout_ns != UINT64_MAX;
	int result = 0;

	(void)kinds;
	pthread_once(&condition_once, make_condition);
	clock_gettime(CLOCK_MONOTONIC, &until);
	if (timed) {
		uint64_t ns = (uint64_t)until.tv_nsec + timeout_ns % NS_PER_S;

		until.tv_sec += (time_t)(timeout_ns / NS_PER_S + ns / NS_PER_S);
		until.tv_nsec = (long)(ns % NS_PER_S);
	}
	pthread_mutex_lock(&mutex);
	while (atomic_load(&park->epoch) == ticket && result == 0)
		result =
		    timed ? pthread_cond_timedwait(&condition, &mutex, &until)
			  : pthread_cond_wait(&condition, &mutex);
	pthread_mutex_unlock(&mutex);
	return result == 0;
}

static void
wake_up(struct park *park, uint32_t count, uint32_t kinds)
{
	(void)park;
	(void)count;
	(void)kinds;
	pthread_once(&condition_once, make_condition);
	pthread_mutex_lock(&mutex);
	pthread_cond_broadcast(&condition);
	pthread_mutex_unlock(&mutex);
}

#endif

#define WOKEN_ONE (UINT64_C(1) << 32)

static uint32_t
woken_of(uint64_t sleepers)
{
	return (uint32_t)(sleepers >> 32);
}

static uint32_t
asleep_of(uint64_t sleepers)
{
	return (uint32_t)sleepers - woken_of(sleepers);
}

/*
 * One less.  Of those that were woken, if there are any: it need not be the one
 * that a waker meant (who cancels may come first), but who was meant comes back
 * as well, so none is counted as woken for longer than one is.
 */
static void
come_back(struct park *park)
{
	uint64_t before = atomic_load(&park->sleepers), after;

	do {
		after = before - 1;
		if (woken_of(before) > 0)
			after -= WOKEN_ONE;
	} while (
	    !atomic_compare_exchange_weak(&park->sleepers, &before, after));
}

void
park_init(struct park *park)
{
	atomic_init(&park->epoch, 0);
	atomic_init(&park->sleepers, 0);
}

uint32_t
park_prepare(struct park *park)
{
	uint32_t ticket = atomic_load(&park->epoch);

	atomic_fetch_add(&park->sleepers, 1);
	/* The sleeper is counted before it looks for work again, with whatever
	 * kind of load.  A fence of its own: on some processors a sequential
	 * addition alone may be seen after a plain load that follows it.  Pairs
	 * with the fence in park_wake(). */
	atomic_thread_fence(memory_order_seq_cst);
	return ticket;
}

void
park_cancel(struct park *park)
{
	come_back(park);
}

bool
park_wait_as(
    struct park *park, uint32_t ticket, uint64_t timeout_ns, uint32_t kinds)
{
	bool woken = sleep_on(park, ticket, timeout_ns, kinds);

	come_back(park);
	return woken;
}

bool
park_wait(struct park *park, uint32_t ticket, uint64_t timeout_ns)
{
	return park_wait_as(park, ticket, timeout_ns, UINT32_MAX);
}

uint32_t
park_sleepers(struct park *park)
{
	/* Pairs with the fence in park_prepare(), and with the exchange in
	 * come_back(). */
	atomic_thread_fence(memory_order_seq_cst);
	return asleep_of(
	    atomic_load_explicit(&park->sleepers, memory_order_relaxed));
}

bool
park_has_sleepers(const struct park *park)
{
	return asleep_of(atomic_load(&park->sleepers)) > 0;
}

uint32_t
park_woken(const struct park *park)
{
	return woken_of(atomic_load(&park->sleepers));
}

/* Of those that nobody has woken; returns how many. */
static uint32_t
choose(struct park *park, uint32_t count)
{
	uint64_t before = atomic_load(&park->sleepers);
	uint32_t chosen;

	do {
		chosen = asleep_of(before);
		if (chosen > count)
			chosen = count;
		if (chosen == 0)
			return 0;
	} while (!atomic_compare_exchange_weak(
	    &park->sleepers, &before, before + chosen * WOKEN_ONE));
	return chosen;
}

void
park_wake(struct park *park, uint32_t count)
{
	park_wake_rather(park, count, UINT32_MAX);
}

void
park_wake_rather(struct park *park, uint32_t count, uint32_t kinds)
{
	uint32_t chosen;

	/* The work is visible before the sleepers are counted: either we see
	 * the sleeper, or it sees the work when it looks again. */
	if (park_sleepers(park) == 0)
		return;
	chosen = choose(park, count);
	if (chosen == 0)
		return;
	atomic_fetch_add(&park->epoch, 1);
	wake_up(park, chosen, kinds);
}
