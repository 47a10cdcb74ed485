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

#include <stdlib.h>
#include <string.h>

#include "core/archive/aplib.h"
#include "core/archive/archives.h"
#include "core/archive/mew.h"
#include "tests/support/archive_law.h"
#include "tests/support/slices.h"

#define FILE_MAX 2048u
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct archives *archives;
static struct arena *arena;
static struct archive_options options;

static int
set_up(void **state)
{
	(void)state;
	archives = archives_create();
	arena = arena_create((size_t)8 << 20);
	options = archive_law_options();
	return archives == NULL || arena == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	archives_destroy(&archives);
	arena_destroy(&arena);
	return 0;
}

/* ---- streams put together ---------------------------------------------- */

static uint8_t file[FILE_MAX];
static size_t file_size;
static size_t bits_at;
static unsigned bits_left;

/* '0' and '1' are bits; two capital digits between blanks are a byte. */
static void
add(const char *stream)
{
	for (; *stream != '\0'; stream++) {
		if (*stream == ' ')
			continue;
		if (*stream == 'x') {
			char digits[3] = {stream[1], stream[2], '\0'};

			file[file_size++] = (uint8_t)strtoul(digits, NULL, 16);
			stream += 2;
			continue;
		}
		if (bits_left == 0) {
			bits_at = file_size++;
			file[bits_at] = 0;
			bits_left = 8;
		}
		file[bits_at] |= (uint8_t)((*stream - '0') << --bits_left);
	}
}

static void
begin_stream(void)
{
	bits_left = 0;
}

static struct member
decode(const char *stream, enum lz_result *result_r, size_t *consumed_r)
{
	struct unpacking unpacking = {.options = &options, .arena = arena};
	struct body_output output;
	struct member member = member_unknown();

	memset(file, 0, sizeof(file));
	file_size = 0;
	begin_stream();
	add(stream);
	arena_reset(arena);
	body_output_begin(&output, &unpacking, file_size);
	*result_r =
	    aplib_decode((struct slice){file, file_size}, &output, consumed_r);
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
		assert_int_equal(consumed, file_size);
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
		assert_true(consumed <= file_size);
	}
}

/* ---- programs ---------------------------------------------------------- */

#define BASE 0x400000u
#define HEADERS 0x200u
#define SECTION 0x1000u /* its address */
#define ADDRESS(at) (BASE + SECTION + (uint32_t)(at)-HEADERS)

static void
put(size_t at, uint32_t value, unsigned width)
{
	for (unsigned i = 0; i < width; i++)
		file[at + i] = (uint8_t)(value >> 8 * i);
}

static void
add32(uint32_t value)
{
	put(file_size, value, 4);
	file_size += 4;
}

static void
add_code(struct slice code)
{
	memcpy(file + file_size, code.data, code.size);
	file_size += code.size;
}

/* A PE of 32 bits with one section, whose first byte is the entry. */
static void
begin_program(void)
{
	memset(file, 0, sizeof(file));
	memcpy(file, "MZ", 2);
	put(0x3C, 0x40, 4);
	memcpy(file + 0x40, "PE\0\0\x4C\x01\1", 7);
	put(0x54, 0xE0, 2); /* of the optional header */
	put(0x58, 0x10B, 2);
	put(0x58 + 16, SECTION, 4); /* entry */
	put(0x58 + 28, BASE, 4);
	put(0x58 + 32, 0x1000, 4);
	put(0x58 + 36, 0x200, 4);
	put(0x58 + 56, 0x3000, 4);
	put(0x58 + 60, HEADERS, 4);
	put(0x138 + 8, 0x1000, 4); /* the section */
	put(0x138 + 12, SECTION, 4);
	put(0x138 + 16, 0x400, 4);
	put(0x138 + 20, HEADERS, 4);
	file_size = HEADERS;
}

enum packer { MEW, FSG_1, FSG_2, PACKERS };

static void
make(enum packer packer)
{
	begin_program();
	switch (packer) {
	case MEW:
		add_code(SLICE("\xE9\x0B\0\0\0"));
		file_size = HEADERS + 16;
		add_code(SLICE("\xBE"));
		add32(ADDRESS(HEADERS + 64));
		add_code(SLICE("\x8B\xDE\xAD\xAD\x50\xAD\x97\xB2\x80"));
		file_size = HEADERS + 64;
		add32(1);
		add32(2);
		add32(ADDRESS(0x600));
		break;
	case FSG_1:
		add_code(SLICE("\xBE"));
		add32(ADDRESS(HEADERS + 64));
		add_code(SLICE("\xAD\x93\xAD\x97\xAD\x56\x96\xB2\x80"));
		file_size = HEADERS + 64;
		add32(1);
		add32(ADDRESS(0x600));
		add32(ADDRESS(HEADERS + 76));
		break;
	default:
		add_code(SLICE("\x87\x25"));
		add32(ADDRESS(HEADERS + 64));
		add_code(SLICE("\x61\x94\x55\xA4\xB6\x80\xFF\x13"));
		file_size = HEADERS + 64;
		add32(ADDRESS(HEADERS + 68));
		add32(ADDRESS(0x600));
		add32(ADDRESS(HEADERS + 76));
		break;
	}
	begin_stream();
	add("x77 0 x6F 0 x72 0 x64 0 x73" END);
	if (packer == MEW) {
		add32(ADDRESS(0x700));
		begin_stream();
		add("x21 110 x02" END);
	}
	add32(0);
}

/* In memory of its own, so that a sanitizer sees its end. */
static struct member
unpack(size_t size)
{
	uint8_t *copy = malloc(size + 1);
	struct executable executable;
	struct member member = member_unknown();

	assert_non_null(copy);
	memcpy(copy, file, size);
	arena_reset(arena);
	if (executable_read((struct slice){copy, size}, 16, arena, &executable))
		member =
		    mew_unpack(archives, &executable, &options, arena, NULL);
	free(copy);
	return member;
}

static void
what_was_packed_comes_out(void **state)
{
	(void)state;
	for (int packer = MEW; packer < PACKERS; packer++) {
		struct member member;

		make((enum packer)packer);
		member = unpack(FILE_MAX);
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
	begin_program();
	assert_int_equal(unpack(FILE_MAX).body.size, 0);
	for (int packer = MEW; packer < PACKERS; packer++) {
		struct member member;

		make((enum packer)packer);
		file[HEADERS] ^= 1;
		member = unpack(FILE_MAX);
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
		for (size_t end = 0; end <= file_size; end++)
			(void)unpack(end);
		for (size_t at = 0; at < file_size; at++)
			for (unsigned bit = 0; bit < 8; bit++) {
				file[at] ^= (uint8_t)(1u << bit);
				(void)unpack(file_size);
				file[at] ^= (uint8_t)(1u << bit);
			}
	}
}

static void
limits_end_it(void **state)
{
	struct member member;

	(void)state;
	make(MEW);
	options.bytes_max = 6;
	member = unpack(FILE_MAX);
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
