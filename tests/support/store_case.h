/*
 * store_case - a store of its own for each test, and entries to fill it with
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_STORE_CASE_H
#define TESTS_SUPPORT_STORE_CASE_H

#include <stdio.h>
#include <string.h>

#include "tests/support/random.h"
#include "tests/support/store_place.h"

static char data[128], aside[128];
static char note_buffer[1024];
static struct text note;

static inline int
set_up(void **state)
{
	(void)state;
	note = TEXT_OVER(note_buffer);
	if (make_place() != 0)
		return -1;
	snprintf(data, sizeof(data), "%s/data.mdb", path);
	snprintf(aside, sizeof(aside), "%s.damaged", path);
	return 0;
}

static inline int
tear_down(void **state)
{
	(void)state;
	return remove_place();
}

static inline struct store *
open_good(void)
{
	struct store *store;

	text_clear(&note);
	assert_int_equal(store_open(path, &store, &note), STORE_OK);
	if (note.size > 0)
		fail_msg("%s", note.data);
	return store;
}

static inline const uint8_t *
digest(unsigned number)
{
	static uint8_t bytes[STORE_PRINT_BYTES];
	uint64_t random = number + 1;

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(random_next(&random) >> 9);
	return bytes;
}

static inline struct store_print_key
key(unsigned number, size_t size)
{
	struct store_print_key made = {.size = size};

	memcpy(made.digest, digest(number), size);
	return made;
}

static inline void
put_print(struct store *store, unsigned number, size_t size, uint16_t day,
    uint32_t reports)
{
	struct store_print_key made = key(number, size);
	const struct store_print print = {
	    .reports = reports,
	    .excuses = reports == 0 ? 1 : 0,
	    .first_day = day,
	    .last_day = day,
	};

	store_print_put(store, &made, &print);
}

/* A store of many entries of every table. */
static inline void
fill(unsigned count)
{
	struct store *store = open_good();
	const struct store_learnt learnt = {.class = STORE_IS_SPAM};
	const struct store_reporter reporter = {.agreed = 3};

	assert_int_equal(store_begin(store, true), STORE_OK);
	for (unsigned i = 0; i < count; i++) {
		store_learnt_put(store, digest(i), &learnt);
		put_print(store, i, STORE_DIGEST_BYTES, 20000, 1);
		put_print(store, i, STORE_PRINT_BYTES, 20000, 1);
		store_reporter_put(store, digest(i), &reporter);
		store_step_put(store, digest(i), 20000, SLICE("some bytes"));
	}
	assert_int_equal(store_commit(store), STORE_OK);
	store_close(&store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
