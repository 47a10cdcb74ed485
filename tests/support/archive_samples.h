/*
 * archive_samples - archives of other programs, and what is in them
 *
 * tests/data/archives, by tests/support/make-archives: two files whose bytes
 * stand here.  Include after archive_case.h.
 */
#ifndef TESTS_SUPPORT_ARCHIVE_SAMPLES_H
#define TESTS_SUPPORT_ARCHIVE_SAMPLES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLACE "tests/data/archives/"
#define FILE_MAX 65536u

#define EICAR                                                                  \
	"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+"  \
	"H*"
#define LETTER "A letter of two lines.\nThis is the second.\n"

/* The caller frees data. */
static inline struct slice
read_file(const char *name)
{
	char path[256];
	uint8_t *bytes = malloc(FILE_MAX);
	FILE *file;
	size_t size;

	snprintf(path, sizeof(path), PLACE "%s", name);
	file = fopen(path, "rb");
	if (file == NULL)
		print_error("%s is missing\n", path);
	assert_non_null(file);
	assert_non_null(bytes);
	size = fread(bytes, 1, FILE_MAX, file);
	fclose(file);
	/* Exactly as large as it is, for ASan. */
	bytes = realloc(bytes, size);
	assert_non_null(bytes);
	return (struct slice){bytes, size};
}

enum contents {
	NOTHING,
	BOTH,      /* eicar.com, letter.txt */
	NAMES,     /* the same without bodies */
	LETTER_AS, /* one, with the letter */
	REPEATED,  /* one, of 40 letters */
};

static inline void
check_repeated(struct slice body)
{
	assert_int_equal(body.size, 40 * strlen(LETTER));
	for (size_t at = 0; at < body.size; at += strlen(LETTER))
		assert_slice(slice_sub(body, at, strlen(LETTER)), LETTER);
}

static inline void
check_contents(const struct kept *kept, enum contents contents)
{
	const struct member *members = kept->members;
	size_t count = contents == NOTHING                     ? 0
		       : contents == BOTH || contents == NAMES ? 2
							       : 1;

	assert_int_equal(kept->count, count);
	if (contents == BOTH || contents == NAMES) {
		assert_slice(members[0].name, "eicar.com");
		assert_slice(members[1].name, "letter.txt");
	}
	if (contents == BOTH) {
		assert_slice(members[0].body, EICAR);
		assert_slice(members[1].body, LETTER);
	}
	if (contents == LETTER_AS)
		assert_slice(members[0].body, LETTER);
	if (contents == REPEATED)
		check_repeated(members[0].body);
}

#endif
