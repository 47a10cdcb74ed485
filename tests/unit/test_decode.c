/*
 * test_decode - transfer encodings, their limit and their two readings
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define ARENA_BYTES ((size_t)1 << 20)

#include "core/message/decode.h"
#include "simd/base64.h"
#include "simd/qp.h"
#include "tests/support/arena_case.h"

static struct limits_reached reached;

static struct decoder
decoder_with(size_t left)
{
	arena_reset(arena);
	reached.bits = 0;
	return (struct decoder){arena, &reached, left, NULL};
}

static struct part
part_of(enum part_encoding encoding, const char *raw)
{
	return (struct part){
	    .encoding = encoding, .raw = slice_from_string(raw)};
}

static void
assert_body(const struct part *part, const char *body)
{
	assert_int_equal(part->body.size, strlen(body));
	assert_memory_equal(part->body.data, body, strlen(body));
}

static void
bytes_without_encoding_are_borrowed(void **state)
{
	static const enum part_encoding encodings[] = {
	    ENCODING_IDENTITY, ENCODING_UNKNOWN};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct decoder decoder = decoder_with(0);
		struct part part = part_of(encodings[i], "aGVsbG8=");

		assert_int_equal(
		    decode_part(&decoder, &part).until_padding, SIZE_MAX);
		assert_ptr_equal(part.body.data, part.raw.data);
		assert_int_equal(part.body.size, part.raw.size);
		assert_int_equal(part.flags, 0);
		assert_int_equal(arena_used(arena), 0);
	}
}

static void
decoded_bytes_lie_in_the_arena_and_take_no_more(void **state)
{
	struct decoder decoder = decoder_with(100);
	struct part part = part_of(ENCODING_BASE64, "aGVs\r\nbG8=\r\n");

	(void)state;
	decode_part(&decoder, &part);
	assert_body(&part, "hello");
	assert_int_equal(arena_used(arena), 5);
	assert_int_equal(decoder.left, 95);
	part = part_of(ENCODING_QP, "a=3Db=\r\nc");
	decode_part(&decoder, &part);
	assert_body(&part, "a=bc");
	assert_int_equal(decoder.left, 91);
	assert_int_equal(part.flags, 0);
}

/* RFC 4648 section 10, and the same with its end cut off. */
static void
base64_yields_whole_bytes_of_a_short_end(void **state)
{
	static const char *const rows[][2] = {
	    {"", ""},
	    {"Zg==", "f"},
	    {"Zm8=", "fo"},
	    {"Zm9v", "foo"},
	    {"Zm9vYg==", "foob"},
	    {"Zm9vYmE=", "fooba"},
	    {"Zm9vYmFy", "foobar"},
	    {"Zm9vYmF", "fooba"},
	    {"Zm9vYm", "foob"},
	    {"Zm9vY", "foo"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct decoder decoder = decoder_with(100);
		struct part part = part_of(ENCODING_BASE64, rows[i][0]);

		assert_int_equal(
		    decode_part(&decoder, &part).until_padding, SIZE_MAX);
		assert_body(&part, rows[i][1]);
	}
}

struct padding_case {
	const char *raw;
	size_t until;
	const char *body;
};

static void
data_behind_padding_is_noticed(void **state)
{
	static const struct padding_case cases[] = {
	    {"aGVsbG8=", SIZE_MAX, "hello"},
	    {"aGVsbG8=\r\n\r\n", SIZE_MAX, "hello"},
	    {"aGVsbA==", SIZE_MAX, "hell"},
	    {"aGVsbA=\n=\n", SIZE_MAX, "hell"},
	    {"aGVsbA==--..", SIZE_MAX, "hell"},
	    {"aGVsbG8=d29y", 5, "hellowor"},
	    {"aGVsbA==d29y", 4, "hellwor"},
	    {"aGVs\nbG8=\nd29y\n", 5, "hellowor"},
	    {"aGVsbG8=d28=ZA==", 5, "hellowod"},
	    {"=aGVs", 0, "hel"},
	    {"====", SIZE_MAX, ""},
	    /* One character holds no byte: both readings are the same. */
	    {"aGVsbG8=d", SIZE_MAX, "hello"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct decoder decoder = decoder_with(100);
		struct part part = part_of(ENCODING_BASE64, cases[i].raw);
		struct decode_result result = decode_part(&decoder, &part);

		assert_body(&part, cases[i].body);
		assert_int_equal(result.until_padding, cases[i].until);
	}
}

static void
junk_and_wrong_escapes_are_marked(void **state)
{
	struct decoder decoder = decoder_with(100);
	struct part part = part_of(ENCODING_BASE64, "aG*Vs");

	(void)state;
	decode_part(&decoder, &part);
	assert_body(&part, "hel");
	assert_int_equal(part.flags, PART_BAD_ENCODING);
	part = part_of(ENCODING_QP, "a=GG");
	decode_part(&decoder, &part);
	assert_body(&part, "a=GG");
	assert_int_equal(part.flags, PART_BAD_ENCODING);
}

static void
the_limit_is_exact(void **state)
{
	static const enum part_encoding encodings[] = {
	    ENCODING_BASE64, ENCODING_QP};
	static const char *const raws[] = {"aGVs\nbG8=\n", "hel=\n=6Co"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct decoder decoder = decoder_with(5);
		struct part part = part_of(encodings[i], raws[i]);

		decode_part(&decoder, &part);
		assert_body(&part, "hello");
		assert_int_equal(reached.bits, 0);
		assert_int_equal(decoder.left, 0);
		decoder = decoder_with(4);
		part = part_of(encodings[i], raws[i]);
		decode_part(&decoder, &part);
		assert_body(&part, "hell");
		assert_true(limits_marked(&reached, LIMIT_DECODED_BYTES));
		assert_int_equal(part.flags, PART_CUT);
		assert_int_equal(decoder.left, 0);
	}
}

/* Raw bytes that are far over the limit are not all decoded first. */
static void
work_over_the_limit_is_bounded(void **state)
{
	size_t size = ARENA_BYTES / 2;
	char *raw = malloc(size);
	struct decoder decoder = decoder_with(10);
	struct part part = {.encoding = ENCODING_BASE64};

	(void)state;
	assert_non_null(raw);
	memset(raw, 'A', size);
	part.raw = (struct slice){(const uint8_t *)raw, size};
	decode_part(&decoder, &part);
	assert_int_equal(part.body.size, 10);
	assert_int_equal(part.flags, PART_CUT);
	free(raw);
}

static void
a_full_arena_cuts_and_marks(void **state)
{
	static const enum part_encoding encodings[] = {
	    ENCODING_BASE64, ENCODING_QP};

	(void)state;
	for (size_t taken = ARENA_BYTES - 400; taken <= ARENA_BYTES; taken++) {
		for (size_t i = 0; i < 2; i++) {
			struct decoder decoder = decoder_with(SIZE_MAX);
			char raw[400];
			struct part part = {.encoding = encodings[i]};

			assert_non_null(arena_alloc(arena, taken));
			memset(raw, 'A', sizeof(raw));
			part.raw =
			    (struct slice){(const uint8_t *)raw, sizeof(raw)};
			decode_part(&decoder, &part);
			assert_int_equal(part.flags, PART_CUT);
			assert_int_equal(
			    reached.bits, 1u << LIMIT_DECODED_BYTES);
			assert_true(part.body.size < sizeof(raw));
		}
	}
}

/* ---- bodies of several slices ------------------------------------------ */

#define LARGE ((size_t)900 << 10)

/* LARGE bytes of the alphabet's, in an order that looks like chance. */
static struct slice
large_raw(const char *alphabet)
{
	static uint8_t raw[LARGE];
	uint32_t x = 1;
	size_t size = strlen(alphabet);

	for (size_t i = 0; i < LARGE; i++) {
		x = x * 1664525u + 1013904223u;
		raw[i] = (uint8_t)alphabet[(x >> 16) % size];
	}
	return (struct slice){raw, LARGE};
}

static const char *const alphabets[] = {"ABab01+/=", "QQQQQQQQ=\r\n", "A", "=",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgh\r\n", "=4F \t\r\n", "=4F", " ", "= \n",
    "a \r", "aaaaaaaaaaaaaaaaaaaaaaaaaaa =\n"};

static void
a_body_of_many_slices_is_decoded_like_one(void **state)
{
	struct arena *large = arena_create(4 * LARGE);
	uint8_t *out = malloc(QP_ROOM(LARGE));

	(void)state;
	assert_non_null(large);
	assert_non_null(out);
	for (size_t i = 0; i < sizeof(alphabets) / sizeof(*alphabets); i++) {
		struct decoder decoder = {large, &reached, SIZE_MAX, NULL};
		struct part part = {.raw = large_raw(alphabets[i])};
		size_t size, until;

		arena_reset(large);
		part.encoding = ENCODING_QP;
		decode_part(&decoder, &part);
		size = qp_decode(part.raw.data, LARGE, out).written;
		assert_int_equal(part.body.size, size);
		assert_memory_equal(part.body.data, out, size);

		arena_reset(large);
		part.encoding = ENCODING_BASE64;
		until = decode_part(&decoder, &part).until_padding;
		size = base64_decode(
		    part.raw.data, LARGE, BASE64_PASS_PADDING, out)
			   .written;
		assert_int_equal(part.body.size, size);
		assert_memory_equal(part.body.data, out, size);
		size = base64_decode(
		    part.raw.data, LARGE, BASE64_STOP_AT_PADDING, out)
			   .written;
		assert_int_equal(
		    until, size < part.body.size ? size : SIZE_MAX);
	}
	free(out);
	arena_destroy(&large);
}

static void
decoding_ends_when_the_time_is_over(void **state)
{
	static const char *const texts[] = {"QQ==", "=4G=\n"};
	static const enum part_encoding encodings[] = {
	    ENCODING_BASE64, ENCODING_QP};
	struct arena *large = arena_create(4 * LARGE);
	struct budget budget;

	(void)state;
	assert_non_null(large);
	for (size_t i = 0; i < 2; i++) {
		struct decoder decoder = {large, &reached, SIZE_MAX, &budget};
		struct part part = {
		    .raw = large_raw(texts[i]), .encoding = encodings[i]};

		arena_reset(large);
		budget_init(&budget, 0);
		decode_part(&decoder, &part);
		assert_int_equal(budget.state, BUDGET_SPENT);
		assert_true((part.flags & PART_CUT) != 0);
		assert_true(part.body.size > 0);
		assert_true(part.body.size <= BUDGET_SLICE);
	}
	arena_destroy(&large);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bytes_without_encoding_are_borrowed),
	    cmocka_unit_test(decoded_bytes_lie_in_the_arena_and_take_no_more),
	    cmocka_unit_test(base64_yields_whole_bytes_of_a_short_end),
	    cmocka_unit_test(data_behind_padding_is_noticed),
	    cmocka_unit_test(junk_and_wrong_escapes_are_marked),
	    cmocka_unit_test(the_limit_is_exact),
	    cmocka_unit_test(work_over_the_limit_is_bounded),
	    cmocka_unit_test(a_full_arena_cuts_and_marks),
	    cmocka_unit_test(a_body_of_many_slices_is_decoded_like_one),
	    cmocka_unit_test(decoding_ends_when_the_time_is_over),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
