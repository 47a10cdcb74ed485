/*
 * partitions - where the volumes of a disk begin
 *
 * What a table says of kinds and sizes is not asked: a volume says itself what
 * it is.
 */
#include "core/archive/disk/partitions.h"

#include "core/base/integer.h"
#include "core/filetype/boot_sector.h"

enum mbr_kind {
	MBR_NONE = 0x00,
	MBR_EXTENDED = 0x05,
	MBR_EXTENDED_LBA = 0x0F,
	MBR_EXTENDED_LINUX = 0x85,
	MBR_GPT = 0xEE,
};

struct reader {
	const struct disk *disk;
	struct partitions *to;
	uint8_t sector[DISK_SECTOR];
	struct slice here; /* the same */
};

static bool
read_sector(struct reader *reader, uint64_t number)
{
	const struct disk *disk = reader->disk;

	if (number > UINT64_MAX / disk->sector)
		return false;
	reader->here = (struct slice){reader->sector, DISK_SECTOR};
	return disk_copy(
	    disk, number * disk->sector, reader->sector, DISK_SECTOR);
}

static void
add(struct reader *reader, uint64_t sector)
{
	struct partitions *to = reader->to;

	if (sector >= reader->disk->size / reader->disk->sector)
		return;
	for (unsigned i = 0; i < to->count; i++)
		if (to->at[i] == sector * reader->disk->sector)
			return;
	if (to->count == PARTITIONS_MAX)
		to->cut = true;
	else
		to->at[to->count++] = sector * reader->disk->sector;
}

/* ---- GPT --------------------------------------------------------------- */

#define GPT_ENTRIES_MAX 1024u

static bool
is_unused(const uint8_t kind[16])
{
	uint8_t any = 0;

	for (unsigned i = 0; i < 16; i++)
		any |= kind[i];
	return any == 0;
}

static void
read_gpt(struct reader *reader)
{
	const struct disk *disk = reader->disk;
	uint64_t at;
	uint32_t count, size;
	uint8_t entry[40];

	if (!read_sector(reader, 1) ||
	    !slice_starts_with(reader->here, SLICE("EFI PART")))
		return;
	at = u64_le(reader->here, 72);
	count = u32_le(reader->here, 80);
	size = u32_le(reader->here, 84);
	if (at > disk->size / disk->sector || size < 128)
		return;
	at *= disk->sector;
	for (uint32_t i = 0; i < count && i < GPT_ENTRIES_MAX; i++, at += size)
		if (disk_copy(disk, at, entry, sizeof(entry)) &&
		    !is_unused(entry))
			add(reader,
			    u64_le((struct slice){entry, sizeof(entry)}, 32));
	reader->to->cut = reader->to->cut || count > GPT_ENTRIES_MAX;
}

/* ---- MBR --------------------------------------------------------------- */

static struct slice
row_of(const struct reader *reader, unsigned i)
{
	return slice_sub(reader->here, BOOT_SECTOR_ROWS + i * BOOT_SECTOR_ROW,
	    BOOT_SECTOR_ROW);
}

static bool
is_extended(uint8_t kind)
{
	return kind == MBR_EXTENDED || kind == MBR_EXTENDED_LBA ||
	       kind == MBR_EXTENDED_LINUX;
}

/* A table of each volume and the next table: places of volumes count from their
 * table, those of tables from the first. */
static void
read_chain(struct reader *reader, uint32_t first)
{
	uint32_t at = first;

	for (unsigned n = 0; n < PARTITIONS_MAX; n++) {
		struct slice volume, next;

		if (!read_sector(reader, at) ||
		    u16_be(reader->here, 510) != 0x55AA)
			return;
		volume = row_of(reader, 0);
		next = row_of(reader, 1);
		if (volume.data[4] != MBR_NONE)
			add(reader, (uint64_t)at + u32_le(volume, 8));
		if (!is_extended(next.data[4]))
			return;
		at = first + u32_le(next, 8);
	}
	reader->to->cut = true;
}

static void
read_mbr(struct reader *reader)
{
	uint32_t chains[BOOT_SECTOR_ROW_COUNT];
	unsigned chain_count = 0;
	bool gpt = false;

	for (unsigned i = 0; i < BOOT_SECTOR_ROW_COUNT; i++) {
		struct slice row = row_of(reader, i);
		uint8_t kind = row.data[4];

		if (kind == MBR_GPT)
			gpt = true;
		else if (is_extended(kind))
			chains[chain_count++] = u32_le(row, 8);
		else if (kind != MBR_NONE)
			add(reader, u32_le(row, 8));
	}
	/* These read other sectors. */
	for (unsigned i = 0; i < chain_count; i++)
		read_chain(reader, chains[i]);
	if (gpt)
		read_gpt(reader);
}

void
partitions_read(const struct disk *disk, struct partitions *partitions_r)
{
	struct reader reader = {.disk = disk, .to = partitions_r};

	partitions_r->count = 0;
	partitions_r->cut = false;
	/* A volume has its own program where the table is, so both are tried.
	 */
	add(&reader, 0);
	if (read_sector(&reader, 0) && boot_sector_is_table(reader.here))
		read_mbr(&reader);
}
