/*
 * test_request - lines from the server, good and bad
 *
 * Expected values: the protocol's documented conversation, real lines seen in
 * third-party helpers, and the escapes of the Data format by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/protocol/request.h"

static char path_buffer[REQUEST_PATH_MAX + 1];

/* A copy of exactly size bytes: a read past the end is seen by ASan. */
static struct request
parse_bytes(const char *line, size_t size, char **copy_r)
{
	struct request request;

	*copy_r = malloc(size == 0 ? 1 : size);
	assert_non_null(*copy_r);
	memcpy(*copy_r, line, size);
	request_parse((struct slice){(const uint8_t *)*copy_r, size},
	    path_buffer, &request);
	return request;
}

static void
assert_slice(struct slice s, const char *expected)
{
	assert_int_equal(s.size, strlen(expected));
	if (s.size > 0)
		assert_memory_equal(s.data, expected, s.size);
}

struct row {
	const char *line;
	enum request_kind kind;
	const char *token;
	const char *command;
	const char *path; /* FILE */
	uint32_t version; /* INTF */
};

static const struct row rows[] = {
    /* as documented, and as seen */
    {"00001 INTF 1\n", REQUEST_INTF, "00001", "INTF", "", 1},
    {"9 INTF 4\r\n", REQUEST_INTF, "9", "INTF", "", 4},
    {"1 QUIT\r\n", REQUEST_QUIT, "1", "QUIT", "", 0},
    {"00005 QUIT\n", REQUEST_QUIT, "00005", "QUIT", "", 0},
    {"7 KEY 1234-abcd more\n", REQUEST_KEY, "7", "KEY", "", 0},
    {"7 KEY", REQUEST_KEY, "7", "KEY", "", 0},
    {"123 FILE Queue/01-09/12345.msg\n", REQUEST_FILE, "123", "FILE",
	"Queue/01-09/12345.msg", 0},
    {"1 FILE CGPFilter\\test.msg\r\n", REQUEST_FILE, "1", "FILE",
	"CGPFilter/test.msg", 0},
    {"1 FILE /var/CommuniGate/Queue/1.msg", REQUEST_FILE, "1", "FILE",
	"/var/CommuniGate/Queue/1.msg", 0},
    /* any case */
    {"1 file a", REQUEST_FILE, "1", "file", "a", 0},
    {"1 fIlE a", REQUEST_FILE, "1", "fIlE", "a", 0},
    {"1 intf 3", REQUEST_INTF, "1", "intf", "", 3},
    {"1 quit", REQUEST_QUIT, "1", "quit", "", 0},
    {"1 key", REQUEST_KEY, "1", "key", "", 0},
    /* blanks */
    {"  1   FILE   a b.msg  \r\n", REQUEST_FILE, "1", "FILE", "a b.msg", 0},
    {"\t1\tFILE\ta\t\n", REQUEST_FILE, "1", "FILE", "a", 0},
    {"1 INTF 5 and more", REQUEST_INTF, "1", "INTF", "", 5},
    {"1 INTF 0", REQUEST_INTF, "1", "INTF", "", 0},
    {"1 INTF 0004", REQUEST_INTF, "1", "INTF", "", 4},
    {"1 INTF 4294967295", REQUEST_INTF, "1", "INTF", "", UINT32_MAX},
    {"1 INTF 4294967296", REQUEST_INTF, "1", "INTF", "", UINT32_MAX},
    {"1 INTF 99999999999999999999", REQUEST_INTF, "1", "INTF", "", UINT32_MAX},
    /* quoted names */
    {"1 FILE \"a b.msg\"\n", REQUEST_FILE, "1", "FILE", "a b.msg", 0},
    {"1 FILE \" a \" \n", REQUEST_FILE, "1", "FILE", " a ", 0},
    {"1 FILE \"a\\\\b\\\"c\"", REQUEST_FILE, "1", "FILE", "a\\b\"c", 0},
    {"1 FILE \"t\\tn\\nr\\re\\e\"", REQUEST_FILE, "1", "FILE", "t\tn\nr\re\n",
	0},
    {"1 FILE \"\\065\\255\"", REQUEST_FILE, "1", "FILE", "A\xFF", 0},
    {"1 FILE \"\\u'20aC'\"", REQUEST_FILE, "1", "FILE", "\xE2\x82\xAC", 0},
    {"1 FILE \"\\u'1F600'\"", REQUEST_FILE, "1", "FILE", "\xF0\x9F\x98\x80", 0},
    {"1 FILE \"\\u'7f'\\u'80'\\u'7ff'\\u'800'\"", REQUEST_FILE, "1", "FILE",
	"\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80", 0},
    {"1 FILE \"\\*\"", REQUEST_FILE, "1", "FILE", "*", 0},
    {"1 FILE \"Queue/\" \"1.msg\"", REQUEST_FILE, "1", "FILE", "Queue/1.msg",
	0},
    {"1 FILE a\"b", REQUEST_FILE, "1", "FILE", "a\"b", 0},
    {"1 FILE \xFF\xFE", REQUEST_FILE, "1", "FILE", "\xFF\xFE", 0},
    /* a number, but nothing to do with it */
    {"1", REQUEST_UNKNOWN, "1", "", "", 0},
    {"1 \n", REQUEST_UNKNOWN, "1", "", "", 0},
    {"1 SCAN a", REQUEST_UNKNOWN, "1", "SCAN", "", 0},
    {"1 FIL a", REQUEST_UNKNOWN, "1", "FIL", "", 0},
    {"1 FILES a", REQUEST_UNKNOWN, "1", "FILES", "", 0},
    {"1 KEYS", REQUEST_UNKNOWN, "1", "KEYS", "", 0},
    {"1 FI\x0CLE", REQUEST_UNKNOWN, "1", "FI\x0CLE", "", 0},
    {"1 \xC6ILE a", REQUEST_UNKNOWN, "1", "\xC6ILE", "", 0},
    {"1 2 FILE a", REQUEST_UNKNOWN, "1", "2", "", 0},
    {"1 * information", REQUEST_UNKNOWN, "1", "*", "", 0},
    /* a command, but no use of it */
    {"1 FILE", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE   \r\n", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"a", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"a\\", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"a\\\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"a\" b", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"a\"b", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"a\" \"b", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\\256\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\\12\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\\1\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\\000\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\\u'0'\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\\u'110000'\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\\u'D800'\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\\u'0000041'\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\\u''\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\\u'41\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\\u41\"", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 FILE \"\\u", REQUEST_BAD, "1", "FILE", "", 0},
    {"1 INTF", REQUEST_BAD, "1", "INTF", "", 0},
    {"1 INTF -1", REQUEST_BAD, "1", "INTF", "", 0},
    {"1 INTF 4x", REQUEST_BAD, "1", "INTF", "", 0},
    /* nothing to answer to */
    {"FILE a", REQUEST_MALFORMED, "", "", "", 0},
    {"-1 FILE a", REQUEST_MALFORMED, "", "", "", 0},
    {"1x FILE a", REQUEST_MALFORMED, "", "", "", 0},
    {"1\x0B"
     "FILE a",
	REQUEST_MALFORMED, "", "", "", 0},
    {"* 1 FILE a", REQUEST_MALFORMED, "", "", "", 0},
    {"\xFF\xFE\x01", REQUEST_MALFORMED, "", "", "", 0},
    {"\"1\" FILE a", REQUEST_MALFORMED, "", "", "", 0},
    /* nothing at all */
    {"", REQUEST_EMPTY, "", "", "", 0},
    {"\n", REQUEST_EMPTY, "", "", "", 0},
    {"\r\n", REQUEST_EMPTY, "", "", "", 0},
    {" \t \r\r\n", REQUEST_EMPTY, "", "", "", 0},
};

static void
each_line_is_what_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct request request;
		char *copy;

		request = parse_bytes(row->line, strlen(row->line), &copy);
		if (request.kind != row->kind)
			fail_msg("%s: kind %d, not %d", row->line, request.kind,
			    row->kind);
		assert_slice(request.token, row->token);
		assert_slice(request.command, row->command);
		assert_slice(request.path, row->path);
		assert_int_equal(request.version, row->version);
		/* BAD and MALFORMED say why, nothing else does. */
		assert_int_equal(request.reason != NULL,
		    row->kind == REQUEST_BAD || row->kind == REQUEST_MALFORMED);
		free(copy);
	}
}

/* Nothing of the line but a shorter number or name may come out. */
static void
a_line_that_ends_at_any_byte_is_read_within_its_bounds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t end = 0; end <= strlen(rows[i].line); end++) {
			char *copy;
			struct request request =
			    parse_bytes(rows[i].line, end, &copy);

			assert_true(request.token.size <= end);
			assert_true(request.path.size <= end);
			free(copy);
		}
}

static void
a_nul_byte_in_the_name_is_bad(void **state)
{
	static const char line[] = "1 FILE a\0b.msg\n";
	static const char trailing[] = "1 FILE a\0\n";
	char *copy;

	(void)state;
	assert_int_equal(
	    parse_bytes(line, sizeof(line) - 1, &copy).kind, REQUEST_BAD);
	free(copy);
	assert_int_equal(
	    parse_bytes(trailing, sizeof(trailing) - 1, &copy).kind,
	    REQUEST_BAD);
	free(copy);
}

static void
a_token_of_32_digits_is_taken_and_one_of_33_is_malformed(void **state)
{
	char line[64], *copy;
	struct request request;

	(void)state;
	memset(line, '7', sizeof(line));
	memcpy(line + 32, " FILE a", 7);
	request = parse_bytes(line, 39, &copy);
	assert_int_equal(request.kind, REQUEST_FILE);
	assert_int_equal(request.token.size, 32);
	free(copy);
	memset(line, '7', sizeof(line));
	memcpy(line + 33, " FILE a", 7);
	request = parse_bytes(line, 40, &copy);
	assert_int_equal(request.kind, REQUEST_MALFORMED);
	assert_int_equal(request.token.size, 0);
	free(copy);
}

/* head, then fill up to size bytes of it, then tail. */
static enum request_kind
kind_of_long_line(
    const char *head, char fill, size_t fill_count, const char *tail)
{
	size_t head_size = strlen(head), tail_size = strlen(tail);
	char *line = malloc(head_size + fill_count + tail_size), *copy;
	enum request_kind kind;

	assert_non_null(line);
	memcpy(line, head, head_size);
	memset(line + head_size, fill, fill_count);
	memcpy(line + head_size + fill_count, tail, tail_size);
	kind =
	    parse_bytes(line, head_size + fill_count + tail_size, &copy).kind;
	free(copy);
	free(line);
	return kind;
}

static void
names_up_to_the_limit_are_taken_and_one_byte_more_is_bad(void **state)
{
	(void)state;
	assert_int_equal(
	    kind_of_long_line("1 FILE ", 'a', 4095, "\n"), REQUEST_FILE);
	assert_int_equal(
	    kind_of_long_line("1 FILE ", 'a', 4096, "\n"), REQUEST_BAD);
	assert_int_equal(
	    kind_of_long_line("1 FILE ", '\\', 4095, "\n"), REQUEST_FILE);
	assert_int_equal(
	    kind_of_long_line("1 FILE ", '\\', 4096, "\n"), REQUEST_BAD);
	assert_int_equal(
	    kind_of_long_line("1 FILE \"", 'a', 4095, "\"\n"), REQUEST_FILE);
	assert_int_equal(
	    kind_of_long_line("1 FILE \"", 'a', 4096, "\"\n"), REQUEST_BAD);
	assert_int_equal(
	    kind_of_long_line("1 FILE \"", 'a', 4093, "\\u'7ff'\"\n"),
	    REQUEST_FILE);
	assert_int_equal(
	    kind_of_long_line("1 FILE \"", 'a', 4094, "\\u'7ff'\"\n"),
	    REQUEST_BAD);
}

static void
a_line_over_the_limit_is_bad_but_keeps_its_number(void **state)
{
	char line[REQUEST_LINE_MAX + 1], *copy;
	struct request request;

	(void)state;
	memset(line, ' ', sizeof(line));
	memcpy(line, "42 FILE a", 9);
	request = parse_bytes(line, REQUEST_LINE_MAX, &copy);
	assert_int_equal(request.kind, REQUEST_FILE);
	free(copy);
	request = parse_bytes(line, REQUEST_LINE_MAX + 1, &copy);
	assert_int_equal(request.kind, REQUEST_BAD);
	assert_slice(request.token, "42");
	free(copy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_line_is_what_the_table_says),
	    cmocka_unit_test(
		a_line_that_ends_at_any_byte_is_read_within_its_bounds),
	    cmocka_unit_test(a_nul_byte_in_the_name_is_bad),
	    cmocka_unit_test(
		a_token_of_32_digits_is_taken_and_one_of_33_is_malformed),
	    cmocka_unit_test(
		names_up_to_the_limit_are_taken_and_one_byte_more_is_bad),
	    cmocka_unit_test(a_line_over_the_limit_is_bad_but_keeps_its_number),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
