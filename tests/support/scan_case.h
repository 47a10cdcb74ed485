/*
 * scan_case - a message, a set of signatures, and what is found
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_SCAN_CASE_H
#define TESTS_SUPPORT_SCAN_CASE_H

#include <stdio.h>

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

static inline int
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

static inline int
setup_best(void **state)
{
	portable = false;
	return setup(state);
}

static inline int
setup_portable(void **state)
{
	portable = true;
	return setup(state);
}

static inline void
close_set(void)
{
	scanner_destroy(&scanner);
	sigdb_close(&sigdb);
}

static inline int
teardown(void **state)
{
	(void)state;
	close_set();
	arena_destroy(&arena);
	sigfiles_end(&files);
	return 0;
}

static inline void
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

static inline void
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
static inline void
scan(const char *text)
{
	scan_bytes(slice_from_string(text));
}

static inline const struct finding *
finding(const char *name)
{
	for (size_t i = 0; i < findings.count; i++)
		if (slice_equal(
			findings.items[i].name, slice_from_string(name)))
			return &findings.items[i];
	return NULL;
}

static inline void
assert_clean(const char *text)
{
	scan(text);
	assert_int_equal(findings.count, 0);
}

static inline void
assert_one(const char *text, const char *name)
{
	scan(text);
	assert_int_equal(findings.count, 1);
	assert_non_null(finding(name));
}

/* Holds "attachment" and "plain words". */
#define PARTS                                                                  \
	MIXED "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n"               \
	      "YXR0YWNobWVudA==\r\n--b\r\n\r\nplain words\r\n--b--\r\n"

static inline void
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

static inline void
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

/* With either matcher. */
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, setup_best, teardown),           \
	    cmocka_unit_test_setup_teardown(name, setup_portable, teardown)

#endif
