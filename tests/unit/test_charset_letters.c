/*
 * test_charset_letters - the same letter in every charset is the same text
 *
 * The bytes of charset_letters.def were made by iconv(1) and Python
 * (tests/support/make-letters).
 */
#include "core/text/charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "core/text/utf8.h"
#include "tests/support/charset_case.h"
#include "tests/support/converters.h"

enum language { ja, zh, tw, ko, ru, de, LANGUAGES };

struct letter {
	enum language language;
	const char *label;
	bool detected;
	size_t size;
	const char *bytes;
};

static const struct letter letters[] = {
#define LETTER(language, label, detected, size, bytes)                         \
	{language, label, detected, size, bytes},
#include "tests/unit/charset_letters.def"
};
#define LETTERS (sizeof(letters) / sizeof(*letters))

static struct slice
bytes_of(const struct letter *letter)
{
	return (struct slice){(const uint8_t *)letter->bytes, letter->size};
}

/* The first letter of a language is in UTF-8. */
static struct slice
text_of(enum language language)
{
	for (size_t i = 0; i < LETTERS; i++)
		if (letters[i].language == language)
			return bytes_of(&letters[i]);
	fail();
	return SLICE("");
}

static void
check_text(const struct letter *letter, const struct charset_text *got)
{
	struct slice want = text_of(letter->language);

	if (!slice_equal(got->text, want))
		fail_msg("label \"%s\", language %d, taken for %s (flags %x): "
			 "%.*s",
		    letter->label, (int)letter->language, got->charset,
		    got->flags, (int)got->text.size,
		    (const char *)got->text.data);
	assert_int_equal(got->replaced, 0);
	assert_int_equal(got->flags & (CHARSET_REPLACED | CHARSET_CUT), 0);
	assert_true(utf8_valid(got->text));
}

static void
every_charset_gives_the_same_letter(void **state)
{
	(void)state;
	if (converters_are_missing())
		return;
	for (size_t i = 0; i < LETTERS; i++) {
		const struct letter *letter = &letters[i];
		struct charset_text got;

		arena_reset(arena);
		got = charset_decode(charsets, bytes_of(letter),
		    slice_from_string(letter->label), arena, NULL);
		check_text(letter, &got);
		assert_int_equal(got.flags, 0);
	}
}

static void
letters_without_a_label_are_recognised(void **state)
{
	(void)state;
	if (converters_are_missing())
		return;
	for (size_t i = 0; i < LETTERS; i++) {
		struct charset_text got;

		if (!letters[i].detected)
			continue;
		arena_reset(arena);
		got = charset_decode(
		    charsets, bytes_of(&letters[i]), SLICE(""), arena, NULL);
		check_text(&letters[i], &got);
		assert_int_equal(got.flags, CHARSET_UNLABELLED);
	}
}

/* HZ is printable ASCII: it is believed only where the label says no more than
 * ASCII. */
static bool
is_hz(const struct letter *letter)
{
	return strcmp(letter->label, "hz-gb-2312") == 0;
}

static void
letters_with_a_wrong_label_are_recognised(void **state)
{
	static const char *const labels[] = {"utf-8", "us-ascii"};

	(void)state;
	if (converters_are_missing())
		return;
	for (size_t i = 0; i < LETTERS; i++)
		for (size_t l = 0; l < 2; l++) {
			struct charset_text got;

			if (!letters[i].detected ||
			    (l == 0 && is_hz(&letters[i])))
				continue;
			arena_reset(arena);
			got = charset_decode(charsets, bytes_of(&letters[i]),
			    slice_from_string(labels[l]), arena, NULL);
			check_text(&letters[i], &got);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_charset_gives_the_same_letter),
	    cmocka_unit_test(letters_without_a_label_are_recognised),
	    cmocka_unit_test(letters_with_a_wrong_label_are_recognised),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
