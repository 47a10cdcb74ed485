/*
 * fuzz_update_index - an index of updates of any bytes, as if it were signed
 *
 * What is believed, can be written and is then read as the same.
 */
#include <stddef.h>
#include <string.h>

#include "core/update/index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_and_read(struct update_index *index)
{
	static const uint8_t seed[CRYPT_KEY_BYTES] = {1};
	static char room[INDEX_BYTES_MAX + 1];
	struct text text = TEXT_OVER(room);
	struct update_keys keys = {.encrypts = false};
	struct update_index again;

	crypt_take_seed(&keys, seed);
	CHECK(index_write(index, &keys, &text));
	CHECK(index_read(text_slice(&text), &keys, &again) == INDEX_OK);
	CHECK(again.newest == index->newest &&
	      again.oldest_delta == index->oldest_delta &&
	      again.delta_count == index->delta_count &&
	      again.full.number == index->full.number);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = {data, size};
	struct update_keys nobody = {.encrypts = false};
	struct update_index index;
	uint64_t number;
	bool full;

	(void)index_name_read(bytes, &full, &number);
	CHECK(index_read(bytes, &nobody, &index) != INDEX_OK);
	if (index_read_lines(bytes, &index) == INDEX_OK) {
		CHECK(index.newest > 0 && index.full.number <= index.newest);
		write_and_read(&index);
	}
	return 0;
}
