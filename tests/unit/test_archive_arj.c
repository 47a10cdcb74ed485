/*
 * test_archive_arj - ARJ archives that no packer makes
 *
 * Headers and streams are put together here; what arj packs is in test_archive.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/archive/arj/arj_header.h"
#include "core/archive/arj/arj_unpack.h"
#include "core/archive/method/inflate.h"
#include "core/base/crc32.h"
#include "tests/support/archive_case.h"

#define LETTER SLICE("a letter")

/* ---- an archive -------------------------------------------------------- */

struct made {
	uint8_t bytes[4096];
	size_t size;
};

static void
put(struct made *made, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		made->bytes[made->size++] = (uint8_t)(value >> i * 8);
}

static void
put_bytes(struct made *made, struct slice bytes)
{
	for (size_t i = 0; i < bytes.size; i++)
		put(made, bytes.data[i], 1);
}

struct entry {
	const char *name;
	struct slice body; /* as it is unpacked, for its sum */
	struct slice data;
	uint32_t packed; /* 0: as much as there is */
	uint8_t type, flags, method;
	bool extended; /* two headers more */
	bool wrong;    /* its sum */
};

static void
put_extended(struct made *made)
{
	put(made, 3, 2);
	put_bytes(made, SLICE("abc"));
	put(made, 0, 4);
	put(made, 1, 2);
	put_bytes(made, SLICE("d"));
	put(made, 0, 4);
}

static void
put_entry(struct made *made, struct entry e)
{
	size_t basic = made->size + 4;
	struct slice all;

	put(made, 0xEA60, 2);
	put(made, 30 + strlen(e.name) + 2, 2);
	put(made, 30 | 11 << 8 | 1 << 16, 4);
	put(made, (unsigned)(e.flags | e.method << 8 | e.type << 16), 4);
	put(made, 0, 4);
	put(made, e.packed > 0 ? e.packed : e.data.size, 4);
	put(made, e.body.size, 4);
	put(made, crc32_of(0, e.body), 4);
	put(made, 0, 6);
	put_bytes(made, slice_from_string(e.name));
	put(made, 0, 2);
	all = (struct slice){made->bytes + basic, made->size - basic};
	put(made, crc32_of(0, all) ^ e.wrong, 4);
	if (e.extended)
		put_extended(made);
	put(made, 0, 2);
	put_bytes(made, e.data);
}

static struct entry
letter(const char *name)
{
	return (struct entry){.name = name, .body = LETTER, .data = LETTER};
}

static struct made
begin(void)
{
	struct made made = {.size = 0};

	put_entry(&made, (struct entry){.name = "x.arj", .type = 2});
	return made;
}

static struct kept
read_made(const struct made *made)
{
	struct kept kept = {.count = 0};
	struct archive_seen seen;

	arena_reset(arena);
	seen =
	    archive_law_read(archives, (struct slice){made->bytes, made->size},
		FILETYPE_ARJ, &options, arena, NULL, keep, &kept);
	kept.flags = seen.flags;
	kept.limit = seen.limit;
	return kept;
}

/* ---- headers ----------------------------------------------------------- */

static void
a_broken_header_hides_only_its_own_member(void **state)
{
	struct made made = begin();
	struct entry wrong = letter("one");
	struct kept kept;

	(void)state;
	wrong.wrong = true;
	put_entry(&made, wrong);
	put_entry(&made, letter("two"));
	put(&made, 0xEA60, 4);
	kept = read_made(&made);
	assert_int_equal(kept.count, 1);
	assert_slice(kept.members[0].name, "two");
	assert_slice(kept.members[0].body, "a letter");
	assert_int_equal(kept.members[0].flags, 0);
	assert_int_equal(kept.flags, ARCHIVE_DAMAGED);
}

static void
a_broken_first_header_is_passed_over(void **state)
{
	struct made made = {.size = 0};
	struct kept kept;

	(void)state;
	put_entry(
	    &made, (struct entry){.name = "x.arj", .type = 2, .wrong = true});
	put_entry(&made, letter("one"));
	put(&made, 0xEA60, 4);
	kept = read_made(&made);
	assert_int_equal(kept.count, 1);
	assert_slice(kept.members[0].body, "a letter");
	assert_int_equal(kept.flags, ARCHIVE_DAMAGED);
}

static void
no_header_at_all_is_unsupported(void **state)
{
	static const struct slice rows[] = {SLICE(""), SLICE("\x60"),
	    SLICE("\x60\xEA"), SLICE("\x60\xEA\0\0"), SLICE("\x60\xEA\x22\0"),
	    SLICE("\x60\xEA\xFF\xFF\x1E\xB\1\0\0\0\2")};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct made made = {.size = 0};
		struct kept kept;

		put_bytes(&made, rows[i]);
		kept = read_made(&made);
		assert_int_equal(kept.count, 0);
		assert_int_equal(kept.flags, ARCHIVE_UNSUPPORTED);
		assert_false(arj_header_plausible(rows[i]));
	}
}

static void
an_archive_without_an_end_is_damaged(void **state)
{
	struct made made = begin();
	struct kept kept;

	(void)state;
	put_entry(&made, letter("one"));
	kept = read_made(&made);
	assert_int_equal(kept.count, 1);
	assert_slice(kept.members[0].body, "a letter");
	assert_int_equal(kept.flags, ARCHIVE_DAMAGED);
}

static void
data_that_go_past_the_end_come_as_far_as_they_are(void **state)
{
	struct made made = begin();
	struct entry large = letter("one");
	struct kept kept;

	(void)state;
	large.packed = UINT32_MAX;
	put_entry(&made, large);
	kept = read_made(&made);
	assert_int_equal(kept.count, 1);
	assert_slice(kept.members[0].body, "a letter");
	assert_int_equal(kept.members[0].flags, MEMBER_DAMAGED);
}

static void
extended_headers_are_no_data(void **state)
{
	struct made made = begin();
	struct entry extended = letter("one");
	struct kept kept;

	(void)state;
	extended.extended = true;
	put_entry(&made, extended);
	put(&made, 0xEA60, 4);
	kept = read_made(&made);
	assert_int_equal(kept.count, 1);
	assert_slice(kept.members[0].body, "a letter");
	assert_int_equal(kept.flags | kept.members[0].flags, 0);
}

static void
a_folder_is_left_out_unless_it_has_data(void **state)
{
	struct made made = begin();
	struct entry folder = letter("folder");
	struct kept kept;

	(void)state;
	folder.type = ARJ_FOLDER;
	put_entry(&made, folder);
	put_entry(&made, (struct entry){.name = "empty", .type = ARJ_FOLDER});
	put_entry(&made, letter("one"));
	put(&made, 0xEA60, 4);
	kept = read_made(&made);
	assert_int_equal(kept.count, 2);
	assert_slice(kept.members[0].name, "folder");
	assert_slice(kept.members[0].body, "a letter");
	assert_slice(kept.members[1].name, "one");
	assert_int_equal(kept.flags, 0);
}

static void
unknown_methods_and_wrong_sums_are_told(void **state)
{
	struct made made = begin();
	struct entry unknown = letter("one"), wrong = letter("two");
	struct kept kept;

	(void)state;
	unknown.method = 5;
	wrong.body = SLICE("a lettel");
	put_entry(&made, unknown);
	put_entry(&made, wrong);
	put(&made, 0xEA60, 4);
	kept = read_made(&made);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.members[0].flags, MEMBER_UNSUPPORTED);
	assert_int_equal(kept.members[1].flags, MEMBER_DAMAGED);
	assert_slice(kept.members[1].body, "a letter");
}

/* "a letter" XOR "pw": by hand. */
#define GARBLED SLICE("\x11\x57\x1C\x12\x04\x03\x15\x05")

static void
only_a_password_whose_sum_fits_is_the_one(void **state)
{
	struct slice passwords[] = {SLICE(""), SLICE("wp"), SLICE("pw")};
	struct made made = begin();
	struct entry garbled = letter("one");
	struct kept kept;

	(void)state;
	garbled.data = GARBLED;
	garbled.flags = ARJ_FLAG_GARBLED;
	put_entry(&made, garbled);
	put(&made, 0xEA60, 4);
	options.passwords = passwords;
	for (size_t count = 0; count <= 3; count++) {
		options.password_count = count;
		kept = read_made(&made);
		assert_int_equal(kept.count, 1);
		assert_int_equal(kept.flags, ARCHIVE_ENCRYPTED);
		assert_int_equal(kept.members[0].flags,
		    count < 3 ? MEMBER_ENCRYPTED
			      : MEMBER_ENCRYPTED | MEMBER_PASSWORD);
		assert_slice_is(
		    kept.members[0].body, count < 3 ? SLICE("") : LETTER);
	}
}

/* ---- streams ----------------------------------------------------------- */

/* The highest bit first. */
static void
put_bits(struct made *made, size_t *at, uint32_t value, unsigned count)
{
	while (count-- > 0) {
		if (value >> count & 1)
			made->bytes[*at / 8] |= (uint8_t)(0x80 >> *at % 8);
		++*at;
		made->size = (*at + 7) / 8;
	}
}

struct unpacked {
	enum lz_result result;
	struct member member;
};

static struct unpacked
unpack(enum arj_method method, const uint8_t *data, size_t size, uint64_t body)
{
	uint8_t *copy = malloc(size == 0 ? 1 : size);
	struct slice packed = {copy, size};
	struct unpacking unpacking = {.options = &options, .arena = arena};
	struct body_output output;
	struct unpacked got = {.member = member_unknown()};

	assert_non_null(copy);
	if (size > 0)
		memcpy(copy, data, size);
	arena_reset(arena);
	body_output_begin(&output, &unpacking, size);
	got.result = method == ARJ_FASTEST
			 ? arj_unpack_fastest(packed, body, &output)
			 : arj_unpack_lzh(packed, body, &output);
	body_output_end(&output, &got.member);
	free(copy);
	return got;
}

/* A block whose codes are one symbol each, which takes no bits. */
static struct made
one_symbol(uint32_t count, uint32_t literal, uint32_t distance)
{
	struct made made = {.size = 0};
	size_t at = 0;

	put_bits(&made, &at, count, 16);
	put_bits(&made, &at, 0, 10);
	put_bits(&made, &at, literal, 18);
	put_bits(&made, &at, distance, 10);
	return made;
}

static void
codes_of_one_symbol_take_no_bits(void **state)
{
	struct made made = one_symbol(0, 'a', 0);
	struct unpacked got =
	    unpack(ARJ_LZH_FIRST, made.bytes, made.size, 65536);

	(void)state;
	assert_int_equal(got.result, LZ_OK);
	assert_int_equal(got.member.body.size, 65536);
	for (size_t i = 0; i < 65536; i++)
		assert_int_equal(got.member.body.data[i], 'a');
	/* The next block is not there. */
	got = unpack(ARJ_LZH_FIRST, made.bytes, made.size, 65537);
	assert_int_equal(got.result, LZ_DAMAGED);
	assert_int_equal(got.member.body.size, 65536);
}

static void
symbols_that_mean_nothing_are_damage(void **state)
{
	static const struct {
		uint32_t literal, distance;
	} rows[] = {
	    {510, 0}, {511, 0}, /* no such literal */
	    {'a', 17}, {'a', 31},
	    {256, 0}, /* a match ahead of the first byte */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct made made =
		    one_symbol(9, rows[i].literal, rows[i].distance);
		struct unpacked got =
		    unpack(ARJ_LZH_FIRST, made.bytes, made.size, 9);

		assert_int_equal(got.result, LZ_DAMAGED);
		assert_int_equal(got.member.body.size, 0);
	}
}

/* a, and three bytes from one before; the size ends it, or the bits do. */
static void
fixed_codes_give_literals_and_matches(void **state)
{
	struct made made = {.size = 0};
	size_t at = 0;

	(void)state;
	put_bits(&made, &at, 'a', 9);
	put_bits(&made, &at, 4, 3);
	put_bits(&made, &at, 0, 10);
	put_bits(&made, &at, 3, 2);
	for (uint64_t size = 0; size < 8; size++) {
		struct unpacked got =
		    unpack(ARJ_FASTEST, made.bytes, made.size, size);

		assert_int_equal(got.result, size <= 4 ? LZ_OK : LZ_DAMAGED);
		assert_int_equal(got.member.body.size, size <= 4 ? size : 4);
		assert_true(slice_starts_with(SLICE("aaaa"), got.member.body));
	}
}

static void
streams_end_at_the_limit(void **state)
{
	struct made made = one_symbol(0, 'a', 0);

	(void)state;
	for (uint64_t max = 0; max < 20; max++) {
		struct unpacked got;

		options.bytes_max = max;
		got = unpack(ARJ_LZH_FIRST, made.bytes, made.size, 10);
		assert_int_equal(got.result, max < 10 ? LZ_CUT : LZ_OK);
		assert_int_equal(got.member.body.size, max < 10 ? max : 10);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_broken_header_hides_only_its_own_member),
	    TEST(a_broken_first_header_is_passed_over),
	    TEST(no_header_at_all_is_unsupported),
	    TEST(an_archive_without_an_end_is_damaged),
	    TEST(data_that_go_past_the_end_come_as_far_as_they_are),
	    TEST(extended_headers_are_no_data),
	    TEST(a_folder_is_left_out_unless_it_has_data),
	    TEST(unknown_methods_and_wrong_sums_are_told),
	    TEST(only_a_password_whose_sum_fits_is_the_one),
	    TEST(codes_of_one_symbol_take_no_bits),
	    TEST(symbols_that_mean_nothing_are_damage),
	    TEST(fixed_codes_give_literals_and_matches),
	    TEST(streams_end_at_the_limit),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
