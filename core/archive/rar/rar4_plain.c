/*
 * rar4_plain - an encrypted rar 4 as if it had not been
 *
 * Nothing in it says whether a password is right but the sum of a header or
 * that of the data, which for what is packed takes unpacking it: an archive of
 * that one file is made and read.
 */
#include "core/archive/rar/rar_plain.h"

#include <string.h>

#include "core/archive/member/archives.h"
#include "core/archive/rar/rar_headers.h"
#include "core/base/crc32.h"
#include "core/base/integer.h"

#define HEAD 7u       /* of every header */
#define FILE_HEAD 32u /* of that of a file, up to its name */
#define HEADER_MAX 4096u

#define TYPE_SERVICE_OLD 0x77u
#define TYPE_SERVICE 0x7Au
#define TYPE_END 0x7Bu

#define FILE_IN_VOLUMES 0x0003u
#define FILE_SOLID 0x0010u
#define FILE_LARGE 0x0100u
#define FILE_SALT 0x0400u

#define METHOD_STORED 0x30u
/* Versions before had ciphers of their own. */
#define VERSION_AES 29u

/* What a try may make of a file; one that becomes more is taken for right. */
#define TRY_MAX ((uint64_t)4 << 20)
/* What beginning one costs, as bytes that are hashed. */
#define TRY_WORK ((uint64_t)32 << 10)

struct header {
	uint8_t bytes[HEADER_MAX];
	struct slice whole; /* the same */
	unsigned type, flags;
	uint64_t data_size;
};

struct reader {
	struct rar_plain *plain;
	size_t at;
	bool locked;
	struct rar_lock lock; /* of the header that is read */
	struct rar_key key;
	struct slice main_header;
	struct header header;
	uint8_t before[HEADER_MAX]; /* bytes of that, untouched */
};

/* ---- headers ----------------------------------------------------------- */

/* What of it is known once bytes are there; false: it is none. */
static bool
read_header(struct header *header, size_t size)
{
	struct slice whole = {header->bytes, size};

	header->type = size > 2 ? header->bytes[2] : 0;
	header->flags = u16_le(whole, 3);
	header->data_size = 0;
	header->whole = slice_sub(whole, 0, u16_le(whole, 5));
	if (header->whole.size < HEAD || header->whole.size < u16_le(whole, 5))
		return false;
	if ((header->flags & RAR4_HAS_DATA) || header->type == RAR4_FILE)
		header->data_size = u32_le(header->whole, 7);
	if (header->type == RAR4_FILE && (header->flags & FILE_LARGE))
		header->data_size |= (uint64_t)u32_le(header->whole, FILE_HEAD)
				     << 32;
	return true;
}

static bool
sum_is_right(const struct header *header)
{
	return u16_le(header->whole, 0) ==
	       (crc32_of(0, slice_skip(header->whole, 2)) & 0xFFFF);
}

/* Behind a salt, in whole blocks, with the vector of its key. */
static size_t
decrypt_header(struct reader *reader, const struct rar_key *key)
{
	struct slice packed =
	    slice_sub(reader->plain->bytes, reader->at + RAR4_SALT, HEADER_MAX);

	return rar_decrypt(reader->plain->unpacking->archives->rar_crypt,
	    &reader->lock, key, key->vector, packed, NULL,
	    reader->header.bytes);
}

static bool
header_makes_sense(
    struct rar_plain *plain, const struct rar_key *key, void *owner)
{
	struct reader *reader = owner;

	(void)plain;
	return read_header(&reader->header, decrypt_header(reader, key)) &&
	       sum_is_right(&reader->header);
}

static bool
next_locked_header(struct reader *reader)
{
	struct slice rest = slice_skip(reader->plain->bytes, reader->at);

	if (rest.size < RAR4_SALT + RAR_BLOCK)
		return false;
	reader->lock = (struct rar_lock){.has_salt = true};
	memcpy(reader->lock.salt, rest.data, RAR4_SALT);
	if (!rar_plain_find_key(reader->plain, &reader->lock,
		header_makes_sense, reader, &reader->key) ||
	    !header_makes_sense(reader->plain, &reader->key, reader))
		return false;
	reader->at += RAR4_SALT + ((reader->header.whole.size + RAR_BLOCK - 1) &
				      ~(size_t)(RAR_BLOCK - 1));
	return true;
}

/* The header at reader->at, which moves behind it. */
static bool
next_header(struct reader *reader)
{
	struct slice rest = slice_sub(
	    slice_skip(reader->plain->bytes, reader->at), 0, HEADER_MAX);

	if (reader->locked)
		return next_locked_header(reader);
	if (rest.size == 0)
		return false;
	memcpy(reader->header.bytes, rest.data, rest.size);
	if (!read_header(&reader->header, rest.size))
		return false;
	reader->at += reader->header.whole.size;
	return true;
}

/* ---- files ------------------------------------------------------------- */

/* A file to be opened: its header as it would have been, and its data. */
struct file {
	struct reader *reader;
	struct rar_lock lock;
	struct slice header;
	struct slice packed;
	uint64_t size; /* of the data, as they would have been */
};

static void
put_sum(uint8_t *header, size_t size)
{
	struct slice summed = {header + 2, size - 2};

	integer_put_le(header, crc32_of(0, summed) & 0xFFFF, 2);
}

static struct slice
main_mark(const struct rar_plain *plain)
{
	return slice_sub(plain->bytes, 0, RAR4_MARK);
}

/* Flags of the main header without that of encrypted ones. */
static void
put_main(struct rar_plain *plain, struct slice header)
{
	uint8_t *at = plain->out + plain->size;

	rar_plain_put(plain, header);
	if (plain->failed)
		return;
	integer_put_le(at + 3, u16_le(header, 3) & ~RAR4_ENCRYPTED, 2);
	put_sum(at, header.size);
}

/* Salt and flags are taken out of the header, in its place. */
static void
unlock_header(struct file *file, struct header *header)
{
	size_t name = FILE_HEAD + ((header->flags & FILE_LARGE) ? 8 : 0) +
		      u16_le(header->whole, 26);
	size_t size = header->whole.size;
	uint8_t *bytes = header->bytes;

	file->lock = (struct rar_lock){.has_salt = false};
	if ((header->flags & FILE_SALT) && size >= name + RAR4_SALT) {
		file->lock.has_salt = true;
		memcpy(file->lock.salt, bytes + name, RAR4_SALT);
		memmove(bytes + name, bytes + name + RAR4_SALT,
		    size - name - RAR4_SALT);
		size -= RAR4_SALT;
	}
	integer_put_le(
	    bytes + 3, header->flags & ~(FILE_SALT | RAR4_FILE_ENCRYPTED), 2);
	integer_put_le(bytes + 5, size, 2);
	integer_put_le(bytes + 7, file->size, 4);
	if (header->flags & FILE_LARGE)
		integer_put_le(bytes + FILE_HEAD, file->size >> 32, 4);
	put_sum(bytes, size);
	file->header = (struct slice){bytes, size};
}

static bool
stored_makes_sense(struct slice data, struct slice header)
{
	return crc32_of(0, data) == u32_le(header, 16);
}

/* What is cut for another reason than its size shows nothing. */
static bool
is_right(const struct member *member, uint64_t size)
{
	if (member->flags & (MEMBER_DAMAGED | MEMBER_UNSUPPORTED))
		return false;
	if (member->flags & MEMBER_CUT)
		return member->body.size == TRY_MAX && size > TRY_MAX;
	return member->body.size == size;
}

/* Of an archive of this file alone, which stands at the end of out. */
static bool
unpacks(struct rar_plain *plain, struct slice archive, uint64_t size)
{
	struct unpacking *unpacking = plain->unpacking;
	struct archive_options options = {
	    .limits = unpacking->options->limits,
	    .bytes_max = TRY_MAX,
	    .members_max = 1,
	};
	struct unpacking try = unpacking_of(unpacking->archives, archive,
	    &options, unpacking->arena, unpacking->budget);
	struct member member = member_unknown();
	size_t used = arena_used(unpacking->arena);
	bool right = false;

	try.type = FILETYPE_RAR;
	if (library_reader.open(&try)) {
		right = library_reader.next(&try, &member) &&
			is_right(&member, size);
		library_reader.close(&try);
		/* Garbage asks for any memory. */
		quota_forget_refusals(unpacking->archives->quota);
	}
	arena_rewind(unpacking->arena, used);
	return rar_plain_work(plain, member.body.size) && right;
}

static uint64_t
unpacked_size(struct slice header)
{
	uint64_t high = (u16_le(header, 3) & FILE_LARGE)
			    ? u32_le(header, FILE_HEAD + 4)
			    : 0;

	return high << 32 | u32_le(header, 11);
}

static bool
file_makes_sense(
    struct rar_plain *plain, const struct rar_key *key, void *owner)
{
	struct file *file = owner;
	uint64_t size = unpacked_size(file->header);
	bool stored = file->header.data[25] == METHOD_STORED;
	size_t before = plain->size, at;
	bool sense = false;

	/* What comes first in a solid archive has shown that it is right. */
	if ((u16_le(file->header, 3) & (FILE_SOLID | FILE_IN_VOLUMES)) &&
	    plain->any_fitted)
		return true;
	if (!rar_plain_work(plain, file->packed.size + (stored ? 0 : TRY_WORK)))
		return false;
	rar_plain_put(plain, main_mark(plain));
	put_main(plain, file->reader->main_header);
	rar_plain_put(plain, file->header);
	at = plain->size;
	if (!plain->failed && rar_plain_put_decrypted(plain, &file->lock, key,
				  key->vector, file->packed, file->size)) {
		struct slice all = {plain->out, plain->size};

		sense = stored ? stored_makes_sense(
				     slice_skip(all, at), file->header)
			       : unpacks(plain, slice_skip(all, before), size);
	}
	plain->size = before;
	plain->failed = false;
	return sense;
}

/* False: it stays closed. */
static bool
open_file(struct reader *reader, struct slice data)
{
	struct rar_plain *plain = reader->plain;
	struct header *header = &reader->header;
	struct file file = {.reader = reader,
	    .packed = data,
	    .size = data.size - data.size % RAR_BLOCK};
	struct rar_key key;

	if ((header->flags & RAR4_FILE_ENCRYPTED) == 0 ||
	    header->whole.size < FILE_HEAD || header->bytes[24] < VERSION_AES)
		return false;
	memcpy(reader->before, header->bytes, HEADER_MAX);
	if (header->bytes[25] == METHOD_STORED &&
	    u32_le(header->whole, 11) < file.size)
		file.size = u32_le(header->whole, 11);
	unlock_header(&file, header);
	if (!rar_plain_find_key(
		plain, &file.lock, file_makes_sense, &file, &key)) {
		memcpy(header->bytes, reader->before, HEADER_MAX);
		return false;
	}
	rar_plain_put(plain, file.header);
	(void)!rar_plain_put_decrypted(
	    plain, &file.lock, &key, key.vector, data, file.size);
	return true;
}

static void
take_file(struct reader *reader, struct slice data)
{
	struct rar_plain *plain = reader->plain;
	bool encrypted = (reader->header.flags & RAR4_FILE_ENCRYPTED) != 0;
	bool opened = open_file(reader, data);

	if (!opened) {
		rar_plain_put(plain, reader->header.whole);
		rar_plain_put(plain, data);
		opened = reader->locked && !encrypted;
	}
	rar_plain_note_file(plain, opened);
}

static bool
take_main(struct reader *reader)
{
	struct rar_plain *plain = reader->plain;

	if (!next_header(reader) || reader->header.type != RAR4_MAIN)
		return false;
	reader->main_header =
	    slice_sub(plain->bytes, RAR4_MARK, reader->header.whole.size);
	rar_plain_put(plain, main_mark(plain));
	put_main(plain, reader->main_header);
	reader->locked = (reader->header.flags & RAR4_ENCRYPTED) != 0;
	return true;
}

void
rar4_plain_write(struct rar_plain *plain)
{
	struct reader *reader =
	    arena_alloc(plain->unpacking->arena, sizeof(*reader));

	if (reader == NULL)
		return;
	*reader = (struct reader){.plain = plain, .at = RAR4_MARK};
	if (!take_main(reader))
		return;
	while (!plain->failed && !unpacking_late(plain->unpacking) &&
	       next_header(reader)) {
		struct slice data = slice_skip(plain->bytes, reader->at);
		unsigned type = reader->header.type;

		if (reader->header.data_size < data.size)
			data = slice_sub(
			    data, 0, (size_t)reader->header.data_size);
		reader->at += data.size;
		if (type == RAR4_FILE) {
			take_file(reader, data);
		} else if (type != TYPE_SERVICE && type != TYPE_SERVICE_OLD) {
			rar_plain_put(plain, reader->header.whole);
			rar_plain_put(plain, data);
		}
		if (type == TYPE_END)
			return;
	}
	rar_plain_put_rest(plain, reader->at);
}
