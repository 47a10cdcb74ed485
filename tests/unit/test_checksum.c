/*
 * test_checksum - the sum of pieces is that of the whole
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/base/checksum.h"
#include "tests/support/random.h"

static uint8_t bytes[1000];

static int
set_up(void **state)
{
	uint64_t random = 5;

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(random_next(&random) >> 11);
	return 0;
}

static uint64_t
in_pieces(size_t size, size_t piece, uint64_t seed)
{
	struct checksum sum;

	checksum_begin(&sum, seed);
	for (size_t at = 0; at < size; at += piece)
		checksum_add(
		    &sum, bytes + at, size - at < piece ? size - at : piece);
	return checksum_end(&sum);
}

static void
pieces_have_the_sum_of_the_whole(void **state)
{
	(void)state;
	for (size_t size = 0; size <= 700; size++)
		for (size_t steps = 1; steps < 12; steps++)
			assert_int_equal(
			    in_pieces(size, steps * CHECKSUM_STEP, size % 3),
			    checksum64(bytes, size, size % 3));
}

/* Files of older programs have them.  The values were taken from the program
 * before there were pieces.  Runs of one byte are alike in either byte
 * order. */
static void
sums_are_what_they_were(void **state)
{
	uint8_t ones[200];

	(void)state;
	memset(ones, 1, sizeof(ones));
	assert_int_equal(checksum64(NULL, 0, 0), UINT64_C(0xd8037e2549c30702));
	assert_int_equal(checksum64(ones, 64, 0), UINT64_C(0x9b9e2e761b251b70));
	assert_int_equal(
	    checksum64(ones, 200, 7), UINT64_C(0x69070dec720d866e));
}

static void
every_bit_counts(void **state)
{
	uint64_t sum = checksum64(bytes, 300, 0);

	(void)state;
	for (size_t bit = 0; bit < 8 * (size_t)300; bit++) {
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		assert_int_not_equal(checksum64(bytes, 300, 0), sum);
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pieces_have_the_sum_of_the_whole),
	    cmocka_unit_test(sums_are_what_they_were),
	    cmocka_unit_test(every_bit_counts),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, NULL);
}
