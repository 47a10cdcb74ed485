/*
 * fuzz_udf - any bytes as the partition of a UDF volume
 *
 * A volume with two partitions is put ahead, one of metadata, so that inputs
 * are short: each 512 bytes of them are the beginning of a block.  The laws of
 * archive_law hold for three readings.
 */
#include <stdlib.h>
#include <string.h>

#include "core/archive/disk/udf.h"
#include "core/base/check.h"
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PARTITION 40u
#define PIECE 512u
#define BLOCKS_MAX 32u

static void
put(uint8_t *at, uint32_t value)
{
	for (unsigned i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> 8 * i);
}

static uint8_t *
block(uint8_t *image, uint32_t number)
{
	return image + number * (size_t)UDF_BLOCK;
}

/* The anchor is in the last block. */
static void
put_volume(uint8_t *image, uint32_t blocks)
{
	uint8_t *volume = block(image, 33);

	memcpy(block(image, 17), "\0NSR02", 6);
	put(block(image, blocks - 1), 2);
	put(block(image, blocks - 1) + 20, 32);
	put(block(image, 32), 5);
	put(block(image, 32) + 188, PARTITION);
	put(volume, 6);
	put(volume + 268, 2);
	memcpy(volume + 440, "\1\6\0\0\0\0\2\x40\0\0\0*UDF Metadata Partition",
	    34);
	put(volume + 446 + 40, 1);
	put(block(image, 34), 8);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint32_t blocks = PARTITION + BLOCKS_MAX + 1;
	size_t image_size = blocks * (size_t)UDF_BLOCK;
	uint8_t *image = calloc(1, image_size);

	CHECK(image != NULL);
	put_volume(image, blocks);
	for (uint32_t i = 0; i < BLOCKS_MAX && i * PIECE < size; i++) {
		size_t left = size - i * (size_t)PIECE;

		memcpy(block(image, PARTITION + i), data + i * (size_t)PIECE,
		    left < PIECE ? left : PIECE);
	}
	CHECK(udf_is((struct slice){image, image_size}));
	(void)archive_law_thrice(
	    (struct slice){image, image_size}, FILETYPE_UDF, NULL, 0);
	free(image);
	return 0;
}
