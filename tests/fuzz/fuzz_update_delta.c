/*
 * fuzz_update_delta - a delta of any bytes, as if it were signed
 *
 * The first byte says what is fed: 0 to 7 a delta on a small set, whose result
 * is a set that can be hashed and whose prints hold; 8 and on a sealed file,
 * with a head that is signed anew where the second byte is odd.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/print/print.h"
#include "core/update/image.h"
#include "core/update/seal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PRINTS 24u
#define CELLS 64u

static uint16_t cells[CELLS];
static uint8_t *table;
static struct update_image base;
static struct update_keys keys;

static void
set_up(void)
{
	static const uint8_t seed[CRYPT_KEY_BYTES] = {2};
	struct print_entry entries[PRINTS];
	size_t size;

	memset(entries, 0, sizeof(entries));
	for (unsigned i = 0; i < PRINTS; i++) {
		entries[i].kind = (uint8_t)(i % PRINT_KINDS);
		entries[i].digest[0] = (uint8_t)(i * 11);
		entries[i].reports = i;
	}
	CHECK(prints_build(entries, PRINTS, &table, &size));
	base.draft.sections[CARTRIDGE_MODEL] =
	    (struct slice){(const uint8_t *)cells, sizeof(cells)};
	base.draft.sections[CARTRIDGE_PRINTS] = (struct slice){table, size};
	crypt_take_seed(&keys, seed);
	keys.encrypts = true;
}

static void
apply(struct slice delta)
{
	struct update_image next;
	uint8_t hash[CRYPT_HASH_BYTES];
	struct slice prints;

	if (delta_apply(&base, 7, delta, &next) != DELTA_OK)
		return;
	image_hash(&next, hash);
	prints = next.draft.sections[CARTRIDGE_PRINTS];
	if (prints_check(prints) && prints_count(prints) > 0) {
		struct print_entry entry;

		prints_entry(prints, prints_count(prints) - 1, &entry);
	}
	image_free(&next);
}

static void
open_sealed(struct slice bytes, bool sign)
{
	uint8_t *file = malloc(bytes.size + 1), *plain;
	struct seal_head head;

	CHECK(file != NULL);
	memcpy(file, bytes.data, bytes.size);
	if (sign && bytes.size >= SEAL_HEAD_BYTES) {
		struct slice behind = slice_skip(bytes, SEAL_HEAD_BYTES);

		crypt_hash(&behind, 1, file + 112);
		crypt_sign(&keys, (struct slice){file, SEAL_SIGNED_BYTES},
		    file + SEAL_SIGNED_BYTES);
	}
	if (seal_open((struct slice){file, bytes.size}, &keys, &head, &plain) ==
	    SEAL_OK)
		CHECK(plain != NULL && head.plain_bytes <= SEAL_PLAIN_MAX);
	free(plain);
	free(file);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = {data, size};

	if (table == NULL)
		set_up();
	if (size < 2)
		return 0;
	rest = slice_skip(rest, 2);
	if (data[0] < 8)
		apply(rest);
	else
		open_sealed(rest, data[1] % 2 == 1);
	return 0;
}
