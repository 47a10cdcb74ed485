/*
 * rar_headers - what the headers of a rar say that libarchive does not tell
 *
 * rar 4: unrar's technote.  rar 5: "RAR 5.0 archive format" of RARLAB.
 */
#include "core/archive/rar_headers.h"

#include "core/archive/zip_header.h"
#include "core/base/integer.h"

#define RAR4_MARK 7u
#define RAR5_MARK 8u

#define RAR4_MAIN 0x73u
#define RAR4_VOLUME 0x0001u
#define RAR4_ENCRYPTED 0x0080u

enum rar5_type {
	RAR5_MAIN = 1,
	RAR5_FILE = 2,
	RAR5_ENCRYPTION = 4,
	RAR5_END = 5,
};

#define RAR5_HAS_EXTRA 0x01u
#define RAR5_HAS_DATA 0x02u
#define RAR5_VOLUME 0x01u
#define RAR5_HAS_TIME 0x02u
#define RAR5_HAS_CRC 0x04u
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

/* Seven bits a byte, the lowest first; what is missing or too long is 0 and
 * leaves nothing behind it. */
static uint64_t
take_number(struct slice *rest)
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

struct header {
	uint64_t type;
	struct slice body;  /* what is special to the type */
	struct slice extra; /* records */
};

/* The header at walk->at; walk moves behind it and its data. */
static bool
take_header(struct rar5_walk *walk, struct header *header_r)
{
	struct slice rest = slice_skip(walk->bytes, (size_t)walk->at);
	uint64_t size, flags, extra = 0, data = 0, end;

	if (walk->at > walk->bytes.size || rest.size < 7)
		return false;
	rest = slice_skip(rest, 4);
	size = take_number(&rest);
	if (size == 0 || size > rest.size)
		return false;
	end = walk->bytes.size - rest.size + size;
	rest = slice_sub(rest, 0, (size_t)size);
	header_r->type = take_number(&rest);
	flags = take_number(&rest);
	if (flags & RAR5_HAS_EXTRA)
		extra = take_number(&rest);
	if (flags & RAR5_HAS_DATA)
		data = take_number(&rest);
	if (extra > rest.size || data > walk->bytes.size)
		return false;
	header_r->extra = slice_skip(rest, rest.size - (size_t)extra);
	header_r->body = slice_sub(rest, 0, rest.size - (size_t)extra);
	walk->at = end + data;
	return true;
}

static bool
has_record(struct slice extra, uint64_t wanted)
{
	while (extra.size > 0) {
		uint64_t size = take_number(&extra);
		struct slice record;

		if (size == 0 || size > extra.size)
			return false;
		record = slice_sub(extra, 0, (size_t)size);
		if (take_number(&record) == wanted)
			return true;
		extra = slice_skip(extra, (size_t)size);
	}
	return false;
}

static struct slice
take_name(struct slice body)
{
	uint64_t flags = take_number(&body);

	(void)take_number(&body); /* size */
	(void)take_number(&body); /* attributes */
	if (flags & RAR5_HAS_TIME)
		body = slice_skip(body, 4);
	if (flags & RAR5_HAS_CRC)
		body = slice_skip(body, 4);
	(void)take_number(&body); /* method */
	(void)take_number(&body); /* system */
	return slice_sub(body, 0, (size_t)take_number(&body));
}

void
rar5_walk_begin(struct rar5_walk *walk, struct slice bytes)
{
	*walk = (struct rar5_walk){bytes, RAR5_MARK};
}

bool
rar5_walk_next(struct rar5_walk *walk, struct rar5_file *file_r)
{
	struct header header;

	while (take_header(walk, &header)) {
		if (header.type == RAR5_END || header.type == RAR5_ENCRYPTION)
			return false;
		if (header.type != RAR5_FILE)
			continue;
		file_r->name = take_name(header.body);
		file_r->encrypted =
		    has_record(header.extra, RAR5_RECORD_ENCRYPTION);
		return true;
	}
	return false;
}

struct rar_facts
rar5_facts(struct slice bytes)
{
	struct rar_facts facts = {false, false};
	struct rar5_walk walk;
	struct header header;

	rar5_walk_begin(&walk, bytes);
	if (!take_header(&walk, &header))
		return facts;
	facts.encrypted = header.type == RAR5_ENCRYPTION;
	facts.many = header.type == RAR5_MAIN &&
		     (take_number(&header.body) & RAR5_VOLUME) != 0;
	return facts;
}
