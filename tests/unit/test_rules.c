/*
 * test_rules - lines of signature files, one by one
 *
 * Expected values follow the ClamAV signature manual and clamscan 1.4.6.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/sigdb/rules.h"

#define MD5 "44d88612fea8a8f36de82e1278abb02f"
#define SHA1 "3395856ce81f2b7382dee72602f798b642f14140"
#define SHA256                                                                 \
	"275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"

struct row {
	enum rules_format format;
	const char *line;
	int skip; /* -1: taken; -2: blank */
};

enum { TAKEN = -1, BLANK = -2 };

static const struct row rows[] = {
    /* Comments and empty lines, in every format. */
    {RULES_BODY, "", BLANK},
    {RULES_BODY, "# a comment", BLANK},
    {RULES_HASH, "#" MD5 ":68:Name", BLANK},
    {RULES_BODY, " # not in the first column", SIGDB_SKIP_MALFORMED},

    /* .ndb: 4 to 6 fields. */
    {RULES_BODY, "Name:0:*:414243", TAKEN},
    {RULES_BODY, "Name:0:*", SIGDB_SKIP_MALFORMED},
    {RULES_BODY, "Name:0:*:414243:51", TAKEN},
    {RULES_BODY, "Name:0:*:414243:51:255", TAKEN},
    {RULES_BODY, "Name:0:*:414243:51:255:9", SIGDB_SKIP_MALFORMED},
    {RULES_BODY, ":0:*:414243", SIGDB_SKIP_MALFORMED},
    {RULES_BODY, "Name:0::414243", SIGDB_SKIP_MALFORMED},
    {RULES_BODY, "Name:0:*:", SIGDB_SKIP_MALFORMED},
    {RULES_BODY, "Name::*:414243", SIGDB_SKIP_MALFORMED},
    {RULES_BODY, "Name:x:*:414243", SIGDB_SKIP_MALFORMED},
    {RULES_BODY, "Name:-1:*:414243", SIGDB_SKIP_MALFORMED},
    {RULES_BODY, "Name:12:*:414243", TAKEN},
    {RULES_BODY, "Name:14:*:414243", TAKEN},
    {RULES_BODY, "Name:8:*:414243", SIGDB_SKIP_UNSUPPORTED_TARGET},
    {RULES_BODY, "Name:13:*:414243", SIGDB_SKIP_UNSUPPORTED_TARGET},
    {RULES_BODY, "Name:15:*:414243", SIGDB_SKIP_UNSUPPORTED_TARGET},
    {RULES_BODY, "Name:4294967296:*:414243", SIGDB_SKIP_UNSUPPORTED_TARGET},
    {RULES_BODY, "Name:18446744073709551616:*:414243", SIGDB_SKIP_MALFORMED},

    /* Levels: ours is 230, and both ends are in. */
    {RULES_BODY, "Name:0:*:414243:230", TAKEN},
    {RULES_BODY, "Name:0:*:414243:231", SIGDB_SKIP_LEVEL},
    {RULES_BODY, "Name:0:*:414243:0:230", TAKEN},
    {RULES_BODY, "Name:0:*:414243:0:229", SIGDB_SKIP_LEVEL},
    {RULES_BODY, "Name:0:*:414243:", TAKEN},
    {RULES_BODY, "Name:0:*:414243:x", SIGDB_SKIP_MALFORMED},
    {RULES_BODY, "Name:0:*:414243:0:x", SIGDB_SKIP_MALFORMED},
    {RULES_HASH, MD5 ":68:Name:231", SIGDB_SKIP_LEVEL},
    /* A line for others may hold a target of theirs. */
    {RULES_BODY, "Name:99:*:414243:231", SIGDB_SKIP_LEVEL},

    /* .db */
    {RULES_BODY_OLD, "Name=414243", TAKEN},
    {RULES_BODY_OLD, "Name (Clam)=414243", TAKEN},
    {RULES_BODY_OLD, "Name", SIGDB_SKIP_MALFORMED},
    {RULES_BODY_OLD, "=414243", SIGDB_SKIP_MALFORMED},
    {RULES_BODY_OLD, "Name=", SIGDB_SKIP_MALFORMED},

    /* Hashes: three algorithms by length, in any file. */
    {RULES_HASH, MD5 ":68:Name", TAKEN},
    {RULES_HASH, SHA1 ":68:Name", TAKEN},
    {RULES_HASH, SHA256 ":68:Name", TAKEN},
    {RULES_ALLOW, SHA256 ":68:Name", TAKEN},
    {RULES_HASH, "44D88612FEA8A8F36DE82E1278ABB02F:68:Name", TAKEN},
    {RULES_HASH, "44d88612fea8a8f36de82e1278abb02:68:Name",
	SIGDB_SKIP_MALFORMED},
    {RULES_HASH, MD5 "0:68:Name", SIGDB_SKIP_MALFORMED},
    {RULES_HASH, MD5 "00:68:Name", SIGDB_SKIP_MALFORMED},
    {RULES_HASH, "g4d88612fea8a8f36de82e1278abb02f:68:Name",
	SIGDB_SKIP_MALFORMED},
    {RULES_HASH, MD5 ":68", SIGDB_SKIP_MALFORMED},
    {RULES_HASH, MD5 ":68:", SIGDB_SKIP_MALFORMED},
    {RULES_HASH, MD5 ":68:Name:1:255", TAKEN},
    {RULES_HASH, MD5 ":68:Name:1:255:1", SIGDB_SKIP_MALFORMED},

    /* Sizes. */
    {RULES_HASH, MD5 ":0:Name", SIGDB_SKIP_MALFORMED},
    {RULES_HASH, MD5 ":1:Name", TAKEN},
    {RULES_HASH, MD5 ":4294967294:Name", TAKEN},
    {RULES_HASH, MD5 ":4294967295:Name", SIGDB_SKIP_MALFORMED},
    {RULES_HASH, MD5 ":-68:Name", SIGDB_SKIP_MALFORMED},
    {RULES_HASH, MD5 "::Name", SIGDB_SKIP_MALFORMED},
    {RULES_HASH, MD5 ":*:Name", SIGDB_SKIP_MALFORMED},
    {RULES_HASH, MD5 ":*:Name:72", SIGDB_SKIP_MALFORMED},
    {RULES_HASH, MD5 ":*:Name:73", TAKEN},

    /* Ignore lists. */
    {RULES_IGNORE, "Name", TAKEN},
    {RULES_IGNORE, "Name:" MD5, TAKEN},
    {RULES_IGNORE, "Name:" SHA256, SIGDB_SKIP_MALFORMED},
    {RULES_IGNORE, "Name:", SIGDB_SKIP_MALFORMED},
    {RULES_IGNORE, "Name:" MD5 ":", SIGDB_SKIP_MALFORMED},
    {RULES_IGNORE_OLD, "daily.ndb:17:Name", TAKEN},
    {RULES_IGNORE_OLD, "daily.ndb:17", SIGDB_SKIP_MALFORMED},

    {RULES_UNSUPPORTED, "anything", SIGDB_SKIP_UNSUPPORTED_FILE},
    {RULES_UNSUPPORTED, "# comment", BLANK},
};

static int
outcome(enum rules_format format, struct slice line)
{
	struct rule rule;
	enum sigdb_skip skip;
	const char *reason = NULL;

	switch (rules_parse(format, line, &rule, &skip, &reason)) {
	case RULES_TAKEN:
		return TAKEN;
	case RULES_BLANK:
		return BLANK;
	case RULES_SKIPPED:
		assert_non_null(reason);
		return (int)skip;
	}
	return -3;
}

static void
every_line_of_the_table_has_its_outcome(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int found =
		    outcome(rows[i].format, slice_from_string(rows[i].line));

		if (found != rows[i].skip)
			print_message("# line: %s\n", rows[i].line);
		assert_int_equal(found, rows[i].skip);
	}
}

/* A line may end anywhere; with exact copies, ASan sees a read past it. */
static void
a_line_may_end_at_every_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t size = 0; size < strlen(rows[i].line); size++) {
			uint8_t *copy = test_malloc(size + 1);
			struct slice line = {copy + 1, size};

			memcpy(copy + 1, rows[i].line, size);
			assert_in_range(outcome(rows[i].format, line) + 3, 1,
			    SIGDB_SKIPS + 3);
			test_free(copy);
		}
}

static struct rule
parsed(enum rules_format format, const char *line)
{
	struct rule rule;
	enum sigdb_skip skip;
	const char *reason;

	assert_int_equal(
	    rules_parse(format, slice_from_string(line), &rule, &skip, &reason),
	    RULES_TAKEN);
	return rule;
}

static void
assert_slice(struct slice s, const char *expected)
{
	assert_true(slice_equal(s, slice_from_string(expected)));
}

static void
fields_come_out_where_they_belong(void **state)
{
	struct rule rule = parsed(RULES_BODY, "A.B-1:4:EOF-10,5:41??42:51:255");

	(void)state;
	assert_slice(rule.name, "A.B-1");
	assert_slice(rule.offset, "EOF-10,5");
	assert_slice(rule.hexsig, "41??42");
	assert_int_equal(rule.target, 4);

	rule = parsed(RULES_BODY_OLD, "Old=4142=43");
	assert_slice(rule.name, "Old");
	assert_slice(rule.hexsig, "4142=43");
	assert_slice(rule.offset, "*");
	assert_int_equal(rule.target, 0);

	rule = parsed(RULES_HASH, MD5 ":68:Eicar");
	assert_int_equal(rule.algorithm, DIGEST_MD5);
	assert_int_equal(rule.size, 68);
	assert_int_equal(rule.digest[0], 0x44);
	assert_int_equal(rule.digest[15], 0x2f);
	assert_slice(rule.name, "Eicar");

	rule = parsed(RULES_HASH, SHA1 ":*:Any:73");
	assert_int_equal(rule.algorithm, DIGEST_SHA1);
	assert_int_equal(rule.size, RULES_ANY_SIZE);
	rule = parsed(RULES_HASH, SHA256 ":5:x");
	assert_int_equal(rule.algorithm, DIGEST_SHA256);
	assert_int_equal(rule.digest[31], 0x0f);
}

static void
an_ignored_name_may_carry_our_suffix(void **state)
{
	struct rule rule = parsed(RULES_IGNORE, "Phish.1.UNOFFICIAL:" MD5);

	(void)state;
	assert_slice(rule.name, "Phish.1");
	assert_true(rule.has_digest);
	rule = parsed(RULES_IGNORE, ".UNOFFICIAL");
	assert_slice(rule.name, ".UNOFFICIAL");
	assert_false(rule.has_digest);
	rule = parsed(RULES_IGNORE_OLD, "main.db:17:Old.Name");
	assert_slice(rule.name, "Old.Name");
}

static void
names_are_taken_up_to_their_limit(void **state)
{
	char line[RULES_NAME_MAX + 32];

	(void)state;
	memset(line, 'n', sizeof(line));
	memcpy(line + RULES_NAME_MAX, ":0:*:4142", 10);
	assert_int_equal(outcome(RULES_BODY, slice_from_string(line)), TAKEN);
	memcpy(line + RULES_NAME_MAX, "n:0:*:4142", 11);
	assert_int_equal(
	    outcome(RULES_BODY, slice_from_string(line)), SIGDB_SKIP_MALFORMED);
}

static void
lines_are_taken_up_to_their_limit(void **state)
{
	static const char start[] = "Name:0:*:";
	size_t size = RULES_LINE_MAX + 1;
	uint8_t *line = test_malloc(size);

	(void)state;
	memset(line, '4', size);
	memcpy(line, start, sizeof(start) - 1);
	assert_int_equal(
	    outcome(RULES_BODY, (struct slice){line, size - 1}), TAKEN);
	assert_int_equal(outcome(RULES_BODY, (struct slice){line, size}),
	    SIGDB_SKIP_MALFORMED);
	test_free(line);
}

static void
a_nul_byte_makes_a_line_malformed(void **state)
{
	(void)state;
	assert_int_equal(outcome(RULES_BODY, SLICE("Na\0me:0:*:4142")),
	    SIGDB_SKIP_MALFORMED);
	assert_int_equal(
	    outcome(RULES_IGNORE, SLICE("Name\0")), SIGDB_SKIP_MALFORMED);
}

static void
files_are_told_apart_by_the_end_of_their_name(void **state)
{
	static const struct {
		const char *name;
		enum rules_format format;
		bool pua;
	} files[] = {
	    {"main.ndb", RULES_BODY, false},
	    {"MAIN.NDB", RULES_BODY, false},
	    {"a.b.ndb", RULES_BODY, false},
	    {".ndb", RULES_BODY, false},
	    {"daily.ndu", RULES_BODY, true},
	    {"x.db", RULES_BODY_OLD, false},
	    {"x.hdb", RULES_HASH, false},
	    {"x.hsb", RULES_HASH, false},
	    {"x.hdu", RULES_HASH, true},
	    {"x.hsu", RULES_HASH, true},
	    {"x.mdb", RULES_SECTION, false},
	    {"x.msb", RULES_SECTION, false},
	    {"x.mdu", RULES_SECTION, true},
	    {"x.msu", RULES_SECTION, true},
	    {"x.imp", RULES_IMPORTS, false},
	    {"x.fp", RULES_ALLOW, false},
	    {"x.sfp", RULES_ALLOW, false},
	    {"x.ign", RULES_IGNORE_OLD, false},
	    {"x.ign2", RULES_IGNORE, false},
	    {"daily.cvd", RULES_CVD, false},
	    {"daily.cld", RULES_CLD, false},
	    {"mine.cud", RULES_CUD, false},
	    {"x.cbc", RULES_UNSUPPORTED, false},
	    {"x.ldb", RULES_LOGICAL, false},
	    {"x.LDU", RULES_LOGICAL, true},
	    {"x.yara", RULES_YARA, false},
	    {"x.YAR", RULES_YARA, false},
	    {"x.ftm", RULES_MAGIC, false},
	    {"x.pwdb", RULES_PASSWORD, false},
	    {"x.crb", RULES_UNSUPPORTED, false},
	    {"README", RULES_NONE, false},
	    {"x.ndb.bak", RULES_NONE, false},
	    {"ndb", RULES_NONE, false},
	    {"x.", RULES_NONE, false},
	    {"", RULES_NONE, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct rules_type type =
		    rules_type_of(slice_from_string(files[i].name));

		assert_int_equal(type.format, files[i].format);
		assert_int_equal(type.pua, files[i].pua);
	}
}

static void
line_ends_are_lf_or_crlf_and_the_last_may_be_missing(void **state)
{
	struct slice rest = SLICE("one\ntwo\r\n\n\r\nthree\r\r\nfo\rur");
	static const char *const expected[] = {
	    "one", "two", "", "", "three", "fo\rur"};
	struct slice line;
	size_t count = 0;

	(void)state;
	while (rules_next_line(&rest, &line)) {
		assert_true(count < 6);
		assert_slice(line, expected[count++]);
	}
	assert_int_equal(count, 6);
	rest = SLICE("");
	assert_false(rules_next_line(&rest, &line));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_line_of_the_table_has_its_outcome),
	    cmocka_unit_test(a_line_may_end_at_every_byte),
	    cmocka_unit_test(fields_come_out_where_they_belong),
	    cmocka_unit_test(an_ignored_name_may_carry_our_suffix),
	    cmocka_unit_test(names_are_taken_up_to_their_limit),
	    cmocka_unit_test(lines_are_taken_up_to_their_limit),
	    cmocka_unit_test(a_nul_byte_makes_a_line_malformed),
	    cmocka_unit_test(files_are_told_apart_by_the_end_of_their_name),
	    cmocka_unit_test(
		line_ends_are_lf_or_crlf_and_the_last_may_be_missing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
