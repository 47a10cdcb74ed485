/*
 * fuzz_ovba - any bytes as a container of macros, a list of modules, a source
 *
 * Laws: a chunk becomes 4,096 bytes at most; a smaller limit gives the
 * beginning of what a larger one gives; a source that is found is a container;
 * the list ends; text for signatures is no longer than the source and its head.
 */
#include <stdlib.h>

#include "core/base/check.h"
#include "core/document/ovba.h"
#include "core/document/vba_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHUNK_TEXT 4096u
#define CHUNK_HEAD 2u
#define TEXT_HEAD 128u

static void
check_container(struct slice bytes, size_t size_max, struct arena *arena)
{
	unsigned flags, cut_flags;
	struct slice text =
	    ovba_decompress(bytes, SIZE_MAX, arena, NULL, &flags);
	struct slice cut =
	    ovba_decompress(bytes, size_max, arena, NULL, &cut_flags);
	struct sink sink;

	CHECK(text.size <= (bytes.size / (CHUNK_HEAD + 1) + 1) * CHUNK_TEXT);
	CHECK((flags & OVBA_CUT) == 0);
	CHECK(cut.size <= size_max);
	CHECK(slice_starts_with(text, cut));
	CHECK(cut.size == text.size || (cut_flags & OVBA_CUT) != 0);
	sink = sink_open(arena, SIZE_MAX);
	vba_text_put(&sink, SLICE("M"), text);
	CHECK(sink_close(&sink).size <= text.size + TEXT_HEAD);
}

static void
check_list(struct slice bytes)
{
	struct ovba_dir dir = {bytes, 0};
	struct ovba_module module;
	size_t count = 0;

	while (ovba_dir_next(&dir, &module))
		CHECK(++count <= bytes.size / 6);
	CHECK(!ovba_dir_next(&dir, &module));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct slice bytes = {data + 1, size - 1};
	size_t at;

	if (size < 1)
		return 0;
	if (arena == NULL)
		arena = arena_create((size_t)256 << 20);
	CHECK(arena != NULL);
	check_container(bytes, (size_t)data[0] * 40, arena);
	check_list(bytes);
	at = ovba_find(bytes);
	CHECK(at <= bytes.size);
	if (at < bytes.size)
		check_container(slice_skip(bytes, at), data[0], arena);
	arena_reset(arena);
	return 0;
}
