/*
 * feedback_command - `CGPFilter FEEDBACK ...`
 *
 * A report is put into the spool first.  Then whoever gets the lock learns all
 * that is there; who does not get it has nothing left to do, since the other
 * one looks once more after he has given the lock back.
 */
#include "threads/command/feedback/feedback_command.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "threads/base/mail_first.h"
#include "threads/command/console/arguments.h"
#include "threads/command/console/terminal.h"
#include "threads/command/feedback/feedback_options.h"
#include "threads/command/feedback/feedback_run.h"
#include "threads/command/feedback/feedback_sister.h"

struct command {
	struct feedback_options options;
	struct opener reports, originals;
	struct course_places places;
	struct gateways gateways;
	bool gateways_refused;
	char submitted[PLACE_BYTES];
	struct feedback_run run;
};

static void
say(const char *line)
{
	fprintf(stderr, "CGPFilter FEEDBACK: %s\n", line);
}

/* ---- start and end ------------------------------------------------------- */

static bool
start_forwarding(struct command *command)
{
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);

	command->gateways_refused = !gateways_load(
	    command->reports.config->gateways_file, &command->gateways, &error);
	if (command->gateways_refused) {
		text_put(&error,
		    SLICE("; no reports are sent or taken from others"));
		say(error.data);
	}
	return places_in_base(&command->reports.places,
	    command->reports.config->submitted_directory, command->submitted);
}

static bool
start(struct command *command, const char *argv0)
{
	struct opener *first = &command->reports;
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);

	if (!opener_init(first, argv0) || !first->has_places ||
	    !opener_init_like(&command->originals, first) ||
	    !start_forwarding(command)) {
		say("cannot start: no memory, or the program's path is too "
		    "long");
		return false;
	}
	if (!places_use(&first->places, first->config, &error)) {
		say(error.data);
		return false;
	}
	command->places = (struct course_places){
	    .cartridge = first->config->cartridge,
	    .shipped = first->places.default_cartridge,
	    .store = first->places.store,
	    .lock = first->places.learn_lock,
	    .state = first->config->state_directory,
	    .people = (unsigned)first->config->feedback_reporters,
	    .guard = guard_by_config(&command->originals),
	};
	command->run = (struct feedback_run){
	    .reports = first,
	    .originals = &command->originals,
	    .places = &command->places,
	    .gateways = &command->gateways,
	    .submitted = command->submitted,
	    .say = say,
	};
	return true;
}

static void
stop(struct command *command)
{
	gateways_free(&command->gateways);
	opener_fini(&command->originals);
	opener_fini(&command->reports);
}

/* ---- learning what is there ---------------------------------------------- */

/* A batch, done and removed.  False: told why. */
static bool
learn_batch(struct command *command, const struct spool *spool)
{
	char buffer[2048];
	struct text error = TEXT_OVER(buffer);

	if (!feedback_run(&command->run, spool->items, spool->count, &error)) {
		say(error.data);
		return false;
	}
	for (size_t i = 0; i < spool->count; i++)
		if (!spool_remove(&spool->items[i])) {
			text_printf(&error,
			    "%s: %s; it was taken, and has to be removed by "
			    "hand",
			    spool->items[i].path, strerror(errno));
			say(error.data);
			return false;
		}
	return true;
}

/* All of a directory, batch by batch. */
static bool
learn_all(
    struct command *command, const char *directory, const struct spooled *as)
{
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);
	struct spool spool;
	bool good, more;

	do {
		good = spool_list(directory, as, &spool, &error);
		if (!good)
			say(error.data);
		more = spool.more && spool.count > 0;
		good =
		    good && (spool.count == 0 || learn_batch(command, &spool));
		spool_free(&spool);
	} while (good && more);
	return good;
}

static bool
is_empty(const char *directory)
{
	char buffer[PLACE_BYTES + 256];
	struct text ignored = TEXT_OVER(buffer);
	struct spool spool;
	bool empty;

	empty =
	    !spool_list(directory, NULL, &spool, &ignored) || spool.count == 0;
	spool_free(&spool);
	return empty;
}

/* -1: another one has it; *error_r says what else is wrong. */
static int
take_lock(const char *path, struct text *error_r)
{
	int fd = file_lock(path, false);

	if (fd < 0 && errno != EAGAIN)
		text_printf(error_r, "%s: %s", path, strerror(errno));
	return fd;
}

/* False: something is left, and was told. */
static bool
learn_spool(struct command *command)
{
	const struct places *places = &command->reports.places;
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);
	bool good = true;

	while (good && !is_empty(places->reports)) {
		int lock = take_lock(places->report_lock, &error);

		if (lock < 0) {
			if (error.size > 0)
				say(error.data);
			return error.size == 0;
		}
		good = learn_all(command, places->reports, NULL);
		close(lock);
	}
	return good;
}

/* ---- what came ----------------------------------------------------------- */

static bool
keep_input(struct command *command)
{
	const struct feedback_options *options = &command->options;
	struct opener *opener = &command->reports;
	struct message_input input;
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);
	const char *why;
	bool good;

	if (!message_input_open(&input, opener->reader, "-",
		(uint64_t)opener->config->limits.max[LIMIT_MESSAGE_BYTES],
		&why)) {
		text_printf(&error, "standard input: %s", why);
		say(error.data);
		return false;
	}
	good = spool_put(opener->places.reports, options->class,
	    options->trusted, input.bytes, &error);
	message_input_close(&input);
	if (!good)
		say(error.data);
	return good;
}

static void
tell(const struct command *command)
{
	const struct feedback_counts *counts = &command->run.counts;
	char buffer[128];
	struct text id = TEXT_OVER(buffer);

	printf("reports %" PRIu64 " (%" PRIu64
	       " without a message attached), messages %" PRIu64
	       ": learnt %" PRIu64 ", known before %" PRIu64
	       ", waiting for others %" PRIu64,
	    counts->reports, counts->empty, counts->messages, counts->learnt,
	    counts->known, counts->waiting);
	if (counts->over > 0)
		printf(", beyond FeedbackPerDay %" PRIu64, counts->over);
	if (counts->denied > 0)
		printf(", against what was taught %" PRIu64, counts->denied);
	if (counts->refused > 0)
		printf(", refused for GuardMail %" PRIu64, counts->refused);
	if (counts->unreadable > 0)
		printf(", not readable %" PRIu64, counts->unreadable);
	if (counts->bundles > 0)
		printf(", bundles %" PRIu64, counts->bundles);
	if (counts->from_sisters > 0)
		printf(", from sisters %" PRIu64, counts->from_sisters);
	if (counts->forwarded > 0)
		printf(", forwarded %" PRIu64, counts->forwarded);
	if (command->run.has_made) {
		cartridge_id_put(&id, &command->run.made);
		printf("; cartridge version %s", buffer);
	}
	printf("\n");
}

static void
tell_of_sisters(const struct feedback_run *run)
{
	char buffer[1024];
	struct text line = TEXT_OVER(buffer);

	if (run->sister_why[0] == '\0')
		return;
	text_printf(&line,
	    "%s; %zu claims wait for it, and everything else goes on",
	    run->sister_why, run->waiting);
	say(line.data);
}

static bool
sync_all(struct command *command)
{
	char buffer[2048];
	struct text error = TEXT_OVER(buffer);
	bool good = feedback_run(&command->run, NULL, 0, &error);

	if (!good)
		say(error.data);
	return good && learn_spool(command) &&
	       command->run.sister_why[0] == '\0';
}

static int
take(struct command *command)
{
	const struct feedback_options *options = &command->options;
	const struct spooled as = {
	    .class = options->class, .trusted = options->trusted};
	bool good;

	if (options->sync) {
		/* Nobody was asked, though somebody was meant. */
		good = sync_all(command) && !command->gateways_refused;
	} else if (options->spool == NULL) {
		if (!keep_input(command))
			return 1;
		/* What cannot be learnt now is kept, so the report is taken. */
		(void)!learn_spool(command);
		good = true;
	} else {
		good = learn_all(command, options->spool, &as);
	}
	tell_of_sisters(&command->run);
	if (!options->quiet)
		tell(command);
	return good ? 0 : 1;
}

/* ---- what was reported so far -------------------------------------------- */

static void
print_numbers(
    const char *before, const struct sister_number *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		printf("%s%s %" PRIu64 "\n", before, numbers[i].name,
		    numbers[i].value);
}

/* The sums over all gateways that meet. */
static void
show_sums(
    const struct command *command, struct sister_number *numbers, size_t count)
{
	char buffer[1024];
	struct text why = TEXT_OVER(buffer);
	struct sister *sister;

	if (!sisters_are_set(&command->gateways))
		return;
	sister = sister_open(&command->gateways, &why);
	if (sister != NULL && sister_sum_numbers(sister, numbers, count, &why))
		print_numbers("all_gateways_", numbers, count);
	if (why.size > 0)
		say(why.data);
	sister_close(&sister);
}

static void
show_queue(struct store *store, const char *who, enum store_queue queue,
    enum store_number unsent)
{
	printf("waiting_for_%s %zu\nunsent_to_%s %" PRIu64 "\n", who,
	    store_outbox_count(store, queue), who, store_number(store, unsent));
}

static void
show_waiting(const struct command *command, struct store *store)
{
	if (sisters_are_set(&command->gateways))
		show_queue(
		    store, "sisters", STORE_TO_SISTERS, STORE_UNSENT_SISTERS);
	if (command->gateways.form != FORWARD_NOTHING)
		show_queue(store, "authority", STORE_TO_AUTHORITY,
		    STORE_UNSENT_AUTHORITY);
}

static int
show(struct command *command)
{
	char buffer[PLACE_BYTES + 256];
	struct text note = TEXT_OVER(buffer);
	struct sister_number *numbers;
	struct store *store;
	size_t count;
	bool good =
	    store_open(command->places.store, &store, &note) == STORE_OK;

	if (note.size > 0)
		say(note.data);
	good = good && store_begin(store, false) == STORE_OK;
	if (good) {
		numbers = sisters_numbers(store, &count);
		print_numbers("", numbers, count);
		printf("reporters %zu\n", store_reporter_count(store));
		show_waiting(command, store);
		show_sums(command, numbers, count);
	}
	store_close(&store);
	return good && terminal_flush() ? 0 : 1;
}

int
feedback_main(int argc, char **argv)
{
	static struct command command;
	char buffer[512];
	struct text why = TEXT_OVER(buffer);
	int code = 2;

	if (!feedback_options_read(
		&command.options, argc - 2, argv + 2, &why)) {
		arguments_complain("FEEDBACK", why.data);
		return code;
	}
	if (command.options.help)
		return printf("%s", feedback_usage) < 0;
	code = 1;
	/* A server that goes away is a result, too. */
	signal(SIGPIPE, SIG_IGN);
	mail_first_process(NICE_BESIDE_MAIL);
	if (start(&command, argv[0]))
		code = command.options.show ? show(&command) : take(&command);
	stop(&command);
	return code;
}
