/*
 * test_upx - programs as they were before UPX packed them
 *
 * The programs are packed by UPX 4.2.2 (tests/support/make-programs), so what
 * must come out is what went in: words, a zip.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/archive/member/archives.h"
#include "core/archive/program/upx.h"
#include "tests/support/archive_case.h"
#include "tests/support/archive_law.h"

#define PLACE "tests/data/programs/"
#define FILE_MAX ((size_t)16 << 10)
#define WORDS SLICE("words that repeat themselves, words that repeat")

static const char *const names[] = {
    "pe32-nrv2b",
    "pe32-nrv2d",
    "pe32-nrv2e",
    "pe32-lzma",
    "pe32-unmarked",
    "pe64-nrv2b",
    "pe64-nrv2d",
    "pe64-nrv2e",
    "pe64-lzma",
    "pe64-unmarked",
    "elf64-nrv2b",
    "elf64-nrv2d",
    "elf64-nrv2e",
    "elf64-lzma",
};
#define NAMES (sizeof(names) / sizeof(names[0]))

static uint8_t file[FILE_MAX];

static size_t
read_file(const char *name)
{
	char path[256];
	size_t size;
	FILE *in;

	snprintf(path, sizeof(path), PLACE "%s", name);
	in = fopen(path, "rb");
	if (in == NULL)
		fail_msg("cannot read %s", path);
	size = fread(file, 1, sizeof(file), in);
	fclose(in);
	assert_true(size > 0 && size < sizeof(file));
	return size;
}

/* In memory of its own, so that a sanitizer sees its end. */
static struct member
unpack(size_t size)
{
	uint8_t *copy = malloc(size + 1);
	struct slice bytes = {copy, size};
	struct executable executable;
	struct member member = member_unknown();
	struct unpacking unpacking =
	    unpacking_of(archives, bytes, &options, arena, NULL);

	assert_non_null(copy);
	memcpy(copy, file, size);
	arena_reset(arena);
	if (!executable_read(bytes, 64, arena, &executable))
		executable =
		    (struct executable){.kind = EXECUTABLE_ELF, .file = bytes};
	upx_unpack(&unpacking, &executable, &member);
	free(copy);
	return member;
}

static bool
holds(struct slice body, struct slice piece)
{
	return slice_find(body, piece) < body.size;
}

static void
what_was_packed_comes_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		size_t size = read_file(names[i]);
		struct member member;

		assert_false(holds((struct slice){file, size}, WORDS));
		member = unpack(size);
		if (!holds(member.body, WORDS) ||
		    !holds(member.body, SLICE("PK\x03\x04")) ||
		    (member.flags & (MEMBER_CUT | MEMBER_DAMAGED)) != 0)
			fail_msg("%s", names[i]);
	}
}

/* The header that UPX keeps: three or four sections, as objdump -h has them. */
static void
a_pe_is_a_pe_again(void **state)
{
	struct executable before, after;
	struct member member;
	uint64_t offset;

	(void)state;
	member = unpack(read_file("pe32-nrv2b"));
	assert_true(executable_read(
	    (struct slice){file, FILE_MAX}, 64, arena, &before));
	assert_true(executable_read(member.body, 64, arena, &after));
	assert_int_equal(before.section_count, 3);
	assert_true(after.section_count >= 3);
	/* push %ebp or the like: the entry of a function. */
	assert_true(executable_offset(&after, after.entry_address, &offset));
	assert_int_equal(offset, after.entry);
}

static void
what_is_not_packed_is_left_alone(void **state)
{
	size_t size = read_file("pe32-nrv2b");

	(void)state;
	/* Neither a mark nor the instructions of UPX. */
	for (size_t i = 0x200; i < size; i++)
		file[i] = 0x90;
	memset(file + 0x1F0, 0, 0x10);
	assert_int_equal(unpack(size).body.size, 0);
	memset(file, 'x', 100);
	assert_int_equal(unpack(100).body.size, 0);
	assert_int_equal(unpack(0).body.size, 0);
}

/* Whatever comes out; the sanitizers see more. */
static void
cut_and_damaged_ones_do_no_harm(void **state)
{
	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		size_t size = read_file(names[i]);

		for (size_t cut = 0; cut < size; cut += 7)
			(void)unpack(cut);
		for (size_t at = 0; at < size; at += 5) {
			file[at] ^= (uint8_t)(1u << at % 8);
			assert_true(unpack(size).body.size <=
				    (size_t)options.bytes_max);
			file[at] ^= (uint8_t)(1u << at % 8);
		}
	}
}

static void
limits_end_it(void **state)
{
	struct member member;

	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		size_t size = read_file(names[i]);

		options.bytes_max = 300;
		member = unpack(size);
		assert_true(member.body.size <= 300);
		assert_true((member.flags & MEMBER_CUT) != 0);
		assert_int_equal(member.limit, LIMIT_DECODED_BYTES);
	}
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(what_was_packed_comes_out),
	    TEST(a_pe_is_a_pe_again),
	    TEST(what_is_not_packed_is_left_alone),
	    TEST(cut_and_damaged_ones_do_no_harm),
	    TEST(limits_end_it),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
