/*
 * test_show - pages and JSON of whole messages
 *
 * The pages are written by hand, from the messages above them; the laws of
 * tests/support/show_law.h hold for every message, also for one that ends at
 * any byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/show_law.h"
#include "tests/support/shown.h"

#define ARENA_BYTES ((size_t)256 << 20)
#define PLAIN                                                                  \
	{                                                                      \
		.width = 100                                                   \
	}

static struct shown shown;

static int
set_up(void **state)
{
	(void)state;
	shown_init(&shown, ARENA_BYTES);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	shown_fini(&shown);
	return 0;
}

static int
default_limits(void **state)
{
	(void)state;
	limits_default(&shown.limits);
	return 0;
}

static const char *
page_of(const char *message, const struct shown_as *as)
{
	shown_message(&shown, slice_from_string(message), as);
	return shown.out.data;
}

static void
assert_has(const char *page, const char *line)
{
	if (strstr(page, line) == NULL)
		fail_msg("no \"%s\" in:\n%s", line, page);
}

static void
assert_lacks(const char *page, const char *line)
{
	if (strstr(page, line) != NULL)
		fail_msg("\"%s\" in:\n%s", line, page);
}

/* ---- pages --------------------------------------------------------------- */

static const char queue_file[] =
    "P I 27-10-2021_17:02:29 0000 ____ ____ <ann@example.net>\n"
    "R W 27-10-2021_17:02:29 0000 ____ _FY_ <bob@example.org>\n"
    "S SMTP [192.0.2.1]\n"
    "\n"
    "From: Ann <ann@example.net>\n"
    "To: bob@example.org\n"
    "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n"
    "Content-Type: multipart/mixed; boundary=\"b1\"\n"
    "\n"
    "--b1\n"
    "Content-Type: multipart/alternative; boundary=b2\n"
    "\n"
    "--b2\n"
    "Content-Type: text/plain; charset=koi8-r\n"
    "\n"
    "\xF0\xD2\xC9\xD7\xC5\xD4\n"
    "--b2\n"
    "Content-Type: text/plain; charset=utf-8\n"
    "\n"
    "second\n"
    "--b2--\n"
    "--b1\n"
    "Content-Type: application/octet-stream; name=\"a.bin\"\n"
    "Content-Transfer-Encoding: base64\n"
    "\n"
    "AAECAwQ=\n"
    "--b1--\n";

static void
a_queue_file_is_shown_from_its_envelope_to_its_limits(void **state)
{
	const struct shown_as as = {.style = PLAIN};
	char expected[2048];

	(void)state;
	snprintf(expected, sizeof(expected),
	    "test.msg  %zu bytes  queue file\n"
	    "  mail from    <ann@example.net>\n"
	    "  rcpt to      <bob@example.org>\n"
	    "  source       SMTP  [192.0.2.1]\n"
	    "  From         Ann <ann@example.net>\n"
	    "  To           <bob@example.org>\n"
	    "  Subject      Gr\xC3\xBC\xC3\x9F"
	    "e\n"
	    "\n"
	    "  0 multipart/mixed  boundary \"b1\"\n"
	    "  |-1 multipart/alternative  boundary \"b2\"\n"
	    "  | |-2 text/plain  koi8-r  6 bytes\n"
	    "  | `-3 text/plain  utf-8  6 bytes\n"
	    "  `-4 application/octet-stream  \"a.bin\"  base64  5 bytes\n"
	    "\n"
	    "  limits       none reached\n",
	    sizeof(queue_file) - 1);
	assert_string_equal(page_of(queue_file, &as), expected);
}

static void
boxes_are_drawn_in_utf8_and_wrapped_lines_keep_them(void **state)
{
	const struct shown_as as = {.style = {.boxes = true, .width = 40}};
	const char *page = page_of(queue_file, &as);

	(void)state;
	assert_has(page, "\n  \xE2\x94\x9C 1 multipart/alternative\n"
			 "  \xE2\x94\x82 \xE2\x94\x82     boundary \"b2\"\n");
	assert_has(page, "\n  \xE2\x94\x82 \xE2\x94\x94 3 text/plain");
	assert_has(page,
	    "\n  \xE2\x94\x94 4 application/octet-stream  \"a.bin\"\n"
	    "          base64  5 bytes\n");
}

static void
ascii_means_nothing_but_ascii(void **state)
{
	const struct shown_as as = {
	    .text = true, .style = {.ascii = true, .width = 100}};
	const char *page = page_of(queue_file, &as);

	(void)state;
	for (const char *at = page; *at != '\0'; at++)
		assert_true((unsigned char)*at < 0x80);
	assert_has(page, "Subject      Gr<U+00FC><U+00DF>e\n");
	assert_has(
	    page, "  <U+041F><U+0440><U+0438><U+0432><U+0435><U+0442>\n");
}

static void
colours_stand_around_items_and_end_with_them(void **state)
{
	const struct shown_as as = {.style = {.colour = true, .width = 100}};
	const char *page = page_of(queue_file, &as);
	size_t begun = 0, ended = 0;

	(void)state;
	for (const char *at = page; (at = strchr(at, '\033')) != NULL; at++)
		if (strncmp(at, "\033[0m", 4) == 0)
			ended++;
		else
			begun++;
	assert_true(begun > 5);
	assert_int_equal(begun, ended);
}

struct row {
	const char *message;
	const char *line; /* that its page has */
};

static const struct row rows[] = {
    /* Characters that deceive are told, wherever they stand. */
    {"Subject: a\x1b[2Jb\n\nx\n", "Subject      a<U+001B>[2Jb\n"},
    {"Content-Type: application/pdf; name=\"x\xE2\x80\xAE"
     "fdp.exe\"\n\n%PDF-1.4\n",
	"\"x<U+202E>fdp.exe\"  ! runs when opened"},
    {"X-A: b\nSubject:\n\nx\n", "Subject      (empty)\n"},
    {"Subject: one\nSubject: two\n\nx\n", "Subject      two  ! once more\n"},
    /* A name that is an address. */
    {"From: \"bill@bank.example\" <eve@example.net>\n\nx\n",
	"bill@bank.example <eve@example.net>  ! the name is another address"},
    /* Bytes that are not what they are said to be. */
    {"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
     "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7\n",
	"! declared as PDF, is GIF"},
    {"Content-Type: application/octet-stream; name=a.pdf\n"
     "Content-Transfer-Encoding: base64\n\n"
     "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7\n",
	"! named like PDF, is GIF"},
    {"Content-Type: text/plain; charset=no-such\n\n\xC3\xA9\n",
	"(declared \"no-such\": unknown)"},
    {"Content-Type: text/plain; charset=iso-8859-1\n\nGr\xFC\xDF"
     "e\n",
	"windows-1252  (declared iso-8859-1)"},
    {"Content-Type: text/plain\n\nGr\xC3\xBC\xC3\x9F"
     "e\n",
	"utf-8  (not declared)"},
    {"Content-Type: text/plain; charset=us-ascii\n\nplain\n",
	"text/plain  windows-1252  6 bytes"},
    /* The delay of a hop: 90 seconds, then 3 hours. */
    {"Received: from a (b [192.0.2.1]) by c; Fri, 21 Nov 1997 13:01:30 +0000\n"
     "Received: from d (e [192.0.2.2]) by f; Fri, 21 Nov 1997 13:00:00 +0000\n"
     "Received: from g (h [192.0.2.3]) by i; Fri, 21 Nov 1997 10:00:00 +0000\n"
     "\nx\n",
	"relay 1      from a  (b)  [192.0.2.1]  by c  "
	"1997-11-21 13:01:30 +0000  +90 s\n"},
    {"Received: from a (b [192.0.2.1]) by c; Fri, 21 Nov 1997 13:00:00 +0000\n"
     "Received: from g (h [192.0.2.3]) by i; Fri, 21 Nov 1997 10:00:00 +0000\n"
     "\nx\n",
	"+3 h\n"},
    {"Authentication-Results: mx.example.org; spf=fail "
     "smtp.mailfrom=example.net\n\nx\n",
	"authenticity by mx.example.org:  spf=fail"},
};

static void
each_message_has_the_line_that_the_table_says(void **state)
{
	const struct shown_as as = {.style = PLAIN};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_has(page_of(rows[i].message, &as), rows[i].line);
}

static void
limits_are_named_by_their_keys(void **state)
{
	const struct shown_as as = {.style = PLAIN};

	(void)state;
	shown.limits.max[LIMIT_PARTS] = 2;
	assert_has(
	    page_of(queue_file, &as), "  limits       ! MaxParts reached\n");
}

static void
links_are_told_with_where_they_lead(void **state)
{
	const struct shown_as as = {.links = true, .style = PLAIN};
	const char *page = page_of(
	    "Content-Type: text/html\n\n"
	    "<a href=\"https://evil.example/x\">https://www.bank.com/</a>"
	    "<a href=\"https://bank.com/y\">bank.com</a>"
	    "<p style=\"display:none\"><a href=\"http://z.example/\">z</a>\n",
	    &as);

	(void)state;
	assert_has(page,
	    "  anchor     https://evil.example/x  "
	    "\"https://www.bank.com/\"  ! its text shows www.bank.com\n"
	    "             ! it goes to evil.example\n");
	assert_has(page, "  anchor     https://bank.com/y  \"bank.com\"\n");
	assert_has(page, "http://z.example/");
	assert_has(page, "! hidden");
	page = page_of("X-A: b\n\nSee http://192.0.2.1/a, or not.\n", &as);
	assert_has(
	    page, "  text       http://192.0.2.1/a  ! a number, not a name\n");
	page = page_of("X-A: b\n\nnothing\n", &as);
	assert_has(page, "  no links\n");
}

static void
hidden_text_stands_apart_from_what_is_read(void **state)
{
	const struct shown_as as = {.text = true, .style = PLAIN};
	const char *page =
	    page_of("Content-Type: text/html\n\n<p>seen &amp; read</p>"
		    "<p style=\"display:none\">never seen</p>\n",
		&as);

	(void)state;
	assert_has(page, "-- part 0  text/html  as it is read\n"
			 "  seen & read\n");
	assert_has(page, "hidden from the reader\n  # never seen\n");
}

static void
what_was_not_asked_for_is_not_there(void **state)
{
	const struct shown_as page_as = {.style = PLAIN};
	const struct shown_as json_as = {.json = true};
	const char *page = page_of(queue_file, &page_as);

	(void)state;
	assert_lacks(page, "second");
	assert_lacks(page, "links");
	assert_lacks(page, "fields");
	page = page_of(queue_file, &json_as);
	assert_lacks(page, "\"text\":\"second");
	assert_lacks(page, "\"links\"");
	assert_lacks(page, "\"headers\"");
}

/* ---- JSON ---------------------------------------------------------------- */

/* sha256 of "second" and of 00 01 02 03 04, by sha256sum(1). */
#define SECOND                                                                 \
	"16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4"
#define BYTES "08bb5e5d6eaac1049ede0893d30ed022b1a4d9b5b48db414871f51c9cb35283d"

static void
json_says_the_same_and_has_the_digests(void **state)
{
	const struct shown_as as = {.json = true, .text = true};
	const char *json = page_of(queue_file, &as);
	char subject[64];
	size_t size, at;

	(void)state;
	assert_null(show_law_json(collected_slice(&shown.out), &at));
	assert_true(show_law_string(collected_slice(&shown.out), "subject",
	    subject, sizeof(subject), &size));
	assert_int_equal(size, 7);
	assert_memory_equal(subject,
	    "Gr\xC3\xBC\xC3\x9F"
	    "e",
	    size);
	assert_has(json, "\"return_path\":\"ann@example.net\","
			 "\"recipients\":[\"bob@example.org\"],"
			 "\"recipients_seen\":1,\"source\":\"SMTP\"");
	assert_has(json, "\"sha256\":\"" SECOND "\"");
	assert_has(json, "\"sha256\":\"" BYTES "\"");
	assert_has(json, "\"text\":\"\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5"
			 "\xD1\x82\"");
	assert_has(json, "\"limits\":[],\"complete\":true}\n");
}

static void
a_name_comes_back_as_it_was_sent(void **state)
{
	const struct shown_as as = {.json = true};
	char name[64];
	size_t size;

	(void)state;
	(void)page_of("Content-Type: a/b; name=\"\xE2\x80\xAE\xC3\xA9\x07\"\n\n"
		      "x\n",
	    &as);
	assert_has(shown.out.data, "\"name\":\"\\u202e\xC3\xA9\\u0007\"");
	assert_true(show_law_string(
	    collected_slice(&shown.out), "name", name, sizeof(name), &size));
	assert_int_equal(size, 6);
	assert_memory_equal(name, "\xE2\x80\xAE\xC3\xA9\x07", size);
}

/* ---- laws ---------------------------------------------------------------- */

static void
assert_laws(struct slice message, bool ascii)
{
	struct shown_as as = {
	    .text = true,
	    .links = true,
	    .headers = true,
	    .style = {.ascii = ascii, .boxes = !ascii, .width = 60},
	};
	size_t at;

	shown_message(&shown, message, &as);
	assert_null(show_law_page(collected_slice(&shown.out), &at));
	as.json = true;
	shown_message(&shown, message, &as);
	assert_null(show_law_json(collected_slice(&shown.out), &at));
}

static void
a_message_may_end_at_every_byte(void **state)
{
	(void)state;
	for (size_t size = 0; size < sizeof(queue_file); size++) {
		uint8_t *copy = malloc(size == 0 ? 1 : size);

		assert_non_null(copy);
		memcpy(copy, queue_file, size);
		assert_laws((struct slice){copy, size}, size % 2 == 0);
		free(copy);
	}
}

/* Each byte in each place where a person or a program looks. */
static void
every_byte_may_stand_everywhere(void **state)
{
	char message[1024];

	(void)state;
	for (unsigned byte = 0; byte < 256; byte++) {
		int size = snprintf(message, sizeof(message),
		    "From: \"#\" <#@#>\nSubject: #\nDate: #\n"
		    "Received: from # by #; #\n"
		    "Authentication-Results: #; #=# #=#\n#: #\n"
		    "Content-Type: text/#; charset=#; name=\"#\"\n\n"
		    "# <a href=\"#\">#</a> http://#/\n");

		for (int i = 0; i < size; i++)
			if (message[i] == '#')
				message[i] = (char)byte;
		assert_laws((struct slice){(uint8_t *)message, (size_t)size},
		    byte % 2 == 0);
	}
}

static void
long_values_are_cut_between_characters(void **state)
{
	static char message[20000];
	static const char *const units[] = {
	    "\xC3\xA9", "\xE2\x80\xAE", "\xF0\x9F\x98\x80", "\x01", "\xFF"};
	size_t size;

	(void)state;
	for (size_t u = 0; u < sizeof(units) / sizeof(units[0]); u++)
		for (size_t pad = 0; pad < 4; pad++) {
			size = (size_t)snprintf(message, sizeof(message),
			    "Subject: %.*s", (int)pad, "abc");
			while (size + 100 < sizeof(message)) {
				memcpy(
				    message + size, units[u], strlen(units[u]));
				size += strlen(units[u]);
			}
			/* And the same as a body. */
			memcpy(message + size, "\n\n", 2);
			size += 2;
			memcpy(message + size, message + 9, 90);
			size += 90;
			assert_laws((struct slice){(uint8_t *)message, size},
			    pad % 2 == 0);
		}
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, default_limits)
	const struct CMUnitTest tests[] = {
	    TEST(a_queue_file_is_shown_from_its_envelope_to_its_limits),
	    TEST(boxes_are_drawn_in_utf8_and_wrapped_lines_keep_them),
	    TEST(ascii_means_nothing_but_ascii),
	    TEST(colours_stand_around_items_and_end_with_them),
	    TEST(each_message_has_the_line_that_the_table_says),
	    TEST(limits_are_named_by_their_keys),
	    TEST(links_are_told_with_where_they_lead),
	    TEST(hidden_text_stands_apart_from_what_is_read),
	    TEST(what_was_not_asked_for_is_not_there),
	    TEST(json_says_the_same_and_has_the_digests),
	    TEST(a_name_comes_back_as_it_was_sent),
	    TEST(a_message_may_end_at_every_byte),
	    TEST(every_byte_may_stand_everywhere),
	    TEST(long_values_are_cut_between_characters),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("show", tests, set_up, tear_down);
}
