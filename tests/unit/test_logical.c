/*
 * test_logical - lines of .ldb files, their sub-signatures, byte compares
 *
 * What is taken, and whether a comparison holds, is what clamscan 1.4.6 said.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "core/logic/logical.h"

#define ROWS(rows) (sizeof(rows) / sizeof((rows)[0]))

static void
assert_text(struct slice found, const char *expected)
{
	assert_int_equal(found.size, strlen(expected));
	assert_memory_equal(found.data, expected, found.size);
}

/* ---- lines ------------------------------------------------------------- */

static void
a_line_is_taken_apart(void **state)
{
	struct logical logical;
	const char *reason;

	(void)state;
	assert_int_equal(
	    logical_parse(
		SLICE("Some.Name-1;Engine:51-255,Target:4,FileSize:10-20,"
		      "Container:CL_TYPE_MAIL,"
		      "Intermediates:CL_TYPE_ZIP>CL_TYPE_PDF,"
		      "HandlerType:CL_TYPE_HTML,EntryPoint:1-2,"
		      "NumberOfSections:3-4;0&(1|2);6162;0/a;b\\/;c/i;"
		      "4:63::w"),
		&logical, &reason),
	    LOGICAL_OK);
	assert_text(logical.name, "Some.Name-1");
	assert_text(logical.expression, "0&(1|2)");
	assert_int_equal(logical.sub_count, 3);
	assert_text(logical.subs[0], "6162");
	assert_text(logical.subs[1], "0/a;b\\/;c/i");
	assert_text(logical.subs[2], "4:63::w");
	assert_int_equal(logical.conditions.target, 4);
	assert_int_equal(logical.conditions.level_min, 51);
	assert_int_equal(logical.conditions.level_max, 255);
	assert_int_equal(logical.conditions.size_min, 10);
	assert_int_equal(logical.conditions.size_max, 20);
	assert_int_equal(logical.conditions.container, CLTYPE_MAIL);
	assert_int_equal(logical.conditions.intermediate_count, 2);
	assert_int_equal(logical.conditions.intermediates[0], CLTYPE_ZIP);
	assert_int_equal(logical.conditions.intermediates[1], CLTYPE_PDF);
	assert_int_equal(logical.conditions.handler, CLTYPE_HTML);
	assert_true(logical.conditions.asks_entry);
	assert_int_equal(logical.conditions.sections_max, 4);
}

static void
lines_are_refused_for_a_reason(void **state)
{
	static const struct {
		const char *line;
		enum logical_result result;
	} rows[] = {
	    {"A;Target:0;0;6162", LOGICAL_OK},
	    {"A;Target:14;0;6162", LOGICAL_OK},
	    {"", LOGICAL_MALFORMED},
	    {"A", LOGICAL_MALFORMED},
	    {"A;Target:0", LOGICAL_MALFORMED},
	    {"A;Target:0;0", LOGICAL_MALFORMED},
	    {"A;Target:0;0;", LOGICAL_MALFORMED},
	    {"A;Target:0;0&1;61;", LOGICAL_MALFORMED},
	    {"A;Engine:51-255;0;6162", LOGICAL_MALFORMED},
	    {"A;Target;0;6162", LOGICAL_MALFORMED},
	    {"A;;0;6162", LOGICAL_MALFORMED},
	    {"A;Target:x;0;6162", LOGICAL_MALFORMED},
	    {"A;Target:0,FileSize:5;0;6162", LOGICAL_MALFORMED},
	    {"A;Target:0,FileSize:5-x;0;6162", LOGICAL_MALFORMED},
	    {"A;Target:0,FileSize:9-5;0;6162", LOGICAL_MALFORMED},
	    {"A;Target:0,FileSize:0-4294967296;0;6162", LOGICAL_MALFORMED},
	    {"A;Target:15;0;6162", LOGICAL_TARGET},
	    {"A;Target:8;0;6162", LOGICAL_TARGET},
	    {"A;Target:0,Unknown:1;0;6162", LOGICAL_UNSUPPORTED},
	    {"A;Target:1,IconGroup1:X;0;6162", LOGICAL_UNSUPPORTED},
	    {"A;Target:0,Container:CL_TYPE_X;0;6162", LOGICAL_UNSUPPORTED},
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct logical logical;
		const char *reason;
		enum logical_result result = logical_parse(
		    slice_from_string(rows[i].line), &logical, &reason);

		if (result != rows[i].result)
			fail_msg("%s: %d", rows[i].line, (int)result);
		assert_true((reason == NULL) == (result == LOGICAL_OK));
	}
}

static void
sixty_four_sub_signatures_are_taken_and_one_more_is_not(void **state)
{
	char line[1024] = "A;Target:0;0";
	struct logical logical;
	const char *reason;

	(void)state;
	for (int i = 0; i < 64; i++)
		memcpy(line + strlen(line), ";6162", 6);
	assert_int_equal(
	    logical_parse(slice_from_string(line), &logical, &reason),
	    LOGICAL_OK);
	assert_int_equal(logical.sub_count, 64);
	memcpy(line + strlen(line), ";6162", 6);
	assert_int_equal(
	    logical_parse(slice_from_string(line), &logical, &reason),
	    LOGICAL_MALFORMED);
}

static void
a_line_may_end_at_every_byte(void **state)
{
	static const char whole[] =
	    "A;Engine:1-255,Target:0,Intermediates:CL_TYPE_ZIP>CL_TYPE_PDF;"
	    "0&1&2;4,5:61(62|63)::iwa;0/a\\/b/gi;0(>>4#hb4#=0x12,<5)";

	(void)state;
	for (size_t size = 0; size < sizeof(whole); size++) {
		uint8_t *copy = malloc(size + 1);
		struct logical logical;
		struct subsig subsig;
		const char *reason;

		memcpy(copy, whole, size);
		if (logical_parse((struct slice){copy, size}, &logical,
			&reason) == LOGICAL_OK)
			for (uint32_t i = 0; i < logical.sub_count; i++)
				assert_true(
				    subsig_parse(logical.subs[i], &subsig,
					&reason) < LOGICAL_TARGET);
		free(copy);
	}
}

/* ---- sub-signatures ---------------------------------------------------- */

static void
sub_signatures_are_told_apart(void **state)
{
	static const struct {
		const char *text;
		const char *offset;
		const char *body; /* or trigger */
		unsigned flags;
		enum subsig_kind kind;
		const char *regex;
		const char *options;
	} rows[] = {
	    {"6162", "*", "6162", 0, SUBSIG_BODY, "", ""},
	    {"4,5:6162", "4,5", "6162", 0, SUBSIG_BODY, "", ""},
	    {"6162::iw", "*", "6162", SUBSIG_NOCASE | SUBSIG_WIDE, SUBSIG_BODY,
		"", ""},
	    {"0:6162::af", "0", "6162", SUBSIG_ASCII | SUBSIG_WORD, SUBSIG_BODY,
		"", ""},
	    /* Five fields: the modifiers say nothing. */
	    {"61::i*62::i", "*", "61", 0, SUBSIG_BODY, "", ""},
	    {"0/ab/", "*", "0", 0, SUBSIG_REGEX, "ab", ""},
	    {"(0|1)>2/a\\/b/si", "*", "(0|1)>2", 0, SUBSIG_REGEX, "a\\/b",
		"si"},
	    {"3,4:0/a:b/g", "3,4", "0", 0, SUBSIG_REGEX, "a:b", "g"},
	    {"0/(a)#(b)#/", "*", "0", 0, SUBSIG_REGEX, "(a)#(b)#", ""},
	    {"0/ab/::i", "*", "0", 0, SUBSIG_REGEX, "ab", ""},
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct subsig subsig;
		const char *reason;

		assert_int_equal(subsig_parse(slice_from_string(rows[i].text),
				     &subsig, &reason),
		    LOGICAL_OK);
		assert_int_equal(subsig.kind, rows[i].kind);
		assert_text(subsig.offset, rows[i].offset);
		assert_text(
		    subsig.kind == SUBSIG_BODY ? subsig.hexsig : subsig.trigger,
		    rows[i].body);
		assert_int_equal(subsig.flags, rows[i].flags);
		assert_text(subsig.regex, rows[i].regex);
		assert_text(subsig.options, rows[i].options);
	}
}

static void
sub_signatures_are_refused_for_a_reason(void **state)
{
	static const struct {
		const char *text;
		enum logical_result result;
	} rows[] = {
	    {"${1-2}3$", LOGICAL_UNSUPPORTED},
	    {"fuzzy_img#af2ad01ed42993c7", LOGICAL_UNSUPPORTED},
	    {"6162::x", LOGICAL_MALFORMED},
	    {"/foo/", LOGICAL_MALFORMED},
	    {"0//", LOGICAL_MALFORMED},
	    {"0/", LOGICAL_MALFORMED},
	    {"0/foo", LOGICAL_MALFORMED},
	    {"0(>>3#ib3#=0x313233)", LOGICAL_MALFORMED},
	    {"0(>>3#dl2#=12)", LOGICAL_MALFORMED},
	    {"0(>>3#d2#!12)", LOGICAL_MALFORMED},
	    {"0(3#d2#=12)", LOGICAL_MALFORMED},
	    {"0(>>3#d2#=12", LOGICAL_MALFORMED},
	    {"(>>3#d2#=12)", LOGICAL_MALFORMED},
	    {"0(>>3#d#=12)", LOGICAL_MALFORMED},
	    {"0(>>3#d2#=1,=2,=3)", LOGICAL_MALFORMED},
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct subsig subsig;
		const char *reason;
		enum logical_result result = subsig_parse(
		    slice_from_string(rows[i].text), &subsig, &reason);

		if (result != rows[i].result)
			fail_msg("%s: %d", rows[i].text, (int)result);
		assert_non_null(reason);
	}
}

/* ---- byte compares ----------------------------------------------------- */

static void
comparisons_hold_when_clamscan_says_so(void **state)
{
	static const struct {
		const char *text;
		const char *bytes; /* "key" in it is where the match began */
		bool holds;
	} rows[] = {
	    {"0(>>3#d2#=12)", "key12", true},
	    {"0(>>3#d4#=12)", "key12xx", true},
	    {"0(>>3#de4#=12)", "key12xx", false},
	    {"0(>>3#de2#=12)", "key12xx", true},
	    {"0(>>3#d4#=-12)", "key-12x", true},
	    {"0(>>3#d4#=12)", "key 12x", true},
	    {"0(>>3#d4#=12)", "key12", false},
	    {"0(>>3#d2#=0xc)", "key12", true},
	    {"0(>>3#d2#= 12)", "key12", true},
	    {"0(>>3#d2#=0)", "keyxx", true},
	    {"0(>>3#de2#<5)", "keyxx", false},
	    {"0(>>3#d2#<1)", "key  ", true},
	    {"0(>>3#d3#<0)", "key-1.", true},
	    {"0(>>3#d2#>10,<13)", "key12", true},
	    {"0(>>3#d2#>10,<12)", "key12", false},
	    {"0(>>3#d20#=12)", "key00000000000000000012", true},
	    {"0(>>3#h4#=0x1234)", "key1234", false},
	    {"0(>>3#hb4#=0x12)", "key0012", true},
	    {"0(>>3#hb4#=18)", "key0012", true},
	    {"0(>>3#hb4#=12)", "key0012", false},
	    {"0(>>3#hb4#=0x12)", "key12xx", true},
	    {"0(>>3#hbe4#=0x12)", "key12xx", false},
	    {"0(>>3#hb6#=0x12)", "key0x12xx", true},
	    {"0(>>3#hb4#=0x12ab)", "key12aB", true},
	    {"0(>>3#hb3#=0x123)", "key123.", true},
	    {"0(>>3#hb16#>0)", "key1234567812345678", true},
	    {"0(>>3#hb18#>0)", "key123456781234567812", false},
	    {"0(>>3#hl4#=0x3412)", "key1234", true},
	    {"0(>>3#hl3#=0x2301)", "key123.", true},
	    {"0(>>3#hl3#=0x0312)", "key123.", false},
	    /* Pairs from the front, as far as they are whole. */
	    {"0(>>3#hl4#=0x12)", "key12~~", true},
	    {"0(>>3#hl4#=0x3412)", "key1200", false},
	    {"0(>>3#hl6#=0x12)", "key12zz34", true},
	    {"0(>>3#hl5#=0xb3a201)", "key1a2b3", true},
	    {"0(>>3#hl6#=0x3412)", "key0x1234", true},
	    {"0(>>3#hl3#=0x12)", "key 12", true},
	    {"0(>>3#hl3#=0)", "key-12", true},
	    {"0(>>3#hl1#=12)", "keyc", true},
	    {"0(>>3#hle4#=0x3412)", "key1234", true},
	    {"0(>>3#hle4#=0x12)", "key12~~", true},
	    {"0(>>3#hle3#>0)", "key123", false},
	    {"0(>>3#hle6#>0)", "key0x1234", false},
	    {"0(>>3#hle1#=12)", "keyc", true},
	    {"0(>>3#hle1#=0)", "key~", false},
	    {"0(>>3#hbe3#>0)", "key 12", false},
	    {"0(>>3#hbe4#=0x12)", "key0x12", true},
	    {"0(>>3#de3#=12)", "key 12", false},
	    {"0(>>3#hb2#=-1)", "key12", false},
	    {"0(>>3#ab4#=0x12)", "key0x12", true},
	    {"0(>>3#ab4#=12)", "key0012", true},
	    {"0(>>3#a4#=12)", "key0012", false},
	    {"0(>>3#al4#=0x3412)", "key1234", false},
	    {"0(>>3#al4#<99999)", "key1234", false},
	    {"0(>>3#al6#=0x3412)", "key0x1234", true},
	    {"0(>>3#ab2#>-1)", "key12", false},
	    {"0(>>3#ab3#=12)", "key12~", true},
	    {"0(>>3#ab3#>-1)", "key 12", false},
	    {"0(>>3#ab4#=12)", "key 12~", true},
	    {"0(>>3#ab4#=0x12ab)", "key12ab", false},
	    {"0(>>3#i1#>0)", "key1", false},
	    {"0(>>3#ib2#=0x3132)", "key12..", true},
	    {"0(>>3#il2#=0x3231)", "key12..", true},
	    {"0(>>3#ib4#=0x31323334)", "key1234", true},
	    {"0(>>3#il8#=0x3837363534333231)", "key12345678", true},
	    {"0(>>3#ib8#>0)", "key1234567", false},
	    {"0(>>0x3#ib1#=0x31)", "key1", true},
	    {"0(<<2#d2#=34)", "34key12", true},
	    {"0(<<9999#d2#=34)", "34key12", false},
	    {"0(>>9999#d2#=34)", "34key12", false},
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct slice buffer = slice_from_string(rows[i].bytes);
		struct compare compare;
		const char *reason;

		assert_true(compare_parse(
		    slice_from_string(rows[i].text), &compare, &reason));
		assert_true(compare_check(&compare));
		if (compare_holds(&compare, buffer,
			slice_find(buffer, SLICE("key"))) != rows[i].holds)
			fail_msg("%s of %s is not %d", rows[i].text,
			    rows[i].bytes, rows[i].holds);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_is_taken_apart),
	    cmocka_unit_test(lines_are_refused_for_a_reason),
	    cmocka_unit_test(
		sixty_four_sub_signatures_are_taken_and_one_more_is_not),
	    cmocka_unit_test(a_line_may_end_at_every_byte),
	    cmocka_unit_test(sub_signatures_are_told_apart),
	    cmocka_unit_test(sub_signatures_are_refused_for_a_reason),
	    cmocka_unit_test(comparisons_hold_when_clamscan_says_so),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
