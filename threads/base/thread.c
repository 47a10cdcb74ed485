/*
 * thread - a thread with a stack of known size
 */
#include "threads/base/thread.h"

#include <errno.h>

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
	int error;

	if (pthread_attr_init(&attributes) != 0)
		return false;
	error = pthread_attr_setstacksize(&attributes, STACK_BYTES);
	if (error == 0)
		error = pthread_create(
		    thread_r, &attributes, thread_main, argument);
	pthread_attr_destroy(&attributes);
	if (error != 0)
		errno = error;
	return error == 0;
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
