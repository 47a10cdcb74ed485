/*
 * test_recover - go on where the engine before stopped
 *
 * The shared block is filled by hand as an engine could have left it, at each
 * phase of a slot; then a new engine recovers, without its threads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/support/skip.h"
#include "threads/pipeline/engine.h"
#include "threads/shared/outlet.h"

#define SLOTS 16u
/* So that a list of all is more than an allocator has left. */
#define MANY_SLOTS (1u << 18)

static struct shared *shared;
static struct config *config;
static struct engine *engine;
static int from_engine[2];
static char answers[8192];

static const struct work work;

static void
create_engine(void)
{
	struct engine_options options = {
	    .shared = shared,
	    .config = config,
	    .work = &work,
	    .input_fd = -1,
	    .output_fd = from_engine[1],
	};

	engine_destroy(&engine);
	engine = engine_create(&options);
	assert_non_null(engine);
}

static void
start_next_engine(void)
{
	create_engine();
	recover(engine);
}

static int
set_up(void **state)
{
	(void)state;
	shared = shared_create(SLOTS, 2);
	config = config_default(".");
	if (shared == NULL || config == NULL ||
	    pipe2(from_engine, O_NONBLOCK) != 0)
		return -1;
	config->response_order = ORDER_STRICT;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	engine_destroy(&engine);
	config_free(&config);
	shared_destroy(&shared);
	outlet_make_way(-1, OUTLET_PLAIN);
	close(from_engine[0]);
	close(from_engine[1]);
	return 0;
}

/* A request of ticket in slot number; its token is the ticket. */
static struct slot *
leave(uint32_t number, uint64_t ticket, enum slot_phase phase)
{
	struct slot *slot = shared_slot(shared, number);

	slot->token_size = (uint8_t)snprintf(slot->token, sizeof(slot->token),
	    "%llu", (unsigned long long)ticket);
	slot->path_size = 1;
	memcpy(slot->path, "p", 2);
	slot->position = INPUT_POSITION(ticket * 10, false);
	slot->answer_size = (uint16_t)snprintf(slot->answer,
	    sizeof(slot->answer), "%.*s DONE\n", slot->token_size, slot->token);
	for (size_t i = 0; i < SLOT_LANES; i++)
		atomic_store(&slot->entries[i], 1); /* in lanes of before */
	atomic_store(&slot->state, SLOT_STATE(ticket, phase));
	if (shared->next_ticket <= ticket)
		shared->next_ticket = ticket + 1;
	if (shared->slots_used <= number)
		shared->slots_used = number + 1;
	atomic_store(&shared->input.end, UINT64_C(1000));
	return slot;
}

static const char *
answered(void)
{
	ssize_t size = read(from_engine[0], answers, sizeof(answers) - 1);

	answers[size > 0 ? size : 0] = '\0';
	return answers;
}

/* The slot that a worker would take next; -1: none. */
static int
take(enum lane expected)
{
	uint32_t number;
	enum lane lane;

	if (!lanes_take(engine->lanes, 1, 1, &number, &lane))
		return -1;
	assert_int_equal(lane, expected);
	lanes_leave(engine->lanes, lane);
	return (int)number;
}

static void
an_empty_block_makes_every_slot_free(void **state)
{
	(void)state;
	start_next_engine();
	assert_int_equal(engine->free_count, SLOTS);
	/* The lowest is used first. */
	assert_int_equal(engine->free_slots[SLOTS - 1], 0);
	assert_int_equal(take(LANE_FAST), -1);
}

/* As in a supervisor that stands in where no memory is left. */
static void
it_asks_for_no_memory(void **state)
{
	struct rlimit before, none;

	(void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	SKIP("a sanitizer asks for memory itself");
#endif
	shared_destroy(&shared);
	shared = shared_create(MANY_SLOTS, 2);
	assert_non_null(shared);
	leave(3, 1, SLOT_QUEUED);
	create_engine();
	assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
	none = (struct rlimit){.rlim_cur = 0, .rlim_max = before.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_AS, &none), 0);
	recover(engine);
	assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
	assert_int_equal(take(LANE_FAST), 3);
}

static void
what_was_not_answered_goes_to_the_workers_in_order(void **state)
{
	(void)state;
	leave(3, 8, SLOT_RUNNING);
	leave(0, 9, SLOT_ANSWERING);
	leave(7, 7, SLOT_QUEUED);
	leave(2, 10, SLOT_STARTING);
	start_next_engine();
	assert_int_equal(take(LANE_FAST), 7);
	assert_int_equal(take(LANE_FAST), 3);
	assert_int_equal(take(LANE_FAST), 0);
	assert_int_equal(take(LANE_FAST), 2);
	assert_int_equal(take(LANE_FAST), -1);
	assert_int_equal(engine->free_count, SLOTS - 4);
	assert_string_equal(answered(), "");
}

static void
what_was_done_leaves_in_its_turn(void **state)
{
	(void)state;
	leave(1, 5, SLOT_DONE);
	leave(0, 4, SLOT_DONE);
	leave(2, 6, SLOT_QUEUED);
	leave(3, 7, SLOT_DONE);
	start_next_engine();
	assert_string_equal(answered(), "4 DONE\n5 DONE\n");
	assert_int_equal(take(LANE_FAST), 2);
	assert_int_equal(
	    SLOT_PHASE(atomic_load(&shared_slot(shared, 3)->state)), SLOT_DONE);
}

static void
what_the_order_had_left_behind_counts_again(void **state)
{
	(void)state;
	atomic_fetch_or(&leave(0, 4, SLOT_RUNNING)->state, SLOT_DETACHED);
	leave(1, 5, SLOT_DONE);
	start_next_engine();
	assert_string_equal(answered(), "");
	assert_int_equal(take(LANE_FAST), 0);
}

static void
a_request_that_killed_an_engine_is_tried_alone(void **state)
{
	(void)state;
	leave(0, 4, SLOT_RUNNING)->attempts = 1;
	leave(1, 5, SLOT_RUNNING);
	start_next_engine();
	assert_int_equal(take(LANE_FAST), 1);
	assert_int_equal(take(LANE_SUSPECT), 0);
}

static void
what_the_reader_answers_by_itself_is_answered(void **state)
{
	(void)state;
	atomic_store(&leave(0, 4, SLOT_ARRIVING)->preset, SLOT_PRESET_OK);
	atomic_store(&leave(1, 5, SLOT_ANSWERING)->preset, SLOT_PRESET_FAILURE);
	start_next_engine();
	assert_string_equal(answered(), "4 OK\n5 FAILURE\n");
	assert_int_equal(take(LANE_FAST), -1);
}

static void
parsing_goes_on_behind_the_last_request(void **state)
{
	(void)state;
	leave(0, 4, SLOT_RUNNING);
	leave(1, 9, SLOT_QUEUED);
	start_next_engine();
	assert_int_equal(atomic_load(&shared->input.begin), 90);
	assert_int_equal(atomic_load(&shared->input.end), 1000);
}

static void
a_death_in_here_does_not_mix_up_the_order(void **state)
{
	(void)state;
	leave(0, 4, SLOT_QUEUED);
	leave(1, 5, SLOT_QUEUED);
	leave(2, 6, SLOT_QUEUED);
	/* The first had its new ticket already, the others not. */
	atomic_store(
	    &shared_slot(shared, 0)->state, SLOT_STATE(7, SLOT_QUEUED));
	shared->next_ticket = 8;
	start_next_engine();
	assert_int_equal(take(LANE_FAST), 0);
	assert_int_equal(take(LANE_FAST), 1);
	assert_int_equal(take(LANE_FAST), 2);
}

static void
the_dead_engine_does_not_hold_up_the_next(void **state)
{
	(void)state;
	atomic_store(&shared->dying, true);
	atomic_store(&shared->settling, 3);
	leave(0, 4, SLOT_DONE);
	start_next_engine(); /* would stop in outlet_begin() */
	assert_string_equal(answered(), "4 DONE\n");
	assert_int_equal(atomic_load(&shared->settling), 0);
}

/* ---- answers that were under way ----------------------------------------- */

/* Slots 0 and 1 are done; their answers were put down for one write. */
static struct parcel *
leave_parcel(enum parcel_phase phase)
{
	struct parcel *parcel = &shared->parcels[PARCEL_OF_ORDER];

	leave(0, 4, SLOT_DONE);
	leave(1, 5, SLOT_DONE);
	leave(2, 6, SLOT_DONE);
	parcel->slots[0] = 0;
	parcel->slots[1] = 1;
	parcel->slot_count = 2;
	atomic_store(&parcel->phase, phase);
	return parcel;
}

#define NEEDS_CARRIER()                                                        \
	do {                                                                   \
		if (outlet_make_way(from_engine[1], OUTLET_CARRIER) !=         \
		    OUTLET_CARRIER)                                            \
			SKIP("no carrier on this system");                     \
	} while (0)

#define NEEDS_RECEIPTS()                                                       \
	do {                                                                   \
		if (outlet_make_way(from_engine[1], OUTLET_RECEIPTS) !=        \
		    OUTLET_RECEIPTS)                                           \
			SKIP("no receipts on this system");                    \
	} while (0)

static void
leave_in_carrier(const char *lines)
{
	/* Made last, so the highest that is needed. */
	int last = (int)outlet_files() - 1;

	assert_int_equal(write(last, lines, strlen(lines)), strlen(lines));
}

static void
what_was_put_down_and_not_sent_leaves_once(void **state)
{
	(void)state;
	leave_parcel(PARCEL_FILLED);
	start_next_engine();
	assert_string_equal(answered(), "4 DONE\n5 DONE\n6 DONE\n");
	assert_int_equal(engine->free_count, SLOTS - 3);
}

static void
what_only_the_carrier_has_leaves_once(void **state)
{
	(void)state;
	NEEDS_CARRIER();
	leave_parcel(PARCEL_FILLED);
	leave_in_carrier("4 DONE\n5 DONE\n");
	start_next_engine();
	assert_string_equal(answered(), "4 DONE\n5 DONE\n6 DONE\n");
}

static void
what_had_left_in_part_leaves_entirely(void **state)
{
	(void)state;
	NEEDS_CARRIER();
	leave_parcel(PARCEL_SENDING);
	leave_in_carrier("ONE\n5 DONE\n"); /* the server has "4 D" */
	start_next_engine();
	assert_string_equal(answered(), "ONE\n5 DONE\n6 DONE\n");
}

static void
what_had_left_does_not_leave_again(void **state)
{
	(void)state;
	NEEDS_CARRIER();
	leave_parcel(PARCEL_SENDING);
	start_next_engine();
	assert_string_equal(answered(), "6 DONE\n");
	assert_int_equal(engine->free_count, SLOTS - 1);
}

/* As an engine that died before it could read what the kernel told of. */
static void
what_a_receipt_tells_of_does_not_leave_again(void **state)
{
	const char *lines = "4 DONE\n5 DONE\n";
	struct parcel *parcel;

	(void)state;
	NEEDS_RECEIPTS();
	create_engine();
	parcel = leave_parcel(PARCEL_NONE);
	assert_true(outlet_deliver(parcel, slice_from_string(lines)));
	assert_string_equal(answered(), lines);
	atomic_store(&parcel->phase, PARCEL_ASKED);
	start_next_engine();
	assert_string_equal(answered(), "6 DONE\n");
	assert_int_equal(atomic_load(&parcel->phase), PARCEL_NONE);
	assert_int_equal(engine->free_count, SLOTS - 1);
}

static void
what_no_receipt_tells_of_leaves_once(void **state)
{
	struct parcel *parcel;

	(void)state;
	NEEDS_RECEIPTS();
	create_engine();
	parcel = leave_parcel(PARCEL_NONE);
	assert_true(outlet_deliver(parcel, slice_from_string("before\n")));
	assert_string_equal(answered(), "before\n");
	parcel->receipt++;
	atomic_store(&parcel->phase, PARCEL_ASKED);
	start_next_engine();
	assert_string_equal(answered(), "4 DONE\n5 DONE\n6 DONE\n");
}

static void
what_was_sent_and_not_settled_does_not_leave_again(void **state)
{
	struct parcel *parcel = leave_parcel(PARCEL_SENT);

	(void)state;
	/* Freed in part. */
	atomic_store(&shared_slot(shared, 0)->state, SLOT_FREE);
	start_next_engine();
	assert_string_equal(answered(), "6 DONE\n");
	assert_int_equal(atomic_load(&parcel->phase), PARCEL_NONE);
	/* Its slots are others' from now on. */
	leave(0, 7, SLOT_DONE);
	start_next_engine();
	assert_string_equal(answered(), "7 DONE\n");
}

/* The reader's was under way, the order's waited for it to be through. */
static void
the_carrier_s_content_is_whose_turn_it_was(void **state)
{
	struct parcel *reader = &shared->parcels[PARCEL_OF_READER];

	(void)state;
	NEEDS_CARRIER();
	leave_parcel(PARCEL_FILLED);
	reader->position = INPUT_POSITION(70, false);
	reader->quit = false;
	atomic_store(&reader->phase, PARCEL_SENDING);
	leave_in_carrier("7 INTF 4\n");
	start_next_engine();
	assert_string_equal(answered(), "7 INTF 4\n4 DONE\n5 DONE\n6 DONE\n");
	assert_int_equal(atomic_load(&shared->input.begin), 70);
	assert_int_equal(atomic_load(&reader->phase), PARCEL_NONE);
}

static void
an_answer_to_quit_that_has_left_is_not_repeated(void **state)
{
	struct parcel *reader = &shared->parcels[PARCEL_OF_READER];

	(void)state;
	reader->position = 0;
	reader->quit = true;
	atomic_store(&reader->phase, PARCEL_SENT);
	memcpy(shared->quit_token, "9", 1);
	shared->quit_token_size = 1;
	start_next_engine();
	reader_answer_quit(engine);
	assert_string_equal(answered(), "");
}

static void
a_full_table_is_recovered_again_and_again(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < SLOTS; i++)
		leave(i, 100 - i, SLOT_RUNNING);
	for (int deaths = 0; deaths < 5; deaths++) {
		start_next_engine();
		assert_int_equal(engine->free_count, 0);
	}
	for (uint32_t i = 0; i < SLOTS; i++)
		assert_int_equal(take(LANE_FAST), SLOTS - 1 - i);
	assert_int_equal(take(LANE_FAST), -1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(an_empty_block_makes_every_slot_free),
	    TEST(it_asks_for_no_memory),
	    TEST(what_was_not_answered_goes_to_the_workers_in_order),
	    TEST(what_was_done_leaves_in_its_turn),
	    TEST(what_the_order_had_left_behind_counts_again),
	    TEST(a_request_that_killed_an_engine_is_tried_alone),
	    TEST(what_the_reader_answers_by_itself_is_answered),
	    TEST(parsing_goes_on_behind_the_last_request),
	    TEST(a_death_in_here_does_not_mix_up_the_order),
	    TEST(the_dead_engine_does_not_hold_up_the_next),
	    TEST(what_was_put_down_and_not_sent_leaves_once),
	    TEST(what_only_the_carrier_has_leaves_once),
	    TEST(what_had_left_in_part_leaves_entirely),
	    TEST(what_had_left_does_not_leave_again),
	    TEST(what_a_receipt_tells_of_does_not_leave_again),
	    TEST(what_no_receipt_tells_of_leaves_once),
	    TEST(what_was_sent_and_not_settled_does_not_leave_again),
	    TEST(the_carrier_s_content_is_whose_turn_it_was),
	    TEST(an_answer_to_quit_that_has_left_is_not_repeated),
	    TEST(a_full_table_is_recovered_again_and_again),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
