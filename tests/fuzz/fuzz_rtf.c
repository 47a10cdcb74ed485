/*
 * fuzz_rtf - any bytes as RTF
 *
 * The first byte chooses how much an object may take.  Laws: the reading ends,
 * objects are no larger than allowed and than the input, readings of one object
 * differ, and all together stay within RTF_SHARE.
 */
#include <stdlib.h>

#include "core/base/check.h"
#include "core/document/ole_object.h"
#include "core/document/rtf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct slice bytes = {data + 1, size - 1}, last = {NULL, 0};
	size_t size_max, total = 0, last_at = 0;
	struct rtf rtf;
	struct rtf_object object;

	if (size < 1)
		return 0;
	if (arena == NULL)
		arena = arena_create((size_t)64 << 20);
	CHECK(arena != NULL);
	size_max = (data[0] & 1) != 0 ? data[0] : SIZE_MAX;
	rtf_begin(&rtf, bytes);
	while (rtf_next(&rtf, size_max, arena, NULL, &object)) {
		struct ole_object ole;

		CHECK(object.body.size > 0 && object.body.size <= size_max &&
		      object.body.size <= bytes.size);
		CHECK(object.reading < RTF_READINGS);
		CHECK(rtf.at != last_at || !slice_equal(object.body, last));
		CHECK(object.kind == RTF_OBJECT || object.reading == 0);
		last = object.body;
		last_at = rtf.at;
		total += object.body.size;
		if (ole1_read(object.body, &ole))
			CHECK(ole.body.size <= object.body.size);
	}
	CHECK(total <= bytes.size * RTF_SHARE);
	arena_reset(arena);
	return 0;
}
