/*
 * boot_sector - what the first sector of a disk or a volume says it is
 *
 * Threads: any.  Nothing here allocates.
 */
#ifndef CORE_FILETYPE_BOOT_SECTOR_H
#define CORE_FILETYPE_BOOT_SECTOR_H

#include "core/base/slice.h"

#define BOOT_SECTOR_SIZE 512u

/* A table of partitions (MBR): four rows of 16 bytes. */
#define BOOT_SECTOR_ROWS 446u
#define BOOT_SECTOR_ROW 16u
#define BOOT_SECTOR_ROW_COUNT 4u

/* What stands behind the first sector is not looked at. */
bool boot_sector_is_fat(struct slice bytes);
bool boot_sector_is_ntfs(struct slice bytes);
bool boot_sector_is_exfat(struct slice bytes);

/* A table with rows as there may be; they may all be empty. */
bool boot_sector_is_table(struct slice bytes);

/* A volume, or a disk with a table of which a row points into these bytes. */
bool boot_sector_is_of_image(struct slice bytes);

#endif
