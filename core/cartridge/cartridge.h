/*
 * cartridge - what the spam score runs on, as one file
 *
 *     +------------------+ 0
 *     | header           |   magic, format, byte order, version, update
 *     |                  |   number, table of sections, checksums
 *     +------------------+ 4096
 *     | INFO             |   lines "name: value", for people
 *     +------------------+   every section begins on a page and has its
 *     | MODEL            |   own checksum in the header
 *     | CALIBRATION      |
 *     | PRINTS           |
 *     +------------------+
 *
 * Sections are bytes here; what is in them is for those who made them (the
 * model's own check, prints_check()) to believe or not.  An absent section is
 * empty.  A file is never changed: a new one is written aside and takes its
 * name, so that readers of the old one go on undisturbed.
 *
 * Numbers are in the byte order of the machine that wrote them; the other one
 * is refused and not converted, since a site makes its own.
 *
 * Threads: any; an open cartridge is read by all at once.
 */
#ifndef CORE_CARTRIDGE_CARTRIDGE_H
#define CORE_CARTRIDGE_CARTRIDGE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/aside.h"
#include "core/base/check.h"
#include "core/base/slice.h"
#include "core/base/text.h"

#define CARTRIDGE_PAGE 4096u
/* A file of more than this is not looked at. */
#define CARTRIDGE_BYTES_MAX (UINT64_C(4) << 30)

enum cartridge_section {
	CARTRIDGE_INFO,
	CARTRIDGE_MODEL,
	CARTRIDGE_CALIBRATION,
	CARTRIDGE_PRINTS,
	CARTRIDGE_SECTIONS
};

/* x.y.z.a */
struct cartridge_version {
	uint32_t part[4];
};

struct cartridge_id {
	struct cartridge_version version;
	uint64_t update;   /* goes up with each change of the data */
	int64_t created_s; /* by the clock of whoever made it */
};

struct cartridge {
	struct cartridge_id id;
	/* Differs where the contents do. */
	uint64_t stamp;
	/* Of the mapping, where each begins on a page; or what took the place
	 * of that, see cartridge_replace(). */
	struct slice sections[CARTRIDGE_SECTIONS];
	/* Update number of the published set whose prints were put to its own;
	 * 0: none. */
	uint64_t published;
	/* Private: what was mapped, or is the caller's. */
	const uint8_t *base;
	size_t size;
	bool mapped;
	uint8_t *room;         /* its own memory in place of a mapping */
	struct coming *coming; /* while that is filled */
	uint8_t *replaced[CARTRIDGE_SECTIONS]; /* its own memory */
};

enum cartridge_result {
	CARTRIDGE_OK,
	CARTRIDGE_NO_FILE,
	CARTRIDGE_IO,      /* it cannot be read, or written */
	CARTRIDGE_DAMAGED, /* cut short, changed, or never one */
	CARTRIDGE_FOREIGN, /* other format or byte order */
	CARTRIDGE_NO_MEMORY,
};

/*
 * Map and check all of it: 64 MB take some 10 ms.  On failure *cartridge_r is
 * NULL and *error_r a sentence with the path, what is wrong, and what to do.
 */
enum cartridge_result cartridge_open(const char *path,
    struct cartridge **cartridge_r, struct text *error_r) MUST_USE;

/*
 * The same, but read into memory of its own, which is cheaper than a mapping
 * for who changes much of it, and no reader of the file while it is changed.
 */
enum cartridge_result cartridge_read(const char *path,
    struct cartridge **cartridge_r, struct text *error_r) MUST_USE;

/* The bytes of a section, to be changed: of one that was read, and of which
 * that section was not replaced. */
uint8_t *cartridge_bytes(
    struct cartridge *cartridge, enum cartridge_section section);

/* Over bytes that stay the caller's and outlive the cartridge.  They
 * begin at a multiple of 16. */
enum cartridge_result cartridge_open_memory(struct slice bytes,
    struct cartridge **cartridge_r, struct text *error_r) MUST_USE;

/* NULL is allowed. */
void cartridge_close(struct cartridge **cartridge);

/*
 * Put other bytes into the place of a section, before anybody else sees the
 * cartridge.  They are malloc()ed, and the cartridge's from here on.
 */
void cartridge_replace(struct cartridge *cartridge,
    enum cartridge_section section, uint8_t *bytes, size_t size);

/* What a new one is made of; sections are borrowed. */
struct cartridge_draft {
	struct cartridge_id id;
	struct slice sections[CARTRIDGE_SECTIONS];
};

/*
 * Written aside, synced, renamed to path.  With keep_old, the file that was
 * there is path with ".old" behind it afterwards.  On failure the old one is
 * where it was and *error_r says what to look at.
 */
enum cartridge_result cartridge_write(const struct cartridge_draft *draft,
    const char *path, bool keep_old, struct text *error_r) MUST_USE;

/*
 * The same in two steps, for who must do something else when nothing can fail
 * any more but the renaming.  After a prepare that is CARTRIDGE_OK comes a
 * commit, or an aside_discard().
 */
enum cartridge_result cartridge_prepare(const struct cartridge_draft *draft,
    const char *path, struct aside *aside_r, struct text *error_r) MUST_USE;
enum cartridge_result cartridge_commit(
    struct aside *aside, bool keep_old, struct text *error_r) MUST_USE;

/* "1.2.3.4"; false: it is not that. */
bool cartridge_version_read(
    struct slice text, struct cartridge_version *version_r);

/* "1.2.3.4 update version=17" */
void cartridge_id_put(struct text *text, const struct cartridge_id *id);

/* The value of a line "name: value" of INFO; empty: there is none. */
struct slice cartridge_info(
    const struct cartridge *cartridge, struct slice name);

#endif
