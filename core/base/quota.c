/*
 * quota - how much memory a library may take
 *
 * jemalloc lets a thread choose the arena its allocations come from, and lets
 * an arena have its own functions to get pages.  Each quota is such an arena
 * whose functions count the pages in use and say no.  Address space
 * is kept and used again; pages that are free go back.  (In jemalloc's words an
 * arena is a heap; it has nothing to do with core/base/arena.h.)
 *
 * The thread's cache of small objects is left as it is when the arena changes:
 * switching it off and on costs more than what it could hide.  It may hold
 * objects of the pool afterwards, and libraries keep some, so a pool is never
 * destroyed but waits for the next owner.
 */
#include "core/base/quota.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#ifdef __has_include
#if __has_include(<jemalloc/jemalloc.h>)
#include <jemalloc/jemalloc.h>
#define HAVE_JEMALLOC
#endif
#endif

#ifdef HAVE_JEMALLOC

/* The header may be there and the library not: then these are NULL. */
#pragma weak mallctl
#pragma weak mallctlnametomib
#pragma weak mallctlbymib

/* An empty pool may keep so much. */
#define KEEP_BYTES ((size_t)4 << 20)
/* Quotas without an owner that wait for one. */
#define IDLE_MAX 256u

#define SWITCH_LEVELS 2u

struct quota {
	extent_hooks_t hooks; /* first: jemalloc hands out its address */
	unsigned arena;
	unsigned arena_outside;
	size_t switch_mib[SWITCH_LEVELS];
	char purge[48];
	/* [atomic] for frees of other threads */
	_Atomic size_t taken;
	_Atomic size_t peak;
	_Atomic size_t max;
	_Atomic bool refused;
};

/* [atomic] */
static _Atomic(struct quota *) idle[IDLE_MAX];

/* ---- pages ------------------------------------------------------------- */

static bool
count_taken(struct quota *quota, size_t size)
{
	size_t taken = atomic_load(&quota->taken);

	do {
		size_t max = atomic_load(&quota->max);

		if (taken > max || size > max - taken) {
			atomic_store(&quota->refused, true);
			return false;
		}
	} while (
	    !atomic_compare_exchange_weak(&quota->taken, &taken, taken + size));
	if (taken + size > atomic_load(&quota->peak))
		atomic_store(&quota->peak, taken + size);
	return true;
}

static void *
map(void *where, size_t size)
{
	void *at = mmap(where, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (at == MAP_FAILED)
		return NULL;
	if (where != NULL && at != where) {
		munmap(at, size);
		return NULL;
	}
	return at;
}

/* More is mapped than wanted, and both ends cut off. */
static void *
map_aligned(size_t size, size_t alignment)
{
	uint8_t *at;
	size_t ahead;

	if (alignment > SIZE_MAX - size)
		return NULL;
	at = map(NULL, size + alignment);
	if (at == NULL)
		return NULL;
	ahead = (alignment - (uintptr_t)at % alignment) % alignment;
	if (ahead > 0)
		munmap(at, ahead);
	if (alignment - ahead > 0)
		munmap(at + ahead + size, alignment - ahead);
	return at + ahead;
}

/* Ahead of use jemalloc takes larger pieces of address space, and asks for them
 * without *commit; what it then uses of them goes through pages_commit(). */
static void *
pages_alloc(extent_hooks_t *hooks, void *where, size_t size, size_t alignment,
    bool *zero, bool *commit, unsigned arena)
{
	struct quota *quota = (struct quota *)hooks;
	void *at;

	(void)arena;
	if (*commit && !count_taken(quota, size))
		return NULL;
	at = map(where, size);
	if (at != NULL && where == NULL && (uintptr_t)at % alignment != 0) {
		munmap(at, size);
		at = map_aligned(size, alignment);
	}
	if (at == NULL && *commit)
		atomic_fetch_sub(&quota->taken, size);
	*zero = true;
	return at;
}

/* True is failure, here and below. */
static bool
pages_commit(extent_hooks_t *hooks, void *at, size_t size, size_t offset,
    size_t length, unsigned arena)
{
	(void)at;
	(void)size;
	(void)offset;
	(void)arena;
	return !count_taken((struct quota *)hooks, length);
}

/* The address space stays, empty. */
static bool
pages_decommit(extent_hooks_t *hooks, void *at, size_t size, size_t offset,
    size_t length, unsigned arena)
{
	struct quota *quota = (struct quota *)hooks;

	(void)size;
	(void)arena;
	if (mmap((uint8_t *)at + offset, length, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1,
		0) == MAP_FAILED)
		return true;
	atomic_fetch_sub(&quota->taken, length);
	return false;
}

/* Mappings side by side are one to the kernel. */
static bool
pages_split(extent_hooks_t *hooks, void *at, size_t size, size_t size_a,
    size_t size_b, bool committed, unsigned arena)
{
	(void)hooks;
	(void)at;
	(void)size;
	(void)size_a;
	(void)size_b;
	(void)committed;
	(void)arena;
	return false;
}

static bool
pages_merge(extent_hooks_t *hooks, void *a, size_t size_a, void *b,
    size_t size_b, bool committed, unsigned arena)
{
	(void)hooks;
	(void)a;
	(void)size_a;
	(void)b;
	(void)size_b;
	(void)committed;
	(void)arena;
	return false;
}

/* ---- the pool ---------------------------------------------------------- */

bool
quota_works(void)
{
	return mallctl != NULL && mallctlbymib != NULL;
}

/* arena.<i>.<what> = value.  It may be one that this jemalloc does not have:
 * all that is set so is about cost. */
static void
arena_set(struct quota *quota, const char *what, void *value, size_t size)
{
	char name[64];

	snprintf(name, sizeof(name), "arena.%u.%s", quota->arena, what);
	(void)mallctl(name, NULL, NULL, value, size);
}

static bool
make_arena(struct quota *quota)
{
	extent_hooks_t *hooks = &quota->hooks;
	size_t size = sizeof(quota->arena);
	size_t levels = SWITCH_LEVELS;
	ssize_t never = -1;

	quota->hooks = (extent_hooks_t){
	    .alloc = pages_alloc,
	    .commit = pages_commit,
	    .decommit = pages_decommit,
	    .split = pages_split,
	    .merge = pages_merge,
	};
	atomic_store(&quota->max, SIZE_MAX);
	if (mallctl("arenas.create", &quota->arena, &size, &hooks,
		sizeof(hooks)) != 0 ||
	    mallctlnametomib("thread.arena", quota->switch_mib, &levels) != 0)
		return false;
	/* quota_clear() gives back, not a clock. */
	arena_set(quota, "dirty_decay_ms", &never, sizeof(never));
	arena_set(quota, "muzzy_decay_ms", &never, sizeof(never));
	snprintf(
	    quota->purge, sizeof(quota->purge), "arena.%u.purge", quota->arena);
	return true;
}

static struct quota *
take_idle(void)
{
	for (size_t i = 0; i < IDLE_MAX; i++) {
		struct quota *quota = atomic_exchange(&idle[i], NULL);

		if (quota != NULL)
			return quota;
	}
	return NULL;
}

/* False: there are too many. */
static bool
put_idle(struct quota *quota)
{
	for (size_t i = 0; i < IDLE_MAX; i++) {
		struct quota *empty = NULL;

		if (atomic_compare_exchange_strong(&idle[i], &empty, quota))
			return true;
	}
	return false;
}

struct quota *
quota_create(void)
{
	struct quota *quota = take_idle();

	if (quota != NULL) {
		quota_clear(quota);
		return quota;
	}
	quota = calloc(1, sizeof(*quota));
	if (quota == NULL)
		return NULL;
	if (quota_works() && !make_arena(quota)) {
		free(quota);
		return NULL;
	}
	return quota;
}

void
quota_destroy(struct quota **quota)
{
	struct quota *dying = *quota;

	*quota = NULL;
	if (dying == NULL)
		return;
	if (!quota_works()) {
		free(dying);
		return;
	}
	quota_clear(dying);
	/* More than any process has threads: it is lost, with what is in it. */
	(void)put_idle(dying);
}

/* The thread's arena is to be that one; the one before. */
static unsigned
switch_arena(struct quota *quota, unsigned arena)
{
	unsigned before = 0;
	size_t size = sizeof(before);
	int failed = mallctlbymib(quota->switch_mib, SWITCH_LEVELS, &before,
	    &size, &arena, sizeof(arena));

	CHECK(failed == 0);
	return before;
}

void
quota_enter(struct quota *quota, size_t max_bytes)
{
	if (!quota_works())
		return;
	atomic_store(&quota->max, max_bytes);
	quota->arena_outside = switch_arena(quota, quota->arena);
}

void
quota_leave(struct quota *quota)
{
	if (!quota_works())
		return;
	(void)switch_arena(quota, quota->arena_outside);
	atomic_store(&quota->max, SIZE_MAX);
}

void
quota_suspend(struct quota *quota)
{
	if (quota_works())
		(void)switch_arena(quota, quota->arena_outside);
}

void
quota_resume(struct quota *quota)
{
	if (quota_works())
		quota->arena_outside = switch_arena(quota, quota->arena);
}

void
quota_clear(struct quota *quota)
{
	if (!quota_works())
		return;
	if (atomic_load(&quota->taken) > KEEP_BYTES)
		(void)mallctl(quota->purge, NULL, NULL, NULL, 0);
	atomic_store(&quota->peak, atomic_load(&quota->taken));
	atomic_store(&quota->refused, false);
}

size_t
quota_bytes(const struct quota *quota)
{
	return atomic_load(&quota->taken);
}

size_t
quota_peak_bytes(const struct quota *quota)
{
	return atomic_load(&quota->peak);
}

bool
quota_refused(const struct quota *quota)
{
	return atomic_load(&quota->refused);
}

void
quota_forget_refusals(struct quota *quota)
{
	atomic_store(&quota->refused, false);
}

uint64_t
quota_thread_allocated(void)
{
	static _Thread_local uint64_t *counter;
	size_t size = sizeof(counter);

	if (counter == NULL &&
	    (!quota_works() ||
		mallctl("thread.allocatedp", &counter, &size, NULL, 0) != 0))
		return 0;
	return *counter;
}

#else

struct quota {
	bool nothing;
};

bool
quota_works(void)
{
	return false;
}

struct quota *
quota_create(void)
{
	return calloc(1, sizeof(struct quota));
}

void
quota_destroy(struct quota **quota)
{
	free(*quota);
	*quota = NULL;
}

void
quota_enter(struct quota *quota, size_t max_bytes)
{
	(void)quota;
	(void)max_bytes;
}

void
quota_leave(struct quota *quota)
{
	(void)quota;
}

void
quota_suspend(struct quota *quota)
{
	(void)quota;
}

void
quota_resume(struct quota *quota)
{
	(void)quota;
}

void
quota_clear(struct quota *quota)
{
	(void)quota;
}

size_t
quota_bytes(const struct quota *quota)
{
	(void)quota;
	return 0;
}

size_t
quota_peak_bytes(const struct quota *quota)
{
	(void)quota;
	return 0;
}

bool
quota_refused(const struct quota *quota)
{
	(void)quota;
	return false;
}

void
quota_forget_refusals(struct quota *quota)
{
	(void)quota;
}

uint64_t
quota_thread_allocated(void)
{
	return 0;
}

#endif
