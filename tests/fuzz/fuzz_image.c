/*
 * fuzz_image - an image whose checksums hold and whose tables do not
 *
 * The input is a list of edits of 7 bytes: section, offset (16 bits), value
 * (32 bits).  They are made in a good image, which is sealed again and opened.
 * What opens is scanned with.  The matchers' own images are left alone: they
 * are trusted as far as the checksum goes (matcher.h).
 */
#include <stddef.h>
#include <stdlib.h>

#include "core/scan/scan.h"
#include "core/sigdb/image.h"
#include "tests/support/resealed.h"
#include "tests/support/small_set.h"

#define EDIT 7u

static uint8_t *good;
static size_t good_size;
static struct arena *arena;

static void
edit(uint8_t *image, const uint8_t *how)
{
	struct image_header *header = (struct image_header *)(void *)image;
	unsigned which = how[0] % (IMAGE_SECTIONS + 1u);
	size_t at = (size_t)how[1] << 8 | how[2];

	if (which == IMAGE_MATCHER_IMAGES || which == IMAGE_SUMS)
		return;
	if (which == IMAGE_SECTIONS) {
		/* The ranges of the header. */
		at %= sizeof(header->kinds) + sizeof(header->bound) - 3;
		memcpy(image + offsetof(struct image_header, kinds) + at,
		    how + 3, 4);
	} else if (header->sections[which].size >= 4) {
		at %= (size_t)header->sections[which].size - 3;
		memcpy(image + header->sections[which].offset + at, how + 3, 4);
	}
}

static void
scan_with(const struct sigdb *sigdb)
{
	static const char text[] =
	    "From: abcde\r\nContent-Type: text/html\r\n\r\n<html> bad! ABCD "
	    "fghi...jk lmno pq rstu uvxzzz zzz\r\n";
	const struct scan_options options = {.all_matches = true};
	struct scanner *scanner = scanner_create(sigdb);
	struct limits limits;
	struct budget budget;
	struct message message;
	struct findings findings;

	CHECK(scanner != NULL);
	limits_default(&limits);
	budget_init(&budget, UINT64_MAX);
	arena_reset(arena);
	CHECK(message_parse(slice_from_string(text), &limits, arena, &budget,
		  &message) == MESSAGE_OK);
	scan_message(
	    scanner, &message, &options, &limits, arena, &budget, &findings);
	CHECK(findings.count <= (size_t)limits.max[LIMIT_FINDINGS]);
	scanner_destroy(&scanner);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char bytes[256];
	struct text error = TEXT_OVER(bytes);
	struct sigdb *sigdb;
	void *image;

	if (good == NULL) {
		good = small_set_image(true, &good_size);
		arena = arena_create((size_t)64 << 20);
		CHECK(arena != NULL);
	}
	CHECK(posix_memalign(&image, IMAGE_PAGE, good_size) == 0);
	memcpy(image, good, good_size);
	for (; size >= EDIT; size -= EDIT, data += EDIT)
		edit(image, data);
	image_reseal(image);
	if (image_open_memory(image, good_size, &sigdb, &error) == SIGDB_OK) {
		if (scan_check_programs(sigdb))
			scan_with(sigdb);
		CHECK(sigdb_check_rest(sigdb) || sigdb_is_damaged(sigdb));
		sigdb_close(&sigdb);
	}
	return 0;
}
