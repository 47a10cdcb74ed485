/*
 * fuzz_encoded - any bytes as a text with files in it
 *
 * The first byte chooses how much the bodies may take.  Laws: the search always
 * comes to the end; files lie in the text, one behind the other; bodies are no
 * larger than allowed and no larger than their kind can make of so many bytes;
 * what a file says does not depend on what stands ahead of it.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/encoded/encoded.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
same(const struct encoded_file *a, const struct encoded_file *b)
{
	return a->kind == b->kind && a->flags == b->flags &&
	       slice_equal(a->name, b->name) && slice_equal(a->body, b->body) &&
	       slice_equal(a->resource, b->resource) &&
	       a->raw.size == b->raw.size;
}

/* BinHex repeats a byte 255 times for four characters; uuencode takes "M" and a
 * line end for 45 zeros. */
static size_t
largest(const struct encoded_file *file)
{
	if (file->kind == ENCODED_BINHEX)
		return file->raw.size * 64;
	return file->kind == ENCODED_UUENCODE ? file->raw.size * 32
					      : file->raw.size;
}

static void
check_file(struct slice text, const struct encoded_file *file, size_t size_max,
    struct arena *arena)
{
	struct slice alone =
	    slice_skip(text, (size_t)(file->raw.data - text.data));
	struct encoded_file again;
	size_t at = 0;

	CHECK(file->raw.size > 0);
	CHECK(file->body.size <= size_max);
	CHECK(file->resource.size <= size_max - file->body.size);
	CHECK((file->flags & ENCODED_CUT) != 0 ||
	      file->body.size + file->resource.size <= largest(file));
	CHECK(encoded_next(alone, &at, size_max, arena, NULL, &again));
	CHECK(again.raw.data == file->raw.data);
	CHECK((file->flags & ENCODED_CUT) != 0 || same(file, &again));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct encoded_file file;
	struct slice text;
	size_t size_max, at = 0, before = 0;

	if (size < 1)
		return 0;
	if (arena == NULL)
		arena = arena_create((size_t)64 << 20);
	CHECK(arena != NULL);
	text = (struct slice){data + 1, size - 1};
	size_max = (data[0] & 1) != 0 ? data[0] : SIZE_MAX;
	while (encoded_next(text, &at, size_max, arena, NULL, &file)) {
		size_t from = (size_t)(file.raw.data - text.data);

		CHECK(from >= before && at == from + file.raw.size);
		CHECK(at <= text.size);
		check_file(text, &file, size_max, arena);
		before = at;
	}
	CHECK(at == text.size);
	arena_reset(arena);
	return 0;
}
