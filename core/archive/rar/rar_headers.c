/*
 * rar_headers - what the headers of a rar say that libarchive does not tell
 *
 * rar 4: unrar's technote.  rar 5: "RAR 5.0 archive format" of RARLAB.
 */
#include "core/archive/rar/rar_headers.h"

#include "core/base/integer.h"

#define RAR4_VOLUME 0x0001u

#define RAR5_RECORD_ENCRYPTION 1u

struct rar_facts
rar4_facts(struct slice bytes)
{
	struct rar_facts facts = {false, false};
	unsigned flags;

	if (bytes.size < RAR4_MARK + 13 ||
	    bytes.data[RAR4_MARK + 2] != RAR4_MAIN)
		return facts;
	flags = u16_le(bytes, RAR4_MARK + 3);
	facts.many = (flags & RAR4_VOLUME) != 0;
	facts.encrypted = (flags & RAR4_ENCRYPTED) != 0;
	return facts;
}

/* ---- rar 5 ------------------------------------------------------------- */

uint64_t
rar5_number(struct slice *rest)
{
	uint64_t number = 0;

	for (unsigned i = 0; i < rest->size && i < 9; i++) {
		number |= (uint64_t)(rest->data[i] & 0x7F) << 7 * i;
		if ((rest->data[i] & 0x80) == 0) {
			*rest = slice_skip(*rest, i + 1);
			return number;
		}
	}
	*rest = (struct slice){NULL, 0};
	return 0;
}

uint64_t
rar5_header_size(struct slice bytes)
{
	struct slice rest = slice_skip(bytes, 4);
	uint64_t size = rar5_number(&rest);

	return size == 0 ? 0 : bytes.size - rest.size + size;
}

bool
rar5_header_read(struct slice bytes, struct rar5_header *header_r)
{
	struct slice rest = slice_skip(bytes, 4);
	uint64_t size, extra = 0;

	if (bytes.size < 7)
		return false;
	size = rar5_number(&rest);
	if (size == 0 || size > rest.size)
		return false;
	*header_r =
	    (struct rar5_header){.size = bytes.size - rest.size + (size_t)size};
	rest = slice_sub(rest, 0, (size_t)size);
	header_r->type = rar5_number(&rest);
	header_r->flags = rar5_number(&rest);
	if (header_r->flags & RAR5_HAS_EXTRA)
		extra = rar5_number(&rest);
	if (header_r->flags & RAR5_HAS_DATA)
		header_r->data_size = rar5_number(&rest);
	if (extra > rest.size)
		return false;
	header_r->extra = slice_skip(rest, rest.size - (size_t)extra);
	header_r->body = slice_sub(rest, 0, rest.size - (size_t)extra);
	return true;
}

/* The header at walk->at; walk moves behind it and its data. */
static bool
take_header(struct rar5_walk *walk, struct rar5_header *header_r)
{
	if (walk->at > walk->bytes.size ||
	    !rar5_header_read(
		slice_skip(walk->bytes, (size_t)walk->at), header_r) ||
	    header_r->data_size > walk->bytes.size)
		return false;
	walk->at += header_r->size + header_r->data_size;
	return true;
}

bool
rar5_encryption_of(struct slice extra, struct slice *record_r)
{
	while (extra.size > 0) {
		uint64_t size = rar5_number(&extra);

		if (size == 0 || size > extra.size)
			return false;
		*record_r = slice_sub(extra, 0, (size_t)size);
		if (rar5_number(record_r) == RAR5_RECORD_ENCRYPTION)
			return true;
		extra = slice_skip(extra, (size_t)size);
	}
	return false;
}

bool
rar5_entry_read(struct slice body, struct rar5_entry *entry_r)
{
	*entry_r = (struct rar5_entry){.flags = rar5_number(&body)};
	entry_r->size = rar5_number(&body);
	entry_r->attributes = rar5_number(&body);
	if (entry_r->flags & RAR5_HAS_TIME)
		body = slice_skip(body, 4);
	if (entry_r->flags & RAR5_HAS_CRC) {
		entry_r->crc32 = u32_le(body, 0);
		body = slice_skip(body, 4);
	}
	entry_r->method = rar5_number(&body);
	entry_r->system = rar5_number(&body);
	entry_r->name = slice_sub(body, 0, (size_t)rar5_number(&body));
	return entry_r->name.size > 0;
}

void
rar5_walk_begin(struct rar5_walk *walk, struct slice bytes)
{
	*walk = (struct rar5_walk){bytes, RAR5_MARK};
}

bool
rar5_walk_next(struct rar5_walk *walk, struct rar5_file *file_r)
{
	struct rar5_header header;
	struct rar5_entry entry;
	struct slice record;

	while (take_header(walk, &header)) {
		if (header.type == RAR5_END || header.type == RAR5_ENCRYPTION)
			return false;
		if (header.type != RAR5_FILE)
			continue;
		(void)!rar5_entry_read(header.body, &entry);
		file_r->name = entry.name;
		file_r->encrypted = rar5_encryption_of(header.extra, &record);
		return true;
	}
	return false;
}

struct rar_facts
rar5_facts(struct slice bytes)
{
	struct rar_facts facts = {false, false};
	struct rar5_walk walk;
	struct rar5_header header;

	rar5_walk_begin(&walk, bytes);
	if (!take_header(&walk, &header))
		return facts;
	facts.encrypted = header.type == RAR5_ENCRYPTION;
	facts.many = header.type == RAR5_MAIN &&
		     (rar5_number(&header.body) & RAR5_VOLUME) != 0;
	return facts;
}

/* ---- either ------------------------------------------------------------ */

static bool
rar4_is_encrypted(struct slice bytes)
{
	uint64_t at = RAR4_MARK;

	if (rar4_facts(bytes).encrypted)
		return true;
	while (integer_fits(bytes, at, 11)) {
		unsigned type = bytes.data[at + 2];
		unsigned flags = u16_le(bytes, at + 3);
		unsigned size = u16_le(bytes, at + 5);

		if (type == RAR4_FILE && (flags & RAR4_FILE_ENCRYPTED))
			return true;
		if (size < 7)
			return false;
		if (type == RAR4_FILE || (flags & RAR4_HAS_DATA))
			at += u32_le(bytes, at + 7);
		at += size;
	}
	return false;
}

static bool
rar5_is_encrypted(struct slice bytes)
{
	struct rar5_walk walk;
	struct rar5_file file;

	if (rar5_facts(bytes).encrypted)
		return true;
	rar5_walk_begin(&walk, bytes);
	while (rar5_walk_next(&walk, &file))
		if (file.encrypted)
			return true;
	return false;
}

bool
rar_is_encrypted(struct slice bytes, enum filetype type)
{
	return type == FILETYPE_RAR5 ? rar5_is_encrypted(bytes)
				     : rar4_is_encrypted(bytes);
}
