/*
 * test_openpgp - packets of OpenPGP
 *
 * What gpg --store and --sign write, and packets by hand after RFC 9580.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/encoded/openpgp.h"
#include "tests/support/slices.h"

static struct arena *arena;

static int
set_up(void **state)
{
	(void)state;
	arena = arena_create((size_t)1 << 20);
	return arena == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

/* A literal packet's body: kind, name, time, "abc". */
#define LITERAL "b\1x\0\0\0\0abc"

static const struct {
	struct slice bytes;
	unsigned type; /* 0: none */
	const char *body;
	bool cut;
	size_t used;
} rows[] = {
    {SLICE("\xCB\x03"
	   "abcd"),
	OPENPGP_LITERAL, "abc", false, 5},
    {SLICE("\xCB\xFF\0\0\0\3abcd"), OPENPGP_LITERAL, "abc", false, 9},
    {SLICE("\xAC\3abcd"), OPENPGP_LITERAL, "abc", false, 5},
    {SLICE("\xAD\0\3abcd"), OPENPGP_LITERAL, "abc", false, 6},
    {SLICE("\xAE\0\0\0\3abcd"), OPENPGP_LITERAL, "abc", false, 8},
    {SLICE("\xA3"
	   "abcd"),
	OPENPGP_COMPRESSED, "abcd", false, 5},
    /* In pieces of two and one, and one that ends it. */
    {SLICE("\xCB\xE1"
	   "ab\xE0"
	   "c\2de!"),
	OPENPGP_LITERAL, "abcde", false, 9},
    {SLICE("\xCB\xE1"
	   "ab\0!"),
	OPENPGP_LITERAL, "ab", false, 5},
    /* Cut. */
    {SLICE("\xCB\4abc"), OPENPGP_LITERAL, "abc", true, 5},
    {SLICE("\xCB\xE1"
	   "ab"),
	OPENPGP_LITERAL, "ab", true, 4},
    {SLICE("\xCB\xE1"
	   "ab\5c"),
	OPENPGP_LITERAL, "abc", true, 6},
    {SLICE("\xCB\xFF\xFF\xFF\xFF\xFF"
	   "abc"),
	OPENPGP_LITERAL, "abc", true, 9},
    /* None. */
    {SLICE(""), 0, "", false, 0},
    {SLICE("abc"), 0, "", false, 0},
    {SLICE("\xCB"), 0, "", false, 0},
    {SLICE("\xCB\xFF\0\0\0"), 0, "", false, 0},
    {SLICE("\xAD\0"), 0, "", false, 0},
};

static void
packets_have_their_bodies(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct openpgp_packet packet;
		size_t at = 0;
		bool found = openpgp_next(rows[i].bytes, &at, arena, &packet);

		assert_int_equal(found, rows[i].type != 0);
		if (!found)
			continue;
		assert_int_equal(packet.type, rows[i].type);
		assert_slice_is(packet.body, slice_from_string(rows[i].body));
		assert_int_equal(packet.cut, rows[i].cut);
		assert_int_equal(at, rows[i].used);
	}
}

static void
literals_have_a_name_and_a_file(void **state)
{
	struct slice name, file;

	(void)state;
	assert_true(openpgp_literal(SLICE(LITERAL), &name, &file));
	assert_slice(name, "x");
	assert_slice(file, "abc");
	assert_true(openpgp_literal(SLICE("t\0\0\0\0\0"), &name, &file));
	assert_slice(file, "");
	assert_false(openpgp_literal(SLICE("x\0\0\0\0\0abc"), &name, &file));
	assert_false(openpgp_literal(SLICE("\0\0\0\0\0\0abc"), &name, &file));
	assert_false(openpgp_literal(SLICE("b\5\0\0\0\0abc"), &name, &file));
	assert_false(openpgp_literal(SLICE("b\0\0\0"), &name, &file));
}

/* gpg --store with compression 0, 1, 2 and 3, and --sign. */
static const struct slice by_gpg[] = {
    SLICE("\xAC\x53\x62\x09\x65\x69\x63\x61\x72\x2E\x63\x6F\x6D\x6B\x0C\xE2"
	  "\x0E\x58\x35\x4F\x21\x50\x25\x40\x41\x50\x5B\x34\x5C\x50\x5A\x58"
	  "\x35\x34\x28\x50\x5E\x29\x37\x43\x43\x29\x37\x7D\x24\x45\x49\x43"
	  "\x41\x52\x2D\x53\x54\x41\x4E\x44\x41\x52\x44\x2D\x41\x4E\x54\x49"
	  "\x56\x49\x52\x55\x53\x2D\x54\x45\x53\x54\x2D\x46\x49\x4C\x45\x21"
	  "\x24\x48\x2B\x48\x2A"),
    SLICE("\xA3\x01\x5B\x13\x9C\xC4\x99\x9A\x99\x9C\x58\xA4\x97\x9C\x9F\x9B"
	  "\xCD\xF3\x88\x2F\xC2\xD4\x5F\x31\x40\xD5\xC1\x31\x20\xDA\x24\x26"
	  "\x20\x2A\xC2\xD4\x44\x23\x20\x4E\xD3\xDC\xD9\x59\xD3\xBC\x56\xC5"
	  "\xD5\xD3\xD9\x31\x48\x37\x38\xC4\xD1\xCF\xC5\x31\xC8\x45\xD7\xD1"
	  "\x2F\xC4\x33\xCC\x33\x28\x34\x58\x37\xC4\x35\x38\x44\xD7\xCD\xD3"
	  "\xC7\x55\x51\xC5\x43\xDB\x43\x0B\x00"),
    SLICE("\xA3\x02\x78\x9C\x5B\x13\x9C\xC4\x99\x9A\x99\x9C\x58\xA4\x97\x9C"
	  "\x9F\x9B\xCD\xF3\x88\x2F\xC2\xD4\x5F\x31\x40\xD5\xC1\x31\x20\xDA"
	  "\x24\x26\x20\x2A\xC2\xD4\x44\x23\x20\x4E\xD3\xDC\xD9\x59\xD3\xBC"
	  "\x56\xC5\xD5\xD3\xD9\x31\x48\x37\x38\xC4\xD1\xCF\xC5\x31\xC8\x45"
	  "\xD7\xD1\x2F\xC4\x33\xCC\x33\x28\x34\x58\x37\xC4\x35\x38\x44\xD7"
	  "\xCD\xD3\xC7\x55\x51\xC5\x43\xDB\x43\x0B\x00\x57\x7F\x18\x51"),
    SLICE("\xA3\x03\x42\x5A\x68\x36\x31\x41\x59\x26\x53\x59\xC1\xE4\xFE\xCE"
	  "\x00\x00\x29\xDF\x91\x00\x25\x26\x7B\x06\x80\x6F\x65\xDF\x5D\x3A"
	  "\x2A\x90\x02\x00\x04\x10\x00\x20\x00\x54\x45\x34\x0D\x00\x00\x00"
	  "\x34\x06\x9A\x69\xA7\xA8\x54\x00\x68\x00\x0C\x20\xC8\xC2\x03\x42"
	  "\x79\xFA\xF2\xB2\x3C\xEC\x58\x8A\x02\x1C\xC7\x61\x56\xA0\x0C\x02"
	  "\x8B\x2D\x66\x95\xBD\x8D\x3A\x11\xA0\x42\x77\x46\x85\x41\x22\x41"
	  "\x69\x3B\x63\x82\x03\x47\x7A\x11\xBC\x17\x96\x62\xA0\xE6\x03\x11"
	  "\x2E\xA9\x28\x57\xC2\x51\xCC\x47\xF1\x77\x24\x53\x85\x09\x0C\x1E"
	  "\x4F\xEC\xE0"),
    SLICE("\xA3\x01\x9B\xC0\xCB\xCC\xC0\x21\xF6\xF5\x5B\xC2\x9F\xDC\x25\x27"
	  "\x03\x18\xD7\x04\x27\x71\xA6\x66\x26\x27\x16\xE9\x25\xE7\xE7\x66"
	  "\xF3\x3C\xE2\x8B\x30\xF5\x57\x0C\x50\x75\x70\x0C\x88\x36\x89\x09"
	  "\x88\x8A\x30\x35\xD1\x08\x88\xD3\x34\x77\x76\xD6\x34\xAF\x55\x71"
	  "\xF5\x74\x76\x0C\xD2\x0D\x0E\x71\xF4\x73\x71\x0C\x72\xD1\x75\xF4"
	  "\x0B\xF1\x0C\xF3\x0C\x0A\x0D\xD6\x0D\x71\x0D\x0E\xD1\x75\xF3\xF4"
	  "\x71\x55\x54\xF1\xD0\xF6\xD0\xEA\x28\x65\x61\x10\xE3\x60\x90\x15"
	  "\x53\x64\x79\xBD\xB0\x7C\x5D\xA9\x4B\x54\xDD\x49\xB6\x85\x65\x30"
	  "\x4B\x59\x99\x40\x16\x31\x70\x71\x0A\xC0\x44\x62\xB8\x18\xFE\xCA"
	  "\xE7\x36\x2D\xFB\x72\xF1\x61\x16\xDB\xBB\xE0\x1B\x73\x7C\x67\x66"
	  "\xBF\x8F\xCC\x97\xBC\x76\x35\xFE\xC3\xAA\x1F\xA6\x99\xEA\xEF\xBB"
	  "\x22\x18\xFE\xC7\x32\xAD\xF8\xEE\x1A\x18\xAD\xC6\xF3\x55\x7B\xBD"
	  "\x4C\xAF\x5A\x7A\x55\x51\xFD\xD3\xD9\x7C\xCD\x0D\xD2\x8B\x6E\x5D"
	  "\xE9\xF9\x14\xC8\x00\x00"),
};

static void
messages_are_known_by_their_first_packet(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(by_gpg) / sizeof(by_gpg[0]); i++)
		assert_true(openpgp_begins(by_gpg[i]));
	assert_true(openpgp_begins(SLICE("\xCA\3PGP\xCB\1b")));
	assert_false(openpgp_begins(SLICE("\xCA\3PGQ")));
	assert_false(openpgp_begins(SLICE("\xC8\1\4")));
	assert_false(openpgp_begins(SLICE("\xC4\3\1ab")));
	/* An encrypted one; text in UTF-8. */
	assert_false(openpgp_begins(SLICE("\xC1\3\3ab")));
	assert_false(openpgp_begins(SLICE("\xC2\xABquoted\xC2\xBB")));
	assert_false(openpgp_begins(SLICE("")));
}

static void
armour_is_taken_off(void **state)
{
	static const struct {
		const char *text, *inside;
	} cases[] = {
	    {"-----BEGIN PGP MESSAGE-----\n\nQUJD\nREVG\n=abcd\n"
	     "-----END PGP MESSAGE-----\n",
		"\nQUJD\nREVG\n"},
	    {"-----BEGIN PGP MESSAGE-----\r\nVersion: 1\r\nComment: x\r\n\r\n"
	     "QUJD\r\n=abcd\r\n",
		"\r\nQUJD\r\n"},
	    {"x\n-----BEGIN PGP MESSAGE-----\nQUJD\n-----END", "QUJD\n"},
	    {"-----BEGIN PGP MESSAGE-----\n\nQUI\n=\n=abcd\n", "\nQUI\n=\n"},
	    {"-----BEGIN PGP MESSAGE-----", ""},
	    {"x -----BEGIN PGP MESSAGE-----\nQUJD\n", ""},
	    {"-----BEGIN PGP SIGNATURE-----\n\nQUJD\n", ""},
	    {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t at = 0;

		assert_slice_is(
		    openpgp_armoured(slice_from_string(cases[i].text), &at),
		    slice_from_string(cases[i].inside));
	}
}

static void
each_armour_of_a_text_is_found(void **state)
{
	static const struct slice text = SLICE(
	    "x\n-----BEGIN PGP MESSAGE-----\nQUJD\n-----END\ny\n"
	    "-----BEGIN PGP MESSAGE----------BEGIN PGP MESSAGE-----\nREVG");
	size_t at = 0;

	(void)state;
	assert_slice_is(openpgp_armoured(text, &at), SLICE("QUJD\n"));
	assert_slice_is(openpgp_armoured(text, &at), SLICE("REVG"));
	assert_slice_is(openpgp_armoured(text, &at), SLICE(""));
	assert_int_equal(at, text.size);
}

/* Each is copied to a block of its size, for ASan. */
static void
messages_that_end_at_every_byte_are_harmless(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(by_gpg) / sizeof(by_gpg[0]); i++)
		for (size_t size = 1; size < by_gpg[i].size; size++) {
			uint8_t *copy = malloc(size);
			struct slice bytes = {copy, size};
			struct openpgp_packet packet;
			size_t at = 0;

			assert_non_null(copy);
			memcpy(copy, by_gpg[i].data, size);
			arena_reset(arena);
			(void)!openpgp_begins(bytes);
			while (openpgp_next(bytes, &at, arena, &packet))
				assert_true(at <= size);
			free(copy);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(packets_have_their_bodies),
	    cmocka_unit_test(literals_have_a_name_and_a_file),
	    cmocka_unit_test(messages_are_known_by_their_first_packet),
	    cmocka_unit_test(armour_is_taken_off),
	    cmocka_unit_test(each_armour_of_a_text_is_found),
	    cmocka_unit_test(messages_that_end_at_every_byte_are_harmless),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
