/*
 * test_scan - messages against small databases, with both matchers
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "core/base/clock.h"
#include "core/scan/run.h"
#include "tests/support/guard.h"
#include "tests/support/sigfiles.h"
#include "tests/support/slices.h"
#include "tests/support/small_set.h"

/* In two pieces, so that this file does not alarm other scanners. */
#define EICAR                                                                  \
	"X5O!P%@AP[4\\PZX54(P^)7CC)7}$"                                        \
	"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
/* The same, in base64 (by coreutils' base64). */
#define EICAR_BASE64                                                           \
	"WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElW"     \
	"SVJVUy1URVNU\r\nLUZJTEUhJEgrSCo="

#define HEAD "From: a@example.com\r\nSubject: test\r\n"
#define MIXED                                                                  \
	HEAD "Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n"

static struct sigfiles files;
static struct sigdb *sigdb;
static struct scanner *scanner;
static struct arena *arena;
static struct message message;
static struct findings findings;
static struct limits limits;
static struct budget budget;
static struct scan_options options;
static bool portable;

static int
setup(void **state)
{
	(void)state;
	sigfiles_begin(&files);
	limits_default(&limits);
	budget_init(&budget, UINT64_MAX);
	options.all_matches = true;
	arena = arena_create(message_arena_bytes(&limits));
	return arena == NULL;
}

static int
setup_best(void **state)
{
	portable = false;
	return setup(state);
}

static int
setup_portable(void **state)
{
	portable = true;
	return setup(state);
}

static void
close_set(void)
{
	scanner_destroy(&scanner);
	sigdb_close(&sigdb);
}

static int
teardown(void **state)
{
	(void)state;
	close_set();
	arena_destroy(&arena);
	sigfiles_end(&files);
	return 0;
}

static void
open_set(void)
{
	const struct sigdb_options build = {
	    .directory = files.directory,
	    .portable_matcher = portable,
	};
	struct sigdb_info info;
	char bytes[256];
	struct text error = TEXT_OVER(bytes);

	close_set();
	assert_int_equal(
	    sigdb_build(&build, files.image, &info, &error), SIGDB_OK);
	assert_int_equal(sigdb_open(files.image, &sigdb, &error), SIGDB_OK);
	assert_true(scan_check_programs(sigdb));
	scanner = scanner_create(sigdb);
	assert_non_null(scanner);
}

static void
scan_bytes(struct slice bytes)
{
	enum message_result result;

	arena_reset(arena);
	result = message_parse(bytes, &limits, arena, &budget, &message);
	assert_int_not_equal(result, MESSAGE_NO_MEMORY);
	scan_message(
	    scanner, &message, &options, &limits, arena, &budget, &findings);
}

/* The message is a C string. */
static void
scan(const char *text)
{
	scan_bytes(slice_from_string(text));
}

static const struct finding *
finding(const char *name)
{
	for (size_t i = 0; i < findings.count; i++)
		if (slice_equal(
			findings.items[i].name, slice_from_string(name)))
			return &findings.items[i];
	return NULL;
}

static void
assert_clean(const char *text)
{
	scan(text);
	assert_int_equal(findings.count, 0);
}

static void
assert_one(const char *text, const char *name)
{
	scan(text);
	assert_int_equal(findings.count, 1);
	assert_non_null(finding(name));
}

/* ---- EICAR ------------------------------------------------------------- */

static void
eicar_is_found_wherever_it_is_a_file(void **state)
{
	const char *name = "EICAR-Test-File";

	(void)state;
	open_set();
	assert_one(EICAR, name);
	assert_one(HEAD "\r\n" EICAR, name);
	assert_one(HEAD "\r\n" EICAR "\r\n", name);
	assert_one(HEAD "Content-Transfer-Encoding: base64\r\n\r\n" EICAR_BASE64
			"\r\n",
	    name);
	assert_one(MIXED "--b\r\n\r\n" EICAR "\r\n--b--\r\n", name);
	assert_one(MIXED
	    "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n" EICAR_BASE64
	    "\r\n--b--\r\n",
	    name);
	assert_slice(findings.items[0].source, "built-in");
	assert_non_null(findings.items[0].part);
	assert_int_equal(findings.items[0].offset, 0);
	assert_one(MIXED "--b\r\nContent-Type: message/rfc822\r\n\r\n" HEAD
			 "\r\n" EICAR "\r\n--b--\r\n",
	    name);
}

static void
eicar_among_other_things_is_no_test_file(void **state)
{
	char body[256];

	(void)state;
	open_set();
	assert_clean(HEAD "\r\nx" EICAR);
	assert_clean(HEAD "\r\n" EICAR "x");
	assert_clean(HEAD "\r\n" EICAR "\r\nregards");
	/* 128 bytes with the white space behind it, and one more. */
	snprintf(body, sizeof(body), HEAD "\r\n%s%*s", EICAR, 60, "");
	assert_one(body, "EICAR-Test-File");
	snprintf(body, sizeof(body), HEAD "\r\n%s%*s", EICAR, 61, "");
	assert_clean(body);
}

/* ---- types ------------------------------------------------------------- */

static void
mail_patterns_see_the_raw_message(void **state)
{
	(void)state;
	/* "Subject: test" and "evil words" */
	sigfiles_put_text(&files, "a.ndb",
	    "Head:4:*:5375626a6563743a2074657374\n"
	    "Words:4:*:6576696c20776f726473\n");
	open_set();
	scan(HEAD "\r\nsome evil words\r\n");
	assert_int_equal(findings.count, 2);
	assert_slice(findings.items[0].name, "Head.UNOFFICIAL");
	assert_slice(findings.items[0].source, "a.ndb");
	assert_int_equal(findings.items[0].kind, FINDING_PATTERN);
	assert_int_equal(findings.items[0].offset, 21);
	assert_null(findings.items[0].part);
	assert_int_equal(findings.items[1].offset, 43);
	/* The same words inside of an encoded part are no mail. */
	assert_one(HEAD
	    "Content-Transfer-Encoding: base64\r\n\r\nc29tZSBldmlsIHdvcmRz\r\n",
	    "Head.UNOFFICIAL");
}

static void
patterns_of_any_type_see_raw_and_decoded_bytes(void **state)
{
	(void)state;
	sigfiles_put_text(&files, "a.ndb", "Words:0:*:6576696c20776f726473\n");
	open_set();
	assert_one(HEAD "\r\nsome evil words\r\n", "Words.UNOFFICIAL");
	assert_null(findings.items[0].part);
	assert_one(HEAD
	    "Content-Transfer-Encoding: base64\r\n\r\nc29tZSBldmlsIHdvcmRz\r\n",
	    "Words.UNOFFICIAL");
	assert_int_equal(findings.items[0].part->index, 0);
	assert_int_equal(findings.items[0].offset, 5);
	assert_one(HEAD "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
			"some e=76il words\r\n",
	    "Words.UNOFFICIAL");
}

static void
html_patterns_see_html_alone(void **state)
{
	(void)state;
	sigfiles_put_text(&files, "a.ndb", "Words:3:*:6576696c20776f726473\n");
	open_set();
	assert_clean(HEAD "\r\nsome evil words\r\n");
	assert_one(HEAD "Content-Type: text/html\r\n\r\n"
			"<html><body>some evil words</body></html>\r\n",
	    "Words.UNOFFICIAL");
	assert_int_equal(findings.items[0].part->index, 0);
	assert_one(HEAD "Content-Type: text/html\r\n"
			"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
			"<html><body>some e=76il words</body></html>\r\n",
	    "Words.UNOFFICIAL");
}

/* With no pattern that reaches further than twelve bytes. */
static void
an_offset_is_looked_for_as_far_as_it_reaches(void **state)
{
	(void)state;
	sigfiles_put_text(
	    &files, "a.ndb", "Near:0:4,2:6e656172\nFirst:0:0:6669727374\n");
	open_set();
	assert_one(MIXED "--b\r\n\r\n....near and more\r\n--b--\r\n",
	    "Near.UNOFFICIAL");
	assert_one(MIXED "--b\r\n\r\n......near and more\r\n--b--\r\n",
	    "Near.UNOFFICIAL");
	assert_clean(MIXED "--b\r\n\r\n.......near and more\r\n--b--\r\n");
	assert_one(MIXED "--b\r\n\r\nfirst\r\n--b--\r\n", "First.UNOFFICIAL");
}

static void
offsets_count_from_the_part(void **state)
{
	(void)state;
	/* "first", "From: a" and "last\r\n" */
	sigfiles_put_text(&files, "a.ndb",
	    "First:0:0:6669727374\nFrom:4:0:46726f6d3a2061\n"
	    "Last:0:EOF-6:6c6173740d0a\n");
	open_set();
	scan(MIXED "--b\r\n\r\nfirst line\r\n--b\r\n\r\nx\r\nlast\r\n\r\n"
		   "--b--\r\nbehind\r\n");
	assert_int_equal(findings.count, 3);
	assert_null(finding("From.UNOFFICIAL")->part);
	assert_int_equal(finding("First.UNOFFICIAL")->part->index, 1);
	assert_int_equal(finding("First.UNOFFICIAL")->offset, 0);
	assert_int_equal(finding("Last.UNOFFICIAL")->part->index, 2);
	assert_int_equal(finding("Last.UNOFFICIAL")->offset, 3);
	assert_one(
	    MIXED "--b\r\n\r\nnot first\r\n--b--\r\n", "From.UNOFFICIAL");
	/* A message inside of a message is a mail of its own. */
	scan("Subject: outer\r\nContent-Type: message/rfc822\r\n\r\n" HEAD
	     "\r\nbody\r\n");
	assert_int_equal(findings.count, 1);
	assert_int_equal(finding("From.UNOFFICIAL")->part->kind, PART_MESSAGE);
}

/* ---- literals ---------------------------------------------------------- */

static void
short_literals_are_found_too(void **state)
{
	(void)state;
	/* "qz" at the beginning of anything, "wxy" with a nibble behind it */
	sigfiles_put_text(
	    &files, "a.ndb", "Two:0:0:717a??4?\nThree:0:*:7778794?\n");
	open_set();
	scan("qz-A\r\n\r\n..wxyB..");
	assert_int_equal(findings.count, 2);
	assert_int_equal(finding("Two.UNOFFICIAL")->offset, 0);
	assert_int_equal(finding("Three.UNOFFICIAL")->offset, 10);
	assert_clean("qz-z\r\n\r\n..wxyZ..");
}

static void
signatures_with_one_literal_are_told_apart(void **state)
{
	(void)state;
	sigfiles_put_text(&files, "a.ndb",
	    "A:0:*:636f6d6d6f6e??41\nB:0:*:636f6d6d6f6e??42\n"
	    "C:0:*:636f6d6d6f6e??43\nD:4:*:636f6d6d6f6e??42\n");
	open_set();
	scan(HEAD "\r\ncommon-B common-C\r\n");
	assert_int_equal(findings.count, 3);
	assert_non_null(finding("B.UNOFFICIAL"));
	assert_non_null(finding("C.UNOFFICIAL"));
	assert_non_null(finding("D.UNOFFICIAL"));
}

/* Around both seams of a message of three slices, byte by byte. */
static void
a_literal_across_a_seam_is_found_once(void **state)
{
	const size_t size = 2 * BUDGET_SLICE + 1000;
	uint8_t *bytes = malloc(size);

	(void)state;
	assert_non_null(bytes);
	sigfiles_put_text(&files, "a.ndb", "Words:0:*:6576696c20776f726473\n");
	open_set();
	for (size_t seam = BUDGET_SLICE; seam < size; seam += BUDGET_SLICE - 9)
		for (size_t at = seam - 22; at < seam + 12; at++) {
			memset(bytes, '.', size);
			memcpy(bytes, "A: b\r\n\r\n", 8);
			memcpy(bytes + at, "evil words", 10);
			scan_bytes((struct slice){bytes, size});
			assert_int_equal(findings.count, 1);
			assert_int_equal(findings.items[0].offset, at);
		}
	free(bytes);
}

/* ---- hashes ------------------------------------------------------------ */

/* Holds "attachment" and "plain words". */
#define PARTS                                                                  \
	MIXED "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n"               \
	      "YXR0YWNobWVudA==\r\n--b\r\n\r\nplain words\r\n--b--\r\n"

static void
put_hash(const char *file, struct slice bytes, const char *size,
    const char *name, enum digest_algorithm algorithm)
{
	struct digester *digester = digester_create();
	uint8_t digest[DIGEST_MAX];
	char line_bytes[256];
	struct text line = TEXT_OVER(line_bytes);

	assert_non_null(digester);
	assert_true(digest_compute(digester, algorithm, bytes, digest));
	for (size_t i = 0; i < digest_size(algorithm); i++)
		text_printf(&line, "%02x", digest[i]);
	text_printf(&line, ":%s:%s:73\n", size, name);
	sigfiles_put_text(&files, file, line_bytes);
	digester_destroy(&digester);
}

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

/* ---- limits ------------------------------------------------------------ */

static void
put_letters(void)
{
	char lines[26 * 32] = "";
	struct text text = {lines, sizeof(lines), 0, false};

	/* "A----" to "Z----" */
	for (unsigned i = 0; i < 26; i++)
		text_printf(&text, "%c:0:*:%02x2d2d2d2d\n", 'A' + i, 'A' + i);
	assert_false(text.truncated);
	sigfiles_put_text(&files, "a.ndb", lines);
}

static void
too_many_findings_keep_the_first_ones(void **state)
{
	(void)state;
	put_letters();
	open_set();
	limits.max[LIMIT_FINDINGS] = 3;
	scan(HEAD "\r\nZ---- C---- Y---- A---- B---- Z----\r\n");
	assert_int_equal(findings.count, 3);
	assert_slice(findings.items[0].name, "Z.UNOFFICIAL");
	assert_slice(findings.items[1].name, "C.UNOFFICIAL");
	assert_slice(findings.items[2].name, "Y.UNOFFICIAL");
	assert_true(limits_marked(&findings.reached, LIMIT_FINDINGS));
	limits.max[LIMIT_FINDINGS] = 5;
	scan(HEAD "\r\nZ---- C---- Y---- A---- B---- Z----\r\n");
	assert_int_equal(findings.count, 5);
	assert_false(limits_marked(&findings.reached, LIMIT_FINDINGS));
}

static void
the_limit_holds_over_all_parts(void **state)
{
	(void)state;
	put_letters();
	open_set();
	limits.max[LIMIT_FINDINGS] = 2;
	/* "A----B" and "C----D" */
	scan(MIXED "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n"
		   "QS0tLS1C\r\n--b\r\nContent-Transfer-Encoding: base64\r\n"
		   "\r\nQi0tLS1DLS0tLQ==\r\n--b--\r\n");
	assert_int_equal(findings.count, 2);
	assert_slice(findings.items[0].name, "A.UNOFFICIAL");
	assert_slice(findings.items[1].name, "B.UNOFFICIAL");
	assert_true(limits_marked(&findings.reached, LIMIT_FINDINGS));
}

static void
the_first_finding_is_enough_unless_all_are_wanted(void **state)
{
	(void)state;
	put_letters();
	open_set();
	options.all_matches = false;
	assert_one(HEAD "\r\nZ---- C---- Y----\r\n", "Z.UNOFFICIAL");
	assert_int_equal(findings.reached.bits, 0);
}

static void
one_signature_in_many_places_is_one_finding(void **state)
{
	(void)state;
	put_letters();
	open_set();
	assert_one(MIXED "--b\r\n\r\nA---- A----\r\n--b\r\n"
			 "Content-Transfer-Encoding: base64\r\n\r\nQS0tLS1C\r\n"
			 "--b--\r\n",
	    "A.UNOFFICIAL");
	assert_null(findings.items[0].part);
}

static void
bytes_past_the_scan_limit_are_not_matched(void **state)
{
	static const char text[] = HEAD "\r\nA---- B----\r\n";

	(void)state;
	put_letters();
	open_set();
	limits.max[LIMIT_SCANNED_BYTES] =
	    (int64_t)(strstr(text, "B----") - text);
	assert_one(text, "A.UNOFFICIAL");
	assert_true(limits_marked(&findings.reached, LIMIT_SCANNED_BYTES));
	limits.max[LIMIT_SCANNED_BYTES] = 2 * (int64_t)strlen(text);
	scan(text);
	assert_int_equal(findings.count, 2);
	assert_int_equal(findings.reached.bits, 0);
}

static void
spent_steps_end_matching_but_not_hashing(void **state)
{
	(void)state;
	put_letters();
	put_hash("b.hdb", SLICE("attachment"), "10", "Hash", DIGEST_MD5);
	open_set();
	limits.max[LIMIT_VERIFY_STEPS] = 0;
	scan(PARTS);
	assert_non_null(finding("Hash.UNOFFICIAL"));
	scan(HEAD "\r\nA----\r\n");
	assert_int_equal(findings.count, 0);
	limits.max[LIMIT_VERIFY_STEPS] = 1;
	scan(HEAD "\r\nA---- B---- C----\r\n");
	assert_true(limits_marked(&findings.reached, LIMIT_VERIFY_STEPS));
}

/*
 * Each hit of "zq" begins a search of its own through all gaps; the pattern is
 * dear, the others are not to suffer for it.
 */
static void
a_dear_pattern_is_given_up_alone(void **state)
{
	static char text[65536];
	size_t size = 0;

	(void)state;
	sigfiles_put_text(&files, "dear.ndb",
	    "Dear:0:*:7a717a71(61|6161|616161)(61|6161|616161)(61|6161|616161)"
	    "(61|6161|616161)(61|6161|616161)(61|6161|616161)62626262\n"
	    "Cheap:0:*:632d2d2d2d2d\n");
	open_set();
	limits.max[LIMIT_VERIFY_STEPS] = 100000;
	size = (size_t)snprintf(text, sizeof(text), HEAD "\r\n");
	while (size < sizeof(text) - 100)
		size += (size_t)snprintf(
		    text + size, sizeof(text) - size, "zqzqaaaaaaaaaaaa ");
	snprintf(text + size, sizeof(text) - size, "c-----\r\n");
	scan(text);
	assert_true(limits_marked(&findings.reached, LIMIT_VERIFY_STEPS));
	assert_int_equal(findings.count, 1);
	assert_non_null(finding("Cheap.UNOFFICIAL"));
}

/* Nested messages are the same bytes again and again. */
static void
an_attachment_is_scanned_ahead_of_the_messages_around_it(void **state)
{
	static char text[16384];
	size_t size = 0;

	(void)state;
	sigfiles_put_text(
	    &files, "a.ndb", "Bound:0:EOF-9:6576696c20776f726473\n");
	open_set();
	for (int i = 0; i < 20; i++)
		size += (size_t)snprintf(text + size, sizeof(text) - size,
		    "Content-Type: message/rfc822\r\n\r\n");
	size += (size_t)snprintf(text + size, sizeof(text) - size, MIXED);
	for (int i = 0; i < 100; i++)
		size += (size_t)snprintf(
		    text + size, sizeof(text) - size, "padding padding\r\n");
	snprintf(text + size, sizeof(text) - size,
	    "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n" EICAR_BASE64
	    "\r\n--b--\r\n");
	limits.max[LIMIT_SCANNED_BYTES] = 3 * (int64_t)strlen(text);
	scan(text);
	assert_true(limits_marked(&findings.reached, LIMIT_SCANNED_BYTES));
	assert_non_null(finding("EICAR-Test-File"));
}

/* However much the first parts took. */
static void
the_last_part_has_steps_left(void **state)
{
	static char text[200000];
	size_t size = 0;

	(void)state;
	sigfiles_put_text(&files, "dear.ndb",
	    "Dear:0:*:7a717a71(61|6161|616161)(61|6161|616161)(61|6161|616161)"
	    "(61|6161|616161)(61|6161|616161)(61|6161|616161)62626262\n");
	open_set();
	limits.max[LIMIT_VERIFY_STEPS] = 100000;
	size = (size_t)snprintf(text, sizeof(text), MIXED);
	for (int part = 0; part < 100; part++) {
		size += (size_t)snprintf(text + size, sizeof(text) - size,
		    "--b\r\nContent-Transfer-Encoding: "
		    "quoted-printable\r\n\r\n");
		for (int i = 0; i < 100; i++)
			size += (size_t)snprintf(text + size,
			    sizeof(text) - size, "=7Aqzqaaaaaaaa ");
		size +=
		    (size_t)snprintf(text + size, sizeof(text) - size, "\r\n");
	}
	snprintf(text + size, sizeof(text) - size,
	    "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n" EICAR_BASE64
	    "\r\n--b--\r\n");
	scan(text);
	assert_true(limits_marked(&findings.reached, LIMIT_VERIFY_STEPS));
	assert_non_null(finding("EICAR-Test-File"));
}

static void
a_spent_budget_keeps_what_was_found(void **state)
{
	(void)state;
	put_letters();
	open_set();
	budget_init(&budget, 0);
	assert_clean(HEAD "\r\nA----\r\n");
	assert_int_equal(budget.state, BUDGET_SPENT);
}

/* ---- the scanner ------------------------------------------------------- */

static void
a_scanner_begins_afresh_with_each_message(void **state)
{
	(void)state;
	put_letters();
	open_set();
	/* Also when its serial numbers wrap. */
	scanner->serial = UINT32_MAX - 3;
	for (int i = 0; i < 8; i++) {
		assert_one(HEAD "\r\nA----\r\n", "A.UNOFFICIAL");
		assert_clean(HEAD "\r\nnothing\r\n");
	}
}

/* Hyperscan by itself reads past the end of some short buffers. */
static void
nothing_is_read_behind_the_message(void **state)
{
	struct guard guard = guard_open(4096);
	struct sigdb *small = small_set_open(portable);

	(void)state;
	scanner = scanner_create(small);
	assert_non_null(scanner);
	for (size_t size = 1; size < 600; size++) {
		uint8_t *bytes = guard_tail(&guard, size);

		for (size_t i = 0; i < size; i++)
			bytes[i] = (uint8_t) "From: ab\r\n\r\nxyz<!"[i % 17];
		scan_bytes((struct slice){bytes, size});
	}
	scanner_destroy(&scanner);
	sigdb_close(&small);
	guard_close(&guard);
}

static void
an_empty_message_is_clean(void **state)
{
	(void)state;
	put_letters();
	open_set();
	assert_clean("");
	assert_clean("\r\n");
	assert_clean(HEAD);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, setup_best, teardown),           \
	    cmocka_unit_test_setup_teardown(name, setup_portable, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(eicar_is_found_wherever_it_is_a_file),
	    TEST(eicar_among_other_things_is_no_test_file),
	    TEST(mail_patterns_see_the_raw_message),
	    TEST(patterns_of_any_type_see_raw_and_decoded_bytes),
	    TEST(html_patterns_see_html_alone),
	    TEST(offsets_count_from_the_part),
	    TEST(an_offset_is_looked_for_as_far_as_it_reaches),
	    TEST(short_literals_are_found_too),
	    TEST(signatures_with_one_literal_are_told_apart),
	    TEST(a_literal_across_a_seam_is_found_once),
	    TEST(hashes_of_parts_are_found),
	    TEST(sections_and_imports_of_programs_are_found),
	    TEST(offsets_in_programs_are_found),
	    TEST(entry_and_number_of_sections_are_looked_at),
	    TEST(the_whole_message_and_messages_in_it_are_hashed),
	    TEST(an_allowed_part_has_no_findings),
	    TEST(what_is_inside_of_something_allowed_is_allowed),
	    TEST(too_many_findings_keep_the_first_ones),
	    TEST(the_limit_holds_over_all_parts),
	    TEST(the_first_finding_is_enough_unless_all_are_wanted),
	    TEST(one_signature_in_many_places_is_one_finding),
	    TEST(bytes_past_the_scan_limit_are_not_matched),
	    TEST(spent_steps_end_matching_but_not_hashing),
	    TEST(a_dear_pattern_is_given_up_alone),
	    TEST(an_attachment_is_scanned_ahead_of_the_messages_around_it),
	    TEST(the_last_part_has_steps_left),
	    TEST(a_spent_budget_keeps_what_was_found),
	    TEST(a_scanner_begins_afresh_with_each_message),
	    TEST(nothing_is_read_behind_the_message),
	    TEST(an_empty_message_is_clean),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
