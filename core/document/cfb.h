/*
 * cfb - compound files ([MS-CFB]): a file system in one file
 *
 * What Office wrote until 2007 (.doc, .xls, .ppt), and still .msg, .msi,
 * vbaProject.bin, encrypted documents and embedded objects.  Sectors are
 * chained by a table (FAT) whose own sectors are listed in the header and in a
 * chain of lists (DIFAT); streams under 4 KB lie in sectors of 64 bytes inside
 * of one stream, the mini stream.
 *
 * Nothing is believed: a chain ends when it is as long as the file, the
 * directory is gone through from end to end (its tree, which may have loops,
 * only gives the paths), and a stream that breaks off is given as far as it
 * goes.
 *
 * Threads: one at a time.
 * Memory: tables of sectors and entries lie in the arena (12 bytes for each
 * entry, 4 for each sector of the tables).  A stream that lies in one piece is
 * borrowed, another one is put together in the arena.  All streams together are
 * bounded to CFB_SHARE times the file.
 */
#ifndef CORE_DOCUMENT_CFB_H
#define CORE_DOCUMENT_CFB_H

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/slice.h"

/* Honest streams share no sector, so all of them are no larger than the file;
 * others may have so many times its bytes. */
#define CFB_SHARE 4u

#define CFB_NONE UINT32_MAX /* no such entry */
#define CFB_HEADER_BYTES 512u

enum cfb_flag {
	CFB_DAMAGED = 1 << 0, /* chains that break off, or go in circles */
	CFB_CUT = 1 << 1,     /* CFB_SHARE, the arena, or size_max */
	CFB_LATE = 1 << 2,    /* the budget */
};

/* Sectors in the order of their chain. */
struct cfb_chain {
	uint32_t *sectors;
	size_t count;
};

struct cfb {
	struct slice bytes;
	struct arena *arena;
	struct budget *budget;      /* or NULL */
	unsigned flags;             /* enum cfb_flag, of the whole file */
	unsigned shift, mini_shift; /* of a sector's size */
	uint32_t cutoff; /* streams below it are in the mini stream */
	bool wide;       /* sizes have 64 bits */
	uint32_t sector_count;
	struct cfb_chain fat, directory, minifat, mini;
	uint32_t entry_count;
	uint32_t *parents; /* entry of the storage; CFB_NONE: not in the tree */
	uint64_t left;     /* of CFB_SHARE */
};

enum cfb_type { CFB_STORAGE = 1, CFB_STREAM = 2, CFB_ROOT = 5 };

struct cfb_entry {
	enum cfb_type type;
	struct slice name; /* UTF-16LE, without its NUL */
	uint32_t parent;   /* 0: the root; CFB_NONE: not in the tree */
	uint64_t size;     /* as it says */
};

/*
 * False: no compound file, or no room for its tables (CFB_CUT).  Without a FAT
 * or a directory there are no entries, and CFB_DAMAGED is set.
 */
bool cfb_open(struct cfb *cfb, struct slice bytes, struct arena *arena,
    struct budget *budget) MUST_USE;

/* False: there is nothing at that place in the directory. */
bool cfb_entry(
    const struct cfb *cfb, uint32_t index, struct cfb_entry *entry_r) MUST_USE;

/*
 * The bytes of a stream, size_max of them at most.  *flags_r: what was wrong
 * with it.
 */
struct slice cfb_read(
    struct cfb *cfb, uint32_t index, uint64_t size_max, unsigned *flags_r);

/*
 * "Macros/VBA/Module1", UTF-8, in the arena: the storages around it, and its
 * name, in which names of Windows Installer are told from their own alphabet.
 * Empty: no room.
 */
struct slice cfb_path(const struct cfb *cfb, uint32_t index);

#endif
