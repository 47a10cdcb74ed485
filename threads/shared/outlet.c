/*
 * outlet - the only way to the server
 */
#include "threads/shared/outlet.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "threads/shared/outlet_state.h"

/* One write at a time; ranks last. */
static struct outlet_lock writing = {.mutex = PTHREAD_MUTEX_INITIALIZER};

void
outlet_init(int fd, struct shared *shared)
{
	struct stat status;

	outlet.fd = fd;
	if (fstat(fd, &status) != 0)
		status.st_mode = 0;
	outlet.is_pipe = S_ISFIFO(status.st_mode);
	outlet.is_socket = S_ISSOCK(status.st_mode);
	outlet.shared = shared;
}

/* ---- writing ----------------------------------------------------------- */

/* [thread] */
static _Thread_local bool updater_here;

void
outlet_say_as_updater(void)
{
	updater_here = true;
}

void
outlet_lock(struct outlet_lock *lock)
{
	if (pthread_mutex_trylock(&lock->mutex) != 0) {
		if (atomic_load(&lock->updating))
			live_stats_add(&outlet.shared->live->stats,
			    LIVE_STATS_OTHERS, COUNTER_UPDATER_WAITS, 1);
		pthread_mutex_lock(&lock->mutex);
	}
	if (updater_here)
		atomic_store(&lock->updating, true);
}

void
outlet_unlock(struct outlet_lock *lock)
{
	if (updater_here)
		atomic_store(&lock->updating, false);
	pthread_mutex_unlock(&lock->mutex);
}

bool
outlet_deliver(struct parcel *parcel, struct slice lines)
{
	bool sent;

	CHECK(lines.size <= OUTLET_WRITE_MAX);
	outlet_set_phase(parcel, PARCEL_FILLED);
	outlet_lock(&writing);
	atomic_fetch_add(&outlet.shared->writing, 1);
	sent = !atomic_load(&outlet.gone) && outlet_send(parcel, lines);
	outlet_set_phase(parcel, PARCEL_SENT);
	atomic_fetch_sub(&outlet.shared->writing, 1);
	outlet_unlock(&writing);
	if (!sent)
		atomic_store(&outlet.gone, true);
	return sent;
}

bool
outlet_write(struct slice lines)
{
	/* Into a pipe the updater writes beside the others: it runs at a low
	 * priority, and an answer might wait for it while it is not even
	 * running.  The kernel keeps such writes apart, as it does those of two
	 * processes. */
	bool beside = updater_here && outlet.is_pipe;
	bool written;

	CHECK(lines.size <= OUTLET_WRITE_MAX);
	if (!beside)
		outlet_lock(&writing);
	atomic_fetch_add(&outlet.shared->writing, 1);
	written = !atomic_load(&outlet.gone) && outlet_write_all(lines);
	atomic_fetch_sub(&outlet.shared->writing, 1);
	if (!beside)
		outlet_unlock(&writing);
	if (!written)
		atomic_store(&outlet.gone, true);
	return written;
}

/* [thread] between outlet_begin() and outlet_end(); a signal that waits */
static _Thread_local volatile sig_atomic_t settling_here;
static _Thread_local volatile sig_atomic_t postponed;

void
outlet_begin(void)
{
	settling_here = 1;
	/* Sequential, and so is the other side in crash.c: either it sees us
	 * settling and waits, or we see that it is too late. */
	atomic_fetch_add(&outlet.shared->settling, 1);
	if (!atomic_load(&outlet.shared->dying))
		return;
	atomic_fetch_sub(&outlet.shared->settling, 1);
	settling_here = 0;
	for (;;)
		pause();
}

void
outlet_end(void)
{
	atomic_fetch_sub(&outlet.shared->settling, 1);
	settling_here = 0;
	if (postponed != 0)
		raise(postponed);
}

bool
outlet_postpone(int signal_number)
{
	if (settling_here)
		postponed = signal_number;
	return settling_here;
}

bool
outlet_is_gone(void)
{
	return atomic_load(&outlet.gone);
}
