/*
 * test_scan_yara - YARA's rules over the buffers of a message
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "core/scan/scan.h"
#include "core/yara/yara.h"
#include "tests/support/sigfiles.h"

/* Bytes that nobody takes for a type, so that .ftm lines say what they are. */
#define ODD_PART                                                               \
	"Subject: test\r\n"                                                    \
	"Content-Type: application/octet-stream\r\n"                           \
	"Content-Transfer-Encoding: base64\r\n\r\n"                            \
	"T0REMQEC/2EgbWFya2VyIGluc2lkZQo=\r\n" /* "ODD1\1\2\377a marker..." */

static struct sigfiles files;
static struct arena *arena;
static struct limits limits;
static struct findings findings;

static int
setup(void **state)
{
	(void)state;
	sigfiles_begin(&files);
	limits_default(&limits);
	limits.max[LIMIT_FINDINGS] = 1000;
	arena = arena_create(message_arena_bytes(&limits));
	return arena == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	arena_destroy(&arena);
	sigfiles_end(&files);
	return 0;
}

/* How often the clock was looked at. */
static unsigned looks;

static enum budget_state
count_look(struct budget *budget, uint64_t now_ns)
{
	(void)now_ns;
	looks++;
	budget->hook_ns = 0;
	return BUDGET_OK;
}

/* Findings are of names that live no longer than this. */
static void
scan(const char *text)
{
	const struct sigdb_options build = {.directory = files.directory};
	const struct scan_options options = {.all_matches = true};
	char bytes[256];
	struct text error = TEXT_OVER(bytes);
	struct sigdb_info info;
	struct scanner *scanner;
	struct message message;
	struct sigdb *sigdb;
	struct budget budget;

	assert_int_equal(
	    sigdb_build(&build, files.image, &info, &error), SIGDB_OK);
	assert_int_equal(sigdb_open(files.image, &sigdb, &error), SIGDB_OK);
	scanner = scanner_create(sigdb);
	assert_non_null(scanner);
	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	assert_int_equal(message_parse(slice_from_string(text), &limits, arena,
			     &budget, &message),
	    MESSAGE_OK);
	looks = 0;
	budget.hook = count_look;
	budget.hook_ns = 0;
	scan_message(
	    scanner, &message, &options, &limits, arena, &budget, &findings);
	scanner_destroy(&scanner);
	sigdb_close(&sigdb);
}

/* For each rule that holds the clock is looked at once. */
#define RULES 100u

static void
put_rules(void)
{
	char text[RULES * 80] = "";
	size_t at = 0;

	for (unsigned i = 0; i < RULES; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at,
		    "rule R%u { strings: $a = \"a marker\" condition: $a }\n",
		    i);
	sigfiles_put_text(&files, "rules.yar", text);
}

static void
rules_are_run_once_over_bytes_that_are_of_several_types(void **state)
{
	unsigned before;

	(void)state;
	put_rules();
	scan(ODD_PART);
	assert_int_equal(findings.count, yara_exists() ? RULES : 0);
	before = looks;
	sigfiles_put_text(&files, "types.ftm",
	    "0:0:4f444431:Odd:CL_TYPE_ANY:CL_TYPE_MSEXE\n"
	    "0:0:4f444431:Odd:CL_TYPE_ANY:CL_TYPE_PDF\n"
	    "0:0:4f444431:Odd:CL_TYPE_ANY:CL_TYPE_ELF\n");
	sigfiles_put_text(&files, "program.ndb",
	    "Program:1:*:61206d61726b6572\nPdf:10:*:61206d61726b6572\n");
	scan(ODD_PART);
	assert_int_equal(findings.count, yara_exists() ? RULES + 2 : 2);
	assert_in_range(looks, before, before + RULES - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		rules_are_run_once_over_bytes_that_are_of_several_types, setup,
		teardown),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
