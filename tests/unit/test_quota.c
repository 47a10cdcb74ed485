/*
 * test_quota - how much memory a library may take
 *
 * Without jemalloc (sanitizers, portable) only that nothing breaks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/quota.h"

#define MIB ((size_t)1 << 20)

static struct quota *quota;

static int
setup(void **state)
{
	(void)state;
	quota = quota_create();
	return quota == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	quota_destroy(&quota);
	return quota != NULL;
}

/* The compiler must not see that the bytes are not used. */
static void *
take(size_t size)
{
	void *volatile memory = malloc(size);

	return memory;
}

/* A skipped test would be a failed one to prove. */
#define NEED_QUOTA                                                             \
	do {                                                                   \
		if (!quota_works())                                            \
			return;                                                \
	} while (0)

static void
malloc_over_the_bound_returns_null(void **state)
{
	void *much, *little;

	(void)state;
	NEED_QUOTA;
	quota_enter(quota, 32 * MIB);
	much = take(1536 * MIB);
	little = take(1 * MIB);
	quota_leave(quota);
	assert_null(much);
	assert_non_null(little);
	assert_true(quota_refused(quota));
	free(little);
	quota_clear(quota);
	assert_false(quota_refused(quota));
}

static void
many_small_ones_are_bounded_too(void **state)
{
	enum {
		COUNT = 100000,
		SIZE = 1000,
	};
	static void *all[COUNT];
	size_t got = 0;

	(void)state;
	NEED_QUOTA;
	quota_enter(quota, 32 * MIB);
	while (got < COUNT && (all[got] = take(SIZE)) != NULL)
		got++;
	quota_leave(quota);
	assert_true(got < 36 * MIB / SIZE);
	assert_true(got > 24 * MIB / SIZE);
	assert_true(quota_peak_bytes(quota) <= 32 * MIB);
	while (got > 0)
		free(all[--got]);
}

static void
outside_there_is_no_bound(void **state)
{
	void *memory;

	(void)state;
	quota_enter(quota, 16 * MIB);
	quota_leave(quota);
	memory = take(64 * MIB);
	assert_non_null(memory);
	free(memory);
	assert_false(quota_refused(quota));
}

static void
memory_goes_back_when_it_is_free(void **state)
{
	void *memory[8];

	(void)state;
	NEED_QUOTA;
	quota_enter(quota, 128 * MIB);
	for (size_t i = 0; i < 8; i++) {
		memory[i] = take(8 * MIB);
		assert_non_null(memory[i]);
		memset(memory[i], 1, 8 * MIB);
	}
	quota_leave(quota);
	assert_true(quota_peak_bytes(quota) >= 64 * MIB);
	for (size_t i = 0; i < 8; i++)
		free(memory[i]);
	quota_clear(quota);
	assert_true(quota_bytes(quota) < 8 * MIB);
}

/* 1.5 GB in all, of sizes that do not fit where the one before was. */
static void
address_space_is_used_again(void **state)
{
	(void)state;
	NEED_QUOTA;
	for (size_t i = 0; i < 200; i++) {
		void *memory;

		quota_enter(quota, 64 * MIB);
		memory = take(i % 16 * MIB + 12345);
		quota_leave(quota);
		assert_non_null(memory);
		free(memory);
		quota_clear(quota);
	}
	assert_true(quota_bytes(quota) < 8 * MIB);
}

static void
what_is_used_after_leaving_stays_whole(void **state)
{
	uint8_t *memory, *other;

	(void)state;
	quota_enter(quota, 128 * MIB);
	memory = take(10 * MIB);
	assert_non_null(memory);
	memset(memory, 0x5A, 10 * MIB);
	quota_leave(quota);
	quota_clear(quota);
	other = take(10 * MIB);
	assert_non_null(other);
	memset(other, 0, 10 * MIB);
	for (size_t i = 0; i < 10 * MIB; i++)
		assert_int_equal(memory[i], 0x5A);
	free(memory);
	free(other);
}

static void
frees_may_cross_the_border(void **state)
{
	void *outside = take(5 * MIB), *inside, *grown;

	(void)state;
	quota_enter(quota, 64 * MIB);
	free(outside);
	inside = take(5 * MIB);
	assert_non_null(inside);
	grown = realloc(inside, 20 * MIB);
	assert_non_null(grown);
	quota_leave(quota);
	grown = realloc(grown, 90 * MIB);
	assert_non_null(grown);
	free(grown);
}

static void *
free_it(void *memory)
{
	free(memory);
	return NULL;
}

static void
another_thread_may_free(void **state)
{
	pthread_t thread;
	void *memory;

	(void)state;
	NEED_QUOTA;
	quota_enter(quota, 64 * MIB);
	memory = take(40 * MIB);
	quota_leave(quota);
	assert_non_null(memory);
	assert_int_equal(pthread_create(&thread, NULL, free_it, memory), 0);
	pthread_join(thread, NULL);
	quota_clear(quota);
	assert_true(quota_bytes(quota) < 8 * MIB);
}

static void
quotas_are_used_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2000; i++) {
		struct quota *other = quota_create();

		assert_non_null(other);
		quota_enter(other, 16 * MIB);
		free(take(100000));
		quota_leave(other);
		quota_destroy(&other);
	}
}

static void
allocations_of_the_thread_are_counted(void **state)
{
	uint64_t before, between, after;

	(void)state;
	NEED_QUOTA;
	before = quota_thread_allocated();
	between = quota_thread_allocated();
	free(take(1000));
	after = quota_thread_allocated();
	assert_true(before == between);
	assert_true(after >= between + 1000);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(malloc_over_the_bound_returns_null),
	    TEST(many_small_ones_are_bounded_too),
	    TEST(outside_there_is_no_bound),
	    TEST(memory_goes_back_when_it_is_free),
	    TEST(address_space_is_used_again),
	    TEST(what_is_used_after_leaving_stays_whole),
	    TEST(frees_may_cross_the_border),
	    TEST(another_thread_may_free),
	    TEST(quotas_are_used_again),
	    TEST(allocations_of_the_thread_are_counted),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
