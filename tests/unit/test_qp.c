/*
 * test_qp - every level against RFC 2045 examples, against Python's quopri
 * where the two agree on the meaning, and against a decoder written from the
 * sentences of qp.h
 */
#include "simd/qp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "simd/cpu.h"
#include "tests/support/kernel_case.h"

#define INPUT_MAX 8192u

/* ---- the plain decoder: looks ahead, where the kernels look back ------- */

static int
plain_digit(const uint8_t *data, size_t size, size_t i)
{
	const char *digits = "0123456789abcdef0123456789ABCDEF";
	const char *at;

	if (i >= size || data[i] == 0)
		return -1;
	at = strchr(digits, data[i]);
	if (at == NULL)
		at = strchr(digits + 16, data[i]);
	return at == NULL ? -1 : (int)((at - digits) % 16);
}

static size_t
plain_behind_blanks(const uint8_t *data, size_t size, size_t i)
{
	while (i < size && (data[i] == ' ' || data[i] == '\t'))
		i++;
	return i;
}

static bool
plain_line_end(const uint8_t *data, size_t size, size_t i)
{
	return i < size && (data[i] == '\r' || data[i] == '\n');
}

/* Behind the line end at i: an LF with all CRs ahead of it, or one CR. */
static size_t
plain_behind_break(const uint8_t *data, size_t size, size_t i)
{
	size_t lf = i;

	while (lf < size && data[lf] == '\r')
		lf++;
	return lf < size && data[lf] == '\n' ? lf + 1 : i + 1;
}

static struct qp_result
plain_decode(const uint8_t *data, size_t size, uint8_t *out)
{
	struct qp_result r = {0};
	size_t i = 0;

	while (i < size) {
		size_t next;
		int high = plain_digit(data, size, i + 1);
		int low = plain_digit(data, size, i + 2);

		if (data[i] == '=' && high >= 0 && low >= 0) {
			out[r.written++] = (uint8_t)(high * 16 + low);
			i += 3;
			continue;
		}
		if (data[i] == '=') {
			next = plain_behind_blanks(data, size, i + 1);
			if (plain_line_end(data, size, next)) {
				i = plain_behind_break(data, size, next);
				continue;
			}
			r.errors++;
			out[r.written++] = data[i++];
			continue;
		}
		next = plain_behind_blanks(data, size, i);
		if (plain_line_end(data, size, next))
			i = next;
		out[r.written++] = data[i++];
	}
	return r;
}

/* ---- all levels against it --------------------------------------------- */

static uint8_t expected[QP_ROOM(INPUT_MAX)];

static void
check_all(const uint8_t *data, size_t size, const struct guard *output)
{
	uint8_t *out = guard_tail(output, QP_ROOM(size));
	struct qp_result want = plain_decode(data, size, expected);

	for (int level = 0; level < CPU_LEVELS; level++) {
		if (cpu_force_level((enum cpu_level)level) !=
		    (enum cpu_level)level)
			continue;
		struct qp_result got = qp_decode(data, size, out);

		assert_int_equal(got.written, want.written);
		assert_int_equal(got.errors, want.errors);
		assert_memory_equal(out, expected, want.written);
	}
}

/* ---- known answers ----------------------------------------------------- */

struct answer {
	const char *input;
	const char *output;
	size_t errors;
};

static const struct answer answers[] = {
    {"", "", 0},
    {"plain", "plain", 0},
    /* RFC 2045, section 6.7, the example of soft line breaks. */
    {"Now's the time =\r\nfor all folk to come=\r\n to the aid of their "
     "country.",
	"Now's the time for all folk to come to the aid of their country.", 0},
    /* Rule 1: any octet; both cases of the digits. */
    {"=0C=3D=e4=E4", "\x0c=\xe4\xe4", 0},
    {"=41=42", "AB", 0},
    /* Rule 3: blanks at the end of a line are deleted, encoded ones not. */
    {"a \t \r\nb", "a\r\nb", 0},
    {"a \nb\t\n", "a\nb\n", 0},
    {"a \rb", "a\rb", 0},
    {"a=20 \r\nb", "a \r\nb", 0},
    {"a =20\r\n", "a  \r\n", 0},
    {" \r\n", "\r\n", 0},
    {"\t\n \n", "\n\n", 0},
    {"a  ", "a  ", 0},
    /* Rule 5: soft breaks, with blanks that a relay added. */
    {"a=\r\nb=\nc=\rd", "abcd", 0},
    {"a= \t\r\nb", "ab", 0},
    {"a = \r\nb", "a b", 0},
    {"a=\r\n \r\nb", "a\r\nb", 0},
    /* As binascii.a2b_qp() has it: on to the LF. */
    {"a=\r\r\nb", "ab", 0},
    {"a= \r\r\r\nb", "ab", 0},
    {"a=\r\rb", "a\rb", 0},
    {"a=\r\r", "a\r", 0},
    {"a=\n\nb", "a\nb", 0},
    {"a=\r\n", "a", 0},
    /* What is no escape stands for itself. */
    {"a=", "a=", 1},
    {"a=4", "a=4", 1},
    {"a= ", "a= ", 1},
    {"=4G=G4", "=4G=G4", 2},
    {"==41", "=A", 1},
    {"=4=41", "=4A", 1},
    {"=== =", "=== =", 4},
    {"= x \r\n", "= x\r\n", 1},
    {"=\xb4\xb1=4\xb1", "=\xb4\xb1=4\xb1", 2},
    {"2=+3", "2=+3", 1},
    /* quopri.decodestring() of UTF-8 Russian. */
    {"=D0=9F=D1=80=D0=B8=D0=B2=D0=B5=D1=82, =D0=BC=D0=B8=D1=80!",
	"\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82, "
	"\xd0\xbc\xd0\xb8\xd1\x80!",
	0},
};

/* Each answer at each offset within a vector, so that each place of an escape
 * meets the edge of a step. */
static void
known_answers_at_every_level_and_offset(void **state)
{
	uint8_t input[512];
	uint8_t out[QP_ROOM(sizeof(input))];

	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		const struct answer *a = &answers[i];
		size_t size = strlen(a->input);
		size_t written = strlen(a->output);

		for (size_t at = 0; at < 4 * 130; at++) {
			size_t front = at / 4;

			cpu_force_level((enum cpu_level)(at % 4));
			memset(input, 'x', sizeof(input));
			memcpy(input + front, a->input, size);
			struct qp_result r =
			    qp_decode(input, front + size, out);

			assert_int_equal(r.errors, a->errors);
			assert_int_equal(r.written, front + written);
			assert_memory_equal(out + front, a->output, written);
		}
	}
}

/* ---- shapes ------------------------------------------------------------ */

static const char *const mixes[] = {
    "the quick brown fox jumps over the lazy dog",
    "the quick brown fox jumps over the lazy dog=\r\n",
    "=0123456789ABCDEFabcdef",
    "=\r\n \t",
    "= A0\n",
    "=4\r\xb4",
    " \t\r\nx",
    "==== ",
};

static const struct kernel_case kernel = {
    .mixes = mixes,
    .count = sizeof(mixes) / sizeof(*mixes),
    .input_max = INPUT_MAX,
    .room = QP_ROOM(INPUT_MAX),
    .check = check_all,
};

static void
every_length_and_alignment_equals_the_plain_decoder(void **state)
{
	(void)state;
	kernel_check_alignments(&kernel);
}

static void
nothing_outside_the_input_is_read(void **state)
{
	(void)state;
	kernel_check_ends(&kernel, 400);
}

/* Pieces as encoders and relays make them, in random order. */
static void
text_of_escapes_breaks_and_blanks_equals_the_plain_decoder(void **state)
{
	static const char *const pieces[] = {"=D0=9F", "word ", "=\r\n",
	    " \r\n", "\r\n", "=20\r\n", "= \r\n", "=  \t \n", "   \t  \n", "=",
	    "=3D",
	    "a longer run of text without anything in it that matters, and on",
	    "                                                                ",
	    "=\r", "\r", "=\n"};
	struct guard input = guard_open(INPUT_MAX);
	struct guard output = guard_open(QP_ROOM(INPUT_MAX));
	uint64_t seed = 3;

	(void)state;
	for (unsigned round = 0; round < 4000; round++) {
		uint8_t text[1200];
		size_t size = 0;

		while (size < 1000) {
			const char *piece = pieces[random_below(&seed, 16)];

			memcpy(text + size, piece, strlen(piece));
			size += strlen(piece);
		}
		size -= random_below(&seed, 64);
		memcpy(guard_tail(&input, size), text, size);
		check_all(guard_tail(&input, size), size, &output);
	}
	guard_close(&input);
	guard_close(&output);
}

static void
every_pair_of_bytes_behind_an_equals_is_treated_alike(void **state)
{
	struct guard input = guard_open(INPUT_MAX);
	struct guard output = guard_open(QP_ROOM(INPUT_MAX));

	(void)state;
	for (unsigned first = 0; first < 256; first++) {
		uint8_t *data = guard_tail(&input, 256 * 4);

		for (size_t second = 0; second < 256; second++) {
			data[second * 4] = '=';
			data[second * 4 + 1] = (uint8_t)first;
			data[second * 4 + 2] = (uint8_t)second;
			data[second * 4 + 3] = '.';
		}
		check_all(data, 256 * 4, &output);
	}
	guard_close(&input);
	guard_close(&output);
}

/* A run that is looked at once for each of its bytes would take minutes. */
static void
long_runs_of_blanks_take_linear_time(void **state)
{
	static uint8_t data[1u << 20];
	static uint8_t out[QP_ROOM(sizeof(data))];

	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		memset(data, ' ', sizeof(data));
		data[0] = '=';
		assert_int_equal(
		    qp_decode(data, sizeof(data), out).written, sizeof(data));
		data[sizeof(data) - 1] = '\n';
		assert_int_equal(qp_decode(data, sizeof(data), out).written, 0);
		data[0] = 'x';
		assert_int_equal(qp_decode(data, sizeof(data), out).written, 2);
		memset(data, '=', sizeof(data));
		assert_int_equal(
		    qp_decode(data, sizeof(data), out).errors, sizeof(data));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(known_answers_at_every_level_and_offset),
	    cmocka_unit_test(
		every_length_and_alignment_equals_the_plain_decoder),
	    cmocka_unit_test(nothing_outside_the_input_is_read),
	    cmocka_unit_test(
		text_of_escapes_breaks_and_blanks_equals_the_plain_decoder),
	    cmocka_unit_test(
		every_pair_of_bytes_behind_an_equals_is_treated_alike),
	    cmocka_unit_test(long_runs_of_blanks_take_linear_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
