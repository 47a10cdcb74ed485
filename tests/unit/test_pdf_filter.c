/*
 * test_pdf_filter - each filter, whole, broken and too large
 *
 * The example of LZW is that of ISO 32000-2, 7.4.4.2; zlib and base 85 are by
 * Python's modules; the rest is by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/pdf/filter.h"
#include "tests/support/archive_case.h"

#define B(literal) SLICE(literal)

static struct member
undo(const struct pdf_filters *filters, struct slice packed, uint64_t bytes_max)
{
	struct unpacking unpacking = {.archives = archives,
	    .options = &options,
	    .bytes = packed,
	    .arena = arena};
	struct member member;

	options.bytes_max = bytes_max;
	arena_reset(arena);
	pdf_filters_undo(filters, packed, &unpacking, &member);
	return member;
}

static struct pdf_filters
one(enum pdf_filter_kind kind)
{
	struct pdf_filters filters = {.count = 1};

	filters.filter[0] = (struct pdf_filter){.kind = kind};
	return filters;
}

#define HELLO                                                                  \
	B("\x78\xDA\xCB\x48\xCD\xC9\xC9\x57\xC8\x40\x90\x00\x3A\x2E\x06\x7D")

static const struct {
	enum pdf_filter_kind kind;
	struct slice packed, body;
	unsigned flags;
} rows[] = {
    {PDF_FLATE, HELLO, B("hello hello hello"), 0},
    {PDF_FLATE, B("\r\n\x78\x01\x01\2\0\xFD\xFFhi"), B("hi"), 0},
    {PDF_FLATE, B("??\x01\2\0\xFD\xFFhi"), B("hi"), 0},
    {PDF_FLATE, B("\x78\x01\x01\2\0\xFD\xFFh"), B("h"), MEMBER_DAMAGED},
    {PDF_FLATE, B("\x78\x01\x07"), B(""), MEMBER_DAMAGED},
    {PDF_FLATE, B("\x78"), B(""), MEMBER_DAMAGED},
    {PDF_FLATE, B(""), B(""), MEMBER_DAMAGED},

    {PDF_LZW, B("\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01"), B("-----A---B"), 0},
    {PDF_LZW, B("\x80\x0B\x60\x50\x22\x0C\x0C\x85"), B("-----A---B"), 0},
    {PDF_LZW, B("\x0C\x28\x10"), B("\x18\xA0"), 0},
    {PDF_LZW, B("\x80\x0B\x7F\xFF"), B("-"), MEMBER_DAMAGED},
    {PDF_LZW, B("\x80"), B(""), 0},
    {PDF_LZW, B(""), B(""), 0},

    {PDF_ASCII85, B("BOu!rDZBb;"), B("hello\0\0\0"), 0},
    {PDF_ASCII85, B("BOu!rD]j7BEbo80~>87cUR"), B("hello world!"), 0},
    {PDF_ASCII85, B(" <~BO u!\nr~>"), B("hell"), 0},
    {PDF_ASCII85, B("zBOu!rz"), B("\0\0\0\0hell\0\0\0\0"), 0},
    {PDF_ASCII85, B("BzOu!r~>"), B("hell"), MEMBER_DAMAGED},
    {PDF_ASCII85, B("B~>"), B(""), 0},
    {PDF_ASCII85, B("BO~>"), B("h"), 0},
    {PDF_ASCII85, B("uuuuu"), B("\x08\x78\x0E\xC4"), 0}, /* over 2^32 */
    {PDF_ASCII85, B("~>"), B(""), 0},

    {PDF_ASCII_HEX, B("6 1\n62>63"), B("ab"), 0},
    {PDF_ASCII_HEX, B("617>"), B("ap"), 0},
    {PDF_ASCII_HEX, B("6x1"), B("a"), MEMBER_DAMAGED},
    {PDF_ASCII_HEX, B(">"), B(""), 0},

    {PDF_RUN_LENGTH,
	B("\2abc\xFE"
	  "d\x80junk"),
	B("abcddd"), 0},
    {PDF_RUN_LENGTH, B("\2abc"), B("abc"), 0},
    {PDF_RUN_LENGTH, B("\5abc"), B("abc"), MEMBER_DAMAGED},
    {PDF_RUN_LENGTH, B("\xFE"), B(""), MEMBER_DAMAGED},
    {PDF_RUN_LENGTH, B("\x80"), B(""), 0},

    {PDF_CRYPT, B("abc"), B("abc"), 0},
    {PDF_JPEG, B("abc"), B("abc"), 0},
    {PDF_OTHER_FILTER, B("abc"), B("abc"), 0},
};

static void
each_filter_is_undone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pdf_filters filters = one(rows[i].kind);
		struct member member =
		    undo(&filters, rows[i].packed, UINT64_MAX);

		if (member.flags != rows[i].flags ||
		    !slice_equal(member.body, rows[i].body))
			print_error("row %zu\n", i);
		assert_slice_is(member.body, rows[i].body);
		assert_int_equal(member.flags, rows[i].flags);
	}
}

static void
no_filter_writes_over_the_limit(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t most = 0; most < rows[i].body.size; most++) {
			struct pdf_filters filters = one(rows[i].kind);
			struct member member;

			if (rows[i].kind > PDF_RUN_LENGTH)
				continue;
			member = undo(&filters, rows[i].packed, most);
			if (member.body.size != most)
				print_error("row %zu at %zu\n", i, most);
			assert_slice_is(
			    member.body, slice_sub(rows[i].body, 0, most));
			assert_true((member.flags & MEMBER_CUT) != 0);
			assert_int_equal(member.limit, LIMIT_DECODED_BYTES);
		}
}

static void
no_filter_reads_past_the_end(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t size = 1; size <= rows[i].packed.size; size++) {
			struct pdf_filters filters = one(rows[i].kind);
			uint8_t *copy = malloc(size);

			assert_non_null(copy);
			memcpy(copy, rows[i].packed.data, size);
			(void)undo(
			    &filters, (struct slice){copy, size}, UINT64_MAX);
			free(copy);
		}
}

/* Codes get longer at 511, 1023 and 2047 entries, or one later. */
static void
long_lzw_comes_back(void **state)
{
	enum { SIZE = 20000 };
	uint8_t plain[SIZE], packed[2 * SIZE];
	uint32_t random = 1;

	(void)state;
	for (size_t i = 0; i < SIZE; i++) {
		random = random * 1103515245u + 12345u;
		plain[i] = (uint8_t)(random >> 16);
	}
	/* Each byte is a code of its own: the table grows by one a byte. */
	for (unsigned late = 0; late < 2; late++) {
		struct pdf_filters filters = one(PDF_LZW);
		struct member member;
		unsigned next = 258, bits = 0;
		uint64_t held = 0;
		size_t at = 0;

		filters.filter[0].late = late != 0;
		for (size_t i = 0; i < SIZE; i++) {
			/* The table of who reads is one behind. */
			unsigned entries = next - (i > 0 ? 1 : 0) + 1 - late;
			unsigned width = entries >= 2048   ? 12
					 : entries >= 1024 ? 11
					 : entries >= 512  ? 10
							   : 9;

			held = held << width | plain[i];
			bits += width;
			if (next < 4096 + 1)
				next++;
			for (; bits >= 8; bits -= 8)
				packed[at++] = (uint8_t)(held >> (bits - 8));
		}
		packed[at++] = (uint8_t)(held << (8 - bits));
		member = undo(&filters, (struct slice){packed, at}, UINT64_MAX);
		assert_true(member.body.size >= SIZE);
		assert_memory_equal(member.body.data, plain, SIZE);
	}
}

/* ---- predictors -------------------------------------------------------- */

static void
predictors_are_undone(void **state)
{
	static const struct {
		struct pdf_filter parms;
		struct slice packed, body;
	} predicted[] = {
	    /* none, left, up, average, Paeth: RFC 2083, 6 */
	    {{.predictor = 15, .colors = 1, .bits = 8, .columns = 3},
		B("\0\1\2\3\1\1\1\1\2\1\1\1\3\1\1\1\4\1\1\1"),
		B("\1\2\3\1\2\3\2\3\4\2\3\4\3\4\5")},
	    {{.predictor = 10, .colors = 3, .bits = 8, .columns = 1},
		B("\1abc\1\1\1\1"), B("abc\1\1\1")},
	    {{.predictor = 12, .colors = 1, .bits = 1, .columns = 9},
		B("\2\1\2\2\1\1"), B("\1\2\2\3")},
	    /* a row that breaks off, and a type that is none */
	    {{.predictor = 12, .colors = 1, .bits = 8, .columns = 4},
		B("\2abcd\2\1"), B("abcdb")},
	    {{.predictor = 12, .colors = 1, .bits = 8, .columns = 2},
		B("\7ab\2"), B("ab")},
	    {{.predictor = 2, .colors = 1, .bits = 8, .columns = 3},
		B("a\1\1b\1\1"), B("abcbcd")},
	    {{.predictor = 2, .colors = 2, .bits = 8, .columns = 2},
		B("ab\1\2"), B("abbd")},
	    {{.predictor = 2, .colors = 1, .bits = 16, .columns = 2},
		B("\0\xFF\0\2"), B("\0\xFF\1\1")},
	    /* none, unknown, and what makes no sense */
	    {{.predictor = 1, .colors = 1, .bits = 8, .columns = 2}, B("\2ab"),
		B("\2ab")},
	    {{.predictor = 3, .colors = 1, .bits = 8, .columns = 2}, B("\2ab"),
		B("\2ab")},
	    {{.predictor = 12, .colors = 0, .bits = 8, .columns = 2}, B("\2ab"),
		B("\2ab")},
	    {{.predictor = 12, .colors = 1, .bits = -8, .columns = 2},
		B("\2ab"), B("\2ab")},
	    {{.predictor = 12, .colors = 1, .bits = 8, .columns = INT64_MAX},
		B("\2ab"), B("\2ab")},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(predicted) / sizeof(predicted[0]); i++) {
		struct slice packed = predicted[i].packed;
		uint8_t *bytes = malloc(packed.size);
		size_t size;

		assert_non_null(bytes);
		memcpy(bytes, packed.data, packed.size);
		size =
		    pdf_undo_predictor(&predicted[i].parms, bytes, packed.size);
		assert_slice_is((struct slice){bytes, size}, predicted[i].body);
		free(bytes);
	}
}

static void
names_are_known(void **state)
{
	(void)state;
	assert_int_equal(pdf_filter_of(B("FlateDecode")), PDF_FLATE);
	assert_int_equal(pdf_filter_of(B("#46l")), PDF_FLATE);
	assert_int_equal(pdf_filter_of(B("JPXDecode")), PDF_JPEG);
	assert_int_equal(pdf_filter_of(B("flate")), PDF_OTHER_FILTER);
	assert_int_equal(pdf_filter_of(B("")), PDF_OTHER_FILTER);
	assert_int_equal(pdf_filter_of(B("Fl#")), PDF_OTHER_FILTER);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_filter_is_undone),
	    cmocka_unit_test(no_filter_writes_over_the_limit),
	    cmocka_unit_test(no_filter_reads_past_the_end),
	    cmocka_unit_test(long_lzw_comes_back),
	    cmocka_unit_test(predictors_are_undone),
	    cmocka_unit_test(names_are_known),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
