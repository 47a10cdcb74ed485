/*
 * test_ovba - source of macros, decompressed, found and written for signatures
 *
 * The first three containers are the examples of [MS-OVBA] 3.2; what comes of
 * text for signatures is what clamscan 1.4.6 leaves in its files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/document/ovba.h"
#include "core/document/vba.h"
#include "core/document/vba_text.h"
#include "tests/support/arena_case.h"
#include "tests/support/compound.h"
#include "tests/support/slices.h"

#define B(literal) SLICE(literal)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct slice
decompress(struct slice bytes, size_t size_max, unsigned *flags_r)
{
	arena_reset(arena);
	return ovba_decompress(bytes, size_max, arena, NULL, flags_r);
}

#define NOT_PACKABLE                                                           \
	B("\x01\x19\xB0\x00\x61\x62\x63\x64\x65\x66\x67\x68\x00\x69\x6A\x6B"   \
	  "\x6C\x6D\x6E\x6F\x70\x00\x71\x72\x73\x74\x75\x76\x2E")
#define PACKED                                                                 \
	B("\x01\x2F\xB0\x00\x23\x61\x61\x61\x62\x63\x64\x65\x82\x66\x00\x70"   \
	  "\x61\x67\x68\x69\x6A\x01\x38\x08\x61\x6B\x6C\x00\x30\x6D\x6E\x6F"   \
	  "\x70\x06\x71\x02\x70\x04\x10\x72\x73\x74\x75\x76\x10\x77\x78\x79"   \
	  "\x7A\x00\x3C")
#define PACKED_TEXT "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"

static void
containers_become_what_they_were(void **state)
{
	static const struct {
		const char *what;
		struct slice bytes, text;
		unsigned flags;
	} rows[] = {
	    {"nothing to pack", NOT_PACKABLE, B("abcdefghijklmnopqrstuv."), 0},
	    {"packed", PACKED, B(PACKED_TEXT), 0},
	    {"much packed", B("\x01\x03\xB0\x02\x61\x45\x00"),
		B("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		  "aaaaaaaaaaaaaa"),
		0},
	    {"two chunks", B("\x01\x02\xB0\x00hi\x02\xB0\x00yo"), B("hiyo"), 0},
	    {"a short one that is not packed", B("\x01\x01\x30hi"), B("hi"), 0},
	    {"junk behind", B("\x01\x02\xB0\x00hi\0\0\0"), B("hi"),
		OVBA_DAMAGED},
	    {"a chunk of zero tokens behind",
		B("\x01\x02\xB0\x00hi\x00\xB0\x00"), B("hi"), 0},
	    {"longer than there is", B("\x01\xFF\xBF\x00hi"), B("hi"),
		OVBA_DAMAGED},
	    {"back beyond the beginning", B("\x01\x04\xB0\x02h\x00\x10x"),
		B("h"), OVBA_DAMAGED},
	    {"a reference first", B("\x01\x03\xB0\x01\x00\x00x"), B(""),
		OVBA_DAMAGED},
	    {"half a reference", B("\x01\x02\xB0\x02h\x00"), B("h"),
		OVBA_DAMAGED},
	    {"wrong mark of a chunk", B("\x01\x02\xC0\x00hi"), B(""),
		OVBA_DAMAGED},
	    {"no container", B("\x02\x02\xB0\x00hi"), B(""), OVBA_DAMAGED},
	    {"too short", B("\x01\x02"), B(""), OVBA_DAMAGED},
	    {"nothing", B(""), B(""), OVBA_DAMAGED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		unsigned flags;
		struct slice text = decompress(rows[i].bytes, SIZE_MAX, &flags);

		if (!slice_equal(text, rows[i].text) || flags != rows[i].flags)
			print_error("%s\n", rows[i].what);
		assert_slice_is(text, rows[i].text);
		assert_int_equal(flags, rows[i].flags);
	}
}

static void
a_chunk_is_never_longer_than_4096(void **state)
{
	/* "a", then references of the greatest length, which grows shorter as
	 * the chunk grows. */
	uint8_t bytes[4 + 8 * 17];
	size_t size = 0;
	unsigned flags;
	struct slice text;

	(void)state;
	memcpy(bytes, "\x01\x00\xB0", 3);
	size = 3;
	bytes[size++] = 0xFE;
	bytes[size++] = 'a';
	for (int i = 0; i < 7; i++) {
		bytes[size++] = 0xFF;
		bytes[size++] = 0x0F;
	}
	bytes[size++] = 0xFF;
	for (int i = 0; i < 8; i++) {
		bytes[size++] = 0x0F;
		bytes[size++] = 0;
	}
	bytes[1] = (uint8_t)(size - 4);
	text = decompress((struct slice){bytes, size}, SIZE_MAX, &flags);
	assert_true(text.size <= 4096);
	assert_int_equal(text.data[text.size - 1], 'a');
}

static void
size_max_cuts(void **state)
{
	(void)state;
	for (size_t max = 0; max < sizeof(PACKED_TEXT) + 3; max++) {
		unsigned flags;
		struct slice text = decompress(PACKED, max, &flags);
		bool cut = max < sizeof(PACKED_TEXT) - 1;

		assert_true(text.size <= max);
		assert_int_equal(flags, cut ? OVBA_CUT : 0);
		assert_slice_is(text, slice_sub(B(PACKED_TEXT), 0, text.size));
	}
}

static void
a_container_may_end_at_every_byte(void **state)
{
	(void)state;
	for (size_t end = 0; end < PACKED.size; end++) {
		uint8_t *copy = malloc(end == 0 ? 1 : end);
		unsigned flags;
		struct slice text;

		assert_non_null(copy);
		memcpy(copy, PACKED.data, end);
		text = decompress((struct slice){copy, end}, SIZE_MAX, &flags);
		assert_slice_is(text, slice_sub(B(PACKED_TEXT), 0, text.size));
		free(copy);
	}
}

static void
a_source_is_found_by_how_it_begins(void **state)
{
	static const struct {
		struct slice bytes;
		size_t at;
	} rows[] = {
	    {B("code\x01\x09\xB0\0Attribut\0"), 4},
	    {B("code\x01\x09\x30"
	       "Attribute"),
		4},
	    {B("\x01\x09\xB0\0Attribut\0"), 0},
	    /* The word in the code, ahead of the source. */
	    {B("Attribut code\x01\x09\xB0\0Attribut\0"), 13},
	    {B("\0Attribut"), 9},
	    {B("\x01\x09\xC0\0Attribut\0"), 13},
	    {B("\x02\x09\xB0\0Attribut\0"), 13},
	    {B("\x01\x09\xB0\0attribut\0"), 13},
	    {B("Attribut"), 8},
	    {B(""), 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(ovba_find(rows[i].bytes), rows[i].at);
}

/* ---- the list of modules ----------------------------------------------- */

#define VERSION "\x09\0\4\0\0\0\1\0\0\0\2\0"
#define MODULE(letter, offset)                                                 \
	"\x19\0\1\0\0\0" letter "\x1A\0\1\0\0\0" letter                        \
	"\x32\0\2\0\0\0" letter "\0\x31\0\4\0\0\0" offset "\x2B\0\0\0\0\0"

static void
lists_name_modules(void **state)
{
	static const struct {
		struct slice bytes;
		size_t count;
		uint32_t offset; /* of the last */
	} rows[] = {
	    {B(VERSION MODULE("A", "\1\0\0\0") MODULE("B", "\2\0\0\0")), 2, 2},
	    /* No offset, no end, a record that breaks off. */
	    {B("\x19\0\1\0\0\0A\x2B\0\0\0\0\0" MODULE("B", "\2\0\0\0")), 1, 2},
	    {B("\x31\0\4\0\0\0\7\0\0\0"), 0, 0},
	    {B(MODULE("B", "\2\0\0\0") "\x19\0\xFF\xFF\xFF\xFF"
				       "A"),
		1, 2},
	    {B("\0\0\0\0\0\0" MODULE("B", "\3\0\0\0")), 1, 3},
	    {B(""), 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ovba_dir dir = {rows[i].bytes, 0};
		struct ovba_module module, last = {.offset = 0};
		size_t count = 0;

		while (ovba_dir_next(&dir, &module)) {
			last = module;
			count++;
		}
		assert_int_equal(count, rows[i].count);
		assert_int_equal(last.offset, rows[i].offset);
		if (count > 0)
			assert_slice(last.name, "B\0");
	}
}

/* A list that is not packed, in one chunk. */
#define LIST(records) B("\x01\xFF\x3F" records)

static void
sources_are_found_where_lists_say_and_where_they_begin(void **state)
{
	static const struct compound_stream streams[] = {
	    {"M/VBA/dir", LIST(VERSION MODULE("A", "\3\0\0\0") MODULE(
			      "B", "\x99\0\0\0") MODULE("c", "\0\0\0\0"))},
	    {"M/VBA/A", B("xxx\x01\x02\xB0\0hi")},
	    {"M/VBA/B", B("xxxx\x01\x09\xB0\0Attribut\0")},
	    {"M/VBA/C", B("\x01\x02\xB0\0yo")},
	    {"M/VBA/D", B("\x01\x02\xB0\0no")},
	    {"A", B("xxx\x01\x02\xB0\0hi")},
	    {"N/A", B("\x01\x09\xB0\0Attribut\0")},
	};
	static const struct slice texts[] = {
	    B("hi"), B("Attribut"), B("yo"), B(""), B(""), B("Attribut")};
	struct compound_file file = compound_make(0, streams, COUNT(streams));
	struct cfb cfb;
	struct vba vba;

	(void)state;
	arena_reset(arena);
	assert_true(cfb_open(&cfb, compound_slice(&file), arena, NULL));
	assert_true(vba_open(&vba, &cfb));
	for (uint32_t i = 0, seen = 0; i < cfb.entry_count; i++) {
		struct vba_source sources[VBA_SOURCES];
		struct cfb_entry entry;
		unsigned flags;
		size_t count;

		if (!cfb_entry(&cfb, i, &entry) || entry.type != CFB_STREAM ||
		    seen++ == 0)
			continue;
		count = vba_read(&vba, &cfb, i,
		    cfb_read(&cfb, i, UINT64_MAX, &flags), SIZE_MAX, sources);
		assert_int_equal(count, texts[seen - 2].size > 0);
		if (count > 0)
			assert_slice_is(sources[0].text, texts[seen - 2]);
	}
	compound_free(&file);
}

/* ---- for signatures ---------------------------------------------------- */

static void
text_for_signatures_is_that_of_clamscan(void **state)
{
	static const struct {
		struct slice source, text;
	} rows[] = {
	    {B("X = \"AbC \"\"DeF\"\" GhI\" & JkL\r\n"),
		B("x = \"AbC \"\"DeF\"\" GhI\" & jkl\r\n")},
	    {B("' IT \"OPEN quote\r\nNEXT Line \"Unclosed\r\n"),
		B("' it \"OPEN quote\r\nNEXT Line \"unclosed\r\n")},
	    {B("Foo   Bar\t\tBaz _\r\n  Cont \"A\" & _\r\n\"B\"\r\n"),
		B("foo bar baz cont \"A\" & \"B\"\r\n")},
	    {B("X = \"two  Sp\tA\" \t Z\r\n"), B("x = \"two  Sp\tA\" z\r\n")},
	    {B("A_\r\nB\r\nC _ D\r\nE _\nF\r\nG _ \r\nH\r\n  Lead\r\n"),
		B("a_\r\nb\r\nc _ d\r\ne f\r\ng _ \r\nh\r\n lead\r\n")},
	    {B("J _\r\nK _\r\n_\r\nL \"str _\r\nM\" N"),
		B("j k l \"str _\r\nM\" n")},
	    {B("\r\n_\r\nX\r\nY\t_\r\n\tZ\0Q"), B("\r\n_\r\nx\r\ny z\0q")},
	};
	static const struct slice head =
	    B("REM MODULENAME: M\nREM ####################################"
	      "##############\n");

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct sink sink;
		struct slice text;

		arena_reset(arena);
		sink = sink_open(arena, SIZE_MAX);
		vba_text_put(&sink, B("M"), rows[i].source);
		text = sink_close(&sink);
		assert_true(slice_starts_with(text, head));
		text = slice_skip(text, head.size);
		assert_slice_is(
		    slice_sub(text, 0, text.size - 2), rows[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(containers_become_what_they_were),
	    cmocka_unit_test(a_chunk_is_never_longer_than_4096),
	    cmocka_unit_test(size_max_cuts),
	    cmocka_unit_test(a_container_may_end_at_every_byte),
	    cmocka_unit_test(a_source_is_found_by_how_it_begins),
	    cmocka_unit_test(lists_name_modules),
	    cmocka_unit_test(
		sources_are_found_where_lists_say_and_where_they_begin),
	    cmocka_unit_test(text_for_signatures_is_that_of_clamscan),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
