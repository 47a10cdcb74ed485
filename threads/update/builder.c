/*
 * builder - compile the signatures in a process of its own
 *
 *     CGPFilter BUILD <directory> <image> <lock> <previous> <shrink%> <flags>
 *         <certificates>
 *
 * flags is a string of letters: p PUA, P portable matcher, L no legacy
 * signatures, i at idle priority, m descriptor 3 is a file in memory for an
 * image that cannot be written.  The exit code is the enum sigdb_result;
 * lines on stdout are for people.
 */
#include "threads/update/builder.h"

#include <errno.h>
#include <inttypes.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#if ON_LINUX
#include <sys/prctl.h>
#endif

#include "core/base/file.h"
#include "core/scan/scan.h"
#include "threads/base/child.h"
#include "threads/base/mail_first.h"
#include "threads/update/self_test.h"

#define ARGUMENTS 9
/* What a build may take before the system ends it.  The memory is counted in
 * addresses, of which sigdb_build() reserves 8 GB for its arena alone. */
#define CPU_SECONDS_MAX 900
#define MEMORY_BYTES_MAX (UINT64_C(16) << 30)

struct sigdb_options
builder_options(const struct config *config)
{
	return (struct sigdb_options){
	    .directory = config->database_directory,
	    .pua = config->detect_pua,
	    .portable_matcher = config->matcher == MATCHER_CHOICE_PORTABLE,
	    .shrink_percent = (uint32_t)config->database_shrink,
	    .certificates = config->database_certificates,
	    .no_legacy_signatures = !config->legacy_signatures,
	};
}

/* ---- the parent's side ------------------------------------------------- */

enum sigdb_result
builder_run(const struct build_order *order)
{
	const struct config *config = order->config;
	const struct places *places = order->places;
	char previous[24], shrink[24], flags[8] = "-";
	char *arguments[ARGUMENTS + 1] = {
	    (char *)(uintptr_t) "CGPFilter",
	    (char *)(uintptr_t) "BUILD",
	    config->database_directory,
	    (char *)(uintptr_t)places->image,
	    (char *)(uintptr_t)places->lock,
	    previous,
	    shrink,
	    flags,
	    config->database_certificates,
	    NULL,
	};
	const struct child_order child = {
	    .program = places->program,
	    .file = order->memory_fd,
	    .arguments = arguments,
	    .stop = order->stop,
	    .meanwhile = order->meanwhile,
	    .wake_fd = order->wake_fd,
	    .say = order->say,
	    .owner = order->owner,
	};
	int code;

	snprintf(previous, sizeof(previous), "%" PRIu64, order->previous);
	snprintf(shrink, sizeof(shrink), "%" PRId64, config->database_shrink);
	snprintf(flags, sizeof(flags), "-%s%s%s%s%s",
	    config->detect_pua ? "p" : "",
	    config->matcher == MATCHER_CHOICE_PORTABLE ? "P" : "",
	    config->legacy_signatures ? "" : "L",
	    order->previous > 0 ? "i" : "", order->memory_fd > 0 ? "m" : "");
	code = child_run(&child);
	if (code == CHILD_NOT_STARTED)
		return SIGDB_IO;
	return code == CHILD_DIED ? SIGDB_NO_MEMORY : (enum sigdb_result)code;
}

/* ---- the child's side -------------------------------------------------- */

static void
report(void *owner, const char *sentence)
{
	(void)owner;
	printf("%s\n", sentence);
}

static void
set_budgets(void)
{
	struct rlimit cpu = {CPU_SECONDS_MAX, CPU_SECONDS_MAX};
	struct rlimit core = {0, 0};

	setrlimit(RLIMIT_CPU, &cpu);
	setrlimit(RLIMIT_CORE, &core);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	/* The sanitizers reserve terabytes of addresses for themselves. */
	struct rlimit memory = {MEMORY_BYTES_MAX, MEMORY_BYTES_MAX};

	setrlimit(RLIMIT_AS, &memory);
#endif
}

/*
 * Several helpers may run in one directory: one builds, the others wait and
 * find the work done.
 */
static bool
done_by_another(const struct sigdb_options *options, const char *image)
{
	char buffer[512];
	struct text error = TEXT_OVER(buffer);
	struct sigdb *sigdb = NULL;
	uint64_t stamp;
	bool fresh;

	if (sigdb_source_stamp(options, &stamp) != SIGDB_OK ||
	    sigdb_open(image, &sigdb, &error) != SIGDB_OK)
		return false;
	fresh = sigdb_info(sigdb)->stamp == stamp && sigdb_check_rest(sigdb);
	sigdb_close(&sigdb);
	return fresh;
}

/* ---- a new image ------------------------------------------------------- */

enum sigdb_result
builder_try(const char *image, struct text *error_r)
{
	struct sigdb *sigdb = NULL;
	enum sigdb_result result = sigdb_open(image, &sigdb, error_r);

	if (result == SIGDB_OK && !sigdb_check_rest(sigdb)) {
		text_printf(error_r, "its names and hashes do not hold");
		result = SIGDB_DAMAGED;
	}
	if (result == SIGDB_OK && !scan_check_programs(sigdb)) {
		text_printf(error_r, "a program in it does not hold together");
		result = SIGDB_DAMAGED;
	}
	if (result == SIGDB_OK && !self_test(sigdb, error_r))
		result = SIGDB_UNFIT;
	sigdb_close(&sigdb);
	return result;
}

/* Nobody sees it under its name before it has been tried. */
static enum sigdb_result
build(const struct sigdb_options *options, const char *image,
    struct text *error_r)
{
	char untried[PLACE_BYTES], directory[PLACE_BYTES];
	struct sigdb_info info;
	enum sigdb_result result;
	int size = snprintf(untried, sizeof(untried), "%s.untried", image);

	if (size < 0 || (size_t)size >= sizeof(untried)) {
		text_printf(error_r, "%s: the name is too long", image);
		return SIGDB_IO;
	}
	result = sigdb_build(options, untried, &info, error_r);
	if (result == SIGDB_OK)
		result = builder_try(untried, error_r);
	if (result == SIGDB_OK && rename(untried, image) != 0) {
		text_printf(
		    error_r, "cannot rename %s: %s", untried, strerror(errno));
		result = SIGDB_IO;
	}
	if (result != SIGDB_OK)
		(void)unlink(untried);
	snprintf(directory, sizeof(directory), "%s", image);
	file_sync_directory(dirname(directory));
	return result;
}

/*
 * Nowhere to be written: it serves from memory, which ends with the engine.
 * Told once it is done, since what failed may be a source that fails again.
 */
static enum sigdb_result
build_in_memory(const struct sigdb_options *options, struct text *error)
{
	char path[64], buffer[1024];
	struct text why = TEXT_OVER(buffer);
	struct sigdb_info info;
	enum sigdb_result result;

	text_put(&why, text_slice(error));
	text_clear(error);
	snprintf(path, sizeof(path), BUILDER_FILE_PATH, CHILD_FILE);
	result = sigdb_build_into(options, CHILD_FILE, &info, error);
	if (result == SIGDB_OK)
		result = builder_try(path, error);
	if (result == SIGDB_OK)
		printf("%s; the compiled signatures are kept in memory, and "
		       "written once that is possible\n",
		    why.data);
	else if (ftruncate(CHILD_FILE, 0) != 0)
		text_printf(error, " (and it cannot be taken back)");
	return result;
}

static int
child_main(char **argv)
{
	struct sigdb_options options = {.report = report};
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);
	uint64_t shrink = 0;
	enum sigdb_result result;
	int lock;

	if (!slice_to_u64(slice_from_string(argv[5]), &options.previous) ||
	    !slice_to_u64(slice_from_string(argv[6]), &shrink))
		return SIGDB_IO;
	set_budgets();
#if ON_LINUX
	/* Nobody waits for a build whose engine is gone, and the next engine's
	 * would wait for its lock. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	setvbuf(stdout, NULL, _IOLBF, 0);
	options.directory = argv[2];
	options.shrink_percent = (uint32_t)shrink;
	options.pua = strchr(argv[7], 'p') != NULL;
	options.portable_matcher = strchr(argv[7], 'P') != NULL;
	options.no_legacy_signatures = strchr(argv[7], 'L') != NULL;
	options.certificates = argv[8];
	if (strchr(argv[7], 'i') != NULL)
		/* Unless mail passes with no signatures until we are done.
		 * Not by the idle policy to the end: on a gateway that is never
		 * idle a build got 4 s of processor in 6 minutes beside others
		 * of the lowest priority, and new signatures must arrive there,
		 * too. */
		mail_first_process(NICE_BEHIND_MAIL);
	/* Until this process ends.  Where there can be none, without. */
	lock = file_lock(argv[4], true);
	(void)lock;
	if (done_by_another(&options, argv[3]))
		return SIGDB_OK;
	result = build(&options, argv[3], &error);
	if (result == SIGDB_IO && strchr(argv[7], 'm') != NULL)
		result = build_in_memory(&options, &error);
	if (result != SIGDB_OK)
		printf("%s: %s\n", sigdb_result_text(result), error.data);
	return (int)result;
}

/* ---- for a person ------------------------------------------------------ */

static void
say_line(void *owner, const char *line)
{
	(void)owner;
	printf("%s\n", line);
}

/* Signatures of the image that is there, which a new one is held against. */
static uint64_t
count_present(const char *image)
{
	char buffer[512];
	struct text error = TEXT_OVER(buffer);
	struct sigdb *sigdb = NULL;
	uint64_t count = 0;

	if (sigdb_open(image, &sigdb, &error) == SIGDB_OK)
		count = sigdb_info(sigdb)->signatures;
	sigdb_close(&sigdb);
	return count;
}

static int
build_installed(struct places *places, const struct config *config)
{
	static const _Atomic bool never;
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);
	struct build_order order = {
	    .places = places,
	    .config = config,
	    .stop = &never,
	    .wake_fd = -1,
	    .say = say_line,
	};
	enum sigdb_result result;

	if (!places_use(places, config, &error)) {
		fprintf(stderr, "CGPFilter: %s\n", error.data);
		return 1;
	}
	order.previous = count_present(places->image);
	result = builder_run(&order);
	if (result != SIGDB_OK) {
		fprintf(stderr, "CGPFilter: %s; the old database stays\n",
		    sigdb_result_text(result));
		return 1;
	}
	printf("%s: %" PRIu64 " signatures\n", places->image,
	    count_present(places->image));
	return 0;
}

static int
person_main(const char *argv0)
{
	static struct places places;
	char buffer[1024];
	struct text note = TEXT_OVER(buffer);
	struct config *config;
	int code;

	if (!places_find(&places, argv0))
		return 1;
	config = places_load_config(&places, NULL, NULL, &note);
	if (config == NULL)
		return 1;
	if (note.size > 0)
		printf("%s\n", note.data);
	code = build_installed(&places, config);
	config_free(&config);
	return code;
}

int
builder_main(int argc, char **argv)
{
	if (argc == ARGUMENTS)
		return child_main(argv);
	if (argc == 2)
		return person_main(argv[0]);
	if (argc == 3 && strcmp(argv[2], "--help") == 0) {
		printf("usage: CGPFilter BUILD\n\n"
		       "Compile the signatures into the database that the "
		       "helper maps, as a reload\nwould do it.\n\n"
		       "Exit status: 0 it is done; 1 the old database stays; "
		       "2 wrong arguments.\n");
		return 0;
	}
	fprintf(stderr, "CGPFilter BUILD: it takes no arguments\n");
	return 2;
}
