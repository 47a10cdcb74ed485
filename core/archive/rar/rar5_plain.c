/*
 * rar5_plain - an encrypted rar 5 as if it had not been
 *
 * Files get headers with what libarchive needs, without the record of their
 * encryption; sums that are of the key as well are left out.  Services
 * (comments, tables of contents) are left out.
 */
#include "core/archive/rar/rar_plain.h"

#include <string.h>

#include "core/archive/member/archives.h"
#include "core/archive/rar/rar_headers.h"
#include "core/base/crc32.h"
#include "core/base/integer.h"

#define HEADER_MAX 65536u
#define RECORD_HAS_CHECK 1u
#define RECORD_SUMS_OF_KEY 2u
#define IS_DIRECTORY 1u
#define SIZE_IS_UNKNOWN 8u
#define METHOD_OF(info) ((info) >> 7 & 7)

struct reader {
	struct rar_plain *plain;
	size_t at;
	bool locked; /* headers, from here on */
	struct rar_lock lock;
	struct rar_key key;
	uint8_t *scratch; /* HEADER_MAX and a block */
};

/* ---- writing ----------------------------------------------------------- */

static void
put_number(struct rar_plain *plain, uint64_t number)
{
	uint8_t bytes[10];
	size_t size = 0;

	do {
		bytes[size] = (uint8_t)(number & 0x7F);
		number >>= 7;
		if (number > 0)
			bytes[size] |= 0x80;
		size++;
	} while (number > 0);
	rar_plain_put(plain, (struct slice){bytes, size});
}

static size_t
number_size(uint64_t number)
{
	size_t size = 1;

	while (number >>= 7)
		size++;
	return size;
}

static void
put_u32(struct rar_plain *plain, uint32_t number)
{
	uint8_t bytes[4];

	integer_put_le(bytes, number, sizeof(bytes));
	rar_plain_put(plain, (struct slice){bytes, sizeof(bytes)});
}

/* The sum of what stands behind at. */
static void
put_sum(struct rar_plain *plain, size_t at)
{
	struct slice summed = {plain->out + at + 4, plain->size - at - 4};

	integer_put_le(plain->out + at, crc32_of(0, summed), 4);
}

static void
put_entry(struct rar_plain *plain, const struct rar5_header *header,
    const struct rar5_entry *entry, uint64_t data_size)
{
	size_t at = plain->size;
	uint64_t flags = RAR5_HAS_DATA | (header->flags & RAR5_IN_VOLUMES);
	bool summed = (entry->flags & RAR5_HAS_CRC) != 0;
	size_t size = 2 + number_size(data_size) + number_size(entry->flags) +
		      number_size(entry->size) +
		      number_size(entry->attributes) + (summed ? 4 : 0) +
		      number_size(entry->method) + number_size(entry->system) +
		      number_size(entry->name.size) + entry->name.size;

	put_u32(plain, 0);
	put_number(plain, size);
	put_number(plain, RAR5_FILE);
	put_number(plain, flags);
	put_number(plain, data_size);
	put_number(plain, entry->flags);
	put_number(plain, entry->size);
	put_number(plain, entry->attributes);
	if (summed)
		put_u32(plain, entry->crc32);
	put_number(plain, entry->method);
	put_number(plain, entry->system);
	put_number(plain, entry->name.size);
	rar_plain_put(plain, entry->name);
	if (!plain->failed)
		put_sum(plain, at);
}

/* ---- what fits --------------------------------------------------------- */

struct attempt {
	const struct rar_lock *lock;
	const uint8_t *vector;
	struct slice packed;
	const struct rar5_entry *entry;
};

/* The size of the block that begins there; 0: none does. */
static size_t
block_size(struct slice data, bool *last_r)
{
	size_t count, size = 0;
	uint8_t sum;

	if (data.size < 3)
		return 0;
	count = (data.data[0] >> 3 & 3u) + 1;
	if (count == 4 || data.size < 2 + count)
		return 0;
	sum = 0x5A ^ data.data[0];
	for (size_t i = 0; i < count; i++) {
		sum ^= data.data[2 + i];
		size |= (size_t)data.data[2 + i] << 8 * i;
	}
	*last_r = (data.data[0] & 0x40) != 0;
	return sum == data.data[1] ? 2 + count + size : 0;
}

/* Where the last block ends, to which those ahead of it lead; 0: they do not,
 * or there is more behind it than fills up the last one that is encrypted. */
static size_t
end_of_blocks(struct slice data)
{
	struct slice rest = data;
	bool last = false;

	while (!last) {
		size_t size = block_size(rest, &last);

		if (size == 0 || size > rest.size)
			return 0;
		rest = slice_skip(rest, size);
	}
	return rest.size < RAR_BLOCK ? data.size - rest.size : 0;
}

/* A key without a check: by what it is packed as, or by its sum, if that is not
 * of the key as well. */
static bool
data_make_sense(struct rar_plain *plain, const struct rar_key *key, void *owner)
{
	const struct attempt *attempt = owner;
	size_t before = plain->size;
	struct slice data;
	bool sense;

	if (!rar_plain_work(plain, attempt->packed.size) ||
	    !rar_plain_put_decrypted(plain, attempt->lock, key, attempt->vector,
		attempt->packed, UINT64_MAX))
		return false;
	data = (struct slice){plain->out + before, plain->size - before};
	plain->size = before;
	if (METHOD_OF(attempt->entry->method) > 0)
		sense = end_of_blocks(data) > 0;
	else
		sense = (attempt->entry->flags & RAR5_HAS_CRC) != 0 &&
			crc32_of(0,
			    slice_sub(data, 0, (size_t)attempt->entry->size)) ==
			    attempt->entry->crc32;
	return sense;
}

/* The first header, whose sum is right. */
static bool
header_makes_sense(
    struct rar_plain *plain, const struct rar_key *key, void *owner)
{
	struct reader *reader = owner;
	struct slice rest = slice_skip(plain->bytes, reader->at);
	struct slice plain_header = {reader->scratch, 0};
	struct rar5_header header;

	plain_header.size = rar_decrypt(plain->unpacking->archives->rar_crypt,
	    &reader->lock, key, rest.data,
	    slice_sub(rest, RAR_BLOCK, HEADER_MAX), NULL, reader->scratch);
	return rar5_header_read(plain_header, &header) &&
	       u32_le(plain_header, 0) ==
		   crc32_of(0, slice_sub(plain_header, 4, header.size - 4));
}

/* ---- reading ----------------------------------------------------------- */

/* version, flags, power, salt, [vector], [check and a sum of it] */
static bool
read_lock(struct slice record, bool has_vector, struct rar_lock *lock_r,
    uint8_t vector_r[RAR_BLOCK], uint64_t *flags_r)
{
	size_t vector = has_vector ? RAR_BLOCK : 0;

	*lock_r = (struct rar_lock){.is_rar5 = true, .has_salt = true};
	if (rar5_number(&record) != 0)
		return false;
	*flags_r = rar5_number(&record);
	lock_r->has_check = (*flags_r & RECORD_HAS_CHECK) != 0;
	if (record.size <
	    1 + RAR5_SALT + vector + (lock_r->has_check ? RAR5_CHECK : 0))
		return false;
	lock_r->power = record.data[0];
	memcpy(lock_r->salt, record.data + 1, RAR5_SALT);
	if (has_vector)
		memcpy(vector_r, record.data + 1 + RAR5_SALT, RAR_BLOCK);
	if (lock_r->has_check)
		memcpy(lock_r->check, record.data + 1 + RAR5_SALT + vector,
		    RAR5_CHECK);
	return true;
}

/* All headers behind it are encrypted. */
static bool
unlock_headers(struct reader *reader, const struct rar5_header *header)
{
	uint64_t flags;

	reader->scratch = arena_alloc(
	    reader->plain->unpacking->arena, HEADER_MAX + RAR_BLOCK);
	reader->locked = true;
	return reader->scratch != NULL &&
	       slice_skip(reader->plain->bytes, reader->at).size > RAR_BLOCK &&
	       read_lock(header->body, false, &reader->lock, NULL, &flags) &&
	       rar_plain_find_key(reader->plain, &reader->lock,
		   header_makes_sense, reader, &reader->key);
}

/* The header that is encrypted at reader->at, behind its vector; whole: its
 * bytes. */
static bool
decrypt_header(struct reader *reader, struct slice *whole_r)
{
	struct rar_plain *plain = reader->plain;
	struct rar_crypt *crypt = plain->unpacking->archives->rar_crypt;
	struct slice rest = slice_skip(plain->bytes, reader->at);
	struct slice packed = slice_skip(rest, RAR_BLOCK);
	uint64_t size;

	if (packed.size < RAR_BLOCK ||
	    rar_decrypt(crypt, &reader->lock, &reader->key, rest.data,
		slice_sub(packed, 0, RAR_BLOCK), NULL,
		reader->scratch) != RAR_BLOCK)
		return false;
	size = rar5_header_size((struct slice){reader->scratch, RAR_BLOCK});
	size = (size + RAR_BLOCK - 1) & ~(uint64_t)(RAR_BLOCK - 1);
	if (size == 0 || size > HEADER_MAX || size > packed.size)
		return false;
	packed = slice_sub(packed, 0, (size_t)size);
	if (rar_decrypt(crypt, &reader->lock, &reader->key, rest.data, packed,
		NULL, reader->scratch) != size)
		return false;
	*whole_r = (struct slice){reader->scratch, (size_t)size};
	reader->at += RAR_BLOCK + (size_t)size;
	return true;
}

/* The header at reader->at, which moves behind it. */
static bool
next_header(
    struct reader *reader, struct slice *whole_r, struct rar5_header *header_r)
{
	struct slice rest;

	if (reader->locked) {
		if (!decrypt_header(reader, whole_r) ||
		    !rar5_header_read(*whole_r, header_r))
			return false;
	} else {
		rest = slice_skip(reader->plain->bytes, reader->at);
		if (!rar5_header_read(rest, header_r))
			return false;
		*whole_r = rest;
		reader->at += header_r->size;
	}
	*whole_r = slice_sub(*whole_r, 0, header_r->size);
	return true;
}

/* ---- files ------------------------------------------------------------- */

/*
 * libarchive goes on behind the last block as long as there are data, so that
 * their size has to be right; it is known when they are there, and may make
 * the header shorter.
 */
static bool
put_opened(struct rar_plain *plain, const struct rar5_header *header,
    const struct rar5_entry *entry, const struct attempt *attempt,
    const struct rar_key *key)
{
	size_t before = plain->size;
	uint64_t size = attempt->packed.size - attempt->packed.size % RAR_BLOCK;
	struct slice data;

	put_entry(plain, header, entry, size);
	data.data = plain->out + plain->size;
	if (plain->failed || !rar_plain_put_decrypted(plain, attempt->lock, key,
				 attempt->vector, attempt->packed, UINT64_MAX))
		return false;
	data.size = (size_t)size;
	if (METHOD_OF(entry->method) > 0)
		size = end_of_blocks(data);
	else if (entry->size < size)
		size = entry->size;
	if (size == 0 || size == data.size)
		return true;
	plain->size = before;
	put_entry(plain, header, entry, size);
	memmove(plain->out + plain->size, data.data, (size_t)size);
	plain->size += (size_t)size;
	return true;
}

/* False: it stays closed. */
static bool
open_entry(struct rar_plain *plain, const struct rar5_header *header,
    struct slice data)
{
	struct rar5_entry entry;
	struct slice record;
	struct rar_lock lock;
	struct rar_key key;
	uint8_t vector[RAR_BLOCK];
	struct attempt attempt = {&lock, vector, data, &entry};
	uint64_t flags;

	if (!rar5_encryption_of(header->extra, &record) ||
	    !read_lock(record, true, &lock, vector, &flags) ||
	    !rar5_entry_read(header->body, &entry))
		return false;
	if (!rar_plain_find_key(plain, &lock, data_make_sense, &attempt, &key))
		return false;
	/* Without the time, and the sum if it is not of the data alone. */
	entry.flags &= IS_DIRECTORY | SIZE_IS_UNKNOWN |
		       ((flags & RECORD_SUMS_OF_KEY) ? 0 : RAR5_HAS_CRC);
	return put_opened(plain, header, &entry, &attempt, &key);
}

/* What is not encrypted itself was opened with the headers, if they were. */
static void
take_file(struct rar_plain *plain, const struct rar5_header *header,
    struct slice whole, struct slice data, bool locked)
{
	bool opened = open_entry(plain, header, data);
	struct slice record;

	if (!opened) {
		rar_plain_put(plain, whole);
		rar_plain_put(plain, data);
		opened = locked && !rar5_encryption_of(header->extra, &record);
	}
	rar_plain_note_file(plain, opened);
}

void
rar5_plain_write(struct rar_plain *plain)
{
	struct reader reader = {.plain = plain, .at = RAR5_MARK};
	struct rar5_header header;
	struct slice whole;

	rar_plain_put(plain, slice_sub(plain->bytes, 0, RAR5_MARK));
	while (!plain->failed && !unpacking_late(plain->unpacking) &&
	       next_header(&reader, &whole, &header)) {
		struct slice data = slice_skip(plain->bytes, reader.at);

		if (header.data_size < data.size)
			data = slice_sub(data, 0, (size_t)header.data_size);
		reader.at += data.size;
		if (header.type == RAR5_ENCRYPTION) {
			if (reader.locked || !unlock_headers(&reader, &header))
				break;
		} else if (header.type == RAR5_FILE) {
			take_file(plain, &header, whole, data, reader.locked);
		} else if (header.type != RAR5_SERVICE) {
			rar_plain_put(plain, whole);
			rar_plain_put(plain, data);
		}
		if (header.type == RAR5_END)
			return;
	}
	rar_plain_put_rest(plain, reader.at);
}
