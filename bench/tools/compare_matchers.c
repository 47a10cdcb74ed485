/*
 * compare_matchers - Hyperscan and the portable matcher over the same bytes
 *
 *     compare_matchers [-r ROUNDS] DIRECTORY LIST
 *
 * Builds the signatures of DIRECTORY twice, once for each back end, and runs
 * every set of literals over every file of LIST (one name a line) by turns.
 * Prints for each kind of buffer what a byte cost with either, the least of
 * ROUNDS (3).  Each match of one must be a match of the other, or the exit code
 * is 1.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define TOOL "compare_matchers"
#include "bench/tools/tool.h"
#include "core/base/checksum.h"
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/message/view.h"
#include "core/sigdb/image.h"

enum { BEST, PORTABLE, BACK_ENDS };

static const char *const back_end_names[BACK_ENDS] = {"best", "portable"};

struct file {
	uint8_t *bytes;
	size_t size;
};

/* What one back end said of one set over all files. */
struct result {
	uint64_t time_ns; /* least */
	uint64_t matches;
	uint64_t digest; /* of all matches, in any order at one end */
};

static struct file *files;
static size_t file_count, byte_count;

static void
read_file(const char *path)
{
	FILE *in = fopen(path, "rb");
	struct file *file = &files[file_count];
	long size;

	if (in == NULL || fseek(in, 0, SEEK_END) != 0 || (size = ftell(in)) < 0)
		die(path);
	rewind(in);
	file->size = (size_t)size;
	file->bytes = malloc(file->size + 1);
	if (file->bytes == NULL ||
	    fread(file->bytes, 1, file->size, in) != file->size)
		die(path);
	fclose(in);
	byte_count += file->size;
	file_count++;
}

static void
read_files(const char *list)
{
	FILE *in = fopen(list, "r");
	char line[4096];
	size_t room = 0;

	if (in == NULL)
		die(list);
	while (fgets(line, sizeof(line), in) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (file_count == room) {
			room = room == 0 ? 1024 : room * 2;
			files = realloc(files, room * sizeof(*files));
			if (files == NULL)
				die("no memory");
		}
		read_file(line);
	}
	fclose(in);
}

/* ---- one set ----------------------------------------------------------- */

static bool
on_match(void *owner, uint32_t id, uint64_t end)
{
	struct result *result = owner;
	const uint64_t both[2] = {id, end};

	result->matches++;
	result->digest += checksum64(both, sizeof(both), 0);
	return false;
}

static bool
on_timed_match(void *owner, uint32_t id, uint64_t end)
{
	uint64_t *sum = owner;

	*sum += id ^ end;
	return false;
}

static uint64_t
cpu_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

static void
scan_all(const struct matcher *matcher, struct matcher_scratch *scratch,
    matcher_on_match *callback, void *owner)
{
	for (size_t i = 0; i < file_count; i++)
		if (!matcher_scan(matcher, scratch, files[i].bytes,
			files[i].size, callback, owner))
			die("a scan was stopped");
}

static void
time_scan(const struct matcher *matcher, struct matcher_scratch *scratch,
    struct result *result)
{
	uint64_t sum = 0;
	uint64_t begin_ns = cpu_now_ns();

	scan_all(matcher, scratch, on_timed_match, &sum);
	begin_ns = cpu_now_ns() - begin_ns;
	if (result->time_ns == 0 || begin_ns < result->time_ns)
		result->time_ns = begin_ns;
}

/* False: they do not agree. */
static bool
compare(const char *what, struct sigdb *const sigdbs[BACK_ENDS], uint32_t index,
    struct matcher_scratch *scratch, int rounds)
{
	struct result results[BACK_ENDS] = {{0}};
	bool same;

	for (int i = 0; i < BACK_ENDS; i++)
		scan_all(
		    sigdbs[i]->matchers[index], scratch, on_match, &results[i]);
	for (int round = 0; round < rounds; round++)
		for (int i = 0; i < BACK_ENDS; i++)
			time_scan(
			    sigdbs[i]->matchers[index], scratch, &results[i]);
	same = results[0].matches == results[1].matches &&
	       results[0].digest == results[1].digest;
	printf("%-10s %6" PRIu32 " %10" PRIu64, what,
	    sigdbs[0]->matcher_records[index].literals, results[0].matches);
	for (int i = 0; i < BACK_ENDS; i++)
		printf(" %7.3f ns",
		    (double)results[i].time_ns / (double)byte_count);
	printf(" %6.2f  %s\n",
	    (double)results[PORTABLE].time_ns / (double)results[BEST].time_ns,
	    same ? "same" : "DIFFERENT");
	return same;
}

static bool
compare_range(const char *what, struct sigdb *const sigdbs[BACK_ENDS],
    struct image_range range, struct matcher_scratch *scratch, int rounds)
{
	bool same = true;

	for (uint32_t i = 0; i < range.count; i++)
		same =
		    compare(what, sigdbs, range.first + i, scratch, rounds) &&
		    same;
	return same;
}

static bool
compare_all(struct sigdb *const sigdbs[BACK_ENDS],
    struct matcher_scratch *scratch, int rounds)
{
	const struct image_header *header = sigdbs[0]->header;
	bool same = true;
	char name[32];

	printf("%-10s %6s %10s %10s %10s %6s\n", "buffer", "sets", "matches",
	    back_end_names[0], back_end_names[1], "ratio");
	for (uint32_t target = 0; target < RULES_TARGETS; target++) {
		if (target != 0 &&
		    header->kinds[target].first == header->kinds[0].first)
			continue;
		snprintf(name, sizeof(name), "type %" PRIu32, target);
		same = compare_range(name, sigdbs, header->kinds[target],
			   scratch, rounds) &&
		       same;
	}
	return compare_range("bound", sigdbs, header->bound, scratch, rounds) &&
	       same;
}

/* ---- both images ------------------------------------------------------- */

static struct sigdb *
build(const char *directory, const char *image, bool portable)
{
	const struct sigdb_options options = {
	    .directory = directory,
	    .portable_matcher = portable,
	};
	char buffer[512];
	struct text error = TEXT_OVER(buffer);
	struct sigdb_info info;
	struct sigdb *sigdb;

	if (sigdb_build(&options, image, &info, &error) != SIGDB_OK ||
	    sigdb_open(image, &sigdb, &error) != SIGDB_OK)
		die(buffer);
	unlink(image);
	return sigdb;
}

static void
grow(struct matcher_scratch **scratch, const struct sigdb *sigdb)
{
	for (uint32_t i = 0; i < sigdb->matcher_count; i++)
		if (matcher_scratch_grow(scratch, sigdb->matchers[i]) !=
		    MATCHER_OK)
			die("no memory");
}

int
main(int argc, char **argv)
{
	char image[] = "/tmp/compare_matchers.XXXXXX";
	struct matcher_scratch *scratch = NULL;
	struct sigdb *sigdbs[BACK_ENDS];
	int rounds = 3, option, made;
	bool same;

	while ((option = getopt(argc, argv, "r:")) != -1)
		rounds = option == 'r' ? (int)strtol(optarg, NULL, 10) : -1;
	made = mkstemp(image);
	if (argc - optind != 2 || rounds < 1 || made < 0)
		die("usage: compare_matchers [-r ROUNDS] DIRECTORY LIST");
	close(made);
	read_files(argv[optind + 1]);
	for (int i = 0; i < BACK_ENDS; i++) {
		sigdbs[i] = build(argv[optind], image, i == PORTABLE);
		grow(&scratch, sigdbs[i]);
	}
	if (sigdbs[0]->matcher_count != sigdbs[1]->matcher_count)
		die("the sets differ");
	printf("%zu files, %zu bytes; %s; %s\n", file_count, byte_count,
	    matcher_describe(MATCHER_BEST), matcher_describe(MATCHER_PORTABLE));
	same = compare_all(sigdbs, scratch, rounds);
	return same ? 0 : 1;
}
