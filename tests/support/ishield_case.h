/*
 * ishield_case - files of InstallShield put together by hand, and what is read
 * of them
 *
 * A file is built from its beginning to its end; put() mends what only the end
 * can say.  Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_ISHIELD_CASE_H
#define TESTS_SUPPORT_ISHIELD_CASE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "tests/support/archive_reading.h"
#include "tests/support/slices.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TEXT "words that repeat themselves, words that repeat themselves\n"
#define FILE_MAX 8192u

/* What is being put together. */
struct file {
	uint8_t bytes[FILE_MAX];
	size_t size;
};

/* Behind what is there; what does not fit fails the test. */
static inline void
add(struct file *file, const void *bytes, size_t size)
{
	assert_true(size <= FILE_MAX - file->size);
	memcpy(file->bytes + file->size, bytes, size);
	file->size += size;
}

static inline void
add_zeros(struct file *file, size_t size)
{
	static const uint8_t zeros[FILE_MAX];

	add(file, zeros, size);
}

/* A number of width bytes, the lowest first, over what is there. */
static inline void
put(struct file *file, size_t at, uint64_t value, unsigned width)
{
	for (unsigned i = 0; i < width; i++)
		file->bytes[at + i] = (uint8_t)(value >> 8 * i);
}

/* Latin letters, as UTF-16 where that is wanted; with the 0 behind them. */
static inline void
add_text(struct file *file, const char *text, bool wide)
{
	for (size_t i = 0; i <= strlen(text); i++) {
		add(file, text + i, 1);
		if (wide)
			add_zeros(file, 1);
	}
}

/* It changes with the file. */
static inline struct slice
slice_of(const struct file *file)
{
	return (struct slice){file->bytes, file->size};
}

/* A stream of zlib (window 15) or raw deflate (-15). */
static inline void
add_deflated(struct file *file, const void *bytes, size_t size, int window)
{
	z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes,
	    .avail_in = (uInt)size,
	    .next_out = file->bytes + file->size,
	    .avail_out = (uInt)(FILE_MAX - file->size)};

	assert_int_equal(
	    deflateInit2(&stream, 9, Z_DEFLATED, window, 9, 0), Z_OK);
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	file->size += stream.total_out;
	deflateEnd(&stream);
}

/* A file as a setup program of the newest kind has it: its name, path, version
 * and size as text, then its bytes. */
static inline void
add_plain(struct file *file, const char *name, struct slice body, bool wide)
{
	char size[32], path[64];

	snprintf(path, sizeof(path), "Disk1\\%s", name);
	snprintf(size, sizeof(size), "%zu", body.size);
	add_text(file, name, wide);
	add_text(file, path, wide);
	add_text(file, "0.0.0.0", wide);
	add_text(file, size, wide);
	add(file, body.data, body.size);
}

/* The member of this number, of the last reading. */
static inline void
assert_seen(size_t i, const char *name, struct slice body)
{
	assert_true(i < seen_count);
	assert_int_equal(seen[i].flags, 0);
	assert_slice_is(
	    seen[i].name, (struct slice){(const uint8_t *)name, strlen(name)});
	assert_true(slice_equal(seen[i].body, body));
}

/* Cut at every byte, in memory of its own, so that a sanitizer sees the end. */
static inline void
read_cut(const struct file *file, enum filetype type)
{
	const struct archive_options options = archive_law_options();

	for (size_t end = 0; end < file->size; end++) {
		uint8_t *copy = malloc(end + 1);

		assert_non_null(copy);
		memcpy(copy, file->bytes, end);
		(void)reading_with((struct slice){copy, end}, type, &options);
		(void)!archive_may_be((struct slice){copy, end}, type, false);
		free(copy);
	}
}

#endif
