/*
 * test_reader - lines from the server become requests in the table
 *
 * An engine without its threads: the reader runs in the test's own, over pipes,
 * until the input ends.  What it leaves is looked at in the shared block, in
 * the lanes and at the server's end.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>
#include <cmocka.h>

#include "threads/pipeline/engine.h"
#include "threads/pipeline/input.h"

#define SLOTS 64u

static struct shared *shared;
static struct config *config;
static struct engine *engine;
static int to_engine[2], from_engine[2];
static char answers[65536];

static const struct work work;

static void
create_engine(void)
{
	struct engine_options options = {
	    .shared = shared,
	    .config = config,
	    .work = &work,
	    .input_fd = to_engine[0],
	    .output_fd = from_engine[1],
	};

	engine = engine_create(&options);
	assert_non_null(engine);
}

static int
set_up(void **state)
{
	(void)state;
	shared = shared_create(SLOTS, 1);
	config = config_default(".");
	if (shared == NULL || config == NULL || pipe(to_engine) != 0 ||
	    pipe2(from_engine, O_NONBLOCK) != 0)
		return -1;
	config->response_order = ORDER_STRICT;
	create_engine();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	engine_destroy(&engine);
	config_free(&config);
	shared_destroy(&shared);
	close(to_engine[0]);
	close(from_engine[0]);
	close(from_engine[1]);
	return 0;
}

/* Another engine on the same block, after the death of the one before. */
static void
die_and_recover(void)
{
	engine_destroy(&engine);
	create_engine();
	recover(engine);
}

static void
put(const char *text)
{
	size_t size = strlen(text);

	assert_int_equal(write(to_engine[1], text, size), (ssize_t)size);
}

static void
read_to_the_end(void)
{
	close(to_engine[1]);
	recover(engine); /* makes all slots free, as in a first start */
	reader_run(engine);
}

static const char *
answered(void)
{
	ssize_t size = read(from_engine[0], answers, sizeof(answers) - 1);

	answers[size > 0 ? size : 0] = '\0';
	return answers;
}

/* The next request for the workers; -1: none. */
static int
take(void)
{
	uint32_t number;
	enum lane lane;

	if (!lanes_take(engine->lanes, 0, 1, &number, &lane))
		return -1;
	lanes_leave(engine->lanes, lane);
	return (int)number;
}

static void
assert_taken(const char *token, const char *path)
{
	int number = take();
	struct slot *slot;

	assert_true(number >= 0);
	slot = shared_slot(shared, (uint32_t)number);
	assert_int_equal(SLOT_PHASE(atomic_load(&slot->state)), SLOT_QUEUED);
	assert_int_equal(slot->token_size, strlen(token));
	assert_memory_equal(slot->token, token, strlen(token));
	assert_string_equal(shared_slot_path(shared, (uint32_t)number), path);
}

static void
requests_come_in_order_with_token_and_path(void **state)
{
	(void)state;
	put("1 FILE Queue/1.msg\n00002 file Queue/2.msg\r\n3 FILE a b");
	read_to_the_end();
	assert_taken("1", "Queue/1.msg");
	assert_taken("00002", "Queue/2.msg");
	assert_taken("3", "a b");
	assert_int_equal(take(), -1);
	assert_string_equal(answered(), "");
	assert_true(atomic_load(&shared->input_ended));
}

static void
intf_is_answered_at_once_and_never_higher_than_asked(void **state)
{
	(void)state;
	put("1 FILE Queue/1.msg\n2 INTF 3\n3 INTF 99\n");
	read_to_the_end();
	assert_string_equal(answered(), "2 INTF 3\n3 INTF 4\n");
	assert_taken("1", "Queue/1.msg");
	assert_int_equal(atomic_load(&shared->interface_version), 4);
}

static void
key_is_ok_and_the_unknown_fails_each_in_its_turn(void **state)
{
	(void)state;
	put("1 KEY abc\n2 SING\n3 FILE Queue/3.msg\n4 KEY d\n");
	read_to_the_end();
	assert_string_equal(answered(),
	    "* request not understood: 2 SING (unknown command)\n"
	    "1 OK\n2 FAILURE\n");
	assert_taken("3", "Queue/3.msg"); /* 4 waits behind it */
}

static void
lines_without_a_number_are_complained_of_only(void **state)
{
	(void)state;
	put("\n  \nhello\n1 KEY x\n");
	read_to_the_end();
	assert_int_equal(
	    strncmp(answered(), "* request not understood: ", 26), 0);
	assert_non_null(strstr(answers, "\n1 OK\n"));
	assert_int_equal(
	    live_stats_sum(&shared->live->stats, COUNTER_MALFORMED), 1);
}

static void
nothing_behind_quit_is_taken(void **state)
{
	(void)state;
	put("1 KEY x\n2 QUIT\n3 KEY y\n");
	read_to_the_end();
	assert_string_equal(answered(), "1 OK\n");
	reader_drain(engine);
	reader_answer_quit(engine);
	assert_string_equal(answered(), "2 OK\n");
	/* An engine that dies now leaves nothing to say. */
	die_and_recover();
	reader_run(engine);
	reader_drain(engine);
	reader_answer_quit(engine);
	assert_string_equal(answered(), "");
}

static void
a_long_line_fails_once_and_its_rest_is_no_request(void **state)
{
	char *line = malloc(30000);

	(void)state;
	assert_non_null(line);
	memset(line, 'x', 29999);
	line[29999] = '\0';
	memcpy(line, "1 FILE ", 7);
	memcpy(line + REQUEST_LINE_MAX, "7 KEY y", 7);
	memcpy(line + 29980, "\n2 KEY z\n", 10);
	put(line);
	read_to_the_end();
	assert_int_equal(
	    strncmp(answered(), "* request not understood: 1 FILE", 32), 0);
	assert_non_null(strstr(answers, "\n1 FAILURE\n2 OK\n"));
	assert_null(strstr(answers, "7 OK"));
	free(line);
}

static void
a_long_token_is_malformed(void **state)
{
	(void)state;
	put("123456789012345678901234567890123 KEY x\n"
	    "12345678901234567890123456789012 KEY x\n");
	read_to_the_end();
	assert_non_null(
	    strstr(answered(), "12345678901234567890123456789012 OK\n"));
	assert_int_equal(
	    live_stats_sum(&shared->live->stats, COUNTER_MALFORMED), 1);
}

static void
a_path_at_the_limit_is_kept_and_one_past_it_fails(void **state)
{
	char path[REQUEST_PATH_MAX + 2], line[REQUEST_PATH_MAX + 32];

	(void)state;
	memset(path, 'p', sizeof(path));
	path[REQUEST_PATH_MAX] = '\0';
	snprintf(line, sizeof(line), "1 FILE %s\n", path);
	put(line);
	path[REQUEST_PATH_MAX] = 'p';
	path[REQUEST_PATH_MAX + 1] = '\0';
	snprintf(line, sizeof(line), "2 FILE %s\n", path);
	put(line);
	read_to_the_end();
	path[REQUEST_PATH_MAX] = '\0';
	assert_taken("1", path);
	assert_int_equal(take(), -1);
}

static void
what_was_parsed_is_not_parsed_again(void **state)
{
	(void)state;
	put("1 FILE a\n2 INTF 4\n3 FILE b\nhello\n");
	read_to_the_end();
	answered();
	die_and_recover();
	reader_run(engine);
	assert_string_equal(answered(), "");
	assert_taken("1", "a");
	assert_taken("3", "b");
	assert_int_equal(take(), -1);
	assert_int_equal(
	    atomic_load(&shared->input.begin), atomic_load(&shared->input.end));
}

static void
bytes_that_were_read_but_not_counted_are_parsed(void **state)
{
	const char *text = "1 KEY x\n2 KEY y\n";

	(void)state;
	memcpy(shared->input.bytes, text, strlen(text));
	read_to_the_end();
	assert_string_equal(answered(), "1 OK\n2 OK\n");
}

static void
a_batch_larger_than_the_hand_over_is_taken_whole(void **state)
{
	(void)state;
	for (int i = 0; i < 3000; i++)
		put("1 KEY x\n");
	read_to_the_end();
	for (size_t seen = 0; seen < 3000 * 5;) {
		size_t size = strlen(answered());

		assert_true(size > 0);
		seen += size;
	}
	reader_drain(engine);
	assert_int_equal(atomic_load(&shared->answered), 3000);
}

/* The pipe to the server full, so that the next write has to wait. */
static void
fill_pipe(void)
{
	static const char bytes[4096];

	while (write(from_engine[1], bytes, sizeof(bytes)) > 0)
		;
}

static void *
read_main(void *argument)
{
	(void)argument;
	reader_run(engine);
	return NULL;
}

static void
no_worker_gets_a_request_whose_batch_still_counts_as_unread(void **state)
{
	pthread_t thread;
	enum slot_phase phase;
	int taken;

	(void)state;
	put("1 FILE a\n2 INTF 4\n3 FILE b\n");
	close(to_engine[1]);
	recover(engine);
	/* As an earlier request in the slot leaves it, answered by the timer.
	 */
	lanes_push(engine->lanes, LANE_FAST, 0);
	fill_pipe();
	assert_int_equal(pthread_create(&thread, NULL, read_main, NULL), 0);
	/* The reader is at the second of three lines. */
	while (atomic_load(&shared->writing) == 0)
		sched_yield();
	taken = take();
	phase = SLOT_PHASE(atomic_load(&shared_slot(shared, 0)->state));
	while (!atomic_load(&shared->input_ended))
		answered();
	pthread_join(thread, NULL);
	assert_int_equal(taken, 0);
	assert_int_equal(phase, SLOT_ARRIVING);
	assert_taken("1", "a");
	assert_taken("3", "b");
	assert_int_equal(take(), -1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(requests_come_in_order_with_token_and_path),
	    TEST(intf_is_answered_at_once_and_never_higher_than_asked),
	    TEST(key_is_ok_and_the_unknown_fails_each_in_its_turn),
	    TEST(lines_without_a_number_are_complained_of_only),
	    TEST(nothing_behind_quit_is_taken),
	    TEST(a_long_line_fails_once_and_its_rest_is_no_request),
	    TEST(a_long_token_is_malformed),
	    TEST(a_path_at_the_limit_is_kept_and_one_past_it_fails),
	    TEST(what_was_parsed_is_not_parsed_again),
	    TEST(bytes_that_were_read_but_not_counted_are_parsed),
	    TEST(a_batch_larger_than_the_hand_over_is_taken_whole),
	    TEST(no_worker_gets_a_request_whose_batch_still_counts_as_unread),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
