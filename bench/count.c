/*
 * count - instructions of a benchmark, not its time
 */
#include "bench/count.h"

#include <err.h>
#include <stdio.h>
#include <string.h>

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
/* Without valgrind's header nobody can be asked. */
#define RUNNING_ON_VALGRIND 0
#define CALLGRIND_START_INSTRUMENTATION
#define CALLGRIND_STOP_INSTRUMENTATION
#define CALLGRIND_ZERO_STATS
#define CALLGRIND_DUMP_STATS_AT(name) ((void)(name))
#endif

/* Buffers grow, pages come in, tables are made: once, and not counted. */
#define WARM_UP 2u
#define BENCHMARKS_MAX 1000u

static struct wanted {
	char suite[64];
	char name[128];
	uint64_t iterations;
	bool counted;
} wanted[BENCHMARKS_MAX];
static size_t wanted_count;

static void
take_line(const char *path, const char *line)
{
	struct wanted *next = &wanted[wanted_count];
	unsigned long long iterations;

	if (line[0] == '#' || line[0] == '\n')
		return;
	if (wanted_count == BENCHMARKS_MAX)
		errx(2, "%s: more than %u benchmarks", path, BENCHMARKS_MAX);
	if (sscanf(line, "%63s %127s %llu", next->suite, next->name,
		&iterations) != 3 ||
	    iterations == 0)
		errx(2, "%s: not \"SUITE NAME ITERATIONS\": %s", path, line);
	next->iterations = iterations;
	wanted_count++;
}

void
count_begin(const char *list)
{
	FILE *file = fopen(list, "r");
	char line[512];

	if (file == NULL)
		err(2, "%s", list);
	if (!RUNNING_ON_VALGRIND)
		errx(2, "nobody counts: not under callgrind, or built without "
			"<valgrind/callgrind.h>");
	while (fgets(line, sizeof(line), file) != NULL)
		take_line(list, line);
	fclose(file);
}

bool
count_wants_suite(const char *suite)
{
	for (size_t i = 0; i < wanted_count; i++)
		if (strcmp(wanted[i].suite, suite) == 0)
			return true;
	return false;
}

static struct wanted *
find(const char *name)
{
	for (size_t i = 0; i < wanted_count; i++)
		if (strcmp(wanted[i].name, name) == 0)
			return &wanted[i];
	return NULL;
}

uint64_t
count_iterations(const char *name)
{
	const struct wanted *found = find(name);

	return found == NULL ? 0 : found->iterations;
}

bool
counting_next(struct counting *counting)
{
	if (counting->done == WARM_UP) {
		CALLGRIND_START_INSTRUMENTATION;
		CALLGRIND_ZERO_STATS;
	} else if (counting->done == WARM_UP + counting->iterations) {
		CALLGRIND_DUMP_STATS_AT(counting->name);
		CALLGRIND_STOP_INSTRUMENTATION;
		find(counting->name)->counted = true;
		return false;
	}
	counting->done++;
	return true;
}

void
count_end(void)
{
	for (size_t i = 0; i < wanted_count; i++)
		if (!wanted[i].counted)
			errx(2, "there is no benchmark %s in bench_%s.c",
			    wanted[i].name, wanted[i].suite);
}
