/*
 * test_encoded_script - scripts of Microsoft's Script Encoder
 *
 * What each alphabet stands for was compared with what clamscan 1.4.6 writes
 * for each byte at each of 64 places (--leave-temps).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/script/encoded_script.h"
#include "tests/support/exact_bytes.h"
#include "tests/support/slices.h"

struct row {
	struct slice text;
	size_t from;
	struct slice clear;
	struct slice rest; /* behind it */
};

static const struct row rows[] = {
    /* 64 of one byte: each alphabet in its turn. */
    {SLICE(
	 "#@~^QAAAAA==zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
	 "zzzzzzzzAAAAAA==^#~@"),
	0,
	SLICE("yA/yA/A//A/Ay/A/y/A/yyA//Ay/A//Ayy/A/A/y/yyA/y/Ay/A/yyA//yyA/y/"
	      "A"),
	SLICE("")},
    /* What no byte stands for, and what does not count. */
    {SLICE("a#@~^DgAAAA==00@&00@#00@*00@!00@$00AAAAAA==^#~@b"), 1,
	SLICE("8k\n8k\rkf>kf<8f@f8"), SLICE("b")},
    {SLICE("#@~^BwAAAA==00\r\n\xe4\xe4"
	   "000AAAAAA==^#~@"),
	0,
	SLICE("8k\xe4\xe4"
	      "f8k"),
	SLICE("")},
    /* A length that leads nowhere; no end; no sum. */
    {SLICE("#@~^AQAAAA==000AAAAAA==^#~@x"), 0, SLICE("8kf"), SLICE("x")},
    {SLICE("#@~^/////w==000AAAAAA==^#~@x"), 0, SLICE("8kf"), SLICE("x")},
    {SLICE("#@~^AwAAAA==000"), 0, SLICE("8kf"), SLICE("")},
    {SLICE("#@~^AwAAAA==0^#~@"), 0, SLICE("8"), SLICE("")},
    /* What only begins like one. */
    {SLICE("#@~^#@~^AwAAAA==000AAAAAA==^#~@"), 4, SLICE("8kf"), SLICE("")},
    {SLICE("#@~^AwAAAA==#@~^AwAAAA==000AAAAAA==^#~@"), 0, SLICE(""),
	SLICE("#@~^AwAAAA==000AAAAAA==^#~@")},
};

static void
check_row(const struct row *row)
{
	uint8_t *copy = exactly(row->text.data, row->text.size);
	struct slice text = {copy, row->text.size};
	struct encoded_script script;
	uint8_t *out;

	assert_true(encoded_script_next(text, 0, &script));
	assert_int_equal(script.from, row->from);
	out = exactly(script.bytes.data, script.bytes.size);
	assert_slice_is(
	    ((struct slice){out, encoded_script_read(script.bytes, out)}),
	    row->clear);
	assert_slice_is(slice_skip(text, script.end), row->rest);
	free(out);
	free(copy);
}

static void
scripts_come_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&rows[i]);
}

static void
what_is_none_is_not_found(void **state)
{
	static const struct slice texts[] = {SLICE(""), SLICE("~"),
	    SLICE("#@~^"), SLICE("#@~^AwAAAA=="), SLICE("#@~^AwAAAAAA000"),
	    SLICE("@~^AwAAAA==000AAAAAA==^#~@")};
	struct encoded_script script;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_false(encoded_script_next(texts[i], 0, &script));
}

static void
each_may_end_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t size = 0; size < rows[i].text.size; size++) {
			uint8_t *copy = exactly(rows[i].text.data, size);
			struct slice text = {copy, size};
			struct encoded_script script;

			if (encoded_script_next(text, 0, &script))
				assert_true(script.end <= size);
			free(copy);
		}
}

/* One pass, be there ends or none. */
static void
many_cost_linear_time(void **state)
{
	static const char *const units[] = {
	    "#@~^AwAAAA==", "~", "#@~^AwAAAA==^#~@", "^#~@"};
	const size_t size = (size_t)4 << 20;
	uint8_t *bytes = malloc(size);

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		struct slice text = {bytes, size};
		struct encoded_script script;
		size_t unit = strlen(units[i]), at = 0;

		for (size_t k = 0; k < size; k++)
			bytes[k] = (uint8_t)units[i][k % unit];
		while (encoded_script_next(text, at, &script)) {
			assert_true(script.end > at);
			at = script.end;
		}
	}
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(scripts_come_out),
	    cmocka_unit_test(what_is_none_is_not_found),
	    cmocka_unit_test(each_may_end_anywhere),
	    cmocka_unit_test(many_cost_linear_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
