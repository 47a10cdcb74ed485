/*
 * recorder - the thread that keeps days and makes the daily report
 */
#include "threads/record/recorder.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/report/report.h"
#include "threads/base/mail_first.h"
#include "threads/base/thread.h"
#include "threads/base/wake.h"
#include "threads/record/metrics_http.h"
#include "threads/record/record.h"
#include "threads/shared/outlet.h"

/* How often notes are taken out, see notes.c. */
#define TICK_MS 250
#define COMPLAIN_NS (3600 * NS_PER_S)
/* A port that was taken is tried again after. */
#define LISTEN_NS (10 * NS_PER_S)

struct recorder {
	struct recorder_options options; /* [const] */
	pthread_t thread;
	struct wake wake;
	_Atomic bool stop;

	/* [recorder] */
	struct record record;
	struct config *config; /* a copy, while a day is told of */
	uint64_t complained_ns;
	struct metrics_http *http; /* NULL: nothing listens */
	int64_t port;              /* ... at, or was tried; 0: none */
	uint64_t listen_ns;        /* not tried again before */
};

/* ---- the report -------------------------------------------------------- */

/* A writer_function over a descriptor. */
static bool
write_letter(void *owner, struct slice bytes)
{
	const int *fd = owner;

	return file_write(*fd, bytes);
}

/* Whole and on the disk, or not there. */
static bool
write_report(
    const struct recorder *recorder, const struct day *day, const char *path)
{
	const struct config *config = recorder->config;
	struct utsname system = {.nodename = ""};
	const struct report report = {
	    .day = day,
	    .host = uname(&system) == 0 ? system.nodename : "localhost",
	    .sections = config->report_sections,
	    .alert_level = config->alert_level,
	};
	const struct letter letter = {
	    .recipients = config->report_recipients,
	    .sender = config->report_sender,
	    .now_s = clock_wall_s(),
	    .number = recorder->options.live->header.instance,
	};
	struct writer writer;
	int saved_errno, fd;
	bool written;

	(void)unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	if (fd < 0)
		return false;
	writer_init(&writer, write_letter, &fd);
	report_mail(&writer, &report, &letter);
	written = writer_flush(&writer) && fsync(fd) == 0;
	saved_errno = errno;
	if (close(fd) != 0 || !written)
		(void)unlink(path);
	errno = saved_errno;
	return written;
}

/* False: too long. */
static bool
name_report(const struct recorder *recorder, const char *directory,
    const char *date, const char *end, char path_r[PLACE_BYTES])
{
	return snprintf(path_r, PLACE_BYTES,
		   "%s/CGPFilter-%ld-%s-%016" PRIx64 "%s", directory,
		   (long)getpid(), date,
		   recorder->options.live->header.instance,
		   end) < (int)PLACE_BYTES;
}

/* A day_teller. */
static bool
tell(void *owner, const struct day *day, char ready_r[PLACE_BYTES],
    char place_r[PLACE_BYTES])
{
	struct recorder *recorder = owner;
	const struct config *config = recorder->config;
	char directory[PLACE_BYTES], date[16];
	struct text text = TEXT_OVER(date);
	uint64_t now_ns = clock_now_ns();

	if (config->report_recipients[0] == '\0')
		return true;
	day_put_date(&text, day->number);
	if (places_in_base(recorder->options.places,
		config->submitted_directory, directory) &&
	    name_report(recorder, directory, date, ".tmp", ready_r) &&
	    name_report(recorder, directory, date, ".sub", place_r) &&
	    write_report(recorder, day, ready_r)) {
		outlet_notice(
		    "report of %s for %s", date, config->report_recipients);
		return true;
	}
	if (recorder->complained_ns == 0 ||
	    now_ns - recorder->complained_ns > COMPLAIN_NS) {
		recorder->complained_ns = now_ns;
		outlet_notice("report of %s: %s: %s; it is tried again", date,
		    ready_r, strerror(errno));
	}
	return false;
}

/* ---- the thread -------------------------------------------------------- */

/* The configuration is copied, so that nobody waits for a report who would
 * swap it.  False: there is none yet. */
static bool
take_config(struct recorder *recorder)
{
	const struct live_data *data =
	    live_db_acquire(recorder->options.live_db);

	if (data != NULL)
		recorder->config = config_copy(data->config);
	live_db_release(recorder->options.live_db);
	return recorder->config != NULL;
}

/* At the port of the configuration of now.  Another helper may listen there
 * already, until it ends. */
static void
listen_where_wanted(struct recorder *recorder, uint64_t now_ns)
{
	int64_t port = recorder->config->metrics_port;
	char buffer[256];
	struct text error = TEXT_OVER(buffer);
	bool changed = port != recorder->port;

	if (!changed && (port == 0 || recorder->http != NULL ||
			    now_ns < recorder->listen_ns))
		return;
	metrics_http_stop(&recorder->http);
	recorder->port = port;
	recorder->listen_ns = now_ns + LISTEN_NS;
	if (port == 0)
		return;
	recorder->http = metrics_http_start(
	    recorder->options.places->state, (uint16_t)port, &error);
	if (recorder->http == NULL && changed)
		outlet_notice("%s", buffer);
}

static void
tick(struct recorder *recorder)
{
	struct record_wishes wishes = {.tell = tell, .owner = recorder};
	bool told = take_config(recorder);

	if (told) {
		wishes.hour = (uint32_t)recorder->config->report_hour;
		wishes.keep = (size_t)recorder->config->report_keep;
		listen_where_wanted(recorder, clock_now_ns());
	}
	record_tick(&recorder->record, clock_wall_s(), clock_now_ns(),
	    told ? &wishes : NULL);
	config_free(&recorder->config);
}

static void *
recorder_main(void *argument)
{
	struct recorder *recorder = argument;

	live_db_register_thread();
	outlet_say_as_updater();
	mail_first_thread();
	while (!atomic_load(&recorder->stop)) {
		tick(recorder);
		wake_wait(&recorder->wake, -1, TICK_MS);
	}
	metrics_http_stop(&recorder->http);
	record_end(&recorder->record, clock_wall_s(), clock_now_ns());
	live_db_unregister_thread();
	return NULL;
}

struct recorder *
recorder_create(const struct recorder_options *options)
{
	struct recorder *recorder = calloc(1, sizeof(*recorder));

	if (recorder == NULL)
		return NULL;
	recorder->options = *options;
	record_init(&recorder->record, options->live, options->places->state,
	    outlet_tell, NULL);
	recorder->record.notes = options->notes;
	if (!wake_init(&recorder->wake)) {
		free(recorder);
		return NULL;
	}
	return recorder;
}

bool
recorder_start(struct recorder *recorder)
{
	return thread_start(&recorder->thread, recorder_main, recorder);
}

void
recorder_stop(struct recorder *recorder)
{
	atomic_store(&recorder->stop, true);
	wake_post(&recorder->wake);
	pthread_join(recorder->thread, NULL);
}

void
recorder_destroy(struct recorder **recorder)
{
	if (*recorder == NULL)
		return;
	wake_fini(&(*recorder)->wake);
	free(*recorder);
	*recorder = NULL;
}
