/*
 * fuzz_ntfs - any bytes as records of an NTFS volume
 *
 * First sector and table are put ahead, and the marks of each record are right,
 * so that inputs are short: each 256 bytes of them are the attributes of one.
 * The laws of archive_law hold for three readings.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SECTOR 512u
#define RECORD 1024u
#define TABLE (8 * SECTOR)
#define FIRST 16u
#define RECORDS 24u
#define PIECE 256u
#define SIZE (TABLE + RECORDS * RECORD)

static void
put(uint8_t *at, uint32_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		at[i] = (uint8_t)(value >> 8 * i);
}

static uint8_t *
put_record(uint8_t *image, uint32_t number)
{
	uint8_t *at = image + TABLE + number * (size_t)RECORD;

	memcpy(at, "FILE", 4);
	put(at + 4, 48, 2);
	put(at + 6, 3, 2);
	put(at + 20, 56, 2);
	put(at + 22, 1, 2);
	return at + 56;
}

static void
put_volume(uint8_t *image)
{
	uint8_t *at;

	memcpy(image, "\xEB\x52\x90NTFS    ", 11);
	put(image + 11, SECTOR, 2);
	image[13] = 1;
	put(image + 48, TABLE / SECTOR, 4);
	image[64] = 0xF6;
	at = put_record(image, 0);
	put(at, 0x80, 4);
	put(at + 4, 96, 4);
	at[8] = 1;
	put(at + 32, 64, 2);
	put(at + 48, RECORDS * RECORD, 4);
	memcpy(at + 64, "\x11\x30\x08", 3);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *image = calloc(1, SIZE);

	CHECK(image != NULL);
	put_volume(image);
	for (uint32_t i = 0; FIRST + i < RECORDS && i * PIECE < size; i++) {
		size_t left = size - i * (size_t)PIECE;

		memcpy(put_record(image, FIRST + i), data + i * (size_t)PIECE,
		    left < PIECE ? left : PIECE);
	}
	(void)archive_law_thrice(
	    (struct slice){image, SIZE}, FILETYPE_DISK, NULL, 0);
	free(image);
	return 0;
}
