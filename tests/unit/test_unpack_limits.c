/*
 * test_unpack_limits - what a limit hides is told
 *
 * One law: whatever the limits and however small the arena, the test file is a
 * part, or a limit is marked as reached.  Archives were made by Info-ZIP, gzip
 * and sharutils.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/unpack/unpack.h"
#include "tests/support/packed_samples.h"

#define EICAR_64                                                               \
	"WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJV" \
	"Uy1URVNULUZJTEUhJEgrSCo="

/* The local header and the member alone. */
#define STREAMED_ZIP                                                           \
	"UEsDBAoAAAAAAHeqd108z1FoRAAAAEQAAAAJAAAAZWljYXIuY29tWDVPIVAlQEFQ"     \
	"WzRc\nUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URV"     \
	"NULUZJTEUh\nJEgrSCo=\n"
/* By hand: a file packed by Flate, and a script in a stream of objects. */
#define PDF                                                                    \
	"JVBERi0xLjQKMSAwIG9iajw8L0VGPDwvRiAyIDAgUj4+Pj4yIDAgb2JqPDwv\n"       \
	"RmlsdGVyL0ZsL0xlbmd0aCA5Pj5zdHJlYW0KeNqLMPVXDFB1cAyINokJiIow\n"       \
	"NdEIiNM0d3bWNK9VcfV0dgzSDQ5x9HNxDHLRdfQL8QzzDAoN1g1xDQ7RdfP0\n"       \
	"cVVU8dD20AIAdFQSDwplbmRzdHJlYW0=\n"
#define PDF_STREAM                                                             \
	"JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvT2JqU3RtL04gMS9GaXJzdCA0L0Zp\n"       \
	"bHRlci9GbD4+c3RyZWFtCnjaFUzbEcMgDFslGxRkqcAdxwD97QRJSPcfofKH\n"       \
	"TtbL7SjHnK/Pd6qH+ENVgVho1hXUbT4zC6L7fjCiMRjJbYMUh3UVsOUXrHzI\n"       \
	"1CR2KntDbwOSwi1vsunULm8K1eWOyzjXWn+nZiFQCmVuZHN0cmVhbQ==\n"
#define UUENCODED                                                              \
	"begin 644 x.com\n"                                                    \
	"M6#5/(5`E0$%06S1<4%I8-30H4%XI-T-#*3=])$5)0T%2+5-404Y$05)$+4%.\n"      \
	"75$E625)54RU415-4+49)3$4A)$@K2\"H`\n`\nend\n"
#define PAGE                                                                   \
	"Content-Type: text/html\n\n<html><a href=\"http://a.example/\">a</a>" \
	"<a href=\"data:;base64," EICAR_64 "\">x</a>\n"

/* gpg --store. */
#define OPENPGP                                                                \
	"owFbE5zEmZqZnFikl5yfm83ziC/C1F8xQNXBMSDaJCYgKsLURCMgTtPc2VnT"         \
	"vFbF1dPZMUg3OMTRz8UxyEXX0S/EM8wzKDRYN8Q1OETXzdPHVVHFQ9tDCwA=\n"

static const struct {
	const char *what, *file;
} rows[] = {
    {"zip", BASE64 ZIP},
    {"zip in zip", BASE64 ZIP_IN_ZIP},
    {"zip without a directory, behind a zip",
	MIXED "--b\n" BASE64 ZIP_IN_ZIP "--b\n" BASE64 STREAMED_ZIP "--b--\n"},
    {"encrypted zip",
	MIXED "--b\n\nThe password is 4711abc.\n--b\n" BASE64 ENCRYPTED_ZIP
	      "--b--\n"},
    {"gzip", BASE64 GZIP},
    {"uuencode", "Subject: x\n\nhello\n" UUENCODED "bye\n"},
    {"uuencode behind texts",
	MIXED "--b\n\none\n--b\n\ntwo\n--b\n\n" UUENCODED "--b--\n"},
    {"data: URL", PAGE},
    {"data: URL behind a text", MIXED
	"--b\nContent-Type: text/html\n\n<html>one two three: &#\n--b\n" PAGE
	"--b--\n"},
    {"page in a frame", "Content-Type: text/html\n\n<html><iframe srcdoc=\"<a "
			"href='data:;base64," EICAR_64 "'>x</a>\"></iframe>\n"},
    {"base64 in a script",
	"Content-Type: text/html\n\n<html><script>x(\"" EICAR_64
	"\")</script>\n"},
    {"PDF", BASE64 PDF},
    {"PDF with a stream of objects", BASE64 PDF_STREAM},
    {"PDF behind a picture", BASE64 "R0lGODlhAQABAAAA" PDF},
    {"zip behind a picture", BASE64 "R0lGODlhAQABAAAA" ZIP},
    {"zip behind a page, by its end",
	BASE64 "PGh0bWw+bm90aGluZzwvaHRtbD4K" ZIP},
    {"OpenPGP", BASE64 OPENPGP},
    {"OpenPGP in pieces",
	BASE64 "y+ZiAXgAAAAAWDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNU"
	       "QU5EQVJELUFOVElWSVJVUy1URVNUCy1GSUxFISRIK0gq\n"},
    {"OpenPGP in armour", "\n-----BEGIN PGP MESSAGE-----\n\n" OPENPGP
			  "-----END PGP MESSAGE-----\n"},
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

static struct unpacker *unpacker;

static int
set_up(void **state)
{
	(void)state;
	unpacker = unpacker_create();
	return unpacker == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	unpacker_destroy(&unpacker);
	return 0;
}

static bool
has_eicar(const struct message *message)
{
	for (size_t i = 0; i < message->part_count; i++)
		if (slice_equal(message->parts[i]->body, SLICE(EICAR)))
			return true;
	return false;
}

enum outcome { FOUND, TOLD, HIDDEN };

static enum outcome
play(struct slice file, const struct limits *limits, struct arena *arena)
{
	struct message message;
	struct budget budget;

	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	if (message_parse(file, limits, arena, &budget, &message) ==
	    MESSAGE_NO_MEMORY)
		return TOLD;
	unpack_message(unpacker, &message, limits, arena, &budget);
	if (has_eicar(&message))
		return FOUND;
	return message.reached.bits != 0 ? TOLD : HIDDEN;
}

static void
no_value_of_a_limit_hides_silently(void **state)
{
	static const struct {
		enum limit limit;
		int64_t most, step;
	} tried[] = {
	    {LIMIT_PARTS, 12, 1},
	    {LIMIT_NESTING, 4, 1},
	    {LIMIT_MEMBERS, 8, 1},
	    {LIMIT_DECODED_BYTES, 1200, 1},
	    {LIMIT_TEXT_BYTES, 300, 1},
	    {LIMIT_LINKS, 4, 1},
	    {LIMIT_DEPTH, 6, 1},
	    {LIMIT_DOCUMENT_OBJECTS, 4, 1},
	};
	struct limits limits;
	struct arena *arena;

	(void)state;
	limits_default(&limits);
	arena = arena_create(unpack_arena_bytes(&limits));
	assert_non_null(arena);
	for (size_t i = 0; i < ROWS; i++)
		for (size_t t = 0; t < sizeof(tried) / sizeof(tried[0]); t++) {
			enum outcome outcome = HIDDEN;

			for (int64_t value = 0; value <= tried[t].most;
			     value += tried[t].step) {
				limits_default(&limits);
				limits.max[tried[t].limit] = value;
				outcome = play(slice_from_string(rows[i].file),
				    &limits, arena);
				if (outcome == HIDDEN)
					fail_msg("%s is hidden by %s = %d",
					    rows[i].what,
					    limits_key(tried[t].limit),
					    (int)value);
			}
			if (outcome != FOUND)
				fail_msg("%s is not found with %s = %d",
				    rows[i].what, limits_key(tried[t].limit),
				    (int)tried[t].most);
		}
	arena_destroy(&arena);
}

/* Parsing takes what it takes; steps from there on are finer. */
static void
no_size_of_the_arena_hides_silently(void **state)
{
	struct limits limits;

	(void)state;
	limits_default(&limits);
	for (size_t i = 0; i < ROWS; i++) {
		enum outcome outcome = TOLD;

		for (size_t size = 1024; outcome != FOUND; size += 96) {
			struct arena *arena = arena_create(size);

			assert_non_null(arena);
			outcome = play(
			    slice_from_string(rows[i].file), &limits, arena);
			arena_destroy(&arena);
			if (outcome == HIDDEN)
				fail_msg("%s is hidden by an arena of %zu",
				    rows[i].what, size);
			assert_in_range(size, 0, 1 << 21);
		}
	}
}

/* What nobody needs stands ahead of it: markers, compression. */
static void
many_packets_hide_nothing_silently(void **state)
{
	static const uint8_t marker[] = {0xCA, 3, 'P', 'G', 'P'};
	static const uint8_t packed[] = {0xA3, 0};
	char file[1024];
	struct limits limits;
	struct arena *arena;

	(void)state;
	limits_default(&limits);
	arena = arena_create(unpack_arena_bytes(&limits));
	assert_non_null(arena);
	for (int i = 0; i < 2; i++) {
		const uint8_t *unit = i == 0 ? marker : packed;
		size_t size = i == 0 ? sizeof(marker) : sizeof(packed);
		size_t at = (size_t)snprintf(file, sizeof(file),
		    "Content-Type: application/octet-stream\n\n");

		for (int n = 0; n < 100; n++, at += size)
			memcpy(file + at, unit, size);
		snprintf(file + at, sizeof(file) - at,
		    "\xCB\x4B"
		    "b%c",
		    1);
		at += 4;
		memcpy(file + at, "x\0\0\0\0" EICAR, 5 + strlen(EICAR));
		at += 5 + strlen(EICAR);
		assert_int_not_equal(
		    play((struct slice){(const uint8_t *)file, at}, &limits,
			arena),
		    HIDDEN);
	}
	arena_destroy(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_value_of_a_limit_hides_silently),
	    cmocka_unit_test(no_size_of_the_arena_hides_silently),
	    cmocka_unit_test(many_packets_hide_nothing_silently),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
