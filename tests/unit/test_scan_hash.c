/*
 * test_scan_hash - hashes of parts, programs in parts, and what is allowed
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/scan_case.h"

/* ---- hashes ------------------------------------------------------------ */

static void
hashes_of_parts_are_found(void **state)
{
	(void)state;
	/* The MD5 is that of coreutils' md5sum for "attachment". */
	sigfiles_put_text(&files, "a.hdb",
	    "44290cefe42924d04a92d99428a95f27:10:Md5\n"
	    "44290cefe42924d04a92d99428a95f27:11:Other.Size\n"
	    "44290cefe42924d04a92d99428a95f28:10:Other.Digest\n");
	sigfiles_put_text(&files, "a.hsb",
	    "ae8d3f3d3d4ae3a5ee7c5b1e1a6f0e40b0c4a1f9:10:Not.It\n");
	put_hash("b.hsb", SLICE("plain words"), "*", "Any.Size", DIGEST_SHA256);
	put_hash("c.hsb", SLICE("attachment"), "10", "Sha1", DIGEST_SHA1);
	open_set();
	scan(PARTS);
	assert_int_equal(findings.count, 3);
	assert_int_equal(finding("Md5.UNOFFICIAL")->part->index, 1);
	assert_int_equal(finding("Md5.UNOFFICIAL")->kind, FINDING_HASH);
	assert_slice(finding("Md5.UNOFFICIAL")->source, "a.hdb");
	assert_int_equal(finding("Sha1.UNOFFICIAL")->part->index, 1);
	assert_int_equal(finding("Any.Size.UNOFFICIAL")->part->index, 2);
}

/*
 * A PE of two sections: 256 bytes at 512 that begin with "the first section",
 * and imports: KERNEL32.dll, ExitProcess and number 7.
 */
#define PROGRAM                                                                \
	HEAD "Content-Type: application/octet-stream\r\n"                      \
	     "Content-Transfer-Encoding: base64\r\n\r\n"

static const char program[] =
    PROGRAM "TVoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAAAA\r\n"
	    "AAAAQAAAAFBFAABMAQIAAAAAAAAAAAAAAAAAcAACAQsBAQAAEAAAAAAAAAAAAAAEEA"
	    "AAABAAAAAg\r\n"
	    "AAAAAEAAABAAAAABAAAEAAAAAAAAAAQAAAAAAAAAAAABAAACAAAAAAAAAgAAAAAAEA"
	    "AAEAAAAAAQ\r\n"
	    "AAAQAAAAAAAAAgAAAAAAAAAAAAAAACAAACgAAAAudGV4dAAAAAABAAAAEAAAAAEAAA"
	    "ACAAAAAAAA\r\n"
	    "AAAAAAAAAAAgAABgLmlkYXRhAAAAAQAAACAAAAABAAAAAwAAAAAAAAAAAAAAAAAAIA"
	    "AAYAAAAAAA\r\n"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAAAA\r\n"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAAAA\r\n"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAAAA\r\n"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAAB0\r\n"
	    "aGUgZmlyc3Qgc2VjdGlvbi4uLi4uLi4uLi4uLi4uLi4uLi4uLi4uLi4uLi4uLi4AAA"
	    "AAAAAAAAAA\r\n"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAAAA\r\n"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAAAA\r\n"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAAAA\r\n"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQCAAAAAAAAAAAAAAKCAAAEAgAAAAAA"
	    "AAAAAAAAAA\r\n"
	    "AAAAAAAAAAAAAEtFUk5FTDMyLmRsbAAAAAAAAAAAAAAAAFAgAAAHAACAAAAAAAAAAA"
	    "AAAEV4aXRQ\r\n"
	    "cm9jZXNzAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAAAA\r\n"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAAAA\r\n"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAA==\r\n";

/* Sums by md5sum and sha256sum. */
static void
sections_and_imports_of_programs_are_found(void **state)
{
	(void)state;
	sigfiles_put_text(&files, "a.mdb",
	    "256:9df4fd99891101360184a0037c401939:Md5\n"
	    "255:9df4fd99891101360184a0037c401939:Other.Size\n");
	sigfiles_put_text(&files, "a.msb",
	    "*:"
	    "a4a75a92877a7ccd07a7b2363c478a91041896b3f697733651cae2fe359229f4:"
	    "Sha256:73\n");
	sigfiles_put_text(&files, "a.imp",
	    "69052387c5b38d0b9c6f3f9fc76cddf4:34:Imports\n"
	    "69052387c5b38d0b9c6f3f9fc76cddf4:35:Other.Text\n");
	/* The same sums, but of whole files. */
	sigfiles_put_text(
	    &files, "a.hdb", "9df4fd99891101360184a0037c401939:256:File\n");
	open_set();
	scan(program);
	assert_int_equal(findings.count, 3);
	assert_int_equal(finding("Md5.UNOFFICIAL")->offset, 512);
	assert_int_equal(finding("Sha256.UNOFFICIAL")->offset, 512);
	assert_non_null(finding("Imports.UNOFFICIAL"));
}

static void
offsets_in_programs_are_found(void **state)
{
	(void)state;
	/* Entry at 516, sections at 512 and 768; "the first section". */
	sigfiles_put_text(&files, "a.ndb",
	    "Entry:1:EP+0:6669727374\n"
	    "Behind:1:EP+1:6669727374\n"
	    "Before:1:EP-4:74686520\n"
	    "First:1:S0+0:746865??66\n"
	    "Second:1:S1+0:746865??66\n"
	    "Last:1:SL+40:4b45524e454c\n"
	    "In.First:1:SE0:73656374696f6e\n"
	    "In.Second:1:SE1:73656374696f6e\n"
	    "Version:1:VI:74686520\n"
	    "Other.Kind:6:EP+0:6669727374\n");
	open_set();
	scan(program);
	assert_int_equal(findings.count, 5);
	assert_non_null(finding("Entry.UNOFFICIAL"));
	assert_non_null(finding("Before.UNOFFICIAL"));
	assert_non_null(finding("First.UNOFFICIAL"));
	assert_non_null(finding("Last.UNOFFICIAL"));
	assert_non_null(finding("In.First.UNOFFICIAL"));
}

static void
entry_and_number_of_sections_are_looked_at(void **state)
{
	(void)state;
	sigfiles_put_text(&files, "a.ldb",
	    "A;Engine:51-255,EntryPoint:516-516,Target:1;0;666972737420\n"
	    "B;Engine:51-255,EntryPoint:517-999,Target:1;0;666972737420\n"
	    "C;Engine:51-255,EntryPoint:0-515,Target:1;0;666972737420\n"
	    "D;Engine:51-255,NumberOfSections:1-2,Target:1;0;666972737420\n"
	    "E;Engine:51-255,NumberOfSections:3-9,Target:1;0;666972737420\n"
	    "F;Engine:51-255,Target:1;0;EP+0:666972737420\n"
	    "G;Engine:51-255,Target:1;0;EP+1:666972737420\n");
	open_set();
	scan(program);
	assert_int_equal(findings.count, 3);
	assert_non_null(finding("A.UNOFFICIAL"));
	assert_non_null(finding("D.UNOFFICIAL"));
	assert_non_null(finding("F.UNOFFICIAL"));
}

static void
the_whole_message_and_messages_in_it_are_hashed(void **state)
{
	static const char inner[] = HEAD "\r\ninner\r\n";
	static const char outer[] = "Subject: outer\r\n"
				    "Content-Type: message/rfc822\r\n\r\n";
	static const char envelope[] =
	    "P <a@example.com>\nR <b@example.com>\n\n";
	char text[512];
	char size[16];

	(void)state;
	snprintf(text, sizeof(text), "%s%s", outer, inner);
	snprintf(size, sizeof(size), "%zu", strlen(text));
	put_hash("a.hdb", slice_from_string(text), size, "Outer", DIGEST_MD5);
	snprintf(size, sizeof(size), "%zu", strlen(inner));
	put_hash("b.hdb", slice_from_string(inner), size, "Inner", DIGEST_MD5);
	open_set();
	scan(text);
	assert_int_equal(findings.count, 2);
	assert_null(finding("Outer.UNOFFICIAL")->part);
	assert_int_equal(finding("Inner.UNOFFICIAL")->part->kind, PART_MESSAGE);
	/* The envelope ahead of it is not part of the message. */
	snprintf(text, sizeof(text), "%s%s%s", envelope, outer, inner);
	scan(text);
	assert_int_equal(findings.count, 2);
}

/* ---- allow lists ------------------------------------------------------- */

static void
an_allowed_part_has_no_findings(void **state)
{
	(void)state;
	sigfiles_put_text(&files, "a.ndb",
	    "Attached:0:*:617474616368\nPlain:0:*:706c61696e20776f\n");
	put_hash("b.hdb", SLICE("attachment"), "10", "Hash", DIGEST_MD5);
	open_set();
	scan(PARTS);
	assert_int_equal(findings.count, 3);
	assert_int_equal(findings.allowed, 0);
	put_hash("c.sfp", SLICE("attachment"), "10", "Good", DIGEST_SHA256);
	open_set();
	assert_one(PARTS, "Plain.UNOFFICIAL");
	assert_int_equal(findings.allowed, 2);
	assert_int_equal(findings.cancelled_count, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct cancelled *cancelled = &findings.cancelled[i];

		assert_slice(cancelled->name, "Good.UNOFFICIAL");
		assert_slice(cancelled->source, "c.sfp");
		assert_ptr_equal(cancelled->part, cancelled->finding.part);
	}
}

static void
what_is_inside_of_something_allowed_is_allowed(void **state)
{
	static const char inner[] = HEAD
	    "Content-Transfer-Encoding: base64\r\n\r\nc29tZSBldmlsIHdvcmRz\r\n";
	static const char outer[] =
	    MIXED "--b\r\nContent-Type: message/rfc822\r\n\r\n";
	char text[512];
	char size[16];

	(void)state;
	sigfiles_put_text(&files, "a.ndb", "Words:0:*:6576696c20776f726473\n");
	snprintf(text, sizeof(text), "%s%s\r\n--b--\r\n", outer, inner);
	open_set();
	assert_one(text, "Words.UNOFFICIAL");
	snprintf(size, sizeof(size), "%zu", strlen(inner));
	put_hash("b.fp", slice_from_string(inner), size, "Good", DIGEST_MD5);
	open_set();
	assert_clean(text);
	assert_int_equal(findings.allowed, 1);
	assert_int_equal(findings.cancelled_count, 1);
	assert_slice(findings.cancelled[0].finding.name, "Words.UNOFFICIAL");
	assert_non_null(findings.cancelled[0].part);
	assert_int_equal(findings.cancelled[0].part->kind, PART_MESSAGE);
	/* The same by the message itself. */
	snprintf(size, sizeof(size), "%zu", strlen(text));
	put_hash("b.fp", slice_from_string(text), size, "Good", DIGEST_MD5);
	open_set();
	assert_clean(text);
	assert_int_equal(findings.allowed, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(hashes_of_parts_are_found),
	    TEST(sections_and_imports_of_programs_are_found),
	    TEST(offsets_in_programs_are_found),
	    TEST(entry_and_number_of_sections_are_looked_at),
	    TEST(the_whole_message_and_messages_in_it_are_hashed),
	    TEST(an_allowed_part_has_no_findings),
	    TEST(what_is_inside_of_something_allowed_is_allowed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
