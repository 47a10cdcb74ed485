/*
 * test_message - a whole file to a tree: envelope, limits, budget, memory
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "tests/support/slices.h"
#include "tests/support/tree_law.h"

#define TEXT_BYTES ((size_t)8 << 20)
#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"

static struct limits limits;
static struct arena *arena;
static char *text_bytes;

static int
set_up(void **state)
{
	(void)state;
	limits_default(&limits);
	arena = arena_create(message_arena_bytes(&limits));
	text_bytes = malloc(TEXT_BYTES);
	return arena == NULL || text_bytes == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	free(text_bytes);
	return 0;
}

/* The default limits again: each test changes them as it likes. */
static int
default_limits(void **state)
{
	(void)state;
	limits_default(&limits);
	return 0;
}

static enum message_result
parse(struct slice file, struct message *message)
{
	struct budget budget;

	budget_init(&budget, UINT64_MAX);
	return tree_law_parse(file, &limits, arena, &budget, message);
}

/* head, count times line (with its number for a %u), tail. */
static struct slice
repeat(const char *head, const char *before, unsigned count, const char *after,
    const char *tail)
{
	struct text text = text_over(text_bytes, TEXT_BYTES);

	text_put(&text, slice_from_string(head));
	for (unsigned i = 0; i < count; i++) {
		text_put(&text, slice_from_string(before));
		text_printf(&text, "%u", i);
		text_put(&text, slice_from_string(after));
	}
	text_put(&text, slice_from_string(tail));
	assert_false(text.truncated);
	return text_slice(&text);
}

#define LETTER "From: a@b\nTo: c@d\n\nletter" /* 25 bytes */
#define PLIST "<?xml version=\"1.0\"?>\n<plist><dict/></plist>\n"

/* What stands ahead and behind in a file of Apple Mail is none of it. */
static void
a_file_of_apple_mail_is_its_message(void **state)
{
	static const struct {
		struct slice file, body;
	} cases[] = {
	    {SLICE("25        \n" LETTER PLIST), SLICE("letter")},
	    {SLICE("25\r\n" LETTER PLIST "\r\n"), SLICE("letter")},
	    {SLICE("25\n" LETTER), SLICE("letter")},
	    /* A wrong number hides nothing. */
	    {SLICE("3\n" LETTER "\n"), SLICE("letter\n")},
	    {SLICE("3\n" LETTER PLIST), SLICE("letter" PLIST)},
	    {SLICE("25\n" LETTER "letter"), SLICE("letterletter")},
	    {SLICE("25\n" LETTER PLIST "letter"),
		SLICE("letter" PLIST "letter")},
	    {SLICE("18446744073709551615\n" LETTER PLIST),
		SLICE("letter" PLIST)},
	    /* Of the server's queue, no file of Apple Mail. */
	    {SLICE("P I <a@b>\n\n25\n" LETTER PLIST), SLICE("letter" PLIST)},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct message message;

		arena_reset(arena);
		assert_int_equal(parse(cases[i].file, &message), MESSAGE_OK);
		assert_slice_is(message.top->body, cases[i].body);
	}
}

/* count multiparts inside each other, a leaf in the innermost. */
static struct slice
nest(unsigned count)
{
	struct text text = text_over(text_bytes, TEXT_BYTES);

	for (unsigned i = 0; i < count; i++)
		text_printf(&text,
		    "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i,
		    i);
	text_put(&text, SLICE("\nx"));
	assert_false(text.truncated);
	return text_slice(&text);
}

static void
the_envelope_is_taken_off(void **state)
{
	struct message message;
	struct slice file =
	    SLICE("P I 01-01-2024 0000 ____ ____ <a@example.com>\n"
		  "R W 01-01-2024 0000 ____ _FY_ <b@example.org>\n"
		  "S SMTP [192.0.2.1]\n\nSubject: x\n\nhello\n");

	(void)state;
	assert_int_equal(parse(file, &message), MESSAGE_OK);
	assert_true(message.envelope.present);
	assert_int_equal(message.envelope.recipient_count, 1);
	assert_ptr_equal(message.file.data, file.data);
	assert_true(slice_starts_with(message.content, SLICE("Subject")));
	assert_int_equal(message.part_count, 1);
	assert_int_equal(message.top->flags, PART_TOP);
	assert_true(slice_equal(message.top->body, SLICE("hello\n")));
	assert_true(
	    slice_equal(message.top->header.fields[0].value, SLICE("x")));
}

static void
leaves_are_typed_by_their_decoded_bytes(void **state)
{
	struct message message;

	(void)state;
	/* "%PDF-1.4\n" under a name that says something else. */
	assert_int_equal(
	    parse(SLICE("Content-Type: text/plain\nContent-Transfer-Encoding: "
			"base64\n\nJVBERi0xLjQK\n"),
		&message),
	    MESSAGE_OK);
	assert_int_equal(message.top->type, FILETYPE_PDF);
}

static void
parts_up_to_the_limit_are_made(void **state)
{
	struct message message;
	struct slice file = repeat(MIXED, "--b\n\n", 100, "\n", "--b--\n");

	(void)state;
	limits.max[LIMIT_PARTS] = 101;
	assert_int_equal(parse(file, &message), MESSAGE_OK);
	assert_int_equal(message.part_count, 101);
	assert_true(slice_equal(message.top->last_child->body, SLICE("99")));
	limits.max[LIMIT_PARTS] = 100;
	assert_int_equal(parse(file, &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.part_count, 100);
	assert_int_equal(message.reached.bits, 1u << LIMIT_PARTS);
	assert_int_equal(message.top->flags, PART_TOP | PART_CUT);
	assert_true(slice_equal(message.top->last_child->body, SLICE("98")));
	/* What has no part is in the raw bytes of its parent. */
	assert_ptr_equal(message.top->raw.data + message.top->raw.size,
	    file.data + file.size);
	limits.max[LIMIT_PARTS] = 1;
	assert_int_equal(parse(file, &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.top->kind, PART_LEAF);
}

static void
a_second_reading_counts_as_a_part(void **state)
{
	struct message message;
	struct slice file = SLICE("Content-Transfer-Encoding: base64\n\n"
				  "aGVsbG8=d29ybGQh\n");

	(void)state;
	limits.max[LIMIT_PARTS] = 1;
	assert_int_equal(parse(file, &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.part_count, 1);
	assert_true(slice_equal(message.top->body, SLICE("helloworld!")));
	assert_true(limits_marked(&message.reached, LIMIT_PARTS));
	/* Who passes over padding reads it in a third way. */
	limits.max[LIMIT_PARTS] = 3;
	assert_int_equal(parse(file, &message), MESSAGE_OK);
	assert_ptr_equal(message.parts[1], message.top->next);
	assert_true(slice_equal(message.parts[1]->body, SLICE("hello")));
	assert_ptr_equal(message.parts[1]->body.data, message.top->body.data);
}

static void
containers_at_the_depth_limit_stay_closed(void **state)
{
	struct message message;
	const struct part *last;

	(void)state;
	limits.max[LIMIT_DEPTH] = 5;
	assert_int_equal(parse(nest(5), &message), MESSAGE_OK);
	assert_int_equal(message.part_count, 6);
	assert_int_equal(parse(nest(6), &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.part_count, 6);
	assert_int_equal(message.reached.bits, 1u << LIMIT_DEPTH);
	last = message.parts[5];
	assert_int_equal(last->depth, 5);
	assert_int_equal(last->kind, PART_LEAF);
	assert_int_equal(last->flags, PART_CUT);
	assert_true(slice_equal(last->body, SLICE("--b5\n\nx")));
	limits.max[LIMIT_DEPTH] = 0;
	assert_int_equal(parse(nest(1), &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.part_count, 1);
}

static void
all_decoded_bytes_share_one_limit(void **state)
{
	struct message message;
	struct slice file = SLICE(
	    MIXED "--b\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n--b\n"
		  "Content-Transfer-Encoding: quoted-printable\n\nwor=\nld\n"
		  "--b\n\nplain text takes none of it\n--b--\n");

	(void)state;
	limits.max[LIMIT_DECODED_BYTES] = 10;
	assert_int_equal(parse(file, &message), MESSAGE_OK);
	limits.max[LIMIT_DECODED_BYTES] = 9;
	assert_int_equal(parse(file, &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.reached.bits, 1u << LIMIT_DECODED_BYTES);
	assert_true(slice_equal(message.parts[2]->body, SLICE("worl")));
	assert_int_equal(message.parts[2]->flags, PART_CUT);
	assert_int_equal(message.parts[3]->flags, 0);
	limits.max[LIMIT_DECODED_BYTES] = 0;
	assert_int_equal(parse(file, &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.parts[1]->body.size, 0);
}

static void
fields_of_all_parts_share_a_limit_too(void **state)
{
	struct message message;
	size_t fields = 0;

	(void)state;
	/* 100 parts of 16 fields, then 16 for each that follows. */
	limits.max[LIMIT_HEADER_FIELDS] = 20;
	parse(repeat(MIXED,
		  "--b\na:\na:\na:\na:\na:\na:\na:\na:\na:\na:\n"
		  "a:\na:\na:\na:\na:\na:\na:\na:\na:\na:\n\n",
		  1000, "\n", "--b--\n"),
	    &message);
	assert_int_equal(message.part_count, 1001);
	for (size_t i = 0; i < message.part_count; i++) {
		assert_true(message.parts[i]->header.count <= 20);
		fields += message.parts[i]->header.count;
	}
	assert_int_equal(message.parts[1]->header.count, 20);
	assert_int_equal(message.parts[1000]->header.count, 16);
	assert_true(fields <= 100 * 20 + 1001 * 16);
	assert_true(limits_marked(&message.reached, LIMIT_HEADER_FIELDS));
}

static void
parameters_up_to_their_limit_are_looked_at(void **state)
{
	struct message message;

	(void)state;
	/* 1,023 others and the boundary; then one more ahead of it. */
	assert_int_equal(parse(repeat("Content-Type: multipart/mixed", "; a=",
				   1023, "", "; boundary=b\n\n--b\nx\n--b--\n"),
			     &message),
	    MESSAGE_OK);
	assert_int_equal(message.part_count, 2);
	assert_int_equal(parse(repeat("Content-Type: multipart/mixed", "; a=",
				   1024, "", "; boundary=b\n\n--b\nx\n--b--\n"),
			     &message),
	    MESSAGE_INCOMPLETE);
	assert_int_equal(message.part_count, 1);
	assert_int_equal(message.reached.bits, 1u << LIMIT_HEADER_FIELDS);
	assert_true(message.top->flags & PART_CUT);
}

static void
pieces_of_a_name_up_to_their_limit_are_joined(void **state)
{
	struct message message;

	(void)state;
	assert_int_equal(parse(repeat("Content-Disposition: x", "; filename*",
				   128, "=n", "\n\n"),
			     &message),
	    MESSAGE_OK);
	assert_int_equal(message.top->name.size, 128);
	assert_int_equal(parse(repeat("Content-Disposition: x", "; filename*",
				   129, "=n", "\n\n"),
			     &message),
	    MESSAGE_INCOMPLETE);
	assert_int_equal(message.top->name.size, 128);
	assert_int_equal(message.reached.bits, 1u << LIMIT_HEADER_FIELDS);
}

static void
a_message_over_its_size_is_cut(void **state)
{
	struct message message;
	struct slice file = SLICE("Subject: x\n\nhello");

	(void)state;
	limits.max[LIMIT_MESSAGE_BYTES] = (int64_t)file.size;
	assert_int_equal(parse(file, &message), MESSAGE_OK);
	limits.max[LIMIT_MESSAGE_BYTES]--;
	assert_int_equal(parse(file, &message), MESSAGE_INCOMPLETE);
	assert_int_equal(message.reached.bits, 1u << LIMIT_MESSAGE_BYTES);
	assert_true(slice_equal(message.top->body, SLICE("hell")));
}

/* ---- the budget -------------------------------------------------------- */

static void
a_spent_budget_leaves_a_usable_tree(void **state)
{
	struct message message;
	struct budget budget;

	(void)state;
	budget_init(&budget, 0);
	assert_int_equal(
	    tree_law_parse(repeat(MIXED, "--b\n\n", 100000, "\n", "--b--\n"),
		&limits, arena, &budget, &message),
	    MESSAGE_INCOMPLETE);
	assert_int_equal(budget.state, BUDGET_SPENT);
	/* It is asked within BUDGET_SLICE bytes of work. */
	assert_in_range(message.part_count, 2, 1000);
	assert_int_equal(message.reached.bits, 0);
	assert_true(message.top->flags & PART_CUT);
}

static unsigned questions;

static enum budget_state
yield_at_third(struct budget *budget, uint64_t now_ns)
{
	(void)now_ns;
	if (++questions == 3)
		return BUDGET_YIELD;
	budget->hook_ns = 0;
	return BUDGET_OK;
}

static void
the_budget_is_asked_while_one_long_part_is_searched(void **state)
{
	struct message message;
	struct budget budget;
	size_t size = 4 * BUDGET_SLICE;

	(void)state;
	memset(text_bytes, 'x', size);
	memcpy(text_bytes, MIXED "--b\n\n", sizeof(MIXED "--b\n\n") - 1);
	budget_init(&budget, UINT64_MAX);
	budget.hook_ns = 0;
	budget.hook = yield_at_third;
	questions = 0;
	assert_int_equal(
	    tree_law_parse((struct slice){(uint8_t *)text_bytes, size}, &limits,
		arena, &budget, &message),
	    MESSAGE_INCOMPLETE);
	assert_int_equal(budget.state, BUDGET_YIELD);
	assert_int_equal(message.part_count, 2);
	assert_int_equal(message.parts[1]->flags, PART_CUT);
	assert_ptr_equal(
	    message.parts[1]->raw.data + message.parts[1]->raw.size,
	    text_bytes + size);
}

/*
 * The parts end with a multipart inside of a multipart of a message that was
 * decoded; what stops the walk there is text behind the innermost one, which
 * finds no place.
 */
static void
a_walk_that_stops_in_a_decoded_message_leaves_a_usable_tree(void **state)
{
	struct slice file =
	    SLICE(MIXED "--b\nContent-Type: message/rfc822\n"
			"Content-Transfer-Encoding: quoted-printable\n\n"
			"Content-Type: multipart/mixed; boundary=3Douter\n\n"
			"--outer\n"
			"Content-Type: multipart/mixed; boundary=3Dinner\n\n"
			"--inner\n\nx\n--inner--\nbegin 644 x\n");
	struct limits few;
	struct message message;
	struct budget budget;

	(void)state;
	for (int64_t parts = 1; parts < 8; parts++) {
		limits_default(&few);
		few.max[LIMIT_PARTS] = parts;
		budget_init(&budget, UINT64_MAX);
		assert_int_not_equal(
		    tree_law_parse(file, &few, arena, &budget, &message),
		    MESSAGE_NO_MEMORY);
		if (message.part_count == 5 && few.max[LIMIT_PARTS] == 5)
			assert_true(
			    limits_marked(&message.reached, LIMIT_PARTS));
	}
	assert_int_equal(message.part_count, 6);
}

/* ---- memory ------------------------------------------------------------ */

static void
any_small_arena_is_survived(void **state)
{
	struct slice file =
	    SLICE(MIXED "--b\nContent-Type: a/b; name=\"x\\y\"\n"
			"Content-Transfer-Encoding: base64\n\naGVsbG8=\n--b\n"
			"Content-Type: message/rfc822\nContent-Transfer-"
			"Encoding: base64\n\nQTogYgoKLS1iCgp4Cg==\n--b--\n");
	struct limits small;
	struct message message;
	enum message_result before = MESSAGE_NO_MEMORY;

	(void)state;
	limits_default(&small);
	small.max[LIMIT_DEPTH] = 4;
	for (size_t size = 0; size < 16384; size += 16) {
		struct arena *tight = arena_create(size);
		struct budget budget;
		enum message_result result;

		assert_non_null(tight);
		budget_init(&budget, UINT64_MAX);
		result = tree_law_parse(file, &small, tight, &budget, &message);
		/* More memory never makes it worse. */
		if (result == MESSAGE_NO_MEMORY)
			assert_int_equal(before, MESSAGE_NO_MEMORY);
		if (result == MESSAGE_INCOMPLETE)
			assert_int_not_equal(before, MESSAGE_OK);
		before = result;
		arena_destroy(&tight);
	}
	assert_int_equal(before, MESSAGE_OK);
}

static void
the_arena_size_suffices_for_costly_messages(void **state)
{
	struct message message;
	struct arena *tight;
	struct budget budget;
	struct slice file;

	(void)state;
	limits.max[LIMIT_PARTS] = 5000;
	limits.max[LIMIT_DECODED_BYTES] = 0;
	limits.max[LIMIT_HEADER_BYTES] = 4096;
	tight = arena_create(message_arena_bytes(&limits));
	assert_non_null(tight);
	file = repeat(MIXED,
	    "--b\nContent-Type: application/x-something-of-some-length\n"
	    "a:\na:\na:\na:\na:\na:\na:\na:\na:\na:\na:\na:\na:\na:\na:\n\n",
	    4999, "\n", "--b--\n");
	budget_init(&budget, UINT64_MAX);
	assert_int_equal(
	    tree_law_parse(file, &limits, tight, &budget, &message),
	    MESSAGE_OK);
	assert_int_equal(message.part_count, 5000);
	arena_destroy(&tight);
}

/* ---- cost -------------------------------------------------------------- */

static uint64_t
thread_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

/* The least CPU time of a few rounds. */
static uint64_t
cost_of(struct slice file)
{
	uint64_t least = UINT64_MAX;
	struct message message;

	for (unsigned round = 0; round < 5; round++) {
		uint64_t from = thread_ns(), ns;
		struct budget budget;

		budget_init(&budget, UINT64_MAX);
		arena_reset(arena);
		assert_int_not_equal(
		    message_parse(file, &limits, arena, &budget, &message),
		    MESSAGE_NO_MEMORY);
		ns = thread_ns() - from;
		if (ns < least)
			least = ns;
	}
	return least;
}

/*
 * Thirty times the bytes may take about thirty times as long; quadratic work
 * would take 900 times.  The bound lies far from both, so that caches, pages
 * and neighbours do not decide.
 */
static void check_linear(struct slice (*make)(unsigned count))
{
	uint64_t small = cost_of(make(1000)), large = cost_of(make(30000));

	assert_true(large < 250 * small);
}

static struct slice
unclosed_multiparts(unsigned count)
{
	return repeat(MIXED, "--b\nContent-Type: multipart/mixed; boundary=c",
	    count, "\n\n", "");
}

static struct slice
parts_without_empty_line(unsigned count)
{
	return repeat(
	    MIXED, "--b\nContent-Type: text/html\nX: ", count, "\n", "");
}

static struct slice
near_misses(unsigned count)
{
	return repeat(MIXED, "--b\n\n--b", count, "x", "");
}

static struct slice
attached_messages(unsigned count)
{
	return repeat(
	    "", "Content-Type: message/rfc822\nX: ", count, "\n\n", "");
}

static void
hostile_structures_cost_linear_time(void **state)
{
	(void)state;
	limits.max[LIMIT_PARTS] = 1000000;
	limits.max[LIMIT_DEPTH] = 1000;
	check_linear(unclosed_multiparts);
	check_linear(parts_without_empty_line);
	check_linear(near_misses);
	check_linear(attached_messages);
	check_linear(nest);
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup(test, default_limits)
	const struct CMUnitTest tests[] = {
	    CASE(the_envelope_is_taken_off),
	    CASE(a_file_of_apple_mail_is_its_message),
	    CASE(leaves_are_typed_by_their_decoded_bytes),
	    CASE(parts_up_to_the_limit_are_made),
	    CASE(a_second_reading_counts_as_a_part),
	    CASE(containers_at_the_depth_limit_stay_closed),
	    CASE(all_decoded_bytes_share_one_limit),
	    CASE(fields_of_all_parts_share_a_limit_too),
	    CASE(parameters_up_to_their_limit_are_looked_at),
	    CASE(pieces_of_a_name_up_to_their_limit_are_joined),
	    CASE(a_message_over_its_size_is_cut),
	    CASE(a_spent_budget_leaves_a_usable_tree),
	    cmocka_unit_test(
		a_walk_that_stops_in_a_decoded_message_leaves_a_usable_tree),
	    CASE(the_budget_is_asked_while_one_long_part_is_searched),
	    CASE(any_small_arena_is_survived),
	    CASE(the_arena_size_suffices_for_costly_messages),
	    CASE(hostile_structures_cost_linear_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
