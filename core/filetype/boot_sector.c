/*
 * boot_sector - what the first sector of a disk or a volume says it is
 */
#include "core/filetype/boot_sector.h"

#include "core/base/integer.h"

/* What Windows asks of it: a jump, sizes that exist, a kind of medium. */
bool
boot_sector_is_fat(struct slice bytes)
{
	uint32_t sector_size;

	if (bytes.size < BOOT_SECTOR_SIZE ||
	    (bytes.data[0] != 0xEB && bytes.data[0] != 0xE9))
		return false;
	sector_size = u16_le(bytes, 11);
	return integer_is_power_of_two(sector_size) && sector_size >= 128 &&
	       sector_size <= 4096 && integer_is_power_of_two(bytes.data[13]) &&
	       u16_le(bytes, 14) > 0 && bytes.data[16] > 0 &&
	       bytes.data[16] <= 4 &&
	       (bytes.data[21] == 0xF0 || bytes.data[21] >= 0xF8) &&
	       (u16_le(bytes, 19) > 0 || u32_le(bytes, 32) > 0);
}

bool
boot_sector_is_ntfs(struct slice bytes)
{
	return bytes.size >= BOOT_SECTOR_SIZE &&
	       slice_starts_with(slice_skip(bytes, 3), SLICE("NTFS    "));
}

bool
boot_sector_is_exfat(struct slice bytes)
{
	return bytes.size >= BOOT_SECTOR_SIZE &&
	       slice_starts_with(slice_skip(bytes, 3), SLICE("EXFAT   "));
}

static struct slice
row_of(struct slice bytes, unsigned i)
{
	return slice_sub(
	    bytes, BOOT_SECTOR_ROWS + i * BOOT_SECTOR_ROW, BOOT_SECTOR_ROW);
}

/* The first byte says whether to start from it, the fifth what it is. */
bool
boot_sector_is_table(struct slice bytes)
{
	if (bytes.size < BOOT_SECTOR_SIZE || bytes.data[510] != 0x55 ||
	    bytes.data[511] != 0xAA)
		return false;
	for (unsigned i = 0; i < BOOT_SECTOR_ROW_COUNT; i++) {
		struct slice row = row_of(bytes, i);

		if ((row.data[0] & 0x7F) != 0 ||
		    (row.data[4] != 0 && u32_le(row, 8) == 0))
			return false;
	}
	return true;
}

bool
boot_sector_is_of_image(struct slice bytes)
{
	if (boot_sector_is_fat(bytes) || boot_sector_is_ntfs(bytes) ||
	    boot_sector_is_exfat(bytes))
		return true;
	if (!boot_sector_is_table(bytes))
		return false;
	for (unsigned i = 0; i < BOOT_SECTOR_ROW_COUNT; i++) {
		struct slice row = row_of(bytes, i);

		if (row.data[4] != 0 &&
		    u32_le(row, 8) < bytes.size / BOOT_SECTOR_SIZE)
			return true;
	}
	return false;
}
