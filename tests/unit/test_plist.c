/*
 * test_plist - data in a binary property list
 *
 * By Python's plistlib: {a: data, b: [data, text, data], c: {d: data}}.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/document/plist.h"
#include "tests/support/slices.h"

static const uint8_t list[] =
    "\x62\x70\x6C\x69\x73\x74\x30\x30\xD3\x01\x02\x03\x04\x05\x09\x51"
    "\x61\x51\x62\x51\x63\x43\x61\x62\x63\xA3\x06\x07\x08\x4F\x10\x14"
    "\x78\x78\x78\x78\x78\x78\x78\x78\x78\x78\x78\x78\x78\x78\x78\x78"
    "\x78\x78\x78\x78\x54\x74\x65\x78\x74\x40\xD1\x0A\x0B\x51\x64\x43"
    "\x41\x42\x43\x08\x0F\x11\x13\x15\x19\x1D\x34\x39\x3A\x3D\x3F\x00"
    "\x00\x00\x00\x00\x00\x01\x01\x00\x00\x00\x00\x00\x00\x00\x0C\x00"
    "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x43";

#define LIST_SIZE (sizeof(list) - 1)

/* How many data, and the bytes of all. */
static size_t
count_data(struct slice bytes, size_t *size_r)
{
	struct plist plist;
	struct slice data;
	size_t count = 0;

	*size_r = 0;
	if (!plist_begin(&plist, bytes))
		return 0;
	while (plist_next(&plist, &data)) {
		assert_true(slice_is_within(data, bytes));
		*size_r += data.size;
		count++;
	}
	return count;
}

static void
data_of_a_list_are_found(void **state)
{
	struct plist plist;
	struct slice data;
	unsigned found = 0;

	(void)state;
	assert_true(plist_begin(&plist, (struct slice){list, LIST_SIZE}));
	while (plist_next(&plist, &data)) {
		if (slice_equal(data, SLICE("abc")))
			found |= 1;
		else if (slice_equal(data, SLICE("ABC")))
			found |= 2;
		else if (slice_equal(data, SLICE("xxxxxxxxxxxxxxxxxxxx")))
			found |= 4;
		else
			fail();
	}
	assert_int_equal(found, 7);
	assert_false(plist.bad);
}

static void
lists_that_end_at_every_byte_are_harmless(void **state)
{
	size_t bytes;

	(void)state;
	for (size_t size = 0; size < LIST_SIZE; size++) {
		uint8_t *copy = malloc(size == 0 ? 1 : size);

		assert_non_null(copy);
		memcpy(copy, list, size);
		(void)count_data((struct slice){copy, size}, &bytes);
		assert_true(bytes <= size);
		free(copy);
	}
}

static void
every_byte_of_a_list_may_be_wrong(void **state)
{
	uint8_t copy[LIST_SIZE];
	size_t bytes;

	(void)state;
	memcpy(copy, list, sizeof(copy));
	for (size_t at = 0; at < sizeof(copy); at++)
		for (unsigned value = 0; value < 256; value++) {
			copy[at] = (uint8_t)value;
			(void)count_data(
			    (struct slice){copy, sizeof(copy)}, &bytes);
			assert_true(bytes <= sizeof(copy));
			copy[at] = list[at];
		}
}

/* A table all of whose entries are of one object. */
static void
the_same_data_are_not_given_for_ever(void **state)
{
	enum {
		DATA = 1000,
		ENTRIES = 4000,
		SIZE = 8 + 4 + DATA + ENTRIES + 32
	};
	uint8_t *bytes = calloc(1, SIZE);
	size_t given;

	(void)state;
	assert_non_null(bytes);
	memcpy(bytes, "bplist00\x4F\x11\3\xE8", 12);
	memset(bytes + 12 + DATA, 8, ENTRIES);
	bytes[SIZE - 32 + 6] = 1;
	bytes[SIZE - 32 + 14] = ENTRIES >> 8;
	bytes[SIZE - 32 + 15] = ENTRIES & 0xFF;
	bytes[SIZE - 2] = (12 + DATA) >> 8;
	bytes[SIZE - 1] = (12 + DATA) & 0xFF;
	assert_int_equal(count_data((struct slice){bytes, SIZE}, &given), 5);
	assert_int_equal(given, 5 * DATA);
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(data_of_a_list_are_found),
	    cmocka_unit_test(lists_that_end_at_every_byte_are_harmless),
	    cmocka_unit_test(every_byte_of_a_list_may_be_wrong),
	    cmocka_unit_test(the_same_data_are_not_given_for_ever),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
