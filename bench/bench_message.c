/*
 * bench_message - a message file to the line of its answer, in one thread
 *
 * The product's own work (scan_work.h), called as a worker calls it: view,
 * parse, unpack, scan, policy; then the response.  No pipes, no queue, no other
 * thread.  Mails of 5, 50 and 500 KB against 10,000 random literals, and the
 * messages that are shipped as a demonstration.  Each row takes its mails in
 * turn, and its time is that of one message.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/bench.h"
#include "bench/database.h"
#include "bench/pipeline_place.h"
#include "bench/scratch.h"
#include "core/base/clock.h"
#include "threads/pipeline/scan_work.h"
#include "threads/shared/outlet.h"

#define DEMO "conf/demo/"
#define LITERALS 10000u

/* One worker and what it stands in. */
static struct {
	struct shared *shared;
	struct live_db *db;
	struct config *config;
	struct work work;
} rig;

struct row {
	const char *name;
	const char *const *paths;
	size_t count;
	size_t bytes; /* of all */
};

void bench_message(void);

/* ---- the rig ----------------------------------------------------------- */

static void
link_signatures(const char *directory)
{
	if (symlink(place_signatures(),
		scratch_text("%s/corpus.ndb", directory)) != 0)
		bench_refuse("message", "no signatures");
}

static void
publish(void)
{
	struct sigdb *sigdb =
	    database_build("message", link_signatures, NULL, false);
	struct config *config = config_copy(rig.config);
	struct live_data *data, *old;

	/* EICAR is built in. */
	if (sigdb_info(sigdb)->patterns < LITERALS || config == NULL)
		bench_refuse("message", "signatures are missing");
	data = live_data_create(&config, &sigdb, 1);
	if (data == NULL)
		bench_refuse("message", "out of memory");
	live_db_swap(rig.db, &data, &old);
	live_db_retire(rig.db, &old);
}

static void
make_rig(void)
{
	struct scan_work *work;

	rig.shared = shared_create(16, 1);
	rig.db = live_db_create();
	rig.config = config_default(NULL);
	if (rig.shared == NULL || rig.db == NULL || rig.config == NULL)
		bench_refuse("message", "out of memory");
	publish();
	work = scan_work_create(rig.shared, rig.db, rig.config);
	if (work == NULL)
		bench_refuse("message", "out of memory");
	rig.work = scan_work_functions(work);
	if (!rig.work.start(rig.work.owner, 0))
		bench_refuse("message", "the worker does not start");
}

/* Lines about findings go nowhere; another suite may have had the outlet. */
static void
enter(void)
{
	static int null_fd = -1;

	if (null_fd < 0)
		null_fd = open("/dev/null", O_WRONLY);
	outlet_init(null_fd, rig.shared);
	live_db_register_thread();
}

static void
leave(void)
{
	live_db_unregister_thread();
}

/* ---- a message --------------------------------------------------------- */

/* The line goes to line_r; returns its size. */
static size_t
pass(const char *path, char line_r[RESPONSE_MAX])
{
	static char room[RESPONSE_MAX];
	struct text text = TEXT_OVER(room);
	struct budget budget;
	struct work_item item = {
	    .path = path,
	    .lane = LANE_FAST,
	    .budget = &budget,
	    .text = &text,
	};

	budget_init(&budget, UINT64_MAX);
	budget_was_asked(&budget);
	if (rig.work.run(rig.work.owner, &item) != WORK_ANSWERED)
		bench_refuse(path, "not answered");
	return response_answer(&item.answer, SLICE("1"), true, line_r);
}

static void
loop(struct bench *bench, void *owner)
{
	const struct row *row = owner;
	static char line[RESPONSE_MAX];

	enter();
	while (bench_next(bench)) {
		for (size_t i = 0; i < row->count; i++)
			pass(row->paths[i], line);
		bench_keep(line);
	}
	leave();
	bench_items(bench, row->count);
	bench_bytes(bench, row->bytes);
}

/* word: of the answer, with what stands behind it as far as it is given. */
static void
prove(const char *path, const char *word)
{
	static char line[RESPONSE_MAX];
	size_t size = pass(path, line);

	if (!slice_starts_with((struct slice){(const uint8_t *)line, size},
		slice_from_string(word)))
		bench_refuse(path, "not the answer that is due");
}

/* ---- rows -------------------------------------------------------------- */

static size_t
size_of(const char *path)
{
	FILE *file = fopen(path, "rb");
	long size;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0)
		bench_refuse(path, "cannot be read");
	size = ftell(file);
	fclose(file);
	return (size_t)size;
}

static void
add(const char *name, const char *const *paths, size_t count)
{
	struct row *row = bench_allocate(sizeof(*row));

	*row = (struct row){.name = name, .paths = paths, .count = count};
	for (size_t i = 0; i < count; i++)
		row->bytes += size_of(paths[i]);
	bench_add(name, loop, row);
}

/* Bytes that plain_scan matches of these. */
static uint64_t
matched_by_reference(const struct files *files)
{
	const char *list = scratch_path("requests"), *command;
	FILE *out = fopen(list, "w"), *in;
	char line[256];
	unsigned long long matched = 0;

	if (out == NULL)
		bench_refuse("message", "no list of requests");
	for (size_t i = 0; i < files->count; i++)
		fprintf(out, "%zu FILE %s\n", i + 1, files->paths[i]);
	fprintf(out, "%zu QUIT\n", files->count + 1);
	fclose(out);
	command =
	    scratch_text("%s -c -N 1 <%s", place_program("plain_scan"), list);
	in = popen(command, "r");
	while (in != NULL && fgets(line, sizeof(line), in) != NULL)
		(void)sscanf(line, "* matched %llu bytes", &matched);
	if (in == NULL || pclose(in) != 0)
		bench_refuse("message", "plain_scan does not run");
	return matched;
}

/* It is the same bytes that the yardstick matches, and for each part the few
 * in which a pattern with an offset may stand. */
static void
prove_matched(const struct files *files)
{
	const struct live_stats *stats = &rig.shared->live->stats;
	uint64_t before = live_stats_sum(stats, COUNTER_MATCHED), ours, theirs;

	for (size_t i = 0; i < files->count; i++)
		prove(files->paths[i], "1 OK\n");
	ours = live_stats_sum(stats, COUNTER_MATCHED) - before;
	theirs = matched_by_reference(files);
	if (ours < theirs || ours - theirs > theirs / 50)
		bench_refuse(
		    "message", "other bytes are matched than by plain_scan");
}

/* Every infected one of its kind is found, every clean one passes. */
static void
add_kind(const char *kind)
{
	const struct files *infected = place_mails(kind, true);
	const struct files *clean = place_mails(kind, false);

	for (size_t i = 0; i < infected->count; i++)
		prove(infected->paths[i], "1 ERROR \"");
	prove_matched(clean);
	/* One mail: its bytes are warm, as those just written by a server. */
	add(scratch_text("message/%s", kind), (const char *const *)clean->paths,
	    1);
}

/* As conf/demo/README.md says. */
static void
add_demo(void)
{
	static const char *const clean[] = {
	    DEMO "01-clean-text.msg",
	    DEMO "02-clean-attachment.msg",
	};
	static const char *const infected[] = {
	    DEMO "03-eicar-base64.msg",
	    DEMO "04-eicar-quoted-printable.msg",
	    DEMO "05-eicar-nested.msg",
	    DEMO "07-eicar-authenticated.msg",
	    DEMO "06-eicar-from-outside.msg",
	};

	for (size_t i = 0; i < 2; i++)
		prove(clean[i], "1 OK\n");
	for (size_t i = 0; i < 4; i++)
		prove(infected[i], "1 ERROR \"");
	prove(infected[4], "1 DISCARD\n");
	add("message/demo/clean", clean, 2);
	add("message/demo/infected", infected, 5);
}

void
bench_message(void)
{
	make_rig();
	enter();
	add_kind("5k");
	add_kind("50k");
	add_kind("500k");
	add_demo();
	leave();
}
