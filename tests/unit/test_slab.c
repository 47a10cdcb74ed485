/*
 * test_slab - pieces kept their bytes until they were freed, by whomever
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <string.h>

#include "core/base/slab.h"

#define PIECES 4000u

/* Up to 1000 bytes, so that they fill blocks of both kinds. */
static size_t
size_of(unsigned piece)
{
	return piece * 7919u % 1000;
}

static void
fill(uint8_t *pieces[PIECES], struct slab *slab)
{
	for (unsigned i = 0; i < PIECES; i++) {
		pieces[i] = slab_alloc(slab, size_of(i));
		assert_non_null(pieces[i]);
		assert_int_equal((uintptr_t)pieces[i] % 16, 0);
		memset(pieces[i], (int)(i % 251), size_of(i));
	}
}

static void
assert_intact(const uint8_t *piece, unsigned i)
{
	for (size_t at = 0; at < size_of(i); at++)
		assert_int_equal(piece[at], i % 251);
}

static void
pieces_stay_when_the_slab_and_others_go(void **state)
{
	static uint8_t *pieces[PIECES];
	struct slab slab = {0};

	(void)state;
	fill(pieces, &slab);
	slab_fini(&slab);
	for (unsigned i = 0; i < PIECES; i += 2) {
		assert_intact(pieces[i], i);
		slab_free(pieces[i]);
	}
	for (unsigned i = PIECES - 1; i < PIECES; i -= 2) {
		assert_intact(pieces[i], i);
		slab_free(pieces[i]);
	}
}

static void
pieces_without_a_slab_lie_by_themselves(void **state)
{
	static uint8_t *pieces[PIECES];

	(void)state;
	fill(pieces, NULL);
	for (unsigned i = 0; i < PIECES; i++) {
		assert_intact(pieces[i], i);
		slab_free(pieces[i]);
	}
	slab_free(NULL);
}

static void
sizes_at_their_bounds(void **state)
{
	static const size_t sizes[] = {0, 1, 15, 16, 17, 65487, 65488, 65489,
	    262127, 262128, 262129, 2097152, 5000000};
	struct slab slab = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		uint8_t *one = slab_alloc(&slab, sizes[i]);
		uint8_t *two = slab_alloc(&slab, sizes[i]);

		assert_non_null(one);
		assert_non_null(two);
		assert_ptr_not_equal(one, two);
		memset(one, 1, sizes[i]);
		memset(two, 2, sizes[i]);
		for (size_t at = 0; at < sizes[i]; at += sizes[i] / 16 + 1)
			assert_int_equal(one[at], 1);
		slab_free(one);
		slab_free(two);
	}
	assert_null(slab_alloc(&slab, SIZE_MAX));
	assert_null(slab_alloc(NULL, SIZE_MAX - 16));
	slab_fini(&slab);
	slab_fini(&slab);
}

static void *
free_odd(void *owner)
{
	uint8_t **pieces = owner;

	for (unsigned i = 1; i < PIECES; i += 2)
		slab_free(pieces[i]);
	return NULL;
}

/* A sanitizer sees a block that goes twice, too early or never. */
static void
threads_free_what_another_took(void **state)
{
	static uint8_t *pieces[PIECES];
	struct slab slab = {0};
	pthread_t thread;

	(void)state;
	fill(pieces, &slab);
	assert_int_equal(pthread_create(&thread, NULL, free_odd, pieces), 0);
	for (unsigned i = 0; i < PIECES; i += 2) {
		assert_intact(pieces[i], i);
		slab_free(pieces[i]);
	}
	for (unsigned i = 0; i < PIECES; i++)
		slab_free(slab_alloc(&slab, size_of(i)));
	assert_int_equal(pthread_join(thread, NULL), 0);
	slab_fini(&slab);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pieces_stay_when_the_slab_and_others_go),
	    cmocka_unit_test(pieces_without_a_slab_lie_by_themselves),
	    cmocka_unit_test(sizes_at_their_bounds),
	    cmocka_unit_test(threads_free_what_another_took),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
