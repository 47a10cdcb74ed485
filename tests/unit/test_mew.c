/*
 * test_mew - programs as they were before MEW or FSG packed them, put together
 * by hand
 *
 * After what aPLib's depacker and the packers' first instructions do.  That of
 * Debian's clamav-testfiles (clam-mew.exe) gives its clam.exe was tried by
 * hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/archive/program/aplib.h"
#include "core/archive/program/mew.h"
#include "tests/support/made_program.h"
#include "tests/support/slices.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct arena *arena;
static struct archive_options options;

static int
set_up(void **state)
{
	(void)state;
	arena = arena_create((size_t)8 << 20);
	options = archive_law_options();
	return arena == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

/* ---- streams ------------------------------------------------------------ */

static struct member
decode(const char *stream, enum lz_result *result_r, size_t *consumed_r)
{
	struct unpacking unpacking = {.options = &options, .arena = arena};
	struct body_output output;
	struct member member = member_unknown();

	made_begin();
	made_add_bits(stream);
	arena_reset(arena);
	body_output_begin(&output, &unpacking, made_size);
	*result_r =
	    aplib_decode((struct slice){made, made_size}, &output, consumed_r);
	body_output_end(&output, &member);
	return member;
}

#define END " 110 x00"

static void
streams_are_read(void **state)
{
	static const struct {
		const char *stream;
		const char *text;
	} rows[] = {
	    {"x61" END, "a"},
	    {"x61 0 x62 0 x63" END, "abc"},
	    /* 7 bits of distance, two bytes and three. */
	    {"x61 0 x62 110 x04" END, "abab"},
	    {"x61 0 x62 110 x05" END, "ababa"},
	    /* 4 bits of distance, one byte. */
	    {"x61 0 x62 1110010" END, "aba"},
	    /* A distance under 128: (3 - 3) << 8 | 2; a length of 2 is 4. */
	    {"x61 0 x62 10 10 x02 00" END, "ababab"},
	    /* ... behind a match: (2 - 2) << 8 | 1. */
	    {"x61 110 x02 10 00 x01 00" END, "aaaaaaa"},
	    /* The same distance again: 2; a length of 3 (11 10 is 7). */
	    {"x61 0 x62 110 x04 0 x63 10 00 10" END, "ababcbcb"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum lz_result result;
		size_t consumed;
		struct member member =
		    decode(rows[i].stream, &result, &consumed);

		if (result != LZ_OK)
			fail_msg("%s", rows[i].stream);
		assert_int_equal(consumed, made_size);
		assert_slice_is(
		    member.body, (struct slice){(const uint8_t *)rows[i].text,
				     strlen(rows[i].text)});
	}
}

static void
a_byte_of_0_needs_no_byte(void **state)
{
	enum lz_result result;
	size_t consumed;
	struct member member = decode("x61 1110000" END, &result, &consumed);

	(void)state;
	assert_int_equal(result, LZ_OK);
	assert_slice(member.body, "a\0");
}

static void
what_is_no_stream_is_damaged(void **state)
{
	static const char *const rows[] = {
	    "",
	    "x61",
	    "x61 0 x62",
	    "x61 110",
	    "x61 110 x04",      /* farther than there is */
	    "x61 1110010",      /* ... by 4 bits */
	    "x61 10 10 x00 00", /* no distance */
	    "x61 10 10 x02 00", /* farther than there is */
	    "x61 10 00 00",     /* the last one, which is none */
	    "x61 10 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11"
	    " 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum lz_result result;
		size_t consumed;

		(void)decode(rows[i], &result, &consumed);
		if (result != LZ_DAMAGED)
			fail_msg("%s", rows[i]);
		assert_true(consumed <= made_size);
	}
}

/* ---- programs ---------------------------------------------------------- */

enum packer { MEW, FSG_1, FSG_2, PACKERS };

static void
make(enum packer packer)
{
	made_begin_program();
	switch (packer) {
	case MEW:
		made_add(SLICE("\xE9\x0B\0\0\0"));
		made_size = MADE_HEADERS + 16;
		made_add(SLICE("\xBE"));
		made_add32(MADE_ADDRESS(MADE_HEADERS + 64));
		made_add(SLICE("\x8B\xDE\xAD\xAD\x50\xAD\x97\xB2\x80"));
		made_size = MADE_HEADERS + 64;
		made_add32(1);
		made_add32(2);
		made_add32(MADE_ADDRESS(0x600));
		break;
	case FSG_1:
		made_add(SLICE("\xBE"));
		made_add32(MADE_ADDRESS(MADE_HEADERS + 64));
		made_add(SLICE("\xAD\x93\xAD\x97\xAD\x56\x96\xB2\x80"));
		made_size = MADE_HEADERS + 64;
		made_add32(1);
		made_add32(MADE_ADDRESS(0x600));
		made_add32(MADE_ADDRESS(MADE_HEADERS + 76));
		break;
	default:
		made_add(SLICE("\x87\x25"));
		made_add32(MADE_ADDRESS(MADE_HEADERS + 64));
		made_add(SLICE("\x61\x94\x55\xA4\xB6\x80\xFF\x13"));
		made_size = MADE_HEADERS + 64;
		made_add32(MADE_ADDRESS(MADE_HEADERS + 68));
		made_add32(MADE_ADDRESS(0x600));
		made_add32(MADE_ADDRESS(MADE_HEADERS + 76));
		break;
	}
	made_begin_bits();
	made_add_bits("x77 0 x6F 0 x72 0 x64 0 x73" END);
	if (packer == MEW) {
		made_add32(MADE_ADDRESS(0x700));
		made_begin_bits();
		made_add_bits("x21 110 x02" END);
	}
	made_add32(0);
}

static void
what_was_packed_comes_out(void **state)
{
	(void)state;
	for (int packer = MEW; packer < PACKERS; packer++) {
		struct member member;

		make((enum packer)packer);
		member = made_unpack(mew_unpack, &options, MADE_MAX);
		assert_int_equal(member.flags, 0);
		if (packer == MEW)
			assert_slice(member.body, "words!!!");
		else
			assert_slice(member.body, "words");
	}
}

static void
what_is_not_packed_is_left_alone(void **state)
{
	(void)state;
	made_begin_program();
	assert_int_equal(
	    made_unpack(mew_unpack, &options, MADE_MAX).body.size, 0);
	for (int packer = MEW; packer < PACKERS; packer++) {
		struct member member;

		make((enum packer)packer);
		made[MADE_HEADERS] ^= 1;
		member = made_unpack(mew_unpack, &options, MADE_MAX);
		assert_int_equal(member.body.size, 0);
		assert_int_equal(member.flags, 0);
	}
}

static void
cut_and_damaged_ones_do_no_harm(void **state)
{
	(void)state;
	for (int packer = MEW; packer < PACKERS; packer++) {
		make((enum packer)packer);
		made_unpack_broken(mew_unpack);
	}
}

static void
limits_end_it(void **state)
{
	struct member member;

	(void)state;
	make(MEW);
	options.bytes_max = 6;
	member = made_unpack(mew_unpack, &options, MADE_MAX);
	options = archive_law_options();
	assert_slice(member.body, "words!");
	assert_int_equal(member.flags, MEMBER_CUT);
	assert_int_equal(member.limit, LIMIT_DECODED_BYTES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(streams_are_read),
	    cmocka_unit_test(a_byte_of_0_needs_no_byte),
	    cmocka_unit_test(what_is_no_stream_is_damaged),
	    cmocka_unit_test(what_was_packed_comes_out),
	    cmocka_unit_test(what_is_not_packed_is_left_alone),
	    cmocka_unit_test(cut_and_damaged_ones_do_no_harm),
	    cmocka_unit_test(limits_end_it),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
