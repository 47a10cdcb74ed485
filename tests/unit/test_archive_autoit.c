/*
 * test_archive_autoit - compiled scripts of AutoIt, put together by hand
 *
 * How "FILE" looks when it is hidden is known of every such program.  That
 * those of Debian's clamav-testfiles (clam.ea05.exe, clam.ea06.exe) give their
 * script and their clam.exe was tried by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/archive/installer/autoit_cipher.h"
#include "core/archive/installer/autoit_unpack.h"
#include "tests/support/archive_reading.h"
#include "tests/support/slices.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define FILE_MAX 4096u
#define TEXT "hello hello hello\n"

static uint8_t file[FILE_MAX];
static size_t file_size;

/* ---- what hides it ----------------------------------------------------- */

static void
run(enum autoit_version version, uint32_t seed, struct slice bytes, uint8_t *to)
{
	struct autoit_cipher cipher;

	autoit_cipher_begin(&cipher, version, seed);
	autoit_cipher_run(&cipher, bytes, to);
}

static void
the_mark_of_a_file_is_known(void **state)
{
	uint8_t mark[4];

	(void)state;
	run(AUTOIT_EA05, 0x16FA, SLICE("\xFF\x6D\xB0\xCE"), mark);
	assert_memory_equal(mark, "FILE", 4);
	run(AUTOIT_EA06, 0x18EE, SLICE("\x6B\x43\xCA\x52"), mark);
	assert_memory_equal(mark, "FILE", 4);
}

/* The first numbers of MT19937 for the seed 5489, and the 10,000th (C++11,
 * 26.5.5): 3499211612, 581869302, 3890346734; 4123659995. */
static void
the_twister_is_that_of_its_authors(void **state)
{
	static uint8_t zeros[10000], numbers[10000];

	(void)state;
	run(AUTOIT_EA05, 5489, (struct slice){zeros, sizeof(zeros)}, numbers);
	assert_int_equal(numbers[0], (uint8_t)(3499211612u >> 1));
	assert_int_equal(numbers[1], (uint8_t)(581869302u >> 1));
	assert_int_equal(numbers[2], (uint8_t)(3890346734u >> 1));
	assert_int_equal(numbers[9999], (uint8_t)(4123659995u >> 1));
}

/* ---- compression ------------------------------------------------------- */

/* Bits as text: "1 01000001" and so on. */
static struct slice
bits_of(const char *head, const char *bits, uint8_t *room)
{
	size_t count = 64;

	memset(room, 0, FILE_MAX);
	memcpy(room, head, 8);
	for (; *bits != '\0'; bits++) {
		if (*bits == ' ')
			continue;
		room[count / 8] |= (uint8_t)((*bits - '0') << (7 - count % 8));
		count++;
	}
	return (struct slice){room, (count + 7) / 8};
}

static struct member
unpack(struct slice packed, enum lz_result *result_r)
{
	struct archive_options options = archive_law_options();
	struct unpacking unpacking = {
	    .options = &options, .arena = reading_arena};
	struct body_output output;
	struct member member = member_unknown();

	arena_reset(reading_arena);
	body_output_begin(&output, &unpacking, packed.size);
	*result_r = autoit_unpack(packed, &output);
	body_output_end(&output, &member);
	return member;
}

#define A "01100001" /* 'a' */
#define ONE "000000000000001"

/* As many as each kind of length may be; the first one and the last one. */
static void
lengths_are_read(void **state)
{
	static const struct {
		const char *length;
		size_t size;
	} rows[] = {
	    {"00", 3},
	    {"10", 5},
	    {"11 000", 6},
	    {"11 110", 12},
	    {"11 111 00000", 13},
	    {"11 111 11110", 43},
	    {"11 111 11111 00000000", 44},
	    {"11 111 11111 11111110", 298},
	    {"11 111 11111 11111111 00000000", 299},
	    {"11 111 11111 11111111 11111110", 553},
	    {"11 111 11111 11111111 11111111 00000001", 555},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char bits[256];
		char head[8] = {'E', 'A', '0', '6', 0, 0, 0, 0};
		uint8_t packed[FILE_MAX];
		enum lz_result result;
		struct member member;

		snprintf(
		    bits, sizeof(bits), "1 " A " 0 " ONE " %s", rows[i].length);
		head[6] = (char)((rows[i].size + 1) >> 8);
		head[7] = (char)((rows[i].size + 1) & 0xFF);
		member = unpack(bits_of(head, bits, packed), &result);
		assert_int_equal(result, LZ_OK);
		assert_int_equal(member.body.size, rows[i].size + 1);
		for (size_t at = 0; at < member.body.size; at++)
			assert_int_equal(member.body.data[at], 'a');
		/* One more is not there. */
		head[7]++;
		(void)unpack(bits_of(head, bits, packed), &result);
		assert_int_equal(result, LZ_DAMAGED);
	}
}

static void
the_versions_differ_in_one_bit(void **state)
{
	uint8_t packed[FILE_MAX];
	enum lz_result result;
	struct member member;

	(void)state;
	member = unpack(
	    bits_of("EA05\0\0\0\4", "0 " A " 1 " ONE " 00", packed), &result);
	assert_int_equal(result, LZ_OK);
	assert_slice(member.body, "aaaa");
}

static void
what_is_no_stream_is_damaged(void **state)
{
	static const struct {
		const char *head;
		const char *bits;
	} rows[] = {
	    {"JB01\0\0\0\1", "1 " A},
	    {"EA06\0\0\0\4", "0 " ONE " 00"}, /* before the first */
	    {"EA06\0\0\0\4", "1 " A " 0 000000000000000 00"}, /* no distance */
	    {"EA06\0\0\0\4", "1 " A " 0 000000000000010 00"}, /* too far */
	    {"EA06\0\0\0\4", "1 " A},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t packed[FILE_MAX];
		enum lz_result result;

		(void)unpack(
		    bits_of(rows[i].head, rows[i].bits, packed), &result);
		assert_int_equal(result, LZ_DAMAGED);
	}
}

/* ---- scripts ----------------------------------------------------------- */

static enum lz_result
expand(struct slice tokens, struct member *member)
{
	struct archive_options options = archive_law_options();
	struct unpacking unpacking = {
	    .options = &options, .arena = reading_arena};
	struct body_output output;
	enum lz_result result;

	arena_reset(reading_arena);
	*member = member_unknown();
	body_output_begin(&output, &unpacking, tokens.size);
	result = autoit_script(tokens, &output);
	body_output_end(&output, member);
	return result;
}

static void
tokens_become_text(void **state)
{
	/* "ab" xored with 2: 'c' '`'. */
	static const struct {
		struct slice tokens;
		struct slice text;
	} rows[] = {
	    {SLICE(""), SLICE("")},
	    {SLICE("\1\0\0\0\x7F"), SLICE("\r\n")},
	    {SLICE("\1\0\0\0\x30\2\0\0\0c\0`\0"), SLICE("ab ")},
	    {SLICE("\1\0\0\0\x32\2\0\0\0c\0`\0"), SLICE("@ab ")},
	    {SLICE("\1\0\0\0\x33\2\0\0\0c\0`\0\x41\x05\x2A\0\0\0"),
		SLICE("$ab = 42 ")},
	    {SLICE("\1\0\0\0\x35\2\0\0\0c\0`\0\x36\0\0\0\0"),
		SLICE(".ab \"\" ")},
	    {SLICE("\1\0\0\0\x36\2\0\0\0c\0`\0\x58\x4D"), SLICE("\"ab\" : & ")},
	    {SLICE("\1\0\0\0\x10\0\0\0\0\1\0\0\0"), SLICE("4294967296 ")},
	    {SLICE("\1\0\0\0\x20\0\0\0\0\0\0\xF8\x3F"), SLICE("1.5 ")},
	    {SLICE("\1\0\0\0\0\7\0\0\0\1\1\0\0\0\x40"), SLICE(", ")},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct member member;

		assert_int_equal(expand(rows[i].tokens, &member), LZ_OK);
		assert_slice_is(member.body, rows[i].text);
	}
}

static void
what_is_no_script_is_damaged(void **state)
{
	static const struct slice rows[] = {
	    SLICE("\1\0\0\0\x59"),
	    SLICE("\1\0\0\0\xFF"),
	    SLICE("\1\0\0\0\x36\2\0\0\0c\0`"),
	    SLICE("\1\0\0\0\x36\xFF\xFF\xFF\xFF"),
	};
	struct member member;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(expand(rows[i], &member), LZ_DAMAGED);
}

/* ---- whole ones -------------------------------------------------------- */

static void
put32(size_t at, uint32_t value)
{
	for (size_t i = 0; i < 4; i++)
		file[at + i] = (uint8_t)(value >> 8 * i);
}

static void
add32(uint32_t value)
{
	put32(file_size, value);
	file_size += 4;
}

static void
add_hidden(enum autoit_version version, uint32_t seed, struct slice bytes)
{
	assert_true(bytes.size <= FILE_MAX - file_size);
	run(version, seed, bytes, file + file_size);
	file_size += bytes.size;
}

static void
add_text(enum autoit_version version, uint32_t size_mask, uint32_t seed,
    struct slice text)
{
	uint8_t wide[256] = {0};
	struct slice letters = text;

	for (size_t i = 0; version == AUTOIT_EA06 && i < text.size; i++)
		wide[2 * i] = text.data[i];
	if (version == AUTOIT_EA06)
		letters = (struct slice){wide, 2 * text.size};
	add32((uint32_t)text.size ^ size_mask);
	add_hidden(version, seed + (uint32_t)text.size, letters);
}

static void
begin(enum autoit_version version)
{
	memset(file, 0, sizeof(file));
	memcpy(file,
	    "\xA3\x48\x4B\xBE\x98\x6C\x4A\xA9\x99\x4C\x53\x0A\x86\xD6\x48\x7D"
	    "AU3!",
	    20);
	memcpy(file + 20, version == AUTOIT_EA05 ? "EA05" : "EA06", 4);
	memset(file + 24, 9, 16);
	file_size = 40;
}

static void
add_file(enum autoit_version version, struct slice purpose, struct slice path,
    struct slice bytes, bool packed)
{
	bool old = version == AUTOIT_EA05;
	uint32_t mask = old ? 0x45AA : 0x87BC;

	add_hidden(version, old ? 0x16FA : 0x18EE, SLICE("FILE"));
	add_text(
	    version, old ? 0x29BC : 0xADBC, old ? 0xA25E : 0xB33F, purpose);
	add_text(version, old ? 0x29AC : 0xF820, old ? 0xF25E : 0xF479, path);
	file[file_size++] = packed;
	add32((uint32_t)bytes.size ^ mask);
	add32((uint32_t)bytes.size ^ mask);
	file_size += 20;
	add_hidden(version, old ? 0x22AF + 16 * 9 : 0x2477, bytes);
}

#define TOKENS "\1\0\0\0\x33\2\0\0\0c\0`\0\x7F"

static void
make(enum autoit_version version)
{
	struct slice tokens =
	    version == AUTOIT_EA05 ? SLICE("$ab\r\n") : SLICE(TOKENS);
	uint8_t packed[FILE_MAX];

	begin(version);
	add_file(version,
	    version == AUTOIT_EA05 ? SLICE(">AUTOIT SCRIPT<")
				   : SLICE(">>>AUTOIT SCRIPT<<<"),
	    SLICE("C:\\Temp\\aut1.tmp"), tokens, false);
	add_file(version, SLICE("a.txt"), SLICE("C:\\there\\a.txt"),
	    SLICE(TEXT), false);
	add_file(version, SLICE("b.txt"), SLICE("b.txt"),
	    bits_of(version == AUTOIT_EA05 ? "EA05\0\0\0\4" : "EA06\0\0\0\4",
		version == AUTOIT_EA05 ? "0 " A " 1 " ONE " 00"
				       : "1 " A " 0 " ONE " 00",
		packed),
	    true);
	file_size += 8; /* no further mark */
}

static void
scripts_and_files_come_out(void **state)
{
	(void)state;
	for (int version = AUTOIT_EA05; version <= AUTOIT_EA06; version++) {
		enum filetype type;

		make((enum autoit_version)version);
		assert_int_equal(
		    archive_inside((struct slice){file, file_size}, 0, &type),
		    0);
		assert_int_equal(type, FILETYPE_AUTOIT);
		assert_int_equal(
		    reading((struct slice){file, file_size}, FILETYPE_AUTOIT)
			.flags,
		    0);
		assert_int_equal(seen_count, 3);
		assert_slice(seen[0].name, "script.au3");
		if (version == AUTOIT_EA05)
			assert_slice(seen[0].body, "$ab\r\n");
		else
			assert_slice(seen[0].body, "$ab \r\n");
		assert_slice(seen[1].name, "a.txt");
		assert_slice(seen[1].body, TEXT);
		assert_slice(seen[2].name, "b.txt");
		assert_slice(seen[2].body, "aaaa");
		for (size_t i = 0; i < 3; i++)
			assert_int_equal(seen[i].flags, 0);
	}
}

/* What does not unpack, and tokens that are none, are given as they are. */
static void
what_cannot_be_undone_stays(void **state)
{
	(void)state;
	begin(AUTOIT_EA06);
	add_file(AUTOIT_EA06, SLICE(">>>AUTOIT SCRIPT<<<"), SLICE("x"),
	    SLICE("\1\0\0\0\xFF"), false);
	add_file(AUTOIT_EA06, SLICE("b"), SLICE("b"), SLICE(TEXT), true);
	assert_int_equal(
	    reading((struct slice){file, file_size}, FILETYPE_AUTOIT).flags, 0);
	assert_int_equal(seen_count, 2);
	assert_slice(seen[0].body, "\1\0\0\0\xFF");
	assert_slice(seen[1].body, TEXT);
	assert_int_equal(seen[1].flags, MEMBER_DAMAGED);
}

static void
names_and_sizes_that_are_none_end_it(void **state)
{
	static const struct {
		size_t at;
		uint32_t value;
		unsigned flags;
		unsigned members;
	} rows[] = {
	    {20, 0, ARCHIVE_UNSUPPORTED, 0}, {40, 0, 0, 0}, /* no mark */
	    {44, UINT32_MAX, ARCHIVE_DAMAGED, 0},
	    {44, 1000 ^ 0xADBC, ARCHIVE_DAMAGED, 0},
	    {50, UINT32_MAX, ARCHIVE_DAMAGED, 0},
	    {57, UINT32_MAX, 0, 1}, /* larger than all */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		begin(AUTOIT_EA06);
		add_file(
		    AUTOIT_EA06, SLICE("b"), SLICE("b"), SLICE(TEXT), false);
		put32(rows[i].at, rows[i].value);
		assert_int_equal(
		    reading((struct slice){file, file_size}, FILETYPE_AUTOIT)
			.flags,
		    rows[i].flags);
		assert_int_equal(seen_count, rows[i].members);
		if (seen_count > 0)
			assert_int_equal(seen[0].flags, MEMBER_DAMAGED);
	}
}

static void
limits_end_it(void **state)
{
	struct archive_options options = archive_law_options();
	struct archive_seen all;

	(void)state;
	make(AUTOIT_EA06);
	options.members_max = 2;
	all = reading_with(
	    (struct slice){file, file_size}, FILETYPE_AUTOIT, &options);
	assert_int_equal(all.members, 2);
	assert_int_equal(all.limit, LIMIT_MEMBERS);
	options = archive_law_options();
	options.bytes_max = sizeof(TOKENS) - 1 + 6 + 5;
	all = reading_with(
	    (struct slice){file, file_size}, FILETYPE_AUTOIT, &options);
	assert_int_equal(all.limit, LIMIT_DECODED_BYTES);
	assert_slice(seen[1].body, "hello");
}

static void
files_may_end_at_every_byte(void **state)
{
	const struct archive_options options = archive_law_options();

	(void)state;
	for (int version = AUTOIT_EA05; version <= AUTOIT_EA06; version++) {
		make((enum autoit_version)version);
		for (size_t end = 0; end < file_size; end++) {
			uint8_t *copy = malloc(end + 1);

			assert_non_null(copy);
			memcpy(copy, file, end);
			(void)reading_with((struct slice){copy, end},
			    FILETYPE_AUTOIT, &options);
			free(copy);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_mark_of_a_file_is_known),
	    cmocka_unit_test(the_twister_is_that_of_its_authors),
	    cmocka_unit_test(lengths_are_read),
	    cmocka_unit_test(the_versions_differ_in_one_bit),
	    cmocka_unit_test(what_is_no_stream_is_damaged),
	    cmocka_unit_test(tokens_become_text),
	    cmocka_unit_test(what_is_no_script_is_damaged),
	    cmocka_unit_test(scripts_and_files_come_out),
	    cmocka_unit_test(what_cannot_be_undone_stays),
	    cmocka_unit_test(names_and_sizes_that_are_none_end_it),
	    cmocka_unit_test(limits_end_it),
	    cmocka_unit_test(files_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, reading_set_up, reading_tear_down);
}
