/*
 * fuzz_pdf_filter - any bytes through the filters of a PDF's streams
 *
 * The first byte is the number of filters, a byte each says which, three more
 * are the predictor's.  Laws: nothing comes out of more than is allowed; hex
 * digits, runs and base 85 around any bytes give these bytes back.
 */
#include <stdlib.h>
#include <string.h>

#include "core/archive/archive.h"
#include "core/base/check.h"
#include "core/pdf/filter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define OUT_MAX ((size_t)1 << 20)

static struct archives *archives;
static struct arena *arena;
static struct limits limits;

static struct member
undo(const struct pdf_filters *filters, struct slice packed)
{
	struct archive_options options = {
	    .limits = &limits, .bytes_max = OUT_MAX};
	struct unpacking unpacking = {.archives = archives,
	    .options = &options,
	    .bytes = packed,
	    .arena = arena};
	struct member member;

	pdf_filters_undo(filters, packed, &unpacking, &member);
	CHECK(unpacking.written <= OUT_MAX);
	CHECK(filters->count == 0 || member.body.data == packed.data ||
	      member.body.size <= OUT_MAX);
	return member;
}

static struct slice
to_hex(struct slice bytes)
{
	uint8_t *out = arena_alloc(arena, 2 * bytes.size + 1);

	CHECK(out != NULL);
	for (size_t i = 0; i < bytes.size; i++) {
		out[2 * i] = (uint8_t) "0123456789abcdef"[bytes.data[i] >> 4];
		out[2 * i + 1] =
		    (uint8_t) "0123456789ABCDEF"[bytes.data[i] & 15];
	}
	out[2 * bytes.size] = '>';
	return (struct slice){out, 2 * bytes.size + 1};
}

/* Each byte as a run of one. */
static struct slice
to_runs(struct slice bytes)
{
	uint8_t *out = arena_alloc(arena, 2 * bytes.size + 1);

	CHECK(out != NULL);
	for (size_t i = 0; i < bytes.size; i++) {
		out[2 * i] = 0;
		out[2 * i + 1] = bytes.data[i];
	}
	out[2 * bytes.size] = 128;
	return (struct slice){out, 2 * bytes.size + 1};
}

static struct slice
to_ascii85(struct slice bytes)
{
	uint8_t *out = arena_alloc(arena, bytes.size / 4 * 5 + 8);
	size_t at = 0;

	CHECK(out != NULL);
	for (size_t i = 0; i < bytes.size; i += 4) {
		size_t count = bytes.size - i < 4 ? bytes.size - i : 4;
		uint32_t value = 0;
		uint8_t digits[5];

		for (size_t n = 0; n < 4; n++)
			value =
			    value << 8 | (n < count ? bytes.data[i + n] : 0u);
		for (size_t n = 5; n > 0; n--) {
			digits[n - 1] = (uint8_t)(value % 85 + '!');
			value /= 85;
		}
		memcpy(out + at, digits, count + 1);
		at += count + 1;
	}
	memcpy(out + at, "~>", 2);
	return (struct slice){out, at + 2};
}

static void
check_back(
    enum pdf_filter_kind kind, struct slice packed, struct slice expected)
{
	struct pdf_filters filters = {.count = 1};
	struct member member;

	filters.filter[0] = (struct pdf_filter){.kind = kind};
	member = undo(&filters, packed);
	CHECK(member.flags == 0);
	CHECK(slice_equal(member.body, expected));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pdf_filters filters = {0};
	struct slice bytes;
	size_t head;

	if (arena == NULL) {
		limits_default(&limits);
		arena = arena_create((size_t)64 << 20);
		archives = archives_create();
	}
	CHECK(arena != NULL && archives != NULL);
	if (size < 1)
		return 0;
	filters.count = data[0] % 5;
	head = 1 + 4 * filters.count;
	if (size < head)
		return 0;
	for (unsigned i = 0; i < filters.count; i++) {
		const uint8_t *at = data + 1 + 4 * i;

		filters.filter[i] = (struct pdf_filter){
		    .kind = (enum pdf_filter_kind)(at[0] % 9),
		    .late = at[0] >= 128,
		    .predictor = at[1] % 16,
		    .colors = at[1] >> 4,
		    .bits = at[2] % 20,
		    .columns = at[3],
		};
	}
	bytes = (struct slice){data + head, size - head};
	(void)undo(&filters, bytes);
	bytes = slice_sub(bytes, 0, OUT_MAX / 4);
	check_back(PDF_ASCII_HEX, to_hex(bytes), bytes);
	check_back(PDF_RUN_LENGTH, to_runs(bytes), bytes);
	check_back(PDF_ASCII85, to_ascii85(bytes), bytes);
	arena_reset(arena);
	return 0;
}
