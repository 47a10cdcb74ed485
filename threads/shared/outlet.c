/*
 * outlet - the only way to the server
 */
#include "threads/shared/outlet.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "threads/shared/carrier.h"
#include "threads/shared/receipts.h"

/* A mutex that knows whether the updater has it. */
struct lock {
	pthread_mutex_t mutex;
	_Atomic bool updating; /* [atomic] */
};

static struct {
	int fd;                    /* [const] */
	bool is_pipe;              /* [const] */
	bool is_socket;            /* [const] */
	int way_fd;                /* [const] what the two below are for */
	struct receipts *receipts; /* [const] one of them at most */
	struct carrier carrier;    /* [const] */
	struct shared *shared;     /* [const] */
	struct lock writing;       /* one write at a time; ranks last */
	_Atomic bool gone;         /* [atomic] */
	pthread_mutex_t counts;    /* guards the two below */
	int64_t span_start_s;
	uint32_t span_lines;
	struct lock infos; /* one information line at a time; guards */
	bool silent;       /* the last one was said */
} outlet = {
    .fd = -1,
    .way_fd = -1,
    .carrier = {{-1, -1}},
    .writing = {.mutex = PTHREAD_MUTEX_INITIALIZER},
    .counts = PTHREAD_MUTEX_INITIALIZER,
    .infos = {.mutex = PTHREAD_MUTEX_INITIALIZER},
};

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

/* A server may have made its end non-blocking; then we wait like a pipe. */
static bool
write_all(struct slice lines)
{
	while (lines.size > 0) {
		ssize_t written = write(outlet.fd, lines.data, lines.size);

		if (written >= 0)
			lines = slice_skip(lines, (size_t)written);
		else if (errno == EAGAIN && file_wait_writable(outlet.fd))
			continue;
		else if (errno != EINTR)
			return false;
	}
	return true;
}

/* ---- the way of an answer ---------------------------------------------- */

enum outlet_way
outlet_make_way(int fd, enum outlet_way best)
{
	receipts_destroy(&outlet.receipts);
	carrier_close(&outlet.carrier);
	outlet.way_fd = fd;
	if (best == OUTLET_RECEIPTS)
		outlet.receipts = receipts_create(fd);
	if (best != OUTLET_PLAIN && outlet.receipts == NULL)
		(void)carrier_make(&outlet.carrier);
	return outlet_way();
}

enum outlet_way
outlet_way(void)
{
	if (outlet.receipts != NULL)
		return OUTLET_RECEIPTS;
	return carrier_last_fd(&outlet.carrier) >= 0 ? OUTLET_CARRIER
						     : OUTLET_PLAIN;
}

unsigned
outlet_files(void)
{
	int last = outlet.receipts != NULL ? receipts_last_fd(outlet.receipts)
					   : carrier_last_fd(&outlet.carrier);

	return (unsigned)(last > STDERR_FILENO ? last : STDERR_FILENO) + 1;
}

static void
set_phase(struct parcel *parcel, enum parcel_phase phase)
{
	/* Release: in the order of the program, for whoever looks after our
	 * death; what the kernel was asked for stands between. */
	atomic_store_explicit(
	    &parcel->phase, (uint32_t)phase, memory_order_release);
}

static bool
send_with_receipt(struct parcel *parcel, struct slice lines)
{
	parcel->receipt = receipts_next(outlet.receipts);
	set_phase(parcel, PARCEL_ASKED);
	switch (receipts_write(outlet.receipts, parcel->receipt, lines)) {
	case RECEIPT_DONE:
		return true;
	case RECEIPT_GONE:
		return false;
	case RECEIPT_NONE: /* no memory: for once without */
		break;
	}
	set_phase(parcel, PARCEL_FILLED);
	return write_all(lines);
}

/* What lies in the carrier, size bytes, leaves. */
static bool
carry_on(struct parcel *parcel, size_t size)
{
	uint8_t buffer[CARRIER_BYTES_MAX];

	set_phase(parcel, PARCEL_SENDING);
	if (carrier_empty(&outlet.carrier, outlet.fd, size))
		return true;
	if (errno == EPIPE)
		return false;
	set_phase(parcel, PARCEL_FILLED);
	return write_all(carrier_take_back(&outlet.carrier, buffer));
}

static bool
send_parcel(struct parcel *parcel, struct slice lines)
{
	if (outlet.receipts != NULL && outlet.way_fd == outlet.fd)
		return send_with_receipt(parcel, lines);
	/* Not so files: splice() and write() of two processes to one file would
	 * write over each other. */
	if ((outlet.is_pipe || outlet.is_socket) &&
	    carrier_fill(&outlet.carrier, lines))
		return carry_on(parcel, lines.size);
	return write_all(lines);
}

/* One that was under way. */
static void
recover_parcel(struct parcel *parcel)
{
	switch ((enum parcel_phase)atomic_load(&parcel->phase)) {
	case PARCEL_NONE:
	case PARCEL_FILLED:
	case PARCEL_SENT:
		break;
	case PARCEL_ASKED:
		set_phase(
		    parcel, receipts_was_done(outlet.receipts, parcel->receipt)
				? PARCEL_SENT
				: PARCEL_FILLED);
		break;
	case PARCEL_SENDING:
		atomic_fetch_add(&outlet.shared->writing, 1);
		if (!carry_on(parcel, carrier_holds(&outlet.carrier)))
			atomic_store(&outlet.gone, true);
		atomic_fetch_sub(&outlet.shared->writing, 1);
		set_phase(parcel, PARCEL_SENT);
		break;
	}
}

void
outlet_recover(void)
{
	struct parcel *parcels = outlet.shared->parcels;
	uint8_t buffer[CARRIER_BYTES_MAX];

	/* One at most, since a lock is held meanwhile; what lies in the
	 * carrier is its then. */
	for (int i = 0; i < PARCELS; i++)
		recover_parcel(&parcels[i]);
	(void)carrier_take_back(&outlet.carrier, buffer);
	for (int i = 0; i < PARCELS; i++)
		if (atomic_load(&parcels[i].phase) == PARCEL_FILLED)
			set_phase(&parcels[i], PARCEL_NONE);
}

/* ---- writing ----------------------------------------------------------- */

/* [thread] */
static _Thread_local bool updater_here;

void
outlet_say_as_updater(void)
{
	updater_here = true;
}

static void
lock(struct lock *lock)
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

static void
unlock(struct lock *lock)
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
	set_phase(parcel, PARCEL_FILLED);
	lock(&outlet.writing);
	atomic_fetch_add(&outlet.shared->writing, 1);
	sent = !atomic_load(&outlet.gone) && send_parcel(parcel, lines);
	set_phase(parcel, PARCEL_SENT);
	atomic_fetch_sub(&outlet.shared->writing, 1);
	unlock(&outlet.writing);
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
		lock(&outlet.writing);
	atomic_fetch_add(&outlet.shared->writing, 1);
	written = !atomic_load(&outlet.gone) && write_all(lines);
	atomic_fetch_sub(&outlet.shared->writing, 1);
	if (!beside)
		unlock(&outlet.writing);
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

/*
 * How many lines the last span held back, once, when a new span begins; *pass_r
 * says whether the caller's line may go out.
 */
static uint32_t
count_line(bool *pass_r)
{
	int64_t now = clock_wall_s();
	uint32_t held = 0;

	pthread_mutex_lock(&outlet.counts);
	if (now - outlet.span_start_s >= INFO_SPAN_S ||
	    now < outlet.span_start_s) {
		if (outlet.span_lines > INFO_LINES)
			held = outlet.span_lines - INFO_LINES;
		outlet.span_start_s = now;
		outlet.span_lines = 0;
	}
	outlet.span_lines++;
	*pass_r = outlet.span_lines <= INFO_LINES;
	pthread_mutex_unlock(&outlet.counts);
	return held;
}

static void
put_info(struct slice text, bool last)
{
	char line[RESPONSE_MAX];
	size_t size = response_information(text, line);

	lock(&outlet.infos);
	if (!outlet.silent)
		outlet_write((struct slice){(const uint8_t *)line, size});
	outlet.silent |= last;
	unlock(&outlet.infos);
}

static void __attribute__((format(printf, 1, 0)))
put_formatted(const char *format, va_list arguments, bool last)
{
	char buffer[RESPONSE_MAX];

	if (vsnprintf(buffer, sizeof(buffer), format, arguments) > 0)
		put_info(slice_from_string(buffer), last);
}

void
outlet_info(const char *format, ...)
{
	char buffer[64];
	struct text text = TEXT_OVER(buffer);
	va_list arguments;
	uint32_t held;
	bool pass;

	held = count_line(&pass);
	if (held > 0) {
		text_printf(&text, "%u information lines held back", held);
		put_info(text_slice(&text), false);
	}
	if (!pass)
		return;
	va_start(arguments, format);
	put_formatted(format, arguments, false);
	va_end(arguments);
}

void
outlet_notice(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	put_formatted(format, arguments, false);
	va_end(arguments);
}

void
outlet_tell(void *owner, const char *sentence)
{
	(void)owner;
	outlet_notice("%s", sentence);
}

void
outlet_last_words(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	put_formatted(format, arguments, true);
	va_end(arguments);
}
