/*
 * test_archive_zip - zips that say two things
 *
 * Each is put together here, header by header, after APPNOTE.TXT.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "core/archive/method/inflate.h"
#include "core/base/crc32.h"
#include "tests/support/archive_case.h"

#define STORED 0
#define DEFLATED 8

/* ---- a zip, piece by piece --------------------------------------------- */

/* What a header says; the rest is 0. */
struct says {
	const char *name;
	unsigned method;
	unsigned flags;
	uint32_t packed;
	uint32_t size;
	const char *plain; /* its sum is taken */
	uint32_t offset;   /* central */
};

static struct zip_made {
	uint8_t bytes[8192];
	size_t size;
	size_t directory;
	size_t ahead; /* bytes that the offsets do not count */
	unsigned count;
} made;

static void
put(uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		made.bytes[made.size++] = (uint8_t)(value >> i * 8);
}

static void
put_bytes(const void *bytes, size_t size)
{
	memcpy(made.bytes + made.size, bytes, size);
	made.size += size;
}

static void
put_common(const struct says *says)
{
	put(says->flags, 2);
	put(says->method, 2);
	put(0, 4);
	put(says->plain == NULL ? 0
				: crc32_of(0, slice_from_string(says->plain)),
	    4);
	put(says->packed, 4);
	put(says->size, 4);
	put(strlen(says->name), 2);
}

/* Offset of the header. */
static uint32_t
put_local(struct says says, const void *data, size_t size)
{
	size_t at = made.size;

	put(0x04034B50, 4);
	put(20, 2);
	put_common(&says);
	put(0, 2);
	put_bytes(says.name, strlen(says.name));
	put_bytes(data, size);
	return (uint32_t)at;
}

static void
put_central(struct says says)
{
	if (made.count++ == 0)
		made.directory = made.size;
	put(0x02014B50, 4);
	put(20, 2);
	put(20, 2);
	put_common(&says);
	put(0, 8);
	put(0, 4);
	put(says.offset, 4);
	put_bytes(says.name, strlen(says.name));
}

static void
put_end(void)
{
	size_t size = made.count == 0 ? 0 : made.size - made.directory;

	put(0x06054B50, 4);
	put(0, 4);
	put(made.count, 2);
	put(made.count, 2);
	put(size, 4);
	put((made.count == 0 ? made.size : made.directory) - made.ahead, 4);
	put(0, 2);
}

static struct says
stored(const char *name, const char *plain)
{
	return (struct says){
	    .name = name,
	    .method = STORED,
	    .packed = (uint32_t)strlen(plain),
	    .size = (uint32_t)strlen(plain),
	    .plain = plain,
	};
}

static uint32_t
put_stored(const char *name, const char *plain)
{
	return put_local(stored(name, plain), plain, strlen(plain));
}

static void
list_stored(const char *name, const char *plain, uint32_t offset)
{
	struct says says = stored(name, plain);

	says.offset = offset;
	put_central(says);
}

/* ---- what is read ------------------------------------------------------ */

static struct kept kept;

static void
read_made(void)
{
	kept.count = 0;
	arena_reset(arena);
	kept.flags =
	    archive_law_read(archives, (struct slice){made.bytes, made.size},
		FILETYPE_ZIP, &options, arena, NULL, keep, &kept)
		.flags;
}

static void
expect(size_t index, const char *name, const char *body, unsigned flags)
{
	assert_true(index < kept.count);
	assert_slice_is(kept.members[index].name, slice_from_string(name));
	assert_slice_is(kept.members[index].body, slice_from_string(body));
	assert_int_equal(kept.members[index].flags, flags);
}

static int
set_up_made(void **state)
{
	made = (struct zip_made){.size = 0};
	return set_up(state);
}

/* ---- tests ------------------------------------------------------------- */

static void
an_honest_zip_agrees_with_itself(void **state)
{
	(void)state;
	put_stored("a", "alpha");
	put_stored("b", "beta");
	list_stored("a", "alpha", 0);
	list_stored("b", "beta", 36);
	put_end();
	read_made();
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.flags, 0);
	expect(0, "a", "alpha", 0);
	expect(1, "b", "beta", 0);
}

static void
a_member_that_is_not_listed_is_found(void **state)
{
	uint32_t b;

	(void)state;
	put_stored("hidden", "payload");
	b = put_stored("b", "beta");
	list_stored("b", "beta", b);
	put_end();
	read_made();
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.flags, ARCHIVE_DISAGREES);
	expect(0, "b", "beta", 0);
	expect(1, "hidden", "payload", MEMBER_UNLISTED);
}

static void
a_zip_inside_of_a_listed_member_is_not_unlisted(void **state)
{
	static const char inner[] = "PK\003\004 not to be taken for a header";

	(void)state;
	put_stored("inner.zip", inner);
	list_stored("inner.zip", inner, 0);
	put_end();
	read_made();
	assert_int_equal(kept.count, 1);
	assert_int_equal(kept.flags, 0);
}

static void
both_names_of_a_member_are_given(void **state)
{
	(void)state;
	put_stored("evil.exe", "payload");
	list_stored("letter.txt", "payload", 0);
	put_end();
	read_made();
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.flags, ARCHIVE_DISAGREES);
	expect(0, "letter.txt", "payload", 0);
	expect(1, "evil.exe", "", MEMBER_UNLISTED | MEMBER_OVERLAP);
}

/* The directory calls it stored; whoever believes the local header gets what
 * was deflated: a stored block of deflate around the payload. */
static void
a_method_that_only_the_local_header_has_is_tried(void **state)
{
	static const char deflated[] = "\001\007\000\370\377payload";
	struct says local = {"x", DEFLATED, 0, 12, 7, "payload", 0};
	struct says central = {"x", STORED, 0, 12, 12, NULL, 0};

	(void)state;
	put_local(local, deflated, 12);
	put_central(central);
	put_end();
	read_made();
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.flags, ARCHIVE_DISAGREES);
	assert_int_equal(kept.members[0].body.size, 12);
	assert_true(kept.members[0].flags & MEMBER_DAMAGED);
	expect(1, "x", "payload", MEMBER_UNLISTED | MEMBER_OVERLAP);
}

static void
a_member_called_encrypted_by_one_list_is_read_by_the_other(void **state)
{
	struct says central = stored("x", "payload");

	(void)state;
	put_stored("x", "payload");
	central.flags = 1;
	put_central(central);
	put_end();
	read_made();
	assert_int_equal(kept.count, 2);
	expect(0, "x", "", MEMBER_ENCRYPTED);
	expect(1, "x", "payload", MEMBER_UNLISTED | MEMBER_OVERLAP);
}

/* A decoy that says it is as large as the archive does not hide what follows.
 */
static void
a_decoy_over_all_bytes_hides_nothing(void **state)
{
	struct says decoy = {"decoy", STORED, 0, 4000, 4000, NULL, 0};
	uint32_t at;

	(void)state;
	put_local(decoy, "", 0);
	at = put_stored("evil.exe", "payload");
	put_central(decoy);
	list_stored("evil.exe", "payload", at);
	put_end();
	memset(made.bytes + made.size, 0, 100);
	read_made();
	assert_int_equal(kept.count, 2);
	assert_true(kept.members[0].flags & MEMBER_DAMAGED);
	expect(1, "evil.exe", "payload", MEMBER_OVERLAP);
}

/* Nine members of nearly all its bytes each: an archive of nine kernels. */
static void
bytes_claimed_past_the_allowance_are_a_limit_reached(void **state)
{
	static char kernel[2000];
	uint32_t size = (uint32_t)sizeof(kernel);
	struct says member = {"a", STORED, 0, size, size, NULL, 0};
	unsigned cut = 0;

	(void)state;
	put_local(member, kernel, sizeof(kernel));
	put_central(member);
	for (uint32_t i = 1; i < 9; i++) {
		member.packed = member.size = size - i;
		put_central(member);
	}
	put_end();
	read_made();
	for (uint32_t i = 0; i < kept.count; i++)
		if (kept.members[i].flags & MEMBER_CUT) {
			assert_int_equal(kept.members[i].limit, LIMIT_RATIO);
			cut++;
		}
	assert_true(cut > 0);
}

/* The same with the member known to local headers alone, and a decoy that
 * fits: who reads from the front believes the local header's length of it. */
static void
a_longer_decoy_in_the_directory_hides_nothing(void **state)
{
	struct says local = stored("decoy", "short");
	struct says central = local;

	(void)state;
	put_local(local, "short", 5);
	put_stored("evil.exe", "payload");
	central.packed = central.size = (uint32_t)made.size - 35;
	put_central(central);
	put_end();
	read_made();
	assert_int_equal(kept.count, 3);
	expect(2, "evil.exe", "payload", MEMBER_UNLISTED | MEMBER_OVERLAP);
}

static void
one_member_listed_often_is_unpacked_once(void **state)
{
	static const char *const names[] = {"a", "b", "c", "d"};

	(void)state;
	put_stored("a", "payload");
	for (size_t i = 0; i < 4; i++)
		list_stored(names[i], "payload", 0);
	put_end();
	read_made();
	expect(0, "a", "payload", 0);
	expect(1, "b", "", MEMBER_OVERLAP);
	for (size_t i = 1; i < kept.count; i++)
		assert_int_equal(kept.members[i].body.size, 0);
}

static void
bytes_of_many_members_are_unpacked_twice_at_most(void **state)
{
	static char text[1001];
	uint64_t total = 0;

	(void)state;
	memset(text, 'x', 1000);
	put_stored("all", text);
	list_stored("all", text, 0);
	/* Members within it, each with a header that is part of its text. */
	for (unsigned i = 0; i < 14; i++) {
		size_t keep_size = made.size;
		struct says says = stored("in", text + 500);

		made.size = 33 + i * 32;
		put_local(says, "", 0);
		made.size = keep_size;
		says.offset = 33 + i * 32;
		put_central(says);
	}
	put_end();
	read_made();
	for (size_t i = 0; i < kept.count; i++)
		total += kept.members[i].body.size;
	assert_true(kept.count >= 15);
	assert_true(total >= 1000 + 500);
	assert_true(total <= 2 * made.size);
}

static void
without_a_directory_local_headers_count(void **state)
{
	(void)state;
	put_stored("a", "alpha");
	put_stored("b", "beta");
	read_made();
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.flags, ARCHIVE_DAMAGED);
	expect(0, "a", "alpha", MEMBER_UNLISTED);
	expect(1, "b", "beta", MEMBER_UNLISTED);
}

static void
something_ahead_of_a_zip_shifts_its_offsets(void **state)
{
	(void)state;
	put_bytes("MZ, a program", 13);
	put_stored("a", "alpha");
	list_stored("a", "alpha", 0);
	made.ahead = 13;
	put_end();
	read_made();
	assert_int_equal(kept.count, 1);
	assert_int_equal(kept.flags, 0);
	expect(0, "a", "alpha", 0);
}

static void
junk_behind_a_zip_is_passed_over(void **state)
{
	static const uint8_t junk[3000] = {'P', 'K', 5};

	(void)state;
	put_stored("a", "alpha");
	list_stored("a", "alpha", 0);
	put_end();
	put_bytes(junk, sizeof(junk));
	read_made();
	assert_int_equal(kept.count, 1);
	assert_int_equal(kept.flags, 0);
}

static void
folders_are_left_out_unless_they_hold_something(void **state)
{
	uint32_t at, odd;

	(void)state;
	at = put_stored("folder/", "");
	odd = put_stored("odd.exe/", "payload");
	list_stored("folder/", "", at);
	list_stored("odd.exe/", "payload", odd);
	put_end();
	read_made();
	assert_int_equal(kept.count, 1);
	expect(0, "odd.exe/", "payload", 0);
}

static void
a_listed_member_without_a_local_header_is_damage(void **state)
{
	(void)state;
	put_stored("a", "alpha");
	list_stored("a", "alpha", 0);
	list_stored("gone", "payload", 4444);
	put_end();
	read_made();
	assert_int_equal(kept.count, 2);
	expect(1, "gone", "", MEMBER_DAMAGED);
	assert_int_equal(kept.flags, ARCHIVE_DISAGREES);
}

static void
an_empty_zip_is_no_error(void **state)
{
	(void)state;
	put_end();
	read_made();
	assert_int_equal(kept.count, 0);
	assert_int_equal(kept.flags, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_made, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(an_honest_zip_agrees_with_itself),
	    TEST(a_member_that_is_not_listed_is_found),
	    TEST(a_zip_inside_of_a_listed_member_is_not_unlisted),
	    TEST(both_names_of_a_member_are_given),
	    TEST(a_method_that_only_the_local_header_has_is_tried),
	    TEST(a_member_called_encrypted_by_one_list_is_read_by_the_other),
	    TEST(a_decoy_over_all_bytes_hides_nothing),
	    TEST(bytes_claimed_past_the_allowance_are_a_limit_reached),
	    TEST(a_longer_decoy_in_the_directory_hides_nothing),
	    TEST(one_member_listed_often_is_unpacked_once),
	    TEST(bytes_of_many_members_are_unpacked_twice_at_most),
	    TEST(without_a_directory_local_headers_count),
	    TEST(something_ahead_of_a_zip_shifts_its_offsets),
	    TEST(junk_behind_a_zip_is_passed_over),
	    TEST(folders_are_left_out_unless_they_hold_something),
	    TEST(a_listed_member_without_a_local_header_is_damage),
	    TEST(an_empty_zip_is_no_error),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
