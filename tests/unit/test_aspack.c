/*
 * test_aspack - programs as they were before ASPack packed them, put together
 * by hand
 *
 * After what the packer's loader does.  That of Debian's clamav-testfiles
 * (clam-aspack.exe) gives its clam.exe is in tests/integration/testfiles.bats.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/archive/program/aspack.h"
#include "core/archive/program/aspack_decode.h"
#include "core/base/text.h"
#include "tests/support/made_program.h"
#include "tests/support/slices.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- streams ----------------------------------------------------------- */

/* Of the code for changes: 0 is 00, 1 is 01, 3 is 10, 17 is 110, 18 is 111;
 * all lengths are new. */
#define HEAD                                                                   \
	"0 0010 0010 0000 0010 0000 0000 0000 0000 0000 0000 0000 0000"        \
	" 0000 0000 0000 0000 0000 0011 0011 "
#define NONE_BEFORE_A "111 1010110 " /* 97 = 11 + 86 */

static struct aspack_decoder decoder;
static uint8_t out[64];

static bool
decode(const char *stream, size_t size)
{
	uint8_t *copy;
	bool whole;

	made_begin();
	made_add_bits(stream);
	copy = malloc(made_size + 1);
	assert_non_null(copy);
	memcpy(copy, made, made_size);
	memset(out, 0, sizeof(out));
	whole =
	    aspack_decode(&decoder, (struct slice){copy, made_size}, out, size);
	free(copy);
	return whole;
}

/* Lengths of 0, eleven or more at once where that is so many. */
static void
add_zeros(struct text *text, size_t count)
{
	while (count > 0) {
		size_t some = count < 11 ? 1 : count > 138 ? 138 : count;

		text_put(text, some == 1 ? SLICE("00") : SLICE("111"));
		for (unsigned bit = 7; some > 1 && bit-- > 0;)
			text_printf(
			    text, "%u", (unsigned)(some - 11) >> bit & 1);
		count -= some;
	}
}

/* Codes of which "a" is 0 and the symbol is 1, and nothing else is any; what
 * there is of lengths and of last bits. */
static const char *
codes(unsigned symbol, const char *lengths, const char *aligns)
{
	static char buffer[1024];
	struct text text = TEXT_OVER(buffer);

	text_printf(&text, HEAD NONE_BEFORE_A "01");
	add_zeros(&text, symbol - 98);
	text_printf(&text, "01");
	add_zeros(&text, ASPACK_LITERALS - 1 - symbol);
	text_printf(&text, "%s%s", lengths, aligns);
	return buffer;
}

#define NO_LENGTHS "111 0010001 " /* 28 = 11 + 17 */
#define PLAIN_ALIGNS "10 10 10 10 10 10 10 10 "
#define NO_ALIGNS "00 00 00 00 00 00 00 00 "
/* Long length 9 (base 10, one more bit) and 0: one bit each. */
#define TWO_LENGTHS "01 00 00 00 00 00 00 00 00 01 111 0000111 "

static void
streams_are_read(void **state)
{
	static const struct {
		unsigned symbol;
		const char *lengths, *aligns, *data;
		size_t size;
		struct slice text;
	} rows[] = {
	    {256, NO_LENGTHS, PLAIN_ALIGNS, "0 0 0", 3, SLICE("aaa")},
	    /* The last distance, which is 1 at first; a length of 2. */
	    {256, NO_LENGTHS, PLAIN_ALIGNS, "0 1 1", 5, SLICE("aaaaa")},
	    /* Slot 3 is a distance of 1, length 3. */
	    {256 + 3 * 8 + 1, NO_LENGTHS, PLAIN_ALIGNS, "0 1", 4,
		SLICE("aaaa")},
	    /* Slot 4 and a bit: 4 or 5, a distance of 2 or 3. */
	    {256 + 4 * 8, NO_LENGTHS, PLAIN_ALIGNS, "0 0 0 1 1", 5,
		SLICE("aaaaa")},
	    /* Slot 8, three bits, the last of them by their own code of one
	     * bit: 0 is 0, 1 is 1; number 16, a distance of 14. */
	    {256 + 8 * 8, NO_LENGTHS, "01 01 00 00 00 00 00 00 ",
		"0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0", 16,
		SLICE("aaaaaaaaaaaaaaaa")},
	    /* A long one: 9 is base 10 and a bit. */
	    {256 + 3 * 8 + 7, TWO_LENGTHS, PLAIN_ALIGNS, "0 1 1 1", 21,
		SLICE("aaaaaaaaaaaaaaaaaaaaa")},
	    /* What is longer than needed ends with what is needed. */
	    {256 + 3 * 8 + 6, NO_LENGTHS, PLAIN_ALIGNS, "0 1", 4,
		SLICE("aaaa")},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char stream[2048];

		snprintf(stream, sizeof(stream), "%s%s",
		    codes(rows[i].symbol, rows[i].lengths, rows[i].aligns),
		    rows[i].data);
		if (!decode(stream, rows[i].size))
			fail_msg("row %zu", i);
		assert_true(slice_equal(
		    (struct slice){out, rows[i].text.size}, rows[i].text));
		assert_int_equal(out[rows[i].size], 0);
	}
}

static void
new_codes_may_come(void **state)
{
	char stream[4096];
	size_t size;

	(void)state;
	/* "a" and 720; then lengths that change by nothing, and "a" again. */
	size = (size_t)snprintf(stream, sizeof(stream), "%s0 1 1 0010 %s",
	    codes(720, NO_LENGTHS, PLAIN_ALIGNS),
	    "0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000"
	    " 0000 0000 0000 0000 0000 ");
	memset(stream + size, '0', 2 * 757 + 8);
	stream[size + 2 * 757 + 8] = '\0';
	assert_true(decode(stream, 3));
	assert_true(slice_equal((struct slice){out, 3}, SLICE("aaa")));
}

static void
what_is_no_stream_is_damaged(void **state)
{
	static const char *const rows[] = {
	    "",
	    /* More codes than there can be. */
	    "0 0001 0001 0001 0000 0000 0000 0000 0000 0000 0000 0000 0000"
	    " 0000 0000 0000 0000 0000 0000 0000",
	    /* None at all. */
	    "0 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000"
	    " 0000 0000 0000 0000 0000 0000 0000 1111",
	    HEAD "00 00 00",
	};
	char stream[2048];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (decode(rows[i], 1))
			fail_msg("row %zu", i);
	/* A match ahead of anything; one that reaches too far. */
	snprintf(stream, sizeof(stream), "%s1",
	    codes(256, NO_LENGTHS, PLAIN_ALIGNS));
	assert_false(decode(stream, 2));
	snprintf(stream, sizeof(stream), "%s0 1 1",
	    codes(256 + 4 * 8, NO_LENGTHS, PLAIN_ALIGNS));
	assert_false(decode(stream, 3));
	/* A long length, and a last bit, that have no code. */
	snprintf(stream, sizeof(stream), "%s0 1 1",
	    codes(256 + 3 * 8 + 7, NO_LENGTHS, PLAIN_ALIGNS));
	assert_false(decode(stream, 3));
	snprintf(stream, sizeof(stream), "%s0 1 1",
	    codes(256 + 8 * 8, NO_LENGTHS, NO_ALIGNS));
	assert_false(decode(stream, 3));
	/* It ends too early. */
	snprintf(stream, sizeof(stream), "%s0",
	    codes(256, NO_LENGTHS, PLAIN_ALIGNS));
	assert_false(decode(stream, 40));
}

/* ---- programs ---------------------------------------------------------- */

#define IMAGE_SIZE 0x2000u
#define TABLE 0x1200u
#define PACKED 0x1400u
#define IN_FILE(address) ((address)-MADE_SECTION + MADE_HEADERS)

static const char entry[] =
    "\x60\xE8\3\0\0\0\xE9\xEB\4\x5D\x45\x55\xC3\xE8\1\0\0\0\xEB\x5D";

/* "a"s and the symbol, by bits that zeros follow; and the instructions that say
 * what is done to calls. */
static void
make_of(struct slice calls, unsigned symbol, const char *data, uint32_t size)
{
	char stream[2048];
	size_t used = (size_t)snprintf(stream, sizeof(stream), "%s%s",
	    codes(symbol, NO_LENGTHS, PLAIN_ALIGNS), data);

	memset(stream + used, '0', 600);
	stream[used + 600] = '\0';
	made_begin_program();
	made_add((struct slice){(const uint8_t *)entry, sizeof(entry) - 1});
	made_add(SLICE("\x8D\xB5"));
	made_add32(TABLE - (MADE_SECTION + 18));
	made_add(SLICE("\x83\x3E\0\x0F\x84"));
	made_add(calls);
	made_size = IN_FILE(TABLE);
	made_add32(PACKED);
	made_add32(size);
	made_size = IN_FILE(PACKED);
	made_begin_bits();
	made_add_bits(stream);
}

static void
make(uint32_t size)
{
	make_of(SLICE(""), 256, "", size);
}

static struct member
unpack(void)
{
	struct archive_options options = archive_law_options();

	return made_unpack(aspack_unpack, &options, MADE_MAX);
}

static void
what_was_packed_comes_out(void **state)
{
	struct member member;

	(void)state;
	make(400);
	member = unpack();
	assert_int_equal(member.flags, 0);
	assert_int_equal(member.body.size, IMAGE_SIZE);
	for (size_t i = 0; i < 400; i++)
		assert_int_equal(member.body.data[PACKED + i], 'a');
}

#define CALLS(plain, key)                                                      \
	SLICE("\xB3" plain "\x80\xFB\0\x75\x5E\xEB\0\x80\x3E" key              \
	      "\x75\xF3\x24\0\xC1\xC0\x18\x2B\xC3")

static void
calls_are_undone(void **state)
{
	static const struct {
		struct slice calls;
		uint32_t size;
		struct slice code;
	} rows[] = {
	    {CALLS("\0", "a"), 12, SLICE("a\xE8`aa\0aaaaaa")},
	    {CALLS("\1", "a"), 12,
		SLICE("a\xE8"
		      "aaaaaaaaaa")},
	    {CALLS("\0", "b"), 12,
		SLICE("a\xE8"
		      "aaaaaaaaaa")},
	    /* Too near to the end. */
	    {CALLS("\0", "a"), 7,
		SLICE("a\xE8"
		      "aaaaa")},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct slice code;

		make_of(rows[i].calls, 0xE8, "01", rows[i].size);
		assert_int_equal(unpack().flags, 0);
		code = slice_sub(unpack().body, PACKED, rows[i].size);
		if (!slice_equal(code, rows[i].code))
			fail_msg("row %zu", i);
	}
}

static void
tables_may_ask_for_anything(void **state)
{
	static const uint32_t rows[][2] = {
	    {0xFFF, 1}, {IMAGE_SIZE, 1}, {PACKED, IMAGE_SIZE},
	    {PACKED, 0xFFFFFFFF}, {0xFFFFFFFF, 1},
	    {0x1FF0, 1}, /* where the file has nothing */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		make(400);
		made_put(IN_FILE(TABLE) + 8, rows[i][0], 4);
		made_put(IN_FILE(TABLE) + 12, rows[i][1], 4);
		if (unpack().flags != MEMBER_DAMAGED)
			fail_msg("row %zu: %u", i, unpack().flags);
		/* ... and nothing else. */
		made_put(IN_FILE(TABLE), rows[i][0], 4);
		made_put(IN_FILE(TABLE) + 4, rows[i][1], 4);
		assert_int_equal(unpack().body.size, 0);
		assert_int_equal(unpack().flags, 0);
	}
}

static void
limits_end_it(void **state)
{
	struct archive_options options = archive_law_options();
	struct member member;

	(void)state;
	make(400);
	options.bytes_max = IMAGE_SIZE - 1;
	member = made_unpack(aspack_unpack, &options, MADE_MAX);
	assert_int_equal(member.body.size, 0);
	assert_int_equal(member.flags, MEMBER_CUT);
	assert_int_equal(member.limit, LIMIT_DECODED_BYTES);
}

static void
what_is_not_packed_is_left_alone(void **state)
{
	static const size_t changed[] = {0, 5, 13, 19, 20, 26};

	(void)state;
	for (size_t i = 0; i < COUNT(changed); i++) {
		make(400);
		made[MADE_HEADERS + changed[i]] ^= 1;
		assert_int_equal(unpack().body.size, 0);
		assert_int_equal(unpack().flags, 0);
	}
}

static void
cut_and_damaged_ones_do_no_harm(void **state)
{
	(void)state;
	make_of(CALLS("\0", "a"), 0xE8, "01", 40);
	made_unpack_broken(aspack_unpack);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(streams_are_read),
	    cmocka_unit_test(new_codes_may_come),
	    cmocka_unit_test(what_is_no_stream_is_damaged),
	    cmocka_unit_test(what_was_packed_comes_out),
	    cmocka_unit_test(calls_are_undone),
	    cmocka_unit_test(tables_may_ask_for_anything),
	    cmocka_unit_test(limits_end_it),
	    cmocka_unit_test(what_is_not_packed_is_left_alone),
	    cmocka_unit_test(cut_and_damaged_ones_do_no_harm),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
