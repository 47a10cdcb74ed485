/*
 * test_slab - pieces lie beside each other and keep their bytes
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "core/base/slab.h"

#define PIECES 8000u

/* Up to 1,000 bytes, so that they fill a small block and large ones. */
static size_t
size_of(unsigned piece)
{
	return piece * 7919u % 1000;
}

static void
pieces_keep_their_bytes(void **state)
{
	static uint8_t *pieces[PIECES];
	struct slab slab = {0};

	(void)state;
	for (unsigned i = 0; i < PIECES; i++) {
		pieces[i] = slab_alloc(&slab, size_of(i));
		assert_non_null(pieces[i]);
		assert_int_equal((uintptr_t)pieces[i] % 16, 0);
		memset(pieces[i], (int)(i % 251), size_of(i));
	}
	for (unsigned i = 0; i < PIECES; i++)
		for (size_t at = 0; at < size_of(i); at++)
			assert_int_equal(pieces[i][at], i % 251);
	/* Four million bytes, and less than a block for nothing. */
	assert_in_range(slab.bytes, 4000000, 4000000 + ((size_t)3 << 20));
	slab_clear(&slab);
	assert_int_equal(slab.bytes, 0);
}

static void
neighbours_lie_beside_each_other(void **state)
{
	struct slab slab = {0};
	uint8_t *one = slab_alloc(&slab, 1);
	uint8_t *two = slab_alloc(&slab, 17);
	uint8_t *three = slab_alloc(&slab, 16);

	(void)state;
	assert_non_null(one);
	assert_ptr_equal(two, one + 16);
	assert_ptr_equal(three, two + 32);
	/* Few pieces take little. */
	assert_in_range(slab.bytes, 48, 65536);
	slab_clear(&slab);
}

static void
sizes_at_their_bounds(void **state)
{
	static const size_t sizes[] = {0, 65503, 65504, 65505, 65520, 65521,
	    2097136, 2097137, 2097152, 5000000};
	struct slab slab = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		uint8_t *piece = slab_alloc(&slab, sizes[i]);

		assert_non_null(piece);
		memset(piece, 1, sizes[i]);
	}
	slab_clear(&slab);
	assert_null(slab_alloc(&slab, SIZE_MAX));
	assert_null(slab_alloc(&slab, SIZE_MAX / 2 + 1));
	slab_clear(&slab);
}

static void
what_is_cleared_begins_again(void **state)
{
	struct slab slab = {0};

	(void)state;
	slab_clear(&slab);
	for (unsigned round = 0; round < 3; round++) {
		for (unsigned i = 0; i < 5; i++)
			assert_non_null(slab_alloc(&slab, 700000));
		assert_in_range(slab.bytes, 3500000, (size_t)8 << 20);
		slab_clear(&slab);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pieces_keep_their_bytes),
	    cmocka_unit_test(neighbours_lie_beside_each_other),
	    cmocka_unit_test(sizes_at_their_bounds),
	    cmocka_unit_test(what_is_cleared_begins_again),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
