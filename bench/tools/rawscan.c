/*
 * rawscan - files as they are against a directory of signatures
 *
 *     rawscan [-i IMAGE] [-opv] DIRECTORY FILE...
 *
 * Builds an image and matches the bytes of each file as a raw message (types
 * any and mail), without decoding anything.  Prints `FILE: NAME` for each find.
 * For comparing matchers and engines; -o opens an image that is there, -p takes
 * the portable matcher, -v says what of the signatures was not taken, and what
 * all of it cost.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define TOOL "rawscan"
#include "bench/tools/tool.h"
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/message/view.h"
#include "core/scan/scan.h"

#define FILE_MAX ((size_t)64 << 20)
#define FINDINGS_MAX 100000

static void
say(void *owner, const char *sentence)
{
	(void)owner;
	fprintf(stderr, "%s\n", sentence);
}

static struct sigdb *
build(const struct sigdb_options *options, const char *image, bool there,
    bool verbose)
{
	char buffer[512];
	struct text error = TEXT_OVER(buffer);
	struct sigdb_info info;
	struct rusage usage;
	struct sigdb *sigdb;
	uint64_t opened_ns;

	if (!there && sigdb_build(options, image, &info, &error) != SIGDB_OK)
		die(buffer);
	getrusage(RUSAGE_SELF, &usage);
	opened_ns = clock_now_ns();
	if (sigdb_open(image, &sigdb, &error) != SIGDB_OK)
		die(buffer);
	opened_ns = clock_now_ns() - opened_ns;
	if (!scan_check_programs(sigdb))
		die("the image does not hold together");
	info = *sigdb_info(sigdb);
	if (verbose)
		fprintf(stderr,
		    "%" PRIu64 " signatures: %" PRIu64 " patterns, %" PRIu64
		    " logical, %" PRIu64 " hashes; built in %ld ms of user "
		    "time, %ld MB at most, opened in %" PRIu64 " us\n",
		    info.signatures, info.patterns, info.logicals, info.hashes,
		    usage.ru_utime.tv_sec * 1000 +
			usage.ru_utime.tv_usec / 1000,
		    usage.ru_maxrss / 1024, opened_ns / 1000);
	return sigdb;
}

static void
scan(struct scanner *scanner, const struct limits *limits, struct arena *arena,
    const char *path, uint8_t *bytes)
{
	const struct scan_options options = {.all_matches = true};
	struct message message = {0};
	struct findings findings;
	struct budget budget;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size = fd < 0 ? -1 : read(fd, bytes, FILE_MAX);

	if (size < 0)
		die(path);
	close(fd);
	message.content = (struct slice){bytes, (size_t)size};
	budget_init(&budget, UINT64_MAX);
	arena_reset(arena);
	scan_message(
	    scanner, &message, &options, limits, arena, &budget, &findings);
	for (size_t i = 0; i < findings.count; i++)
		printf("%s: %.*s\n", path, (int)findings.items[i].name.size,
		    (const char *)findings.items[i].name.data);
	if (findings.reached.bits != 0)
		printf("%s: limit reached\n", path);
}

int
main(int argc, char **argv)
{
	struct sigdb_options options = {0};
	const char *image = "rawscan.image";
	struct arena *arena = arena_create((size_t)1 << 30);
	uint8_t *bytes = malloc(FILE_MAX);
	struct limits limits;
	struct scanner *scanner;
	struct sigdb *sigdb;
	bool verbose = false, there = false;
	int option;

	while ((option = getopt(argc, argv, "i:opv")) != -1) {
		if (option == 'i')
			image = optarg;
		else if (option == 'o')
			there = true;
		else if (option == 'p')
			options.portable_matcher = true;
		else if (option == 'v')
			verbose = true;
		else
			die("usage: rawscan [-i IMAGE] [-pv] DIRECTORY "
			    "FILE...");
	}
	if (optind == argc || arena == NULL || bytes == NULL)
		die("usage: rawscan [-i IMAGE] [-opv] DIRECTORY FILE...");
	options.directory = argv[optind++];
	options.report = verbose ? say : NULL;
	limits_default(&limits);
	limits.max[LIMIT_FINDINGS] = FINDINGS_MAX;
	sigdb = build(&options, image, there, verbose);
	scanner = scanner_create(sigdb);
	if (scanner == NULL)
		die("no memory");
	for (; optind < argc; optind++)
		scan(scanner, &limits, arena, argv[optind], bytes);
	scanner_destroy(&scanner);
	sigdb_close(&sigdb);
	arena_destroy(&arena);
	free(bytes);
	return 0;
}
