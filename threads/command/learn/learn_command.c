/*
 * learn_command - `CGPFilter LEARN ...` and `CGPFilter UNLEARN ...`
 *
 * All processors decode; one thread learns, in the order of the list, so that
 * the same messages give the same cartridge.
 */
#include "threads/command/learn/learn_command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "threads/base/crew.h"
#include "threads/base/mail_first.h"
#include "threads/command/console/arguments.h"
#include "threads/command/console/progress.h"
#include "threads/command/learn/course.h"
#include "threads/command/learn/course_batch.h"
#include "threads/command/learn/learn_options.h"

/* One that is told of each kind of trouble; the rest is counted. */
#define TROUBLES_TOLD 20u

struct command {
	struct learn_options options;
	struct opener openers[CREW_WORKERS_MAX];
	unsigned workers;
	struct mail_list list;
	char cartridge[PLACE_BYTES], store[PLACE_BYTES], lock[PLACE_BYTES];
	struct course_places places;
	struct course course;
	struct course_batch batch;
	struct progress progress;
	uint64_t troubles;
	bool no_memory;
};

static const char *
name_of(const struct command *command)
{
	return command->options.unlearn ? "UNLEARN" : "LEARN";
}

static void
remark(const char *path, const char *what, uint64_t nth)
{
	char buffer[1024];
	struct text text = TEXT_OVER(buffer);

	if (nth > TROUBLES_TOLD)
		return;
	text_put_printable(&text, slice_from_string(path), 500);
	fprintf(stderr, "CGPFilter: %s: %s%s\n", text.data, what,
	    nth == TROUBLES_TOLD ? "; further ones are only counted" : "");
}

static void
complain(void *owner, const char *path, const char *why)
{
	struct command *command = owner;

	remark(path, why, ++command->troubles);
}

static void
say(const char *line)
{
	fprintf(stderr, "CGPFilter: %s\n", line);
}

/* ---- what to learn ----------------------------------------------------- */

/* False: it is not there, or is no index. */
static bool
list_place(struct command *command, const struct learn_place *place)
{
	size_t line;

	if (place->mark != LEARN_INDEX)
		return mail_list_add(
		    &command->list, place->path, (uint8_t)place->mark);
	if (mail_list_add_index(
		&command->list, place->path, LEARN_LEGIT, LEARN_SPAM, &line))
		return true;
	if (line > 0)
		fprintf(stderr,
		    "CGPFilter: %s: line %zu: \"ham path\" or \"spam path\" is "
		    "wanted\n",
		    place->path, line);
	else
		complain(command, place->path, strerror(errno));
	return false;
}

/* Both sides in turns. */
static bool
list_all(struct command *command)
{
	const struct learn_options *options = &command->options;

	mail_list_init(&command->list, complain, command);
	for (int i = 0; i < options->place_count; i++) {
		if (!list_place(command, &options->places[i])) {
			say("nothing was learnt: all places must be there");
			return false;
		}
	}
	if (command->list.count == 0) {
		say("no messages there; nothing was changed");
		return false;
	}
	return mail_list_mix(&command->list);
}

/* ---- learning ---------------------------------------------------------- */

static void *
work(void *owner, unsigned worker, size_t index)
{
	struct command *command = owner;

	return lesson_make(
	    &command->openers[worker], &command->list.entries[index]);
}

static void
drop(void *owner, void *result)
{
	struct lesson *lesson = result;

	(void)owner;
	lesson_free(&lesson);
}

/* Is it learnt in batches, whose labels are looked at?  For fewer than are
 * looked at a copy of the model would be made for nothing. */
static bool
is_batch(const struct command *command)
{
	return !command->options.unlearn && !command->options.sure &&
	       command->list.count >= DOUBT_MESSAGES_MIN;
}

/* The lesson is the command's, unless it was taken.  False: no memory. */
static bool
learn_one(struct command *command, struct lesson **lesson, size_t index)
{
	static const enum store_class classes[] = {
	    [LEARN_LEGIT] = STORE_LEGIT,
	    [LEARN_SPAM] = STORE_IS_SPAM,
	    [LEARN_PHISHING] = STORE_IS_PHISHING,
	};

	enum store_class class = classes[command->list.entries[index].mark];

	if (is_batch(command))
		return course_batch_learn(
		    &command->batch, lesson, class, index);
	if (command->options.unlearn)
		course_unlearn(&command->course, *lesson);
	else
		course_learn(&command->course, *lesson, class);
	return true;
}

static bool
take(void *owner, size_t index, void *result)
{
	struct command *command = owner;
	const struct mail_entry *entry = &command->list.entries[index];
	struct lesson *lesson = result;

	progress_at(&command->progress, index);
	if (lesson == NULL) {
		command->no_memory = true;
		return false;
	}
	if (lesson->why != NULL)
		complain(command, entry->path, lesson->why);
	else
		command->no_memory = !learn_one(command, &lesson, index);
	lesson_free(&lesson);
	return !command->no_memory &&
	       store_failure(command->course.store) == STORE_OK;
}

/* Which it was, of the first ones. */
static void
tell_left_out(void *owner, size_t index)
{
	struct command *command = owner;

	if (!command->options.quiet)
		remark(command->list.entries[index].path,
		    "left out, as others contradict what is said of it",
		    command->course.counts[COURSE_LEFT_OUT]);
}

static bool
start_batch(struct command *command)
{
	command->batch = (struct course_batch){
	    .course = &command->course,
	    .workers = command->workers,
	    .left_out = tell_left_out,
	    .owner = command,
	};
	command->no_memory =
	    is_batch(command) && !course_batch_init(&command->batch);
	return !command->no_memory;
}

static bool
end_batch(struct command *command)
{
	command->no_memory =
	    is_batch(command) && !course_batch_end(&command->batch);
	return !command->no_memory &&
	       store_failure(command->course.store) == STORE_OK;
}

static bool
learn_all(struct command *command)
{
	const struct crew crew = {
	    .workers = command->workers,
	    .count = command->list.count,
	    .owner = command,
	    .work = work,
	    .take = take,
	    .drop = drop,
	};
	bool good;

	progress_begin(&command->progress, command->list.count);
	good = start_batch(command) && crew_run(&crew) && end_batch(command);
	progress_end(&command->progress);
	if (command->no_memory)
		say("no memory; nothing was changed");
	else if (!good)
		fprintf(stderr, "CGPFilter: %s: %s; nothing was changed\n",
		    command->store,
		    store_result_text(store_failure(command->course.store)));
	return good;
}

/* ---- telling ----------------------------------------------------------- */

static void
tell_messages(const struct command *command, uint64_t took_ms)
{
	const uint64_t *counts = command->course.counts;
	uint64_t all = command->list.count;

	if (command->options.unlearn)
		printf("unlearnt %" PRIu64 ", not learnt before %" PRIu64,
		    counts[COURSE_UNLEARNT], counts[COURSE_UNKNOWN]);
	else
		printf("learnt %" PRIu64 ", changed %" PRIu64
		       ", known before %" PRIu64,
		    counts[COURSE_LEARNT], counts[COURSE_CHANGED],
		    counts[COURSE_KNOWN]);
	if (counts[COURSE_LEFT_OUT] > 0)
		printf(", left out %" PRIu64, counts[COURSE_LEFT_OUT]);
	if (command->troubles > 0)
		printf(", not readable %" PRIu64, command->troubles);
	printf("; %" PRIu64 " a second\n", all * 1000 / (took_ms + 1));
}

static void
tell_cartridge(const struct command *command)
{
	char buffer[128];
	struct text text = TEXT_OVER(buffer);

	if (!course_changed(&command->course)) {
		printf("nothing new: the cartridge stays as it is\n");
		return;
	}
	cartridge_id_put(&text, &command->course.made);
	printf("cartridge version %s: %" PRIu64 " legitimate and %" PRIu64
	       " spam messages, %zu prints\n",
	    buffer, command->course.learnt.ham, command->course.learnt.spam,
	    command->course.print_count);
}

/* ---- all of it --------------------------------------------------------- */

/* False: too long. */
static bool
name_beside(char *path, const char *cartridge, const char *end)
{
	int size = snprintf(path, PLACE_BYTES, "%s%s", cartridge, end);

	return size > 0 && (size_t)size < PLACE_BYTES;
}

/* The site's own, or the one that was named. */
static bool
choose_places(struct command *command, struct text *error_r)
{
	const struct learn_options *options = &command->options;
	struct opener *opener = &command->openers[0];
	bool named = options->cartridge != NULL;
	const char *path =
	    named ? options->cartridge : opener->config->cartridge;

	command->places = (struct course_places){
	    .cartridge = command->cartridge,
	    .shipped = options->ship ? NULL : opener->places.default_cartridge,
	    .store = command->store,
	    .lock = command->lock,
	    .ship = options->ship,
	    .sure = options->sure,
	    .people = (unsigned)opener->config->feedback_reporters,
	};
	if (!named) {
		command->places.guard = guard_by_config(opener);
		command->places.state = opener->config->state_directory;
	}
	if (!name_beside(command->cartridge, path, "") ||
	    !name_beside(command->store, named ? path : opener->places.store,
		named ? ".learnt" : "") ||
	    !name_beside(command->lock,
		named ? path : opener->places.learn_lock,
		named ? ".lock" : "")) {
		text_put(error_r, SLICE("a path is too long"));
		return false;
	}
	return true;
}

static bool
start(struct command *command, const char *argv0)
{
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);
	struct opener *first = &command->openers[0];

	if (!opener_init(first, argv0) || !first->has_places) {
		say("cannot start: no memory, or the program's path is too "
		    "long");
		return false;
	}
	if ((command->options.cartridge == NULL &&
		!places_use(&first->places, first->config, &error)) ||
	    !choose_places(command, &error)) {
		say(error.data);
		return false;
	}
	return true;
}

/* One a processor, and no more than have a message to decode. */
static void
hire(struct command *command)
{
	unsigned wanted = crew_workers();

	if (wanted > command->list.count)
		wanted = (unsigned)command->list.count;
	command->workers = 1;
	while (command->workers < wanted &&
	       opener_init_like(
		   &command->openers[command->workers], &command->openers[0]))
		command->workers++;
}

static void
stop(struct command *command)
{
	course_batch_fini(&command->batch);
	course_close(&command->course);
	mail_list_fini(&command->list);
	for (unsigned i = CREW_WORKERS_MAX; i-- > 0;)
		opener_fini(&command->openers[i]);
	learn_options_free(&command->options);
}

static bool
open_course(struct command *command)
{
	char buffer[2048];
	struct text error = TEXT_OVER(buffer);

	if (course_open(&command->course, &command->places, say, &error))
		return true;
	fprintf(stderr, "CGPFilter %s: %s\n", name_of(command), error.data);
	return false;
}

static bool
finish(struct command *command)
{
	char buffer[2048];
	struct text error = TEXT_OVER(buffer);

	if (!course_changed(&command->course) ||
	    course_finish(&command->course, &error))
		return true;
	if (command->course.refused)
		course_count_refusal(&command->course);
	fprintf(stderr, "CGPFilter %s: %s; nothing was changed\n",
	    name_of(command), error.data);
	return false;
}

static int
run(struct command *command, const char *argv0)
{
	uint64_t began_ns;

	mail_first_process(NICE_BESIDE_MAIL);
	if (!start(command, argv0) || !list_all(command) ||
	    !open_course(command))
		return 1;
	began_ns = clock_now_ns();
	hire(command);
	if (!learn_all(command) || !finish(command))
		return 1;
	if (!command->options.quiet) {
		tell_messages(command, (clock_now_ns() - began_ns) / NS_PER_MS);
		tell_cartridge(command);
	}
	return command->troubles > 0 ? 1 : 0;
}

static int
main_of(bool unlearn, int argc, char **argv)
{
	static struct command command;
	char buffer[512];
	struct text why = TEXT_OVER(buffer);
	int code = 2;

	command.course.lock_fd = -1;
	if (!learn_options_read(
		&command.options, unlearn, argc - 2, argv + 2, &why))
		arguments_complain(name_of(&command), why.data);
	else if (command.options.help)
		code = printf("%s", unlearn ? unlearn_usage : learn_usage) < 0;
	else
		code = run(&command, argv[0]);
	stop(&command);
	return code;
}

int
learn_main(int argc, char **argv)
{
	return main_of(false, argc, argv);
}

int
unlearn_main(int argc, char **argv)
{
	return main_of(true, argc, argv);
}
