/*
 * test_shared - what must outlive an engine
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "threads/shared/shared.h"

#define SLOTS 4u

static struct shared *shared;

static int
set_up(void **state)
{
	(void)state;
	shared = shared_create(SLOTS, 2);
	return shared == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	shared_destroy(&shared);
	return shared == NULL ? 0 : -1;
}

static void
a_fresh_block_is_empty(void **state)
{
	(void)state;
	assert_int_equal(shared->slot_count, SLOTS);
	assert_int_equal(shared->next_ticket, 1);
	for (uint32_t i = 0; i < SLOTS; i++)
		assert_int_equal(
		    atomic_load(&shared_slot(shared, i)->state), SLOT_FREE);
}

static void
only_what_is_queued_or_running_can_be_claimed(void **state)
{
	static const struct {
		enum slot_phase phase;
		bool claimed;
	} rows[] = {
	    {SLOT_FREE, false},
	    {SLOT_ARRIVING, false},
	    {SLOT_QUEUED, true},
	    {SLOT_STARTING, false},
	    {SLOT_RUNNING, true},
	    {SLOT_ANSWERING, false},
	    {SLOT_DONE, false},
	};
	struct slot *slot = shared_slot(shared, 1);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		atomic_store(&slot->state, SLOT_STATE(7, rows[i].phase));
		assert_int_equal(shared_slot_claim(slot, 7), rows[i].claimed);
		/* A second claim comes too late, a stale one never fits. */
		assert_false(rows[i].claimed && shared_slot_claim(slot, 7));
		atomic_store(&slot->state, SLOT_STATE(7, rows[i].phase));
		assert_false(shared_slot_claim(slot, 6));
		assert_false(shared_slot_claim(slot, 8));
	}
}

static void
a_claim_keeps_ticket_and_flags(void **state)
{
	struct slot *slot = shared_slot(shared, 0);
	uint64_t ticket = UINT64_C(0x00ffffffffffffff);

	(void)state;
	atomic_store(
	    &slot->state, SLOT_STATE(ticket, SLOT_RUNNING) | SLOT_DETACHED);
	assert_true(shared_slot_claim(slot, ticket));
	assert_true(atomic_load(&slot->state) ==
		    (SLOT_STATE(ticket, SLOT_ANSWERING) | SLOT_DETACHED));
}

/* Fill every byte that a slot may use, and see that no neighbour changes. */
static void
slots_do_not_overlap(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < SLOTS; i++) {
		struct slot *slot = shared_slot(shared, i);

		slot->path_size = REQUEST_PATH_MAX;
		slot->answer_size = RESPONSE_MAX;
		memset(shared_slot_path(shared, i), 'a' + (int)i,
		    REQUEST_PATH_MAX + 1);
		memset(shared_slot_answer(shared, i, RESPONSE_MAX),
		    'A' + (int)i, RESPONSE_MAX);
		memset(slot->path, '0' + (int)i, sizeof(slot->path));
		memset(slot->answer, '5' + (int)i, sizeof(slot->answer));
	}
	for (uint32_t i = 0; i < SLOTS; i++) {
		const char *path = shared_slot_path(shared, i);
		struct slice answer = shared_slot_answered(shared, i);

		assert_int_equal(answer.size, RESPONSE_MAX);
		for (size_t at = 0; at <= REQUEST_PATH_MAX; at++)
			assert_int_equal(path[at], 'a' + (int)i);
		for (size_t at = 0; at < RESPONSE_MAX; at++)
			assert_int_equal(answer.data[at], 'A' + (int)i);
		assert_int_equal(shared_slot(shared, i)->path[0], '0' + (int)i);
	}
}

static void
short_paths_and_answers_stay_in_the_slot(void **state)
{
	struct slot *slot = shared_slot(shared, 2);

	(void)state;
	slot->path_size = SLOT_PATH_INLINE - 1; /* and its NUL */
	assert_ptr_equal(shared_slot_path(shared, 2), slot->path);
	slot->path_size = SLOT_PATH_INLINE;
	assert_ptr_not_equal(shared_slot_path(shared, 2), slot->path);
	assert_ptr_equal(
	    shared_slot_answer(shared, 2, SLOT_ANSWER_INLINE), slot->answer);
	assert_ptr_not_equal(
	    shared_slot_answer(shared, 2, SLOT_ANSWER_INLINE + 1),
	    slot->answer);
}

static void
an_answer_of_one_word_stands_behind_the_longest_token(void **state)
{
	static const char token[] = "12345678901234567890123456789012";
	struct slot *slot = shared_slot(shared, 1);
	struct slice line;

	(void)state;
	slot->token_size = REQUEST_TOKEN_MAX;
	memcpy(slot->token, token, REQUEST_TOKEN_MAX);
	memset(slot->path, 'p', sizeof(slot->path));
	shared_slot_put_word(shared, 1, SLICE("FAILURE\n"));
	line = shared_slot_answered(shared, 1);
	assert_int_equal(line.size, 41);
	assert_memory_equal(
	    line.data, "12345678901234567890123456789012 FAILURE\n", 41);
	assert_int_equal(slot->path[0], 'p');
	/* The next one in the slot is a line of its own. */
	slot->word_size = 0;
	slot->answer_size = 5;
	memcpy(shared_slot_answer(shared, 1, 5), "1 OK\n", 5);
	line = shared_slot_answered(shared, 1);
	assert_int_equal(line.size, 5);
	assert_memory_equal(line.data, "1 OK\n", 5);
}

static void
only_what_is_queued_can_be_begun(void **state)
{
	struct slot *slot = shared_slot(shared, 1);

	(void)state;
	for (int phase = SLOT_FREE; phase <= SLOT_DONE; phase++) {
		const uint64_t before = SLOT_STATE(7, phase) | SLOT_DETACHED;
		uint64_t now = 0;

		atomic_store(&slot->state, before);
		assert_int_equal(
		    shared_slot_begin(slot, &now), phase == SLOT_QUEUED);
		if (phase == SLOT_QUEUED) {
			assert_true(now == (SLOT_STATE(7, SLOT_STARTING) |
					       SLOT_DETACHED));
			assert_true(atomic_load(&slot->state) == now);
		} else {
			assert_true(atomic_load(&slot->state) == before);
		}
	}
}

static void
positions_grow_with_the_input_and_tell_the_rest_of_a_line(void **state)
{
	(void)state;
	assert_true(INPUT_POSITION(5, false) < INPUT_POSITION(5, true));
	assert_true(INPUT_POSITION(5, true) < INPUT_POSITION(6, false));
	assert_int_equal(INPUT_OFFSET(INPUT_POSITION(77, true)), 77);
	assert_true(INPUT_INSIDE_LINE(INPUT_POSITION(77, true)));
	assert_false(INPUT_INSIDE_LINE(INPUT_POSITION(77, false)));
}

static void
known_messages_are_found_by_their_key(void **state)
{
	struct shared_known *known;

	(void)state;
	assert_null(shared_known_find(shared, 5, false));
	known = shared_known_find(shared, 5, true);
	assert_non_null(known);
	atomic_store(&known->attempts, 2);
	assert_ptr_equal(shared_known_find(shared, 5, false), known);
	assert_ptr_equal(shared_known_find(shared, 5, true), known);
	assert_int_equal(atomic_load(&known->attempts), 2);
	assert_null(shared_known_find(shared, 6, false));
	assert_null(shared_known_find(shared, 0, true));
}

static void
a_full_table_forgets_the_oldest(void **state)
{
	(void)state;
	for (uint64_t key = 1; key <= SHARED_KNOWN; key++)
		atomic_store(
		    &shared_known_find(shared, key, true)->attempts, 1);
	shared_known_seen(shared, shared_known_find(shared, 1, false), 1000);
	assert_int_equal(
	    atomic_load(&shared_known_find(shared, 9999, true)->attempts), 0);
	assert_non_null(shared_known_find(shared, 1, false));
	assert_null(shared_known_find(shared, 2, false));
	assert_non_null(shared_known_find(shared, 3, false));
}

#define MAKERS 4u
#define MADE_BY_EACH 200u

static void *
make_keys(void *argument)
{
	uint64_t first = *(const uint64_t *)argument;

	for (uint64_t key = first; key < first + MADE_BY_EACH; key++)
		atomic_fetch_add(
		    &shared_known_find(shared, key, true)->postponed, 1);
	return NULL;
}

static void
workers_that_make_entries_at_once_get_one_each(void **state)
{
	pthread_t makers[MAKERS];
	uint64_t firsts[MAKERS];

	(void)state;
	for (uint64_t i = 0; i < MAKERS; i++) {
		firsts[i] = 1 + i * 1000;
		assert_int_equal(
		    pthread_create(&makers[i], NULL, make_keys, &firsts[i]), 0);
	}
	for (size_t i = 0; i < MAKERS; i++)
		pthread_join(makers[i], NULL);
	for (size_t i = 0; i < MAKERS; i++)
		for (uint64_t key = firsts[i]; key < firsts[i] + MADE_BY_EACH;
		     key++) {
			struct shared_known *known =
			    shared_known_find(shared, key, false);

			assert_non_null(known);
			assert_int_equal(atomic_load(&known->postponed), 1);
		}
}

static void
keys_tell_namesakes_apart(void **state)
{
	uint64_t key = shared_known_key("Queue/1.msg", 100, 1700000000);

	(void)state;
	assert_true(key != 0);
	assert_true(key == shared_known_key("Queue/1.msg", 100, 1700000000));
	assert_true(key != shared_known_key("Queue/2.msg", 100, 1700000000));
	assert_true(key != shared_known_key("Queue/1.msg", 101, 1700000000));
	assert_true(key != shared_known_key("Queue/1.msg", 100, 1700000001));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_fresh_block_is_empty),
	    TEST(only_what_is_queued_or_running_can_be_claimed),
	    TEST(a_claim_keeps_ticket_and_flags),
	    TEST(slots_do_not_overlap),
	    TEST(short_paths_and_answers_stay_in_the_slot),
	    TEST(an_answer_of_one_word_stands_behind_the_longest_token),
	    TEST(only_what_is_queued_can_be_begun),
	    TEST(positions_grow_with_the_input_and_tell_the_rest_of_a_line),
	    TEST(known_messages_are_found_by_their_key),
	    TEST(a_full_table_forgets_the_oldest),
	    TEST(workers_that_make_entries_at_once_get_one_each),
	    TEST(keys_tell_namesakes_apart),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
