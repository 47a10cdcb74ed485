/*
 * iscab - cabinets of InstallShield 5 and later (private to core/archive)
 *
 * Nothing like Microsoft's.  A header lists the files; the bytes of each lie in
 * the volume that it names, which may be the same file as the header or another
 * one (data1.hdr, data1.cab, data2.cab).
 *
 *     "ISc(" version, volume, place and size of the descriptor
 *     descriptor: place of the tables of names and files, how many
 *     a file of version 6 on: 87 bytes, at its number;
 *     up to version 5: behind a list of places, 58 bytes or more
 *     packed bytes: pieces of deflate, 2 bytes of size ahead of each
 *
 * Files that go on in another volume are not put together.
 */
#ifndef CORE_ARCHIVE_INSTALLER_ISCAB_H
#define CORE_ARCHIVE_INSTALLER_ISCAB_H

#include "core/archive/member/unpacking.h"

struct iscab {
	struct slice header;
	unsigned version;
	uint64_t table; /* place of the list up to version 5, and of names */
	uint64_t files; /* place of the first file from version 6 on */
	uint32_t directories;
	uint32_t count; /* of files */
	uint32_t next;
	bool cut; /* more files are counted than there can be */
};

struct iscab_file {
	struct slice name;
	uint64_t size;
	uint64_t size_packed;
	uint64_t offset; /* in its volume */
	uint32_t volume; /* 1 for the first */
	bool split;      /* goes on in the next volume */
	bool garbled;
	bool packed;
};

/* Is this a header or a volume at all? */
bool iscab_is_volume(struct slice bytes) MUST_USE;

/* False: no header, or one that lists nothing. */
bool iscab_open(struct slice bytes, struct iscab *cab_r) MUST_USE;

/* The next file that has bytes of its own.  Names are put into the arena where
 * they are UTF-16.  False: there is none, or the time is up. */
bool iscab_next(struct iscab *cab, struct unpacking *unpacking,
    struct iscab_file *file_r) MUST_USE;

/*
 * A file's name and body as a member.  volume: the bytes of its volume; empty:
 * it is not here, and the member is MEMBER_UNSUPPORTED.  Files may share their
 * bytes; *readable is what may still be read for all of them.
 */
void iscab_read(struct unpacking *unpacking, const struct iscab_file *file,
    struct slice volume, uint64_t *readable, struct member *member);

/* What may be read for one archive of that size. */
static inline uint64_t
iscab_readable(struct slice archive)
{
	return (uint64_t)archive.size * 8;
}

#endif
