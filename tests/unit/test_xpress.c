/*
 * test_xpress - chunks of XPRESS with a code of Huffman
 *
 * The two chunks are the examples of [MS-XCA] 3.2.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/archive/method/xpress.h"
#include "tests/support/exact_bytes.h"
#include "tests/support/slices.h"
#include "tests/support/xpress_case.h"

static struct prefix_code code;

static void
examples_come_out(void **state)
{
	uint8_t chunk[XPRESS_CASE_MAX], out[XPRESS_CASE_MAX];
	struct slice packed;

	(void)state;
	packed = xpress_letters(chunk);
	assert_int_equal(xpress_unpack(packed, &code, out, 26), 26);
	assert_slice_is(
	    ((struct slice){out, 26}), SLICE("abcdefghijklmnopqrstuvwxyz"));
	packed = xpress_repeated(chunk);
	assert_int_equal(xpress_unpack(packed, &code, out, 300), 300);
	for (size_t i = 0; i < 300; i++)
		assert_int_equal(out[i], "abc"[i % 3]);
}

/* No more than was asked for, and no more than there is. */
static void
chunks_that_end_early_give_what_there_is(void **state)
{
	uint8_t chunk[XPRESS_CASE_MAX];
	struct slice packed = xpress_repeated(chunk);

	(void)state;
	for (size_t size = 0; size <= packed.size; size++) {
		uint8_t *copy = exactly(packed.data, size);

		for (size_t wanted = 0; wanted <= 400; wanted += 100) {
			uint8_t *out = malloc(wanted + 1);

			assert_non_null(out);
			assert_true(xpress_unpack((struct slice){copy, size},
					&code, out, wanted) <= wanted);
			free(out);
		}
		free(copy);
	}
}

static void
broken_chunks_are_told(void **state)
{
	uint8_t chunk[XPRESS_CASE_MAX], out[XPRESS_CASE_MAX];
	struct slice packed = xpress_repeated(chunk);

	(void)state;
	/* A match from ahead of the chunk. */
	chunk[256] = 0;
	chunk[257] = 0x80;
	assert_int_equal(xpress_unpack(packed, &code, out, 300), 0);
	/* More codes than there can be. */
	memset(chunk, 0x11, 256);
	assert_int_equal(xpress_unpack(packed, &code, out, 300), 0);
	/* None at all. */
	memset(chunk, 0, 256);
	assert_int_equal(xpress_unpack(packed, &code, out, 300), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(examples_come_out),
	    cmocka_unit_test(chunks_that_end_early_give_what_there_is),
	    cmocka_unit_test(broken_chunks_are_told),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
