/*
 * fuzz_sevenzip - a 7z whose sums are right, however wrong the rest
 *
 * The first byte says how many of the last bytes are the header, in steps of
 * two; 32 bytes ahead are written here.  The laws of archive_law hold for three
 * readings.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/base/crc32.h"
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define START 32u

static void
put(uint8_t *to, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		to[i] = (uint8_t)(value >> 8 * i);
}

static void
write_start(uint8_t start[START], struct slice body, size_t header)
{
	size_t at = body.size - header;

	memcpy(start, "7z\xBC\xAF\x27\x1C\0\4", 8);
	put(start + 12, at, 8);
	put(start + 20, header, 8);
	put(start + 28, crc32_of(0, slice_skip(body, at)), 4);
	put(start + 8, crc32_of(0, (struct slice){start + 12, 20}), 4);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct slice passwords[] = {
	    SLICE("wrong"), SLICE("secret")};
	uint8_t *copy;
	size_t header;

	if (size == 0)
		return 0;
	header = data[0] * 2u;
	if (header > size - 1)
		header = size - 1;
	copy = malloc(START + size - 1);
	CHECK(copy != NULL);
	memcpy(copy + START, data + 1, size - 1);
	write_start(copy, (struct slice){copy + START, size - 1}, header);
	(void)archive_law_thrice((struct slice){copy, START + size - 1},
	    FILETYPE_SEVENZIP, passwords, 2);
	free(copy);
	return 0;
}
