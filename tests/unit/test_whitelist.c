/*
 * test_whitelist - who passes by whitelist.cfg
 *
 * The lines are those of the vendor's own file and guide, in other words and
 * with other names; what matches was worked out by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/list/host_pattern.h"
#include "core/list/whitelist.h"
#include "tests/support/converters.h"

#define ARENA_BYTES ((size_t)64 << 20)

static struct arena *arena;
static struct charsets *charsets;
static struct regex_scratch *scratch;
static struct limits limits;

static int
setup(void **state)
{
	(void)state;
	limits_default(&limits);
	arena = arena_create(ARENA_BYTES);
	charsets = charsets_create();
	scratch = regex_scratch_create();
	return arena == NULL || charsets == NULL || scratch == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	regex_scratch_destroy(&scratch);
	charsets_destroy(&charsets);
	arena_destroy(&arena);
	return 0;
}

/* ---- hosts ------------------------------------------------------------- */

static void
hosts_match_by_either_reading(void **state)
{
	static const struct {
		const char *pattern, *address, *name;
		bool matches;
	} rows[] = {
	    {"1.2.3.4", "1.2.3.4", "", true},
	    {"1.2.3.4", "1.2.3.5", "", false},
	    {"1.2.3.4", "", "1.2.3.4", false},
	    {"1.2.3", "1.2.3.4", "", true},
	    {"1.2.3.", "1.2.3.4", "", true},
	    {"1.2.3", "1.2.30.4", "", false},
	    {"1.2.3", "11.2.3.4", "", false},
	    {"10", "10.255.0.1", "", true},
	    {"10.", "11.0.0.0", "", false},
	    {"192.168/16", "192.168.255.1", "", true},
	    {"192.168/16", "192.169.0.0", "", false},
	    {"192.168.32.0/24", "192.168.32.255", "", true},
	    {"192.168.32.0/24", "192.168.33.0", "", false},
	    {"192.168.32.7/24", "192.168.32.255", "", true},
	    {"192.168.32.128/25", "192.168.32.127", "", false},
	    {"192.168.32.128/25", "192.168.32.128", "", true},
	    {"1.2.3.4/32", "1.2.3.4", "", true},
	    {"1.2.3.4/32", "1.2.3.5", "", false},
	    {"128/1", "129.0.0.1", "", true},
	    {"128/1", "127.0.0.1", "", false},
	    {"1.2.3.4", "::ffff:1.2.3.4", "", true},
	    {"2001:db8::1", "2001:DB8:0::1", "", true},
	    {"2001:db8::/32", "2001:db8:ffff::", "", true},
	    {"2001:db8::/32", "2001:db9::", "", false},
	    {"2001:db8::/33", "2001:db8:8000::", "", false},
	    {"::1", "127.0.0.1", "", false},
	    {"mx1.example.com", "", "mx1.example.com", true},
	    {"mx1.example.com", "", "MX1.Example.Com.", true},
	    {"mx1.example.com", "", "a.mx1.example.com", true},
	    {"example.com", "", "badexample.com", false},
	    {"example.com", "", "example.com.test", false},
	    {".example.com", "", "example.com", true},
	    {".example.com", "", "mx.example.com", true},
	    {".gov", "", "nasa.gov", true},
	    {".gov", "", "gov.test", false},
	    {"gov.", "", "nasa.gov", true},
	    {"3com.test", "", "a.3com.test", true},
	    {"example.com", "", "", false},
	    {"example.com", "", "com", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct host_pattern pattern;
		struct host_address address;
		bool known = rows[i].address[0] != '\0';

		assert_null(host_pattern_read(
		    slice_from_string(rows[i].pattern), &pattern));
		if (known)
			assert_true(host_address_read(
			    slice_from_string(rows[i].address), &address));
		if (host_pattern_matches(&pattern, known ? &address : NULL,
			slice_from_string(rows[i].name)) != rows[i].matches)
			fail_msg("%s with %s %s", rows[i].pattern,
			    rows[i].address, rows[i].name);
	}
}

static void
what_is_no_host_is_refused(void **state)
{
	static const char *const rows[] = {"", ".", "/24", "1.2.3.4/0", "0/0",
	    "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/x", "1.2.3.256", "1.2.3.4.5",
	    "1..2", "1.2.3.4/24/8", "2001:db8::/0", "2001:db8::/129",
	    "2001:db8::x", ":::", "a b", "a@b", "*.example.com", "..example",
	    "999", "1234.1"};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct host_pattern pattern;

		if (host_pattern_read(slice_from_string(rows[i]), &pattern) ==
		    NULL)
			fail_msg("'%s' was taken", rows[i]);
	}
}

/* ---- lines ------------------------------------------------------------- */

static void
lines_are_read_in_all_their_spellings(void **state)
{
	static const struct {
		const char *file;
		size_t count;
	} rows[] = {
	    {"", 0},
	    {"\n  # type = host; address = [x\n\t\n", 0},
	    {"type = host; address = [1.2.3.4];", 1},
	    {"type=host;address=[1.2.3.4]", 1},
	    {"\xEF\xBB\xBFtype=host;address=[1.2.3.4]", 1},
	    {"\xEF\xBB\xBF# saved by another editor\r\n", 0},
	    {"  TYPE = Host ;  Address=[1.2.3.4] ;  \r\n", 1},
	    {"address = [1.2.3.4]; type = [host]", 1},
	    {"type = host; address = 1.2.3.4;\n"
	     "type = header; header = [From]; value = [@.*gov>];\n"
	     "type = envelope; command = [mail from]; value = [@.*ite];\n"
	     "type = envelope; command = rcpt to; value = [a];\n"
	     "type = envelope; command = [helo]; value = [a];\n"
	     "type = body; regex = [<h1>HomeHunters</h1>];\n",
		6},
	    {"type = body; regex = [[a-z]];", 1},
	    {"type = body; regex = [a]; b];", 1},
	    {"type = header; header = [X-A]; value = [[[:digit:]];?]", 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char room[256];
		struct text error = TEXT_OVER(room);
		struct whitelist *list;

		if (whitelist_parse(slice_from_string(rows[i].file), "w", &list,
			&error) != WHITELIST_OK)
			fail_msg("row %zu: %s", i, room);
		assert_int_equal(whitelist_count(list), rows[i].count);
		whitelist_destroy(&list);
		assert_null(list);
	}
}

static void
a_bad_line_refuses_the_file_and_is_named(void **state)
{
	static const struct {
		const char *file, *error;
	} rows[] = {
	    {"\n#\ntype = host; adress = [1.2.3.4];",
		"w:3: type =, address =, header =, value =, command = or "
		"regex = is expected"},
	    {"type = host; address = [1.2.3.4",
		"w:1: the ']' at the end of a value is missing"},
	    {"type = host; address = [1.2.3.4] x",
		"w:1: behind the ']' of a value comes ; and the next key, or "
		"nothing"},
	    {"type = body; regex = [a[b]c]; # a comment",
		"w:1: behind the ']' of a value comes ; and the next key, or "
		"nothing"},
	    {"\n\xEF\xBB\xBFtype = host; address = [1.2.3.4];",
		"w:2: type =, address =, header =, value =, command = or "
		"regex = is expected"},
	    {"type = host; address = [];", "w:1: a value is empty"},
	    {"type = host; type = body; regex = [a]",
		"w:1: a key stands there twice"},
	    {"type = host; address = [1.2.3.4/0];",
		"w:1: /0 would let everybody pass"},
	    {"type = host; address = [a b];",
		"w:1: this is neither an address nor the name of a host"},
	    {"type = host",
		"w:1: type = host takes address = [...] and nothing else"},
	    {"type = host; address = [a]; value = [b]",
		"w:1: type = host takes address = [...] and nothing else"},
	    {"type = sender; value = [b]",
		"w:1: type = takes host, header, envelope or body"},
	    {"regex = [b]", "w:1: type = takes host, header, envelope or body"},
	    {"type = header; header = [From]; value = [(]",
		"w:1: missing closing parenthesis"},
	    {"type = header; header = [From:]; value = [a]",
		"w:1: header = [...] takes the name of a field, without a "
		"colon"},
	    {"type = header; value = [a]",
		"w:1: type = header takes header = [...], value = [...] and "
		"nothing else"},
	    {"type = envelope; command = [data]; value = [a]",
		"w:1: command = [...] takes helo, mail from or rcpt to"},
	    {"type = envelope; value = [a]",
		"w:1: type = envelope takes command = [...], value = [...] "
		"and nothing else"},
	    {"type = body; value = [a]",
		"w:1: type = body takes regex = [...] and nothing else"},
	    {"type = body; regex = [a]\nhost\n",
		"w:2: type =, address =, header =, value =, command = or "
		"regex = is expected"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char room[256];
		struct text error = TEXT_OVER(room);
		struct whitelist *list = (struct whitelist *)-1;

		assert_int_equal(
		    whitelist_parse(
			slice_from_string(rows[i].file), "w", &list, &error),
		    WHITELIST_BAD);
		assert_null(list);
		assert_string_equal(room, rows[i].error);
	}
}

static void
files_have_bounds(void **state)
{
	char room[256];
	struct text error = TEXT_OVER(room);
	static char line[WHITELIST_LINE_MAX + 2];
	static const char entry[] = "type=host;address=1.2.3.4\n";
	struct whitelist *list;
	char *file = malloc((WHITELIST_ENTRIES_MAX + 1) * sizeof(entry));
	size_t size = 0;

	(void)state;
	memset(line, 'x', sizeof(line) - 1);
	assert_int_equal(
	    whitelist_parse(slice_from_string(line), "w", &list, &error),
	    WHITELIST_BAD);
	assert_string_equal(room, "w:1: the line is too long");
	assert_non_null(file);
	for (size_t i = 0; i <= WHITELIST_ENTRIES_MAX; i++) {
		memcpy(file + size, entry, sizeof(entry) - 1);
		size += sizeof(entry) - 1;
	}
	assert_int_equal(whitelist_parse((struct slice){(uint8_t *)file, size},
			     "w", &list, &error),
	    WHITELIST_BAD);
	assert_string_equal(room, "w:50001: there are too many entries");
	assert_int_equal(whitelist_parse((struct slice){(uint8_t *)file,
					     size - sizeof(entry) + 1},
			     "w", &list, &error),
	    WHITELIST_OK);
	assert_int_equal(whitelist_count(list), WHITELIST_ENTRIES_MAX);
	whitelist_destroy(&list);
	free(file);
	assert_int_equal(
	    whitelist_load("/nonexistent/whitelist.cfg", &list, &error),
	    WHITELIST_NO_FILE);
	assert_int_equal(
	    whitelist_load("/dev/null", &list, &error), WHITELIST_BAD);
}

/* The bound of expressions is none of hosts, which cost nothing beside them. */
static void
expressions_have_a_bound_of_their_own(void **state)
{
	static const char expression[] = "type=body;regex=a\n";
	static const char host[] = "type=host;address=1.2.3.4\n";
	size_t size = WHITELIST_EXPRESSIONS_MAX * (sizeof(expression) - 1);
	char *file = malloc(size + sizeof(host) + sizeof(expression));
	char room[256];
	struct text error = TEXT_OVER(room);
	struct whitelist *list;

	(void)state;
	assert_non_null(file);
	for (size_t at = 0; at < size; at += sizeof(expression) - 1)
		memcpy(file + at, expression, sizeof(expression) - 1);
	memcpy(file + size, host, sizeof(host));
	assert_int_equal(
	    whitelist_parse(slice_from_string(file), "w", &list, &error),
	    WHITELIST_OK);
	assert_int_equal(whitelist_count(list), WHITELIST_EXPRESSIONS_MAX + 1);
	whitelist_destroy(&list);
	memcpy(file + size + sizeof(host) - 1, expression, sizeof(expression));
	assert_int_equal(
	    whitelist_parse(slice_from_string(file), "w", &list, &error),
	    WHITELIST_BAD);
	assert_string_equal(
	    room, "w:10002: there are too many entries with expressions");
	free(file);
}

/* ---- messages ---------------------------------------------------------- */

#define ENVELOPE                                                               \
	"P I 21-11-1997 09:55:06 0000 ____ ____ <ann@site.test>\n"             \
	"S SMTP [192.0.2.7]\n"                                                 \
	"R W 21-11-1997 09:55:06 0000 ____ _FY_ <bob@example.org>\n"           \
	"R W 21-11-1997 09:55:06 0000 ____ _FY_ <eve@example.org>\n\n"
#define VERIFIED                                                               \
	"Received: from mx.good.test ([192.0.2.7] verified)\n"                 \
	"  by here.test (CommuniGate Pro SMTP 6.2) with ESMTP id 1\n"
#define CLAIMED                                                                \
	"Received: from [192.0.2.7] (HELO mx.good.test)\n"                     \
	"  by here.test (CommuniGate Pro SMTP 6.2) with ESMTP id 1\n"
#define LOOKED_UP                                                              \
	"Received: from helo.test (mx.good.test [198.51.100.9])\n"             \
	"  by here.test (Postfix) with ESMTP id 1\n"
#define HEAD                                                                   \
	"From: =?utf-8?Q?Ann_=3Cann=40nasa.gov=3E?=\n"                         \
	"Subject: a\n b\nSubject: second\nX-Empty:\n"
#define PAGE                                                                   \
	"Content-Type: text/html; charset=iso-2022-jp\n"                       \
	"Content-Transfer-Encoding: base64\n\n"                                \
	"PGgxPkhvbWVIdW50ZXJzPC9oMT4bJEI8Pj9NGyhCCg==\n"
#define TEXT "\nPlain <h2>words</h2> here.\n"

static unsigned
match(const char *file, const char *bytes, bool use_ip, bool by_envelope)
{
	char room[256];
	struct text error = TEXT_OVER(room);
	struct whitelist *list;
	struct message message;
	struct budget budget;
	struct renderer renderer;
	struct whitelist_subject subject = {
	    .message = &message,
	    .renderer = &renderer,
	    .use_ip = use_ip,
	    .ip_from_envelope = by_envelope,
	};
	unsigned line;

	if (whitelist_parse(slice_from_string(file), "w", &list, &error) !=
	    WHITELIST_OK)
		fail_msg("%s: %s", file, room);
	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	assert_int_equal(message_parse(slice_from_string(bytes), &limits, arena,
			     &budget, &message),
	    MESSAGE_OK);
	renderer = renderer_for(&message, charsets, &limits, arena, &budget);
	line = whitelist_match(list, &subject, scratch);
	whitelist_destroy(&list);
	return line;
}

static void
messages_match_as_the_table_says(void **state)
{
	static const struct {
		const char *file, *message;
		unsigned line;
	} rows[] = {
	    {"", ENVELOPE HEAD TEXT, 0},
	    {"type=host;address=192.0.2.", ENVELOPE HEAD TEXT, 1},
	    {"type=host;address=192.0.3.", ENVELOPE HEAD TEXT, 0},
	    /* the envelope has the last word */
	    {"type=host;address=198.51.100/24", ENVELOPE LOOKED_UP TEXT, 0},
	    {"type=host;address=198.51.100/24", LOOKED_UP TEXT, 1},
	    {"type=host;address=192.0.2/24", CLAIMED TEXT, 1},
	    /* names: looked up by the server, not claimed */
	    {"type=host;address=good.test", ENVELOPE VERIFIED TEXT, 1},
	    {"type=host;address=good.test", ENVELOPE CLAIMED TEXT, 0},
	    {"type=host;address=good.test", LOOKED_UP TEXT, 1},
	    {"type=host;address=helo.test", LOOKED_UP TEXT, 0},
	    {"type=host;address=good.test",
		"Received: from [192.0.2.7] (HELO x ([192.0.2.7] verified)) by "
		"here.test with ESMTP id 1\n" TEXT,
		0},
	    /* the envelope */
	    {"type=envelope;command=mail from;value=@.*ite", ENVELOPE TEXT, 1},
	    {"type=envelope;command=mail from;value=^ANN@site\\.test$",
		ENVELOPE TEXT, 1},
	    {"type=envelope;command=mail from;value=<ann@site", ENVELOPE TEXT,
		1},
	    {"type=envelope;command=mail from;value=bob", ENVELOPE TEXT, 0},
	    {"type=envelope;command=mail from;value=.", TEXT, 0},
	    {"type=envelope;command=rcpt to;value=^eve@", ENVELOPE TEXT, 1},
	    {"type=envelope;command=rcpt to;value=ann@", ENVELOPE TEXT, 0},
	    {"type=envelope;command=helo;value=^mx\\.good",
		ENVELOPE CLAIMED TEXT, 1},
	    {"type=envelope;command=helo;value=^helo\\.test$", LOOKED_UP TEXT,
		1},
	    {"type=envelope;command=helo;value=.", ENVELOPE TEXT, 0},
	    /* fields: as shown, as written, unfolded, each of that name */
	    {"type=header;header=From;value=[@.*gov>]", HEAD TEXT, 1},
	    {"type=header;header=from;value=[=3Cann=40]", HEAD TEXT, 1},
	    {"type=header;header=Subject;value=[^a b$]", HEAD TEXT, 1},
	    {"type=header;header=Subject;value=[^SECOND$]", HEAD TEXT, 1},
	    {"type=header;header=Subject;value=[^b$]", HEAD TEXT, 0},
	    {"type=header;header=X-Empty;value=[^$]", HEAD TEXT, 1},
	    {"type=header;header=X-Missing;value=[^$]", HEAD TEXT, 0},
	    /* bodies: decoded, tags and all, in UTF-8 */
	    {"type=body;regex=[<h1>homehunters</h1>]", HEAD PAGE, 1},
	    {"type=body;regex=[words</h2> HERE]", HEAD TEXT, 1},
	    {"type=body;regex=[PGgxPk]", HEAD PAGE, 0},
	    {"type=body;regex=[Subject]", HEAD TEXT, 0},
	    /* the cheap ones first, then in the order of the file */
	    {"type=body;regex=[h2]\n\ntype=header;header=Subject;value=[a]\n"
	     "type=host;address=192",
		ENVELOPE HEAD TEXT, 4},
	    {"type=host;address=10\ntype=host;address=192\n"
	     "type=host;address=192.0",
		ENVELOPE HEAD TEXT, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unsigned line =
		    match(rows[i].file, rows[i].message, true, true);

		if (line != rows[i].line)
			fail_msg("row %zu, %s: line %u", i, rows[i].file, line);
	}
}

static void
letters_are_matched_whatever_their_charset(void **state)
{
	(void)state;
	if (converters_are_missing())
		return;
	assert_int_equal(
	    match("type=body;regex=[\xE6\x9B\xB8]", HEAD PAGE, true, true), 0);
	assert_int_equal(
	    match("type=body;regex=[\xE6\xB9\xBF]", HEAD PAGE, true, true), 1);
}

static void
settings_decide_which_address_counts(void **state)
{
	static const char envelope[] = "type=host;address=192.0.2.7";
	static const char hop[] = "type=host;address=198.51.100.9";

	(void)state;
	assert_int_equal(
	    match(envelope, ENVELOPE LOOKED_UP TEXT, true, true), 1);
	assert_int_equal(
	    match(envelope, ENVELOPE LOOKED_UP TEXT, true, false), 0);
	assert_int_equal(match(hop, ENVELOPE LOOKED_UP TEXT, true, false), 1);
	assert_int_equal(match(hop, ENVELOPE LOOKED_UP TEXT, false, false), 0);
}

/* An expression that backtracks, over a megabyte made for it. */
static void
the_worst_expression_has_an_end(void **state)
{
	const size_t size = (size_t)1 << 20;
	char *bytes = malloc(size + 1);

	(void)state;
	assert_non_null(bytes);
	memset(bytes, 'a', size);
	memcpy(bytes, "A: b\n\n", 6);
	memcpy(bytes + size - 8, "b needle", 8);
	bytes[size] = '\0';
	assert_int_equal(
	    match("type=body;regex=[(a+)+c]", bytes, true, true), 0);
	/* Behind WHITELIST_BODY_MAX. */
	assert_int_equal(
	    match("type=body;regex=[needle]", bytes, true, true), 0);
	/* Over the edge of a window. */
	memcpy(bytes + 6 + WHITELIST_WINDOW - 3, "needle", 6);
	assert_int_equal(
	    match("type=body;regex=[needle]", bytes, true, true), 1);
	free(bytes);
}

static void
a_line_is_given_back_as_written(void **state)
{
	char room[256];
	struct text error = TEXT_OVER(room);
	struct whitelist *list;

	(void)state;
	assert_int_equal(
	    whitelist_parse(
		SLICE("\n\n  type=body;regex=[a];  \n"), "w", &list, &error),
	    WHITELIST_OK);
	assert_true(slice_equal(
	    whitelist_line(list, 3), SLICE("type=body;regex=[a];")));
	assert_int_equal(whitelist_line(list, 2).size, 0);
	whitelist_destroy(&list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hosts_match_by_either_reading),
	    cmocka_unit_test(what_is_no_host_is_refused),
	    cmocka_unit_test(lines_are_read_in_all_their_spellings),
	    cmocka_unit_test(a_bad_line_refuses_the_file_and_is_named),
	    cmocka_unit_test(files_have_bounds),
	    cmocka_unit_test(expressions_have_a_bound_of_their_own),
	    cmocka_unit_test(messages_match_as_the_table_says),
	    cmocka_unit_test(letters_are_matched_whatever_their_charset),
	    cmocka_unit_test(settings_decide_which_address_counts),
	    cmocka_unit_test(the_worst_expression_has_an_end),
	    cmocka_unit_test(a_line_is_given_back_as_written),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("whitelist", tests, setup, teardown);
}
