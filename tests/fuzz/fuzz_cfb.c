/*
 * fuzz_cfb - any bytes as a compound file
 *
 * The first byte chooses how much a stream may take.  Laws: streams are as long
 * as they say, or flagged; together they are no more than CFB_SHARE times the
 * file; what is read twice is the same; paths are UTF-8; macros and properties
 * are looked for in all of it.
 */
#include <stdlib.h>

#include "core/base/check.h"
#include "core/document/cfb.h"
#include "core/document/outlook.h"
#include "core/document/vba.h"
#include "core/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_stream(struct cfb *cfb, uint32_t index, uint64_t size_max)
{
	uint64_t left = cfb->left;
	struct cfb_entry entry;
	unsigned flags, again;
	struct slice body = cfb_read(cfb, index, size_max, &flags), twin;

	if (!cfb_entry(cfb, index, &entry)) {
		CHECK(body.size == 0);
		return;
	}
	CHECK(body.size <= size_max && body.size <= entry.size);
	CHECK(body.size == entry.size || flags != 0);
	CHECK(cfb->left == left - body.size);
	CHECK(entry.name.size <= 64 && entry.name.size % 2 == 0);
	CHECK(utf8_valid(cfb_path(cfb, index)));
	twin = cfb_read(cfb, index, size_max, &again);
	if (cfb->left > 0)
		CHECK(slice_equal(body, twin));
}

static void
check_macros(struct cfb *cfb, size_t size_max)
{
	struct outlook outlook;
	struct vba vba;

	if (!vba_open(&vba, cfb) || !outlook_open(&outlook, cfb))
		return;
	for (uint32_t i = 0; i < cfb->entry_count; i++) {
		struct vba_source sources[VBA_SOURCES];
		struct outlook_stream property;
		unsigned flags;
		struct slice body = cfb_read(cfb, i, size_max, &flags);
		size_t count = vba_read(&vba, cfb, i, body, size_max, sources);

		CHECK(count <= VBA_SOURCES);
		for (size_t k = 0; k < count; k++)
			CHECK((sources[k].text.size > 0 ||
				  sources[k].flags != 0) &&
			      sources[k].text.size <= size_max);
		if (outlook_stream(&outlook, i, &property))
			CHECK(property.name == CFB_NONE ||
			      property.name < cfb->entry_count);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct slice bytes = {data + 1, size - 1};
	uint64_t size_max;
	struct cfb cfb;

	if (size < 1)
		return 0;
	if (arena == NULL)
		arena = arena_create((size_t)64 << 20);
	CHECK(arena != NULL);
	size_max = (data[0] & 1) != 0 ? (uint64_t)data[0] * 16 : UINT32_MAX;
	if (cfb_open(&cfb, bytes, arena, NULL)) {
		for (uint32_t i = 0; i < cfb.entry_count + 2; i++)
			check_stream(&cfb, i, size_max);
		if (cfb_open(&cfb, bytes, arena, NULL))
			check_macros(&cfb, (size_t)size_max);
	}
	arena_reset(arena);
	return 0;
}
