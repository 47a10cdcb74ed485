/*
 * thread - a thread with a stack of known size
 */
#include "threads/base/thread.h"

/* TSan knows one table of descriptors: two threads' 3 would be a race to it. */
#if __has_include(<linux/close_range.h>) && !defined(__SANITIZE_THREAD__)
#include <linux/close_range.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

/* Addresses only: what is not used costs no memory. */
#define STACK_BYTES ((size_t)8 << 20)

bool
thread_start(pthread_t *thread_r, void *(*thread_main)(void *), void *argument)
{
	pthread_attr_t attributes;
	bool started;

	if (pthread_attr_init(&attributes) != 0)
		return false;
	started =
	    pthread_attr_setstacksize(&attributes, STACK_BYTES) == 0 &&
	    pthread_create(thread_r, &attributes, thread_main, argument) == 0;
	pthread_attr_destroy(&attributes);
	return started;
}

void
thread_own_files(unsigned count)
{
#if defined(SYS_close_range) && defined(CLOSE_RANGE_UNSHARE)
	/* In one call, so that no copy of a descriptor is left here whose other
	 * end somebody waits for. */
	syscall(SYS_close_range, count, ~0U, CLOSE_RANGE_UNSHARE);
#else
	(void)count;
#endif
}
