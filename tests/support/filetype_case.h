/*
 * filetype_case - bytes and their type, in rows
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_FILETYPE_CASE_H
#define TESTS_SUPPORT_FILETYPE_CASE_H

#include <stdlib.h>
#include <string.h>

#include "core/filetype/filetype.h"
#include "tests/support/slices.h"

struct row {
	struct slice bytes;
	enum filetype type;
};

static inline void
check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		/* Exactly as many bytes, for the sanitizer. */
		uint8_t *copy = malloc(rows[i].bytes.size + 1);
		struct slice bytes = {copy, rows[i].bytes.size};
		enum filetype type;

		memcpy(copy, rows[i].bytes.data, rows[i].bytes.size);
		type = filetype_detect(bytes);
		if (filetype_class(type) != filetype_class(rows[i].type))
			print_error("row %zu \"%.30s\": %s, expected %s\n", i,
			    (const char *)rows[i].bytes.data,
			    filetype_name(type), filetype_name(rows[i].type));
		assert_int_equal(
		    filetype_class(type), filetype_class(rows[i].type));
		/* And at every shorter length nothing is read past it. */
		for (size_t end = 0; end < bytes.size; end++) {
			uint8_t *cut = malloc(end + 1);

			memcpy(cut, copy, end);
			type = filetype_detect((struct slice){cut, end});
			assert_true(type < FILETYPES);
			free(cut);
		}
		free(copy);
	}
}

#define CHECK_ROWS(rows) check_rows((rows), sizeof(rows) / sizeof((rows)[0]))
#define B(literal) SLICE(literal)

#endif
