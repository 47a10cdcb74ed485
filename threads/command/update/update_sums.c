/*
 * update_sums - hashes of the sections of the set that is here
 */
#include "threads/command/update/update_sums.h"

#include <inttypes.h>
#include <string.h>

#include "threads/command/update/update_note.h"

/* A line of digits for the stamp and for each section. */
#define FILE_BYTES                                                             \
	((CARTRIDGE_SECTIONS + 1) * (2 * (size_t)CRYPT_HASH_BYTES + 1) + 32)

bool
update_sums_read(struct slice bytes, uint64_t stamp, struct update_image *image)
{
	uint8_t sums[CARTRIDGE_SECTIONS][CRYPT_HASH_BYTES];
	uint64_t of;

	if (!slice_to_u64(update_note_line(&bytes), &of) || of != stamp)
		return false;
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		if (!crypt_read_hex(
			update_note_line(&bytes), sums[i], CRYPT_HASH_BYTES))
			return false;
	if (bytes.size > 0)
		return false;
	memcpy(image->sums, sums, sizeof(sums));
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		image->summed[i] = true;
	return true;
}

void
update_sums_load(const char *path, uint64_t stamp, struct update_image *image)
{
	uint8_t bytes[FILE_BYTES];

	(void)update_sums_read(
	    update_note_load(path, bytes, sizeof(bytes)), stamp, image);
}

void
update_sums_save(
    const char *path, uint64_t stamp, const struct update_image *image)
{
	char room[FILE_BYTES];
	struct text text = TEXT_OVER(room);

	text_printf(&text, "%" PRIu64 "\n", stamp);
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++) {
		crypt_put_hex(&text, image->sums[i], CRYPT_HASH_BYTES);
		text_put_byte(&text, '\n');
	}
	update_note_save(path, &text);
}
