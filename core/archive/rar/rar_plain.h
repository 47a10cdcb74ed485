/*
 * rar_plain - an encrypted rar as if it had not been
 *
 * libarchive reads no encrypted rar.  So one is written anew: headers and data
 * decrypted where a password fits, in the order in which they were, so that
 * solid archives stay so; what stays closed is copied as it is.
 *
 * Which password fits, rar 5 says itself, unless somebody left that out.  Of
 * rar 4, and then, what was decrypted has to make sense: the sum of a header,
 * the sum of a file, blocks that lead from one to the next.
 *
 * Private to core/archive.  Memory: in the arena.
 */
#ifndef CORE_ARCHIVE_RAR_RAR_PLAIN_H
#define CORE_ARCHIVE_RAR_RAR_PLAIN_H

#include "core/archive/crypt/rar_crypt.h"
#include "core/archive/member/unpacking.h"

/* Files of which it is kept whether they were opened. */
#define RAR_PLAIN_FILES 65536u
/* Keys that are kept: of each password one. */
#define RAR_PLAIN_KEYS 96u

struct rar_kept_key {
	struct rar_lock lock;
	size_t password;
	struct rar_key key;
};

struct rar_plain {
	struct unpacking *unpacking;
	struct slice bytes; /* as it was */
	uint8_t *out;       /* as it would have been */
	size_t size, room;
	bool failed; /* there is no room, or it is broken */

	uint64_t work_left; /* bytes that may still be hashed or tried */
	size_t fitted;      /* the password that fitted last: is tried first */
	bool any_fitted;
	struct rar_lock hopeless; /* none of them fits */
	bool has_hopeless;
	unsigned made;
	struct rar_kept_key kept[RAR_PLAIN_KEYS];

	uint32_t files;
	uint32_t opened_count;
	uint8_t opened[RAR_PLAIN_FILES / 8]; /* a bit each */
};

/* NULL: nothing is encrypted, no password fits, or there is no room. */
struct rar_plain *rar_plain_make(struct unpacking *unpacking);

/* Was the file of that number, from 0 on, directories too, opened? */
bool rar_plain_opened(const struct rar_plain *plain, uint32_t file);

/* ---- rar4_plain.c, rar5_plain.c ---------------------------------------- */

void rar4_plain_write(struct rar_plain *plain);
void rar5_plain_write(struct rar_plain *plain);

void rar_plain_put(struct rar_plain *plain, struct slice bytes);

/* All from at on as it is, for libarchive to say what it is. */
void rar_plain_put_rest(struct rar_plain *plain, size_t at);
void rar_plain_note_file(struct rar_plain *plain, bool opened);

/* Data decrypted, size of it at the most, to the end of out.  False: there is
 * no room, or the time is up. */
bool rar_plain_put_decrypted(struct rar_plain *plain,
    const struct rar_lock *lock, const struct rar_key *key,
    const uint8_t vector[RAR_BLOCK], struct slice packed, uint64_t size);

/* So many bytes are about to be tried.  False: no more of it may be done. */
bool rar_plain_work(struct rar_plain *plain, uint64_t work) MUST_USE;

/* Does what was decrypted with this key make sense? */
typedef bool rar_makes_sense(
    struct rar_plain *plain, const struct rar_key *key, void *owner);

/* The key of the first password that fits.  False: none does. */
bool rar_plain_find_key(struct rar_plain *plain, const struct rar_lock *lock,
    rar_makes_sense *makes_sense, void *owner, struct rar_key *key_r);

#endif
