/*
 * test_matcher - many literals in one text
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/matcher_sets.h"

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
	    LITERAL("secondsecond", 5, false),
	    LITERAL("secondsecondsecond", 6, false)};
	static const uint8_t data[] = "first SECOND secondsecondsecond";
	struct matcher_scratch *scratch = NULL;
	struct set sets[3 * COUNT(backends)];
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

/* ---- the door ---------------------------------------------------------- */

static void
the_best_back_end_is_always_there(void **state)
{
	enum matcher_backend best =
	    backend_count < 2 ? MATCHER_PORTABLE : MATCHER_HYPERSCAN;
	struct set set;

	(void)state;
	set_init(&set, MATCHER_BEST, image_literals, COUNT(image_literals));
	assert_int_equal(matcher_backend_of(set.matcher), best);
	assert_string_equal(
	    matcher_describe(MATCHER_BEST), matcher_describe(best));
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
