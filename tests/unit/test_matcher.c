/*
 * test_matcher - both back ends against a slow plain search
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "simd/matcher.h"
#include "simd/matcher_backend.h"
#include "tests/support/slow_matcher.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define LITERAL(text, id_, nocase_)                                            \
	{                                                                      \
		.bytes = (const uint8_t *)(text), .size = sizeof(text) - 1,    \
		.id = (id_), .nocase = (nocase_)                               \
	}

/* ---- the back ends of this build --------------------------------------- */

static enum matcher_backend backends[2] = {MATCHER_PORTABLE};
static size_t backend_count = 1;

static void
find_backends(void)
{
	void *image;
	size_t size;

	if (matcher_compile(MATCHER_HYPERSCAN, NULL, 0, &image, &size) ==
	    MATCHER_OK) {
		backends[backend_count++] = MATCHER_HYPERSCAN;
		free(image);
	}
}

/* A compiled set, open, with a scratch of its own. */
struct set {
	void *image;
	size_t image_size;
	struct matcher *matcher;
	struct matcher_scratch *scratch;
};

static void
set_init(struct set *set, enum matcher_backend backend,
    const struct matcher_literal *literals, size_t count)
{
	*set = (struct set){0};
	assert_int_equal(matcher_compile(backend, literals, count, &set->image,
			     &set->image_size),
	    MATCHER_OK);
	assert_int_equal(
	    matcher_open(set->image, set->image_size, &set->matcher),
	    MATCHER_OK);
	assert_int_equal(
	    matcher_scratch_grow(&set->scratch, set->matcher), MATCHER_OK);
}

static void
set_fini(struct set *set)
{
	matcher_close(&set->matcher);
	assert_null(set->matcher);
	matcher_scratch_free(&set->scratch);
	assert_null(set->scratch);
	free(set->image);
}

static bool
has_one_literal(
    uint32_t id, const struct matcher_literal *literals, size_t count)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += literals[i].id == id;
	return found == 1;
}

/* What one literal's matches must obey: ends never go back. */
static void
assert_ends_in_order(const struct sightings *findings,
    const struct matcher_literal *literals, size_t count)
{
	for (size_t i = 1; i < findings->count; i++) {
		for (size_t k = i; k-- > 0 && i - k < 8;) {
			if (findings->at[k].id == findings->at[i].id &&
			    has_one_literal(
				findings->at[i].id, literals, count))
				assert_true(
				    findings->at[k].end <= findings->at[i].end);
		}
	}
}

static void
assert_set_finds(const struct set *set, const struct matcher_literal *literals,
    size_t count, const uint8_t *data, size_t size)
{
	struct sightings found = {0};
	struct sightings truth = {0};

	assert_true(matcher_scan(
	    set->matcher, set->scratch, data, size, sightings_add, &found));
	assert_ends_in_order(&found, literals, count);
	slow_matcher_scan(literals, count, data, size, &truth);
	assert_int_equal(found.count, truth.count);
	assert_true(sightings_equal(&found, &truth));
	sightings_fini(&found);
	sightings_fini(&truth);
}

/* Both back ends find in a copy of exactly size bytes what the slow search
 * finds. */
static void
assert_all_find(const struct matcher_literal *literals, size_t count,
    const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size == 0 ? 1 : size);

	assert_non_null(copy);
	memcpy(copy, data, size);
	for (size_t i = 0; i < backend_count; i++) {
		struct set set;

		set_init(&set, backends[i], literals, count);
		assert_set_finds(&set, literals, count, copy, size);
		set_fini(&set);
	}
	free(copy);
}

static void
assert_text(
    const struct matcher_literal *literals, size_t count, const char *text)
{
	assert_all_find(literals, count, (const uint8_t *)text, strlen(text));
}

/* ---- by hand ----------------------------------------------------------- */

struct expected {
	const char *text;
	struct finding found[8]; /* sorted by end, id; ends with end 0 */
};

static void
assert_expected(const struct matcher_literal *literals, size_t count,
    const struct expected *expected)
{
	for (size_t i = 0; i < backend_count; i++) {
		struct sightings found = {0};
		struct sightings truth = {0};
		struct set set;

		for (size_t k = 0; expected->found[k].end != 0; k++)
			sightings_add(&truth, expected->found[k].id,
			    expected->found[k].end);
		set_init(&set, backends[i], literals, count);
		assert_true(matcher_scan(set.matcher, set.scratch,
		    (const uint8_t *)expected->text, strlen(expected->text),
		    sightings_add, &found));
		assert_true(sightings_equal(&found, &truth));
		sightings_fini(&found);
		sightings_fini(&truth);
		set_fini(&set);
	}
}

static void
finds_what_was_worked_out_by_hand(void **state)
{
	static const struct matcher_literal literals[] = {
	    LITERAL("he", 1, false), LITERAL("she", 2, false),
	    LITERAL("his", 3, false), LITERAL("hers", 4, false),
	    LITERAL("HIS", 5, true), LITERAL("aa", 6, false)};
	static const struct expected rows[] = {
	    {"ushers", {{4, 1}, {4, 2}, {6, 4}}},
	    {"", {{0, 0}}},
	    {"h", {{0, 0}}},
	    {"he", {{2, 1}}},
	    {"his His", {{3, 3}, {3, 5}, {7, 5}}},
	    {"HE SHE HERS", {{0, 0}}},
	    {"aaaa", {{2, 6}, {3, 6}, {4, 6}}},
	    {"heheh", {{2, 1}, {4, 1}}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_expected(literals, COUNT(literals), &rows[i]);
}

static void
equal_literals_report_each_of_their_ids(void **state)
{
	static const struct matcher_literal literals[] = {
	    LITERAL("abcde", 9, false), LITERAL("abcde", 4, false),
	    LITERAL("abcde", 9, false), LITERAL("ABCDE", 9, true),
	    LITERAL("cde", 9, false)};
	static const struct expected row = {
	    "xabcde", {{6, 4}, {6, 9}, {6, 9}, {6, 9}, {6, 9}}};

	(void)state;
	assert_expected(literals, COUNT(literals), &row);
}

static void
only_ascii_letters_match_in_either_case(void **state)
{
	static const struct matcher_literal literals[] = {
	    LITERAL("@[^", 1, true), LITERAL("`{~", 2, true),
	    LITERAL("\xc0\xdf", 3, true), LITERAL("\xe0\xff", 4, true),
	    LITERAL("azAZ09", 5, true), LITERAL("1\r", 6, true),
	    LITERAL("\x11-", 7, true), LITERAL("k", 8, true)};

	(void)state;
	assert_text(literals, COUNT(literals),
	    "@[^ `{~ \xc0\xdf \xe0\xff AZaz09 azaz09 aZaZ)9 1\r 1- \x11\r "
	    "\x11- K k \xe2\x84\xaa");
}

static void
cased_and_caseless_literals_live_in_one_set(void **state)
{
	static const struct matcher_literal literals[] = {
	    LITERAL("Content-Type", 1, false), LITERAL("content-type", 2, true),
	    LITERAL("CONTENT-TYPE", 3, false), LITERAL("Type", 4, false),
	    LITERAL("tYPE", 5, true), LITERAL("e", 6, false),
	    LITERAL("E", 7, false), LITERAL("pE", 8, true)};

	(void)state;
	assert_text(literals, COUNT(literals),
	    "Content-Type content-type CONTENT-TYPE cOnTeNt-tYpE type pe PE");
}

static void
literals_may_hold_nul_and_any_other_byte(void **state)
{
	static const struct matcher_literal literals[] = {
	    LITERAL("\0", 1, false), LITERAL("\0\0", 2, false),
	    LITERAL("a\0b", 3, true), LITERAL("\0\0\0\0\0\0\0\0\0", 4, false),
	    LITERAL("\xff", 5, false), LITERAL("\\x41.*", 6, false),
	    LITERAL("\n", 7, false), LITERAL("(?i)[a]{2}|$^", 8, true)};
	static const uint8_t data[] =
	    "a\0b "
	    "A\0B\0\0\0\0\0\0\0\0\0\0\xff\xff\\x41.*A\n\r\n(?I)[A]{2}|$^aa";

	(void)state;
	assert_all_find(literals, COUNT(literals), data, sizeof(data));
}

/* ---- limits ------------------------------------------------------------ */

static void
literals_of_every_size_match_at_the_start_and_at_the_end(void **state)
{
	uint8_t data[MATCHER_LITERAL_MAX * 2 + 1];
	struct matcher_literal literals[2];

	(void)state;
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (uint8_t)(i * 167 + i / 256 * 31);
	for (uint32_t size = 1; size <= MATCHER_LITERAL_MAX;
	     size = size < 20 ? size + 1 : size * 2 - 15) {
		literals[0] = (struct matcher_literal){data, size, 1, false};
		literals[1] = (struct matcher_literal){
		    data + sizeof(data) - size, size, 2, true};
		assert_all_find(literals, 2, data, sizeof(data));
	}
	literals[0] =
	    (struct matcher_literal){data, MATCHER_LITERAL_MAX, 1, false};
	assert_all_find(literals, 1, data, MATCHER_LITERAL_MAX);
	assert_all_find(literals, 1, data, MATCHER_LITERAL_MAX - 1);
	assert_all_find(literals, 1, data + 1, MATCHER_LITERAL_MAX);
}

static void
literals_outside_the_limits_are_refused(void **state)
{
	static const uint8_t bytes[MATCHER_LITERAL_MAX + 1] = {1};
	struct matcher_literal bad[] = {
	    {bytes, 3, 1, false}, {bytes, 0, 2, false}};
	void *image = &bad;
	size_t size = 77;

	(void)state;
	for (size_t i = 0; i < backend_count; i++) {
		bad[1].size = 0;
		assert_int_equal(
		    matcher_compile(backends[i], bad, 2, &image, &size),
		    MATCHER_REFUSED);
		bad[1].size = MATCHER_LITERAL_MAX + 1;
		assert_int_equal(
		    matcher_compile(backends[i], bad, 2, &image, &size),
		    MATCHER_REFUSED);
		bad[1].size = UINT32_MAX;
		assert_int_equal(
		    matcher_compile(backends[i], bad, 2, &image, &size),
		    MATCHER_REFUSED);
	}
	assert_ptr_equal(image, &bad);
	assert_int_equal(size, 77);
}

static void
sets_up_to_the_limit_compile_and_one_more_is_refused(void **state)
{
	size_t count = MATCHER_LITERALS_MAX + 1;
	struct matcher_literal *literals = calloc(count, sizeof(*literals));
	uint8_t(*bytes)[12] = calloc(count, sizeof(*bytes));
	void *image = NULL;
	size_t size;
	struct set set;

	(void)state;
	assert_non_null(literals);
	assert_non_null(bytes);
	for (uint32_t i = 0; i < count; i++) {
		uint64_t noise = (i + 1) * UINT64_C(0x9e3779b97f4a7c15);

		memcpy(bytes[i], &noise, 8);
		memcpy(bytes[i] + 8, &i, 4);
		literals[i] = (struct matcher_literal){bytes[i], 12, i, false};
	}
	for (size_t i = 0; i < backend_count; i++) {
		assert_int_equal(matcher_compile(backends[i], literals, count,
				     &image, &size),
		    MATCHER_REFUSED);
		assert_null(image);
	}
	set_init(&set, MATCHER_PORTABLE, literals, count - 1);
	for (size_t i = 0; i < count - 1; i += 9973)
		assert_set_finds(&set, &literals[i], 1, bytes[i], 12);
	set_fini(&set);
	free(bytes);
	free(literals);
}

static void
an_empty_set_never_matches(void **state)
{
	static const uint8_t data[] = "anything";

	(void)state;
	assert_all_find(NULL, 0, data, sizeof(data));
	assert_all_find(NULL, 0, data, 0);
}

/* ---- the callback and the scratch -------------------------------------- */

static void
the_callback_stops_the_scan(void **state)
{
	static const struct matcher_literal literals[] = {
	    LITERAL("ab", 1, false), LITERAL("b", 2, false),
	    LITERAL("abababab", 3, false)};
	static const uint8_t data[] = "abababababab";

	(void)state;
	for (size_t i = 0; i < backend_count; i++) {
		struct set set;

		set_init(&set, backends[i], literals, COUNT(literals));
		for (size_t stop = 1; stop <= 15; stop++) {
			struct sightings found = {.stop_after = stop};

			assert_false(matcher_scan(set.matcher, set.scratch,
			    data, sizeof(data) - 1, sightings_add, &found));
			assert_int_equal(found.count, stop);
			sightings_fini(&found);
		}
		/* A stopped scan leaves nothing behind. */
		assert_set_finds(
		    &set, literals, COUNT(literals), data, sizeof(data) - 1);
		set_fini(&set);
	}
}

static void
one_scratch_serves_matchers_of_all_kinds(void **state)
{
	static const struct matcher_literal a[] = {LITERAL("first", 1, false)};
	static const struct matcher_literal b[] = {LITERAL("second", 2, true),
	    LITERAL("on", 3, false), LITERAL("f", 4, false),
	    LITERAL("secondsecond", 5, false)};
	static const uint8_t data[] = "first SECOND secondsecond";
	struct matcher_scratch *scratch = NULL;
	struct set sets[6];
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < backend_count; i++) {
		set_init(&sets[count++], backends[i], a, COUNT(a));
		set_init(&sets[count++], backends[i], NULL, 0);
		set_init(&sets[count++], backends[i], b, COUNT(b));
	}
	for (size_t i = 0; i < count; i++)
		assert_int_equal(
		    matcher_scratch_grow(&scratch, sets[i].matcher),
		    MATCHER_OK);
	for (size_t i = 0; i < 2 * count; i++) {
		struct set shared = sets[i % count];
		size_t kind = i % 3;

		shared.scratch = scratch;
		assert_set_finds(&shared, kind == 0 ? a : b,
		    kind == 0   ? COUNT(a)
		    : kind == 1 ? 0
				: COUNT(b),
		    data, sizeof(data));
	}
	matcher_scratch_free(&scratch);
	matcher_scratch_free(&scratch);
	for (size_t i = 0; i < count; i++)
		set_fini(&sets[i]);
}

/* ---- random and hostile sets ------------------------------------------- */

static uint64_t random_state = 0x2545f4914f6cdd1d;

static uint32_t
random_below(uint32_t n)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)(random_state >> 33) % n;
}

enum { RANDOM_LITERALS = 60, RANDOM_TEXT = 600 };

/* Texts of pieces of the literals, so that near misses are everywhere. */
static void
make_text(uint8_t *text, const struct matcher_literal *literals, size_t count,
    uint32_t alphabet, uint8_t base)
{
	size_t at = 0;

	while (at < RANDOM_TEXT) {
		const struct matcher_literal *piece =
		    &literals[random_below((uint32_t)count)];
		uint32_t size = random_below(piece->size) + 1;

		if (size > RANDOM_TEXT - at)
			size = (uint32_t)(RANDOM_TEXT - at);
		memcpy(text + at, piece->bytes + piece->size - size, size);
		if (random_below(3) == 0)
			text[at] = (uint8_t)(base + random_below(alphabet));
		if (random_below(4) == 0)
			text[at + size - 1] ^= 0x20;
		at += size;
	}
}

static void
try_random_set(uint32_t alphabet, uint8_t base, uint32_t longest)
{
	static uint8_t bytes[RANDOM_LITERALS][MATCHER_LITERAL_MAX];
	struct matcher_literal literals[RANDOM_LITERALS];
	uint8_t text[RANDOM_TEXT];
	uint32_t count = random_below(RANDOM_LITERALS) + 1;
	bool unique = random_below(2) == 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t size = random_below(longest) + 1;

		for (uint32_t k = 0; k < size; k++)
			bytes[i][k] = (uint8_t)(base + random_below(alphabet));
		literals[i] = (struct matcher_literal){bytes[i], size,
		    unique ? i : random_below(20), random_below(2) == 0};
	}
	make_text(text, literals, count, alphabet, base);
	assert_all_find(literals, count, text, RANDOM_TEXT);
}

static void
random_sets_agree_with_the_slow_search(void **state)
{
	static const struct {
		uint32_t alphabet;
		uint8_t base;
		uint32_t longest;
	} rows[] = {{1, 0, 40}, {1, 'D', 255}, {2, 'a', 6}, {2, 'a', 30},
	    {3, '@', 9}, {4, 'y', 14}, {26, 'A', 5}, {58, 'A', 12}, {256, 0, 2},
	    {256, 0, 3}, {256, 0, 8}, {256, 0, 255}, {32, 0, 4}};

	(void)state;
	for (size_t round = 0; round < 12; round++) {
		for (size_t i = 0; i < COUNT(rows); i++)
			try_random_set(
			    rows[i].alphabet, rows[i].base, rows[i].longest);
	}
}

static void
every_length_and_alignment_finds_the_same(void **state)
{
	static const struct matcher_literal literals[] = {
	    LITERAL("a", 1, false), LITERAL("ba", 2, true),
	    LITERAL("aba", 3, false), LITERAL("abab", 4, true),
	    LITERAL("babaB", 5, true), LITERAL("abababab", 6, false),
	    LITERAL("ababababa", 7, true)};
	uint8_t room[64 + 100];

	(void)state;
	for (size_t i = 0; i < sizeof(room); i++)
		room[i] = i % 23 == 22 ? 'A' : i % 2 ? 'b' : 'a';
	for (size_t i = 0; i < backend_count; i++) {
		struct set set;

		set_init(&set, backends[i], literals, COUNT(literals));
		for (size_t from = 0; from < 64; from++) {
			for (size_t size = 0; size <= 100; size += 1 + size / 9)
				assert_set_finds(&set, literals,
				    COUNT(literals), room + from, size);
		}
		set_fini(&set);
	}
}

/* Runs of one byte, for which Hyperscan's literal API fails while scanning. */
static void
runs_of_one_byte_are_found(void **state)
{
	static const struct matcher_literal literals[] = {
	    LITERAL("\xed\xe2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0some more",
		0, false),
	    LITERAL("\0\0\0\0\0\0\0\0\0\0\0\0", 1, false),
	    LITERAL("\0\0\0\0\0\0\0\0\0\0", 2, false),
	    LITERAL("\x2a\xed\xe2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
		    "\0\0\0\0\0\0\0\0\0\0\0\0\0",
		3, false),
	    LITERAL("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0some more", 4,
		false)};
	static const uint8_t data[43] = "\x2a\xed\xe2";
	static const struct matcher_literal others[] = {
	    LITERAL("xt>DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD", 1, true),
	    LITERAL("123", 2, true)};

	(void)state;
	assert_all_find(literals, COUNT(literals), data, sizeof(data));
	assert_text(others, COUNT(others),
	    "xxt>dDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD 123 xt>DDDD");
}

static void
many_literals_with_one_ending_are_told_apart(void **state)
{
	enum { MANY = 700 };
	static char bytes[MANY][40];
	struct matcher_literal literals[MANY];
	char text[2000];
	size_t at = 0;

	(void)state;
	for (unsigned i = 0; i < MANY; i++) {
		int size =
		    snprintf(bytes[i], sizeof(bytes[i]), "%u.%s.example.com/",
			i * 7919u % 1000u, i % 3 ? "www" : "mail");

		literals[i] = (struct matcher_literal){
		    (const uint8_t *)bytes[i], (uint32_t)size, i, i % 2 == 0};
	}
	for (unsigned i = 0; i < 60; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at,
		    "%u.%s.Example.com/", i * 17, i % 2 ? "www" : "Mail");
	assert_text(literals, MANY, text);
	for (size_t i = 0; i < at; i++)
		text[i] = text[i] == 'E' ? 'e' : text[i];
	assert_text(literals, MANY, text);
}

#ifdef HAVE_HYPERSCAN
static void
matches_across_the_cuts_of_a_long_text_are_found_once(void **state)
{
	static uint8_t bytes[MATCHER_LITERAL_MAX];
	static uint8_t text[5000];
	struct matcher_literal literals[] = {
	    {bytes, MATCHER_LITERAL_MAX, 1, false}, {bytes, 1, 2, false},
	    {bytes + 3, 17, 3, true}, {bytes + 100, 100, 4, false}};
	struct set set;

	(void)state;
	if (backend_count < 2)
		return;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (uint8_t)('a' + i % 9);
	memcpy(bytes, text, sizeof(bytes));
	set_init(&set, MATCHER_HYPERSCAN, literals, COUNT(literals));
	for (size_t slice = 255; slice < 300; slice += 11) {
		matcher_hs_slice_bytes = slice;
		assert_set_finds(
		    &set, literals, COUNT(literals), text, sizeof(text));
		for (size_t size = slice - 1; size <= slice + 2; size++)
			assert_set_finds(
			    &set, literals, COUNT(literals), text, size);
	}
	matcher_hs_slice_bytes = MATCHER_HS_SLICE_BYTES;
	set_fini(&set);
}
#endif

/* ---- images ------------------------------------------------------------ */

static const struct matcher_literal image_literals[] = {
    LITERAL("sample", 1, false), LITERAL("AMP", 2, true),
    LITERAL("samples of text", 3, false), LITERAL("s", 4, false)};
static const uint8_t image_text[] = "Some samples of text, SAMPLES of text.";

static void
an_image_works_read_only_at_another_address(void **state)
{
	(void)state;
	for (size_t i = 0; i < backend_count; i++) {
		struct set made;
		struct set moved = {0};
		size_t room;

		set_init(
		    &made, backends[i], image_literals, COUNT(image_literals));
		/* Not at a page's start, and with padding behind it. */
		room = made.image_size + MATCHER_ALIGN + 100;
		uint8_t *map = mmap(NULL, room, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		assert_ptr_not_equal(map, MAP_FAILED);
		memcpy(map + MATCHER_ALIGN, made.image, made.image_size);
		set_fini(&made);
		assert_int_equal(mprotect(map, room, PROT_READ), 0);

		assert_int_equal(matcher_open(map + MATCHER_ALIGN,
				     room - MATCHER_ALIGN, &moved.matcher),
		    MATCHER_OK);
		assert_int_equal(
		    matcher_scratch_grow(&moved.scratch, moved.matcher),
		    MATCHER_OK);
		assert_set_finds(&moved, image_literals, COUNT(image_literals),
		    image_text, sizeof(image_text));
		matcher_scratch_free(&moved.scratch);
		matcher_close(&moved.matcher);
		munmap(map, room);
	}
}

static enum matcher_result
open_result(const void *image, size_t size)
{
	struct matcher *matcher = NULL;
	enum matcher_result result = matcher_open(image, size, &matcher);

	if (result == MATCHER_OK)
		matcher_close(&matcher);
	else
		assert_null(matcher);
	return result;
}

static void
truncated_images_are_refused_at_every_length(void **state)
{
	(void)state;
	for (size_t i = 0; i < backend_count; i++) {
		struct set set;

		set_init(
		    &set, backends[i], image_literals, COUNT(image_literals));
		for (size_t size = 0; size < set.image_size;
		     size += size < 512 ? 1 : 61)
			assert_int_equal(
			    open_result(set.image, size), MATCHER_DAMAGED);
		assert_int_equal(
		    open_result(set.image, set.image_size), MATCHER_OK);
		set_fini(&set);
	}
}

static void
foreign_and_damaged_headers_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < backend_count; i++) {
		struct matcher_header *header;
		struct matcher_header kept;
		struct set set;

		set_init(
		    &set, backends[i], image_literals, COUNT(image_literals));
		header = set.image;
		kept = *header;

#define ASSERT_OPENS(change, result)                                           \
	change;                                                                \
	assert_int_equal(open_result(set.image, set.image_size), result);      \
	*header = kept
		ASSERT_OPENS(header->magic[7] ^= 1, MATCHER_DAMAGED);
		ASSERT_OPENS(header->byte_order = 0x04030201, MATCHER_FOREIGN);
		ASSERT_OPENS(header->format++, MATCHER_FOREIGN);
		ASSERT_OPENS(header->pointer_size ^= 12, MATCHER_FOREIGN);
		ASSERT_OPENS(header->backend = 0, MATCHER_DAMAGED);
		ASSERT_OPENS(header->backend = 3, MATCHER_DAMAGED);
		ASSERT_OPENS(header->stamp[10] ^= 1, MATCHER_FOREIGN);
		ASSERT_OPENS(header->stamp[MATCHER_STAMP_SIZE - 1] = 'x',
		    MATCHER_FOREIGN);
		ASSERT_OPENS(header->image_size++, MATCHER_DAMAGED);
		ASSERT_OPENS(header->image_size = UINT64_MAX, MATCHER_DAMAGED);
		ASSERT_OPENS(header->image_size = 127, MATCHER_DAMAGED);
		ASSERT_OPENS(header->image_size = 128, MATCHER_DAMAGED);
		ASSERT_OPENS(
		    header->literal_count = UINT32_MAX, MATCHER_DAMAGED);
		ASSERT_OPENS(header->literal_count += 32, MATCHER_DAMAGED);
		ASSERT_OPENS((void)0, MATCHER_OK);
#undef ASSERT_OPENS
		set_fini(&set);
	}
}

static void
an_image_off_its_alignment_is_refused(void **state)
{
	uint8_t *room;
	struct set set;

	(void)state;
	set_init(&set, MATCHER_PORTABLE, NULL, 0);
	room = aligned_alloc(MATCHER_ALIGN, 1024);
	assert_non_null(room);
	memcpy(room + 32, set.image, set.image_size);
	assert_int_equal(
	    open_result(room + 32, set.image_size), MATCHER_DAMAGED);
	free(room);
	set_fini(&set);
}

static bool
ignore_match(void *owner, uint32_t id, uint64_t end)
{
	(void)owner;
	(void)id;
	(void)end;
	return false;
}

/* Its checksum is the owner's matter, but a portable image can do no harm:
 * refused, or scanned within its bounds (which ASan watches). */
static void
a_damaged_portable_image_stays_within_its_bounds(void **state)
{
	struct set set;
	uint8_t *bytes;
	unsigned opened = 0;

	(void)state;
	set_init(&set, MATCHER_PORTABLE, image_literals, COUNT(image_literals));
	bytes = set.image;
	for (unsigned round = 0; round < 6000; round++) {
		/* Most of an image is filters; the first part is the rest. */
		size_t at = sizeof(struct matcher_header) +
			    random_below(round % 2 ? 1300 : 14000);
		uint8_t kept = bytes[at];
		struct matcher *damaged = NULL;

		bytes[at] = (uint8_t)random_below(256);
		if (matcher_open(set.image, set.image_size, &damaged) ==
		    MATCHER_OK) {
			matcher_scan(damaged, set.scratch, image_text,
			    sizeof(image_text), ignore_match, NULL);
			matcher_close(&damaged);
			opened++;
		}
		bytes[at] = kept;
	}
	assert_in_range(opened, 1, 5999);
	set_fini(&set);
}

#ifdef HAVE_HYPERSCAN
static void
a_damaged_hyperscan_image_is_refused(void **state)
{
	enum { OFFSET = 128, SIZE = 136, DATABASE = 256 };
	static const size_t places[] = {
	    OFFSET, OFFSET + 7, SIZE, SIZE + 7, DATABASE, DATABASE + 4};
	struct set set;
	uint8_t *bytes;

	(void)state;
	if (backend_count < 2)
		return;
	set_init(
	    &set, MATCHER_HYPERSCAN, image_literals, COUNT(image_literals));
	bytes = set.image;
	for (size_t i = 0; i < COUNT(places); i++) {
		bytes[places[i]] ^= 64;
		assert_int_equal(
		    open_result(set.image, set.image_size), MATCHER_DAMAGED);
		bytes[places[i]] ^= 64;
	}
	set_fini(&set);
}
#endif

/* ---- the door ---------------------------------------------------------- */

static void
the_best_back_end_is_always_there(void **state)
{
	struct set set;

	(void)state;
	set_init(&set, MATCHER_BEST, image_literals, COUNT(image_literals));
	assert_int_equal(
	    matcher_backend_of(set.matcher), backends[backend_count - 1]);
	assert_string_equal(matcher_describe(MATCHER_BEST),
	    matcher_describe(backends[backend_count - 1]));
	assert_string_equal(matcher_describe(MATCHER_PORTABLE), "portable");
	set_fini(&set);
}

static void
a_back_end_that_is_not_there_is_unsupported(void **state)
{
	enum matcher_backend nowhere =
	    backend_count < 2 ? MATCHER_HYPERSCAN : (enum matcher_backend)7;
	void *image = NULL;
	size_t size = 0;

	(void)state;
	assert_int_equal(matcher_compile(nowhere, NULL, 0, &image, &size),
	    MATCHER_UNSUPPORTED);
	assert_null(image);
	assert_string_equal(matcher_describe(nowhere), "not available");
}

static void
every_result_has_a_sentence_of_its_own(void **state)
{
	(void)state;
	for (int a = MATCHER_OK; a <= MATCHER_DAMAGED; a++) {
		const char *text = matcher_result_text((enum matcher_result)a);

		assert_true(strlen(text) > 5);
		for (int b = MATCHER_OK; b < a; b++)
			assert_string_not_equal(
			    text, matcher_result_text((enum matcher_result)b));
	}
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
/* Of a child: an emulator takes the limit and does not keep it. */
#define NOT_LIMITED 102

/* Everything that the allocator still has in hand, largest first. */
static void
exhaust_memory(void)
{
	for (size_t size = (size_t)16 << 20; size >= 16; size /= 2)
		while (malloc(size) != NULL)
			;
}

/* In a child that has room_bytes of memory left, and no more. */
static int
compile_in_little_memory(enum matcher_backend backend, size_t room_bytes)
{
	enum { MANY = 20000 };
	static uint8_t bytes[MANY][20];
	static struct matcher_literal literals[MANY];
	struct rlimit limit;
	unsigned long pages = 0;
	struct rlimit held;
	void *image = NULL;
	void *room;
	size_t size;
	FILE *status = fopen("/proc/self/statm", "r");

	if (status == NULL || fscanf(status, "%lu", &pages) != 1)
		return 100;
	fclose(status);
	for (unsigned i = 0; i < MANY; i++) {
		for (unsigned k = 0; k < 20; k++)
			bytes[i][k] = (uint8_t)random_below(256);
		literals[i] = (struct matcher_literal){bytes[i], 20, i, false};
	}
	limit.rlim_cur = limit.rlim_max =
	    pages * (rlim_t)sysconf(_SC_PAGESIZE) + room_bytes;
	room = room_bytes == 0 ? NULL : malloc(room_bytes);
	if (setrlimit(RLIMIT_AS, &limit) != 0)
		return 101;
	if (getrlimit(RLIMIT_AS, &held) != 0 || held.rlim_cur != limit.rlim_cur)
		return NOT_LIMITED;
	exhaust_memory();
	free(room);
	return (int)matcher_compile(backend, literals, MANY, &image, &size);
}

static void
a_shortage_of_memory_is_a_result(void **state)
{
	static const size_t rooms[] = {0, 4u << 20, 24u << 20};

	(void)state;
	for (size_t i = 0; i < backend_count * COUNT(rooms); i++) {
		enum matcher_backend backend = backends[i / COUNT(rooms)];
		size_t room = rooms[i % COUNT(rooms)];
		int status = 0;
		pid_t child = fork();

		if (child == 0)
			_exit(compile_in_little_memory(backend, room));
		assert_true(child > 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		if (WEXITSTATUS(status) == NOT_LIMITED) {
			print_message("# not tested: memory without a limit\n");
			return;
		}
		/* The portable tables fit into the larger rooms. */
		if (WEXITSTATUS(status) != MATCHER_OK ||
		    backend != MATCHER_PORTABLE || room == 0)
			assert_int_equal(
			    WEXITSTATUS(status), MATCHER_NO_MEMORY);
	}
}
#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_was_worked_out_by_hand),
		cmocka_unit_test(equal_literals_report_each_of_their_ids),
		cmocka_unit_test(only_ascii_letters_match_in_either_case),
		cmocka_unit_test(cased_and_caseless_literals_live_in_one_set),
		cmocka_unit_test(literals_may_hold_nul_and_any_other_byte),
		cmocka_unit_test(
		    literals_of_every_size_match_at_the_start_and_at_the_end),
		cmocka_unit_test(literals_outside_the_limits_are_refused),
		cmocka_unit_test(
		    sets_up_to_the_limit_compile_and_one_more_is_refused),
		cmocka_unit_test(an_empty_set_never_matches),
		cmocka_unit_test(the_callback_stops_the_scan),
		cmocka_unit_test(one_scratch_serves_matchers_of_all_kinds),
		cmocka_unit_test(random_sets_agree_with_the_slow_search),
		cmocka_unit_test(every_length_and_alignment_finds_the_same),
		cmocka_unit_test(runs_of_one_byte_are_found),
		cmocka_unit_test(many_literals_with_one_ending_are_told_apart),
#ifdef HAVE_HYPERSCAN
		cmocka_unit_test(
		    matches_across_the_cuts_of_a_long_text_are_found_once),
		cmocka_unit_test(a_damaged_hyperscan_image_is_refused),
#endif
		cmocka_unit_test(an_image_works_read_only_at_another_address),
		cmocka_unit_test(truncated_images_are_refused_at_every_length),
		cmocka_unit_test(foreign_and_damaged_headers_are_told_apart),
		cmocka_unit_test(an_image_off_its_alignment_is_refused),
		cmocka_unit_test(
		    a_damaged_portable_image_stays_within_its_bounds),
		cmocka_unit_test(the_best_back_end_is_always_there),
		cmocka_unit_test(a_back_end_that_is_not_there_is_unsupported),
		cmocka_unit_test(every_result_has_a_sentence_of_its_own),
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
		cmocka_unit_test(a_shortage_of_memory_is_a_result),
#endif
	};

	find_backends();
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("matcher", tests, NULL, NULL);
}
