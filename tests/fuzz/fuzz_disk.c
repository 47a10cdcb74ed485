/*
 * fuzz_disk - any bytes as the image of a hard disk
 *
 * The first byte says what is put ahead so that inputs are short: nothing, a
 * volume of FAT or exFAT of which the input has table, root and clusters; or
 * the same as a VHD with a table of blocks.  The laws of archive_law hold for
 * three readings.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SECTOR 512u
#define PIECE 128u
#define SECTORS 64u
#define AHEAD 6u /* sectors of a VHD ahead of its first block */

static void
put(uint8_t *at, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		at[i] = (uint8_t)(value >> 8 * i);
}

static void
put_big(uint8_t *at, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		at[i] = (uint8_t)(value >> 8 * (size - 1 - i));
}

/* Bits 1 and 2 of how: what size its clusters' numbers have. */
static void
put_volume(uint8_t *image, unsigned how)
{
	memcpy(image, "\xEB\x3C\x90MSDOS5.0", 11);
	put(image + 11, SECTOR, 2);
	image[13] = 1;
	put(image + 14, 1, 2);
	image[16] = 1;
	image[21] = 0xF8;
	put(image + 32, (how & 2) ? 70000 : SECTORS, 4);
	if (how & 4) {
		put(image + 36, 1, 4);
		put(image + 44, 2, 4);
	} else {
		put(image + 17, 16, 2);
		put(image + 22, 1, 2);
	}
}

static void
put_exfat(uint8_t *image)
{
	memcpy(image,
	    "\xEB\x76\x90"
	    "EXFAT   ",
	    11);
	put(image + 80, 1, 4);
	put(image + 88, 2, 4);
	put(image + 92, SECTORS - 2, 4);
	put(image + 96, 2, 4);
	image[108] = 9;
}

static void
put_vhd(uint8_t *image)
{
	memcpy(image, "conectix", 8);
	put_big(image + 16, SECTOR, 8);
	put_big(image + 48, SECTORS * SECTOR, 8);
	put_big(image + 60, 3, 4);
	memcpy(image + SECTOR, "cxsparse", 8);
	put_big(image + SECTOR + 16, 3 * SECTOR, 8);
	put_big(image + SECTOR + 28, 1, 4);
	put_big(image + SECTOR + 32, SECTORS * SECTOR, 4);
	put_big(image + 3 * SECTOR, AHEAD - 1, 4);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t image_size = (AHEAD + SECTORS) * (size_t)SECTOR, from = 0;
	uint8_t *image;
	unsigned how;

	if (size == 0)
		return 0;
	how = data[0];
	data++;
	size--;
	if ((how & 8) == 0) {
		(void)archive_law_thrice(
		    (struct slice){data, size}, FILETYPE_DISK, NULL, 0);
		return 0;
	}
	image = calloc(1, image_size);
	CHECK(image != NULL);
	if (how & 1) {
		put_vhd(image);
		from = AHEAD * (size_t)SECTOR;
	}
	if (how & 16)
		put_exfat(image + from);
	else
		put_volume(image + from, how);
	for (size_t i = 0; i + 1 < SECTORS && i * PIECE < size; i++) {
		size_t left = size - i * PIECE;

		memcpy(image + from + (1 + i) * SECTOR, data + i * PIECE,
		    left < PIECE ? left : PIECE);
	}
	(void)archive_law_thrice(
	    (struct slice){image, image_size}, FILETYPE_DISK, NULL, 0);
	free(image);
	return 0;
}
