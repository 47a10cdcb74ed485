/*
 * sevenzip_reader - the members of a 7z
 *
 * After 7zFormat.txt of the LZMA SDK.  The header, which lists all members, is
 * behind the packed streams and mostly a packed stream itself, sometimes an
 * encrypted one.  A folder is unpacked when its first member is due, and
 * members are slices of it.
 *
 * An archive whose header is not understood, or with a method that is not known
 * here, is left to libarchive, unless it is encrypted.
 */
#include "core/archive/member/archives.h"
#include "core/archive/member/utf16_name.h"
#include "core/archive/sevenzip/sevenzip_decode.h"
#include "core/base/crc32.h"
#include "core/base/integer.h"

/* Headers packed in each other. */
#define LAYERS_MAX 8u
/* Files between two looks at the clock. */
#define FILES_A_LOOK 256u
/* UTF-16 units of a name; what is behind them is passed over. */
#define NAME_UNITS_MAX 32768u

#define SIGNATURE_HEADER 32u
#define ATTRIBUTE_UNIX 0x8000u /* the upper half is a Unix mode */
#define MODE_TYPE 0170000u
#define MODE_LINK 0120000u

enum {
	ID_END = 0,
	ID_HEADER = 1,
	ID_PROPERTIES = 2,
	ID_ADDITIONAL = 3,
	ID_STREAMS = 4,
	ID_FILES = 5,
	ID_EMPTY_STREAMS = 14,
	ID_EMPTY_FILES = 15,
	ID_NAMES = 17,
	ID_ATTRIBUTES = 21,
	ID_PACKED_HEADER = 23,
};

struct sevenzip {
	struct sevenzip_decoder decoder;
	struct sevenzip_streams streams;
	/* Files, and what is said of them in the same order. */
	uint64_t file_count;
	uint64_t file;
	struct sevenzip_flags empty_streams;
	struct sevenzip_flags empty_files; /* of those: no folders */
	uint64_t empty;
	struct sevenzip_bytes names;
	struct sevenzip_flags with_attributes;
	struct sevenzip_bytes attributes;
	/* The folder that is unpacked; SIZE_MAX: none. */
	size_t folder;
	struct sevenzip_decoded decoded;
};

/* ---- the header -------------------------------------------------------- */

static void
read_names(struct sevenzip *sevenzip, struct sevenzip_bytes bytes)
{
	/* Names that stand elsewhere nobody writes or reads. */
	if (sevenzip_byte(&bytes) == 0)
		sevenzip->names = bytes;
}

static void
read_attributes(struct sevenzip *sevenzip, struct sevenzip_bytes bytes)
{
	struct sevenzip_flags with =
	    sevenzip_take_some_flags(&bytes, sevenzip->file_count);

	if (sevenzip_byte(&bytes) != 0 || bytes.failed)
		return;
	sevenzip->with_attributes = with;
	sevenzip->attributes = bytes;
}

static void
read_file_property(
    struct sevenzip *sevenzip, uint64_t id, struct sevenzip_bytes bytes)
{
	uint64_t empty;

	switch (id) {
	case ID_EMPTY_STREAMS:
		sevenzip->empty_streams =
		    sevenzip_take_flags(&bytes, sevenzip->file_count);
		break;
	case ID_EMPTY_FILES:
		empty = sevenzip_flags_set(&sevenzip->empty_streams);
		sevenzip->empty_files = sevenzip_take_flags(&bytes, empty);
		break;
	case ID_NAMES:
		read_names(sevenzip, bytes);
		break;
	case ID_ATTRIBUTES:
		read_attributes(sevenzip, bytes);
		break;
	default:
		break;
	}
}

static void
read_files(struct sevenzip *sevenzip, struct sevenzip_bytes *bytes)
{
	uint64_t count = sevenzip_number(bytes);

	/* Each has a bit at least: a stream, or the flag that it has none. */
	if (count / 8 > bytes->rest.size + sevenzip->streams.size_count)
		bytes->failed = true;
	sevenzip->file_count = count;
	while (!bytes->failed) {
		uint64_t id = sevenzip_number(bytes);
		uint64_t size;

		if (id == ID_END)
			return;
		size = sevenzip_number(bytes);
		read_file_property(sevenzip, id,
		    (struct sevenzip_bytes){
			.rest = sevenzip_take(bytes, size)});
	}
}

static void
pass_properties(struct sevenzip_bytes *bytes)
{
	while (!bytes->failed && sevenzip_number(bytes) != ID_END)
		(void)sevenzip_take(bytes, sevenzip_number(bytes));
}

static bool
read_streams(struct unpacking *unpacking, struct sevenzip_bytes *bytes,
    struct sevenzip_streams *streams_r)
{
	bool good = sevenzip_streams_read(
	    bytes, unpacking->arena, unpacking->budget, streams_r);

	if (streams_r->no_memory)
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
	else if (streams_r->late)
		unpacking_cut(unpacking, LIMIT_COUNT);
	return good;
}

static bool
read_header(struct unpacking *unpacking, struct sevenzip_bytes *bytes)
{
	struct sevenzip *sevenzip = unpacking->state;
	struct sevenzip_streams additional;
	uint64_t id = sevenzip_number(bytes);

	if (id == ID_PROPERTIES) {
		pass_properties(bytes);
		id = sevenzip_number(bytes);
	}
	if (id == ID_ADDITIONAL) {
		if (!read_streams(unpacking, bytes, &additional))
			return false;
		id = sevenzip_number(bytes);
	}
	if (id == ID_STREAMS) {
		if (!read_streams(unpacking, bytes, &sevenzip->streams))
			return false;
		id = sevenzip_number(bytes);
	}
	if (id == ID_FILES) {
		read_files(sevenzip, bytes);
		id = sevenzip_number(bytes);
	}
	return id == ID_END && !bytes->failed;
}

/* ---- headers that are packed ------------------------------------------- */

/* From one that is a stream of a folder to what it says.  False: the end. */
static bool
unpack_header(struct unpacking *unpacking, struct sevenzip_bytes *bytes)
{
	struct sevenzip *sevenzip = unpacking->state;
	struct sevenzip_stream stream;
	struct sevenzip_decoded decoded;

	if (!read_streams(unpacking, bytes, &sevenzip->streams) ||
	    !sevenzip_next_stream(&sevenzip->streams, &stream))
		return false;
	sevenzip->decoder.header = true;
	decoded = sevenzip_decode(&sevenzip->decoder, &stream);
	sevenzip->decoder.header = false;
	if (decoded.flags & MEMBER_ENCRYPTED)
		unpacking->flags |= ARCHIVE_ENCRYPTED;
	if (decoded.flags & MEMBER_CUT)
		unpacking_cut(unpacking, decoded.limit);
	*bytes = (struct sevenzip_bytes){.rest = decoded.bytes};
	sevenzip->streams = (struct sevenzip_streams){.folder_count = 0};
	return decoded.bytes.size == stream.size && stream.size > 0 &&
	       (!stream.has_sum || crc32_of(0, decoded.bytes) == stream.sum);
}

static bool
read_layers(struct unpacking *unpacking, struct slice header)
{
	struct sevenzip_bytes bytes = {.rest = header};

	for (unsigned i = 0; i < LAYERS_MAX; i++) {
		uint64_t id = sevenzip_number(&bytes);

		if (id == ID_HEADER)
			return read_header(unpacking, &bytes);
		if (id != ID_PACKED_HEADER || !unpack_header(unpacking, &bytes))
			return false;
	}
	return false;
}

/* By the first 32 bytes; sums as there.  False: it is not all there. */
static bool
find_header(struct slice bytes, struct slice *header_r)
{
	struct slice start = slice_sub(bytes, 12, 20);
	struct slice behind = slice_skip(bytes, SIGNATURE_HEADER);
	uint64_t at = u64_le(bytes, 12), size = u64_le(bytes, 20);

	if (bytes.size < SIGNATURE_HEADER ||
	    crc32_of(0, start) != u32_le(bytes, 8) || at > behind.size ||
	    size > behind.size - at)
		return false;
	*header_r = slice_sub(behind, (size_t)at, (size_t)size);
	return crc32_of(0, *header_r) == u32_le(bytes, 28);
}

/* ---- members ----------------------------------------------------------- */

static struct slice
next_name(struct sevenzip_bytes *names)
{
	struct slice stored = names->rest;
	size_t units = 0;

	while (u16_le(stored, units * 2) != 0)
		units++;
	(void)sevenzip_take(names, units * 2 + 2);
	stored = slice_sub(
	    stored, 0, (units < NAME_UNITS_MAX ? units : NAME_UNITS_MAX) * 2);
	return stored;
}

static bool
next_is_link(struct sevenzip *sevenzip)
{
	uint32_t attributes;

	if (!sevenzip_flag(&sevenzip->with_attributes, sevenzip->file))
		return false;
	attributes = sevenzip_u32(&sevenzip->attributes);
	return (attributes & ATTRIBUTE_UNIX) != 0 &&
	       (attributes >> 16 & MODE_TYPE) == MODE_LINK;
}

/* Cut where its folder is, and the archive with it. */
static void
cut_member(struct unpacking *unpacking, const struct sevenzip_decoded *decoded,
    struct member *member)
{
	member->flags |= MEMBER_CUT;
	member->limit = decoded->limit;
	if (decoded->limit != LIMIT_RATIO)
		unpacking_cut(unpacking, decoded->limit);
}

/* Its part of the folder. */
static void
take_slice(struct unpacking *unpacking, const struct sevenzip_stream *stream,
    struct member *member)
{
	struct sevenzip *sevenzip = unpacking->state;
	const struct sevenzip_decoded *decoded = &sevenzip->decoded;
	struct slice rest = {NULL, 0};

	if (stream->offset <= decoded->bytes.size)
		rest = slice_skip(decoded->bytes, (size_t)stream->offset);
	if (stream->size <= rest.size)
		rest = slice_sub(rest, 0, (size_t)stream->size);
	member->body = rest;
	if (rest.size == stream->size) {
		if (stream->has_sum ? crc32_of(0, rest) != stream->sum
				    : (decoded->flags & MEMBER_DAMAGED) != 0)
			member->flags |= MEMBER_DAMAGED;
	} else if (decoded->flags & MEMBER_CUT) {
		cut_member(unpacking, decoded, member);
	} else {
		member->flags |= MEMBER_DAMAGED;
	}
}

static void
take_body(struct unpacking *unpacking, const struct sevenzip_stream *stream,
    struct member *member)
{
	struct sevenzip *sevenzip = unpacking->state;
	const struct sevenzip_decoded *decoded = &sevenzip->decoded;
	bool closed;

	if (sevenzip->folder != stream->folder) {
		sevenzip->folder = stream->folder;
		sevenzip->decoded = sevenzip_decode(&sevenzip->decoder, stream);
	}
	member->flags |= decoded->flags & (MEMBER_ENCRYPTED | MEMBER_PASSWORD |
					      MEMBER_UNSUPPORTED);
	closed = (member->flags & MEMBER_ENCRYPTED) != 0 &&
		 (member->flags & MEMBER_PASSWORD) == 0;
	if (closed && (decoded->flags & MEMBER_CUT))
		cut_member(unpacking, decoded, member);
	if (!closed && (member->flags & MEMBER_UNSUPPORTED) == 0)
		take_slice(unpacking, stream, member);
}

/* Files come with their streams in the same order.  False: too few streams. */
static bool
take_content(struct unpacking *unpacking, bool empty, struct member *member)
{
	struct sevenzip *sevenzip = unpacking->state;
	struct sevenzip_stream stream;

	if (empty) {
		member->size = 0;
		return true;
	}
	if (!sevenzip_next_stream(&sevenzip->streams, &stream)) {
		unpacking_damaged(unpacking);
		return false;
	}
	member->size = stream.size;
	member->crc32 = stream.sum;
	member->has_crc32 = stream.has_sum;
	take_body(unpacking, &stream, member);
	return true;
}

/* The next file that is no folder of a file system.  False: no more. */
static bool
next_file(struct unpacking *unpacking, bool *empty_r, struct slice *name_r,
    struct member *member)
{
	struct sevenzip *sevenzip = unpacking->state;

	for (; sevenzip->file < sevenzip->file_count; sevenzip->file++) {
		if (sevenzip->file % FILES_A_LOOK == 0 &&
		    unpacking_late(unpacking))
			return false;
		*name_r = next_name(&sevenzip->names);
		member->flags = next_is_link(sevenzip) ? MEMBER_LINK : 0;
		*empty_r =
		    sevenzip_flag(&sevenzip->empty_streams, sevenzip->file);
		if (!*empty_r ||
		    sevenzip_flag(&sevenzip->empty_files, sevenzip->empty++)) {
			sevenzip->file++;
			return true;
		}
	}
	return false;
}

static bool
sevenzip_next(struct unpacking *unpacking, struct member *member_r)
{
	struct slice stored;
	bool empty;

	if (!next_file(unpacking, &empty, &stored, member_r) ||
	    !unpacking_may_add(unpacking))
		return false;
	member_r->name = utf16_name(unpacking->arena, stored);
	return take_content(unpacking, empty, member_r);
}

/* ---- the reader -------------------------------------------------------- */

/* Methods that libarchive may know, and nothing that it cannot decrypt. */
static bool
is_for_libarchive(const struct unpacking *unpacking)
{
	const struct sevenzip *sevenzip = unpacking->state;
	bool unknown = false;

	if (unpacking->flags & ARCHIVE_ENCRYPTED)
		return false;
	for (size_t i = 0; i < sevenzip->streams.folder_count; i++) {
		struct sevenzip_bytes bytes = {
		    .rest = sevenzip->streams.folders[i].recipe};
		struct sevenzip_recipe recipe;

		sevenzip_recipe_read(&bytes, &recipe);
		if (sevenzip_recipe_has(&recipe, SEVENZIP_AES))
			return false;
		unknown |= !sevenzip_can_decode(&recipe);
	}
	return unknown;
}

static bool
sevenzip_open(struct unpacking *unpacking)
{
	struct sevenzip *sevenzip =
	    arena_alloc(unpacking->arena, sizeof(*sevenzip));
	struct slice header;

	if (sevenzip == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	*sevenzip = (struct sevenzip){
	    .decoder = {.unpacking = unpacking, .streams = &sevenzip->streams},
	    .folder = SIZE_MAX,
	};
	sevenzip_keys_init(&sevenzip->decoder.keys, unpacking);
	unpacking->state = sevenzip;
	if (unpacking_late(unpacking) ||
	    !find_header(unpacking->bytes, &header))
		return false;
	if (read_layers(unpacking, header))
		return !is_for_libarchive(unpacking);
	/* No password fits the header: that there are members is all. */
	sevenzip->file_count = 0;
	return (unpacking->flags & ARCHIVE_ENCRYPTED) != 0;
}

static void
sevenzip_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

const struct archive_reader sevenzip_reader = {
    .open = sevenzip_open,
    .next = sevenzip_next,
    .close = sevenzip_close,
};
