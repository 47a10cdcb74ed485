/*
 * sched_attributes - sched_getattr(2) and sched_setattr(2)
 *
 * Which the C library did not have before glibc 2.41.  HAVE_SCHED_ATTRIBUTES
 * says whether the system has them.
 */
#ifndef THREADS_BASE_SCHED_ATTRIBUTES_H
#define THREADS_BASE_SCHED_ATTRIBUTES_H

#if ON_LINUX
#include <sys/syscall.h>
#endif

#if ON_LINUX && defined(SYS_sched_setattr)

#define HAVE_SCHED_ATTRIBUTES 1

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <unistd.h>

/* Of its first version, which each kernel takes and gives. */
struct sched_attributes {
	uint32_t size; /* sizeof(struct sched_attributes) */
	uint32_t policy;
	uint64_t flags;
	int32_t nice;
	uint32_t priority;
	/* Of the policies that share: since Linux 6.12 the length of a turn. */
	uint64_t runtime_ns;
	uint64_t deadline_ns, period_ns;
};

/* thread: its number, or 0 for the calling one.  False: errno says why. */
static inline bool
sched_attributes_get(pid_t thread, struct sched_attributes *attributes_r)
{
	return syscall(SYS_sched_getattr, (long)thread, attributes_r,
		   (long)sizeof(*attributes_r), 0L) == 0;
}

static inline bool
sched_attributes_set(pid_t thread, const struct sched_attributes *attributes)
{
	return syscall(SYS_sched_setattr, (long)thread, attributes, 0L) == 0;
}

#else

#define HAVE_SCHED_ATTRIBUTES 0

#endif

#endif
