/*
 * test_policy_text - names in the texts of an answer
 *
 * Expected texts by hand, after what keys.def says of ^1.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/policy_case.h"

struct template_row {
	const char *template;
	const char *const *names;
	bool all_matches;
	const char *expanded;
};

static const char *const one_name[] = {"A.B-1", NULL};
static const char *const three_names[] = {"A", "B", "A", NULL};
static const char *const nasty_name[] = {
    "x\r\nX-Spam: no\x01\xFF\xC3\xA9\"\\ ^1", NULL};
static const char *const empty_name[] = {"", NULL};

static const struct template_row template_rows[] = {
    {"^1", one_name, false, "A.B-1"},
    {"", one_name, false, ""},
    {"no name", one_name, false, "no name"},
    {"^1 and ^1\nX-B: (^1)", one_name, false, "A.B-1 and A.B-1\nX-B: (A.B-1)"},
    {"^^1^2^ ^", one_name, false, "^A.B-1^2^ ^"},
    {"<^1>", empty_name, false, "<>"},
    {"^1", three_names, false, "A"},
    {"^1", three_names, true, "A, B"},
    {"^1!", nasty_name, false, "x??X-Spam: no??\xC3\xA9\"\\ ^1!"},
};

static void
templates_are_expanded_once_with_printable_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(template_rows) / sizeof(template_rows[0]);
	     i++) {
		const struct template_row *row = &template_rows[i];
		struct config config = config_with_defaults();
		struct finding items[4];
		struct findings findings = findings_named(row->names, items);
		struct policy_input input = {.findings = &findings};
		char template[64];

		snprintf(template, sizeof(template), "%s", row->template);
		config.all_matches = row->all_matches;
		config.on_infected = INFECTED_ADDHEADER;
		config.infected_header = template;
		assert_answer(&config, &input, ANSWER_ADDHEADER, row->expanded,
		    row->template);
		config.on_infected = INFECTED_REJECT;
		config.infected_text = template;
		assert_answer(&config, &input, ANSWER_ERROR, row->expanded,
		    row->template);
	}
}

static void
a_long_name_is_cut(void **state)
{
	struct config config = config_with_defaults();
	static char name[POLICY_NAME_MAX + 2], expected[64 + POLICY_NAME_MAX];
	const char *const names[] = {name, NULL};
	struct finding items[1];
	struct findings findings;
	struct policy_input input = {.findings = &findings};

	(void)state;
	memset(name, 'n', POLICY_NAME_MAX + 1);
	findings = findings_named(names, items);
	memset(expected, 'n', sizeof(expected) - 1);
	memcpy(expected, "X-CGPFilter-Virus: ", 19);
	expected[19 + POLICY_NAME_MAX] = '\0';
	config.on_infected = INFECTED_ADDHEADER;
	assert_answer(&config, &input, ANSWER_ADDHEADER, expected, "long name");
}

/* 80 names of 8 bytes and ", ": exactly 80 fit into 800 with the first. */
static void
a_long_list_of_names_ends_in_dots(void **state)
{
	struct config config = config_with_defaults();
	static char room[100][16], header[] = "^1";
	static char expected[POLICY_NAMES_MAX + 16];
	struct text list = TEXT_OVER(expected);
	struct finding items[100];
	struct findings findings = {.items = items, .count = 100};
	struct policy_input input = {.findings = &findings};

	(void)state;
	for (unsigned i = 0; i < 100; i++) {
		snprintf(room[i], sizeof(room[i]), "Virus-%02u", i);
		items[i] = (struct finding){.name = slice_from_string(room[i])};
		if (i < 80)
			text_printf(&list, "%s%s", i > 0 ? ", " : "", room[i]);
	}
	text_printf(&list, ", ...");
	config.all_matches = true;
	config.on_infected = INFECTED_ADDHEADER;
	config.infected_header = header;
	assert_answer(&config, &input, ANSWER_ADDHEADER, expected, "list");
}

static void
a_text_without_room_is_cut_and_not_overrun(void **state)
{
	struct config config = config_with_defaults();
	struct finding items[1];
	struct findings findings = findings_named(one_name, items);
	struct policy_input input = {.findings = &findings};

	(void)state;
	for (size_t capacity = 1; capacity < 64; capacity++) {
		char room[64];
		struct text text = text_over(room, capacity);
		struct answer answer;

		policy_decide(&config, &input, &text, &answer);
		assert_int_equal(answer.word, ANSWER_ERROR);
		assert_true(answer.report.size < capacity);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(templates_are_expanded_once_with_printable_names),
	    cmocka_unit_test(a_long_name_is_cut),
	    cmocka_unit_test(a_long_list_of_names_ends_in_dots),
	    cmocka_unit_test(a_text_without_room_is_cut_and_not_overrun),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("policy_text", tests, NULL, NULL);
}
