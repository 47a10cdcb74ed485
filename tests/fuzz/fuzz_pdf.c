/*
 * fuzz_pdf - any bytes as a PDF
 *
 * The first byte chooses how small the arena, the bytes that may come out and
 * the number of objects are.  Laws: an item is never empty and lies in the
 * bytes or the arena; no two streams have the same bytes; all of them together
 * are no more than allowed; what is shorter than without limits is said to be
 * cut; the same bytes give the same items again.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/base/checksum.h"
#include "core/pdf/pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct archives *archives;
static struct pdf_ciphers *ciphers;
static struct arena *arena;
static struct limits limits;

struct outcome {
	size_t items;
	uint64_t bytes;
	uint64_t sum;
	unsigned flags;
};

static void
check_item(const struct pdf_item *item)
{
	CHECK(item->body.size > 0);
	CHECK(item->kind == PDF_ITEM_FILE || item->name.size == 0);
	CHECK((item->flags & ~(unsigned)(MEMBER_CUT | MEMBER_DAMAGED)) == 0);
}

static struct outcome
read_all(struct slice bytes, uint64_t bytes_max, uint32_t objects_max)
{
	static const struct slice passwords[] = {
	    SLICE("user"), SLICE("owner"), SLICE("\xC3\xA4")};
	uint32_t tries = 9;
	struct pdf_options options = {
	    .archives = archives,
	    .ciphers = ciphers,
	    .shared = {.limits = &limits,
		.bytes_max = bytes_max,
		.aes_tries_left = &tries},
	    .objects_max = objects_max,
	};
	struct outcome outcome = {0};
	struct pdf pdf;
	struct pdf_item item;

	pdf_begin(&pdf, bytes, &options, arena, NULL);
	if (pdf_wants_password(&pdf))
		pdf_try_passwords(&pdf, passwords, 3);
	while (pdf_next(&pdf, &item)) {
		check_item(&item);
		outcome.items++;
		outcome.bytes += item.body.size;
		outcome.sum =
		    checksum64(item.body.data, item.body.size, outcome.sum);
	}
	CHECK(!pdf_next(&pdf, &item));
	CHECK(outcome.bytes <= bytes_max);
	CHECK(pdf.object_count <= objects_max);
	outcome.flags = pdf.flags;
	return outcome;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes;
	struct outcome whole, again, less;

	if (size < 1)
		return 0;
	if (arena == NULL) {
		limits_default(&limits);
		arena = arena_create((size_t)96 << 20);
		archives = archives_create();
		ciphers = pdf_ciphers_create();
	}
	CHECK(arena != NULL && archives != NULL && ciphers != NULL);
	bytes = (struct slice){data + 1, size - 1};
	whole = read_all(bytes, (uint64_t)16 << 20, 100000);
	again = read_all(bytes, (uint64_t)16 << 20, 100000);
	CHECK(whole.items == again.items && whole.sum == again.sum);
	less = read_all(bytes, (uint64_t)data[0] * data[0], data[0]);
	CHECK(less.bytes >= whole.bytes || (less.flags & PDF_CUT) != 0 ||
	      (less.flags & PDF_ENCRYPTED) != 0);
	arena_reset(arena);
	return 0;
}
