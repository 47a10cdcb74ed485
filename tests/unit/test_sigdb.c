/*
 * test_sigdb - directories of signature files become databases
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <utime.h>

#include "core/scan/scan.h"
#include "core/sigdb/image.h"
#include "tests/support/sigfiles.h"

#define MD5_A "0cc175b9c0f1b6a831c399e269772661" /* RFC 1321: "a" */
#define MD5_ABC "900150983cd24fb0d6963f7d28e17f72"

static struct sigfiles files;
static struct sigdb *sigdb;
static struct sigdb_info info;
static char error_bytes[512];
static char report_bytes[16384];
static struct text report;

static void
note(void *owner, const char *sentence)
{
	(void)owner;
	text_printf(&report, "%s\n", sentence);
}

static int
setup(void **state)
{
	(void)state;
	sigfiles_begin(&files);
	report = TEXT_OVER(report_bytes);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	sigdb_close(&sigdb);
	sigfiles_end(&files);
	return 0;
}

static struct sigdb_options
options_of(void)
{
	return (struct sigdb_options){
	    .directory = files.directory,
	    .portable_matcher = true,
	    .report = note,
	};
}

static enum sigdb_result
build(const struct sigdb_options *options)
{
	struct text error = TEXT_OVER(error_bytes);

	return sigdb_build(options, files.image, &info, &error);
}

static void
build_and_open(const struct sigdb_options *options)
{
	struct text error = TEXT_OVER(error_bytes);

	sigdb_close(&sigdb);
	assert_int_equal(build(options), SIGDB_OK);
	assert_int_equal(sigdb_open(files.image, &sigdb, &error), SIGDB_OK);
	/* What the build says is what the image remembers. */
	assert_memory_equal(sigdb_info(sigdb), &info, sizeof(info));
	assert_true(scan_check_programs(sigdb));
}

static bool
has_name(const char *name)
{
	struct image_names names;

	for (uint32_t i = 0; i < sigdb->signature_count; i++)
		if (image_signature(sigdb, i, &names) &&
		    slice_equal(names.name, slice_from_string(name)))
			return true;
	return false;
}

static void
assert_reported(const char *sentence)
{
	if (strstr(report_bytes, sentence) == NULL)
		print_message("# report: %s", report_bytes);
	assert_non_null(strstr(report_bytes, sentence));
}

static void
the_built_in_database_knows_eicar_alone(void **state)
{
	(void)state;
	assert_int_equal(sigdb_open_builtin(&sigdb), SIGDB_OK);
	assert_int_equal(sigdb_info(sigdb)->signatures, 1);
	assert_int_equal(sigdb_info(sigdb)->patterns, 1);
	assert_int_equal(sigdb_info(sigdb)->files, 0);
	assert_true(has_name("EICAR-Test-File"));
	assert_true(scan_check_programs(sigdb));
}

static void
a_missing_directory_leaves_eicar_alone(void **state)
{
	struct sigdb_options options = options_of();
	uint64_t stamp, stamp_none;

	(void)state;
	options.directory = "/tmp/cgpfilter-there-is-no-such-directory";
	build_and_open(&options);
	assert_int_equal(info.signatures, 1);
	assert_int_equal(sigdb_source_stamp(&options, &stamp), SIGDB_OK);
	options.directory = NULL;
	assert_int_equal(sigdb_source_stamp(&options, &stamp_none), SIGDB_OK);
	assert_int_equal(stamp, stamp_none);
}

static void
a_directory_that_is_none_is_refused(void **state)
{
	struct sigdb_options options = options_of();
	uint64_t stamp;

	(void)state;
	options.directory = "/dev/null";
	assert_int_equal(build(&options), SIGDB_NO_DIRECTORY);
	assert_non_null(strstr(error_bytes, "/dev/null"));
	assert_int_equal(
	    sigdb_source_stamp(&options, &stamp), SIGDB_NO_DIRECTORY);
}

static void
rules_of_all_files_are_counted(void **state)
{
	struct sigdb_options options = options_of();

	(void)state;
	sigfiles_put_text(&files, "a.ndb",
	    "# comment\nOne:0:*:41424344\r\n\nTwo:4:*:4546??4748\n"
	    "Three:3:10:494a4b4c");
	sigfiles_put_text(&files, "b.hdb", MD5_A ":1:Hash.One\n");
	sigfiles_put_text(&files, "c.fp", MD5_ABC ":3:Good.File\n");
	sigfiles_put_text(&files, "OLD.DB", "Old=4d4e4f505152\n");
	sigfiles_put_text(&files, "README.txt", "Four:0:*:41424344\n");
	build_and_open(&options);
	assert_int_equal(info.patterns, 5);
	assert_int_equal(info.hashes, 1);
	assert_int_equal(info.allowed, 1);
	assert_int_equal(info.signatures, 6);
	assert_int_equal(info.files, 4);
	for (int i = 0; i < SIGDB_SKIPS; i++)
		assert_int_equal(info.skipped[i], 0);
	assert_true(has_name("Two.UNOFFICIAL"));
	assert_true(has_name("Hash.One.UNOFFICIAL"));
	assert_true(has_name("Old.UNOFFICIAL"));
	assert_false(has_name("Four.UNOFFICIAL"));
	assert_reported("a.ndb: 3 of 3 lines taken\n");
}

static void
offsets_in_programs_are_for_programs(void **state)
{
	struct sigdb_options options = options_of();

	(void)state;
	sigfiles_put_text(&files, "a.ndb",
	    "Pe:1:EP+0:41424344\nElf:6:S0+4:41424344\nMach:9:SE1:41424344\n"
	    "Any:0:EP+0:41424344\nMail:4:SL+0:41424344\n");
	build_and_open(&options);
	assert_int_equal(info.patterns, 4); /* and EICAR */
	assert_int_equal(info.skipped[SIGDB_SKIP_MALFORMED], 2);
	assert_reported("a.ndb:4: skipped, malformed line: ");
}

static void
a_bad_line_costs_only_itself(void **state)
{
	struct sigdb_options options = options_of();

	(void)state;
	sigfiles_put_text(&files, "a.ndb",
	    "Good:0:*:41424344\n"
	    "rubbish\n"
	    "Odd:0:*:4142434\n"
	    "Macro:1:$1$:41424344\n"
	    "Target:99:*:41424344\n"
	    "Level:0:*:41424344:231\n"
	    "Also.Good:0:*:45464748\n");
	sigfiles_put_text(&files, "b.cbc", "x\n# no\ny\nz\n");
	build_and_open(&options);
	assert_int_equal(info.patterns, 3);
	assert_int_equal(info.skipped[SIGDB_SKIP_MALFORMED], 2);
	assert_int_equal(info.skipped[SIGDB_SKIP_UNSUPPORTED_PATTERN], 1);
	assert_int_equal(info.skipped[SIGDB_SKIP_UNSUPPORTED_TARGET], 1);
	assert_int_equal(info.skipped[SIGDB_SKIP_LEVEL], 1);
	assert_int_equal(info.skipped[SIGDB_SKIP_UNSUPPORTED_FILE], 3);
	assert_reported("a.ndb:2: skipped, malformed line: ");
	assert_reported("a.ndb:3: skipped, malformed line: ");
	assert_reported("a.ndb:4: skipped, pattern form not supported yet: ");
	assert_reported("a.ndb:5: skipped, target type not known: ");
	assert_null(strstr(report_bytes, "a.ndb:6:"));
	assert_reported("b.cbc: 0 of 3 lines taken, 3 skipped "
			"(file type not supported yet)\n");
	assert_null(strstr(report_bytes, "b.cbc:1:"));
}

static void
at_most_twenty_skipped_lines_of_a_file_are_reported(void **state)
{
	struct sigdb_options options = options_of();
	char bad[100 * 8];

	(void)state;
	for (size_t i = 0; i < 100; i++)
		memcpy(bad + 8 * i, "rubbish\n", 8);
	sigfiles_put(&files, "a.ndb", bad, sizeof(bad));
	build_and_open(&options);
	assert_int_equal(info.skipped[SIGDB_SKIP_MALFORMED], 100);
	assert_reported("a.ndb:20: skipped");
	assert_null(strstr(report_bytes, "a.ndb:21:"));
	assert_reported("a.ndb: further skipped lines are only counted\n");
}

static void
unwanted_applications_are_loaded_only_when_asked_for(void **state)
{
	struct sigdb_options options = options_of();

	(void)state;
	sigfiles_put_text(&files, "a.ndu", "PUA.One:0:*:41424344\n");
	sigfiles_put_text(&files, "a.hsu", MD5_A ":1:PUA.Two\n");
	build_and_open(&options);
	assert_int_equal(info.signatures, 1);
	assert_reported("a.ndu: not loaded");
	options.pua = true;
	build_and_open(&options);
	assert_int_equal(info.signatures, 3);
	assert_true(has_name("PUA.Two.UNOFFICIAL"));
}

static void
ignore_lists_take_out_by_name_or_by_line(void **state)
{
	struct sigdb_options options = options_of();

	(void)state;
	/* md5sum of "C.2:0:*:41424345" is the second field of the third line;
	 * the fourth has another line's. */
	sigfiles_put_text(&files, "a.ndb",
	    "A:0:*:41424343\nB:0:*:41424344\nC.2:0:*:41424345\r\n"
	    "D:0:*:41424346\n");
	sigfiles_put_text(&files, "b.hdb", MD5_A ":1:E\n" MD5_ABC ":3:F\n");
	sigfiles_put_text(&files, "z.ign2",
	    "A\nE.UNOFFICIAL\n"
	    "C.2:465f2c4896beee8bd2b66d8f0b260186\n"
	    "D:" MD5_A "\nNobody\n");
	sigfiles_put_text(&files, "z.ign", "a.ndb:2:B\n");
	build_and_open(&options);
	assert_false(has_name("A.UNOFFICIAL"));
	assert_false(has_name("B.UNOFFICIAL"));
	assert_false(has_name("C.2.UNOFFICIAL"));
	assert_true(has_name("D.UNOFFICIAL"));
	assert_false(has_name("E.UNOFFICIAL"));
	assert_true(has_name("F.UNOFFICIAL"));
	assert_int_equal(info.skipped[SIGDB_SKIP_IGNORED], 4);
	assert_int_equal(info.signatures, 3);
}

static void
a_signature_that_is_there_twice_counts_once(void **state)
{
	struct sigdb_options options = options_of();

	(void)state;
	sigfiles_put_text(&files, "a.ndb",
	    "A:0:*:4142434a\nA:0:*:4142434A\nA:0:7:4142434a\nA:4:*:4142434a\n"
	    "B:0:*:4142434a\n");
	sigfiles_put_text(&files, "b.ndb", "A:0:*:4142434a\n");
	sigfiles_put_text(&files, "c.hdb",
	    MD5_A ":1:H\n" MD5_A ":1:H\n" MD5_A ":2:H\n" MD5_A ":1:I\n");
	build_and_open(&options);
	assert_int_equal(info.skipped[SIGDB_SKIP_DUPLICATE], 3);
	assert_int_equal(info.patterns, 5);
	assert_int_equal(info.hashes, 3);
}

/* How many wake somebody, of the patterns with so many bytes at least. */
static uint32_t
wakes_of_length(uint32_t length)
{
	uint32_t wakes = 0;

	for (uint32_t i = 0; i < sigdb->pattern_count; i++)
		if (sigdb->patterns[i].length_min == length)
			wakes += sigdb->patterns[i].wake_count;
	return wakes;
}

/* .com stands in every mail, PK at the beginning of few files; but most rarely
 * a word of its own. */
static void
first_bytes_wake_a_signature_rather_than_a_common_word(void **state)
{
	struct sigdb_options options = options_of();

	(void)state;
	sigfiles_put_text(&files, "a.ldb",
	    "Common;Engine:51-255,Target:0;0&1;0:504b;2e636f6d\n");
	build_and_open(&options);
	assert_int_equal(wakes_of_length(2), 1);
	assert_int_equal(wakes_of_length(4), 0);
	sigfiles_put_text(&files, "a.ldb",
	    "Rare;Engine:51-255,Target:0;0&1;0:504b;7a79782d77767574\n"
	    "Anywhere;Engine:51-255,Target:0;0&1;504b;2e636f6d\n");
	build_and_open(&options);
	assert_int_equal(wakes_of_length(2), 0);
	assert_int_equal(wakes_of_length(8), 1);
	assert_int_equal(wakes_of_length(4), 1);
}

static void
sub_directories_and_hidden_files_are_passed_over(void **state)
{
	struct sigdb_options options = options_of();

	(void)state;
	sigfiles_mkdir(&files, "sub.ndb");
	sigfiles_put_text(&files, ".half.ndb", "A:0:*:41424344\n");
	build_and_open(&options);
	assert_int_equal(info.files, 0);
	assert_int_equal(info.signatures, 1);
}

static void
hostile_files_are_only_skipped_lines(void **state)
{
	struct sigdb_options options = options_of();
	size_t size = (size_t)10 << 20;
	char *bytes = test_malloc(size);

	(void)state;
	memset(bytes, 'A', size);
	sigfiles_put(&files, "long.ndb", bytes, size);
	memcpy(bytes, "Name:0:*:", 9);
	sigfiles_put(&files, "long2.ndb", bytes, size);
	memset(bytes, 0, size);
	sigfiles_put(&files, "nul.hdb", bytes, size);
	memset(bytes, '\n', size);
	sigfiles_put(&files, "empty-lines.ndb", bytes, size);
	sigfiles_put_text(&files, "empty.ndb", "");
	sigfiles_put_text(&files, "z.ndb", "Still.Here:0:*:41424344");
	test_free(bytes);
	build_and_open(&options);
	assert_true(has_name("Still.Here.UNOFFICIAL"));
	assert_int_equal(info.skipped[SIGDB_SKIP_MALFORMED], 3);
}

static void
names_are_made_printable(void **state)
{
	struct sigdb_options options = options_of();

	(void)state;
	sigfiles_put_text(&files, "a.ndb",
	    "Bad\x01\x7f\xff"
	    "Name:0:*:41424344");
	build_and_open(&options);
	assert_true(has_name("Bad???Name.UNOFFICIAL"));
}

static void
the_stamp_changes_with_the_sources_and_options(void **state)
{
	struct sigdb_options options = options_of();
	const struct utimbuf then = {1000000000, 1000000000};
	char path[128];
	uint64_t first, second;

	(void)state;
	sigfiles_put_text(&files, "a.ndb", "A:0:*:41424344\n");
	snprintf(path, sizeof(path), "%s/a.ndb", files.directory);
	assert_int_equal(utime(path, &then), 0);
	build_and_open(&options);
	assert_int_equal(sigdb_info(sigdb)->newest_s, 1000000000);
	assert_int_equal(sigdb_source_stamp(&options, &first), SIGDB_OK);
	assert_int_equal(first, info.stamp);

	sigfiles_put_text(&files, "notes.txt", "not a source");
	assert_int_equal(sigdb_source_stamp(&options, &second), SIGDB_OK);
	assert_int_equal(first, second);
	options.pua = true;
	assert_int_equal(sigdb_source_stamp(&options, &second), SIGDB_OK);
	assert_int_not_equal(first, second);
	options.pua = false;
	sigfiles_put_text(&files, "b.ndb", "");
	assert_int_equal(sigdb_source_stamp(&options, &second), SIGDB_OK);
	assert_int_not_equal(first, second);
}

static void
a_set_that_shrank_too_much_is_refused(void **state)
{
	struct sigdb_options options = options_of();

	(void)state;
	sigfiles_put_text(&files, "a.ndb", "A:0:*:41424344\n");
	build_and_open(&options);
	assert_int_equal(info.signatures, 2);
	options.shrink_percent = 50;
	options.previous = 4;
	assert_int_equal(build(&options), SIGDB_OK);
	options.previous = 6;
	assert_int_equal(build(&options), SIGDB_SHRUNK);
	options.shrink_percent = 100;
	assert_int_equal(build(&options), SIGDB_OK);
	options.shrink_percent = 0;
	options.previous = UINT64_MAX;
	assert_int_equal(build(&options), SIGDB_SHRUNK);
}

static void
a_broken_container_refuses_the_whole_set(void **state)
{
	struct sigdb_options options = options_of();
	struct text error = TEXT_OVER(error_bytes);

	(void)state;
	sigfiles_put_text(&files, "a.ndb", "A:0:*:41424344\n");
	build_and_open(&options);
	sigfiles_put_text(&files, "b.ndb", "B:0:*:45464748\n");
	sigfiles_put_text(&files, "daily.cvd", "ClamAV-VDB:cut short");
	assert_int_equal(build(&options), SIGDB_REFUSED);
	assert_non_null(strstr(error_bytes, "daily.cvd"));
	/* The image of before is still there. */
	sigdb_close(&sigdb);
	assert_int_equal(sigdb_open(files.image, &sigdb, &error), SIGDB_OK);
	assert_true(has_name("A.UNOFFICIAL"));
}

static void
every_result_has_a_sentence(void **state)
{
	(void)state;
	for (int i = SIGDB_OK; i <= SIGDB_UNFIT; i++)
		assert_string_not_equal(
		    sigdb_result_text((enum sigdb_result)i), "unknown");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(the_built_in_database_knows_eicar_alone),
	    TEST(a_missing_directory_leaves_eicar_alone),
	    TEST(a_directory_that_is_none_is_refused),
	    TEST(rules_of_all_files_are_counted),
	    TEST(offsets_in_programs_are_for_programs),
	    TEST(a_bad_line_costs_only_itself),
	    TEST(at_most_twenty_skipped_lines_of_a_file_are_reported),
	    TEST(unwanted_applications_are_loaded_only_when_asked_for),
	    TEST(ignore_lists_take_out_by_name_or_by_line),
	    TEST(a_signature_that_is_there_twice_counts_once),
	    TEST(first_bytes_wake_a_signature_rather_than_a_common_word),
	    TEST(sub_directories_and_hidden_files_are_passed_over),
	    TEST(hostile_files_are_only_skipped_lines),
	    TEST(names_are_made_printable),
	    TEST(the_stamp_changes_with_the_sources_and_options),
	    TEST(a_set_that_shrank_too_much_is_refused),
	    TEST(a_broken_container_refuses_the_whole_set),
	    TEST(every_result_has_a_sentence),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
