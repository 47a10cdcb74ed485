/*
 * udf - the tree of a UDF volume
 *
 * Sums of descriptors are not checked: who reads such a disc may not either.
 */
#include "core/archive/disk/udf.h"

#include "core/base/integer.h"

/* Numbers of descriptors (ECMA-167, 3/7.2.1 and 4/7.2.1). */
#define TAG_ANCHOR 2u
#define TAG_PARTITION 5u
#define TAG_VOLUME 6u
#define TAG_END 8u
#define TAG_FILE_SET 256u
#define TAG_NAME 257u
#define TAG_FILE 261u
#define TAG_EXTENDED_FILE 266u

/* Descriptors that are looked at from one anchor. */
#define DESCRIPTORS_MAX 64u
/* Lists of pieces that one file goes on in. */
#define CONTINUATIONS_MAX 256u

static unsigned
tag_at(struct slice bytes, uint64_t at)
{
	return u16_le(bytes, at);
}

/* Where the block lies, or past the end. */
static uint64_t
block_at(const struct udf *udf, uint16_t partition, uint32_t block)
{
	if (partition >= udf->partition_count)
		return UINT64_MAX;
	return udf->start[partition] + (uint64_t)block * UDF_BLOCK;
}

/* ---- the volume -------------------------------------------------------- */

bool
udf_is(struct slice bytes)
{
	/* Behind the 16 sectors of the system: what standards it follows. */
	for (uint64_t at = 16 * UDF_BLOCK; at < 48 * UDF_BLOCK; at += UDF_BLOCK)
		if (slice_starts_with(
			slice_skip(bytes, (size_t)at + 1), SLICE("NSR0")))
			return true;
	return false;
}

/* An anchor stands in one of these sectors: 256, or from the end. */
static bool
find_anchor(struct slice bytes, uint64_t *at_r)
{
	uint64_t sectors = bytes.size / UDF_BLOCK;
	const uint64_t places[] = {
	    256, sectors - 1, sectors - 257, 512, sectors - 2};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		*at_r = places[i] * UDF_BLOCK;
		if (places[i] < sectors && tag_at(bytes, *at_r) == TAG_ANCHOR)
			return true;
	}
	return false;
}

/* The descriptors of the volume that matter; 0: there is none. */
struct descriptors {
	uint64_t partition[UDF_PARTITIONS_MAX];
	unsigned partition_count;
	uint64_t volume;
};

static void
read_descriptors(
    struct slice bytes, uint64_t at, struct descriptors *descriptors_r)
{
	*descriptors_r = (struct descriptors){.volume = 0};
	for (unsigned i = 0; i < DESCRIPTORS_MAX; i++, at += UDF_BLOCK) {
		unsigned tag = tag_at(bytes, at);

		if (tag == TAG_END || at >= bytes.size)
			return;
		if (tag == TAG_VOLUME)
			descriptors_r->volume = at;
		else if (tag == TAG_PARTITION &&
			 descriptors_r->partition_count < UDF_PARTITIONS_MAX)
			descriptors_r
			    ->partition[descriptors_r->partition_count++] = at;
	}
}

/* Where the partition of that number begins, in bytes. */
static uint64_t
partition_start(
    struct slice bytes, const struct descriptors *descriptors, uint16_t number)
{
	for (unsigned i = 0; i < descriptors->partition_count; i++) {
		uint64_t at = descriptors->partition[i];

		if (u16_le(bytes, at + 22) == number)
			return (uint64_t)u32_le(bytes, at + 188) * UDF_BLOCK;
	}
	return UINT64_MAX;
}

/* A metadata partition lies in a file of the partition under it, in one piece
 * unless the disc was written to again and again. */
static uint64_t
metadata_start(struct udf *udf, uint64_t under, uint32_t file_block)
{
	struct udf plain = {.bytes = udf->bytes, .partition_count = 1};
	struct udf_file file;
	struct slice piece;
	uint64_t zeros;

	plain.start[0] = under;
	if (!udf_file_at(&plain, (struct udf_place){file_block, 0}, &file))
		return UINT64_MAX;
	file.partition = 0;
	if (!udf_next_piece(&plain, &file, &piece, &zeros) || piece.size == 0)
		return UINT64_MAX;
	return (uint64_t)(piece.data - udf->bytes.data);
}

/* The partitions that places name, in order, by the maps of the volume. */
static void
read_maps(struct udf *udf, const struct descriptors *descriptors)
{
	struct slice bytes = udf->bytes;
	uint64_t at = descriptors->volume + 440;
	uint32_t count = u32_le(bytes, descriptors->volume + 268);

	for (uint32_t i = 0; i < count && i < UDF_PARTITIONS_MAX; i++) {
		struct slice map = slice_skip(bytes, (size_t)at);
		bool plain = map.size > 1 && map.data[0] == 1;
		uint16_t number = u16_le(map, plain ? 4 : 38);
		uint64_t start = partition_start(bytes, descriptors, number);

		if (map.size < 6 || map.data[1] == 0)
			return;
		if (slice_starts_with(
			slice_skip(map, 5), SLICE("*UDF Metadata")) &&
		    start != UINT64_MAX)
			start = metadata_start(udf, start, u32_le(map, 40));
		udf->start[udf->partition_count++] = start;
		at += map.data[1];
	}
}

bool
udf_open(struct udf *udf, struct slice bytes, struct udf_place *root_r)
{
	struct descriptors descriptors;
	uint64_t anchor, set;

	*udf = (struct udf){.bytes = bytes};
	if (!find_anchor(bytes, &anchor))
		return false;
	read_descriptors(bytes,
	    (uint64_t)u32_le(bytes, anchor + 20) * UDF_BLOCK, &descriptors);
	/* The reserve of the same. */
	if (descriptors.volume == 0 || descriptors.partition_count == 0)
		read_descriptors(bytes,
		    (uint64_t)u32_le(bytes, anchor + 28) * UDF_BLOCK,
		    &descriptors);
	if (descriptors.volume == 0)
		return false;
	read_maps(udf, &descriptors);
	set = block_at(udf, u16_le(bytes, descriptors.volume + 256),
	    u32_le(bytes, descriptors.volume + 252));
	if (tag_at(bytes, set) != TAG_FILE_SET)
		return false;
	*root_r = (struct udf_place){
	    u32_le(bytes, set + 404), u16_le(bytes, set + 408)};
	return true;
}

/* ---- files ------------------------------------------------------------- */

/* Kinds of descriptors of pieces: the low bits of the flags. */
#define PIECES_SHORT 0u
#define PIECES_LONG 1u
#define PIECES_EMBEDDED 3u

#define FILE_TYPE_DIRECTORY 4u

bool
udf_file_at(
    const struct udf *udf, struct udf_place place, struct udf_file *file_r)
{
	uint64_t at = block_at(udf, place.partition, place.block);
	unsigned tag = tag_at(udf->bytes, at);
	uint64_t fixed = tag == TAG_FILE ? 176 : 216;
	struct slice entry;
	uint32_t attributes, pieces;

	if ((tag != TAG_FILE && tag != TAG_EXTENDED_FILE) ||
	    !integer_fits(udf->bytes, at, (size_t)fixed))
		return false;
	entry = slice_skip(udf->bytes, (size_t)at);
	attributes = u32_le(entry, fixed - 8);
	pieces = u32_le(entry, fixed - 4);
	*file_r = (struct udf_file){
	    .is_directory = entry.data[27] == FILE_TYPE_DIRECTORY,
	    .size = u64_le(entry, 56),
	    .kind = entry.data[34] & 7u,
	    .partition = place.partition,
	    .pieces =
		slice_sub(slice_skip(entry, (size_t)fixed), attributes, pieces),
	};
	return true;
}

/* Bytes of the disc at a block, at most size. */
static struct slice
bytes_at(
    const struct udf *udf, uint16_t partition, uint32_t block, uint64_t size)
{
	uint64_t at = block_at(udf, partition, block);

	if (at >= udf->bytes.size)
		return (struct slice){NULL, 0};
	return slice_sub(udf->bytes, (size_t)at, (size_t)size);
}

static bool
take_embedded(struct udf_file *file, struct slice *piece_r)
{
	if (file->at > 0)
		return false;
	file->at = 1;
	*piece_r = slice_sub(file->pieces, 0, (size_t)file->size);
	return piece_r->size > 0;
}

bool
udf_next_piece(const struct udf *udf, struct udf_file *file,
    struct slice *piece_r, uint64_t *zeros_r)
{
	size_t step = file->kind == PIECES_LONG ? 16 : 8;

	*piece_r = (struct slice){NULL, 0};
	*zeros_r = 0;
	if (file->kind == PIECES_EMBEDDED)
		return take_embedded(file, piece_r);
	while (file->kind <= PIECES_LONG && file->size > 0 &&
	       integer_fits(file->pieces, file->at, step)) {
		uint32_t length = u32_le(file->pieces, file->at);
		uint32_t block = u32_le(file->pieces, file->at + 4);
		uint16_t partition = file->kind == PIECES_LONG
					 ? u16_le(file->pieces, file->at + 8)
					 : file->partition;
		uint64_t size = length & 0x3FFFFFFF;

		file->at += step;
		if (size == 0)
			return false;
		if (length >> 30 == 3) { /* the list goes on there */
			if (file->continuations++ == CONTINUATIONS_MAX)
				return false;
			file->pieces = slice_skip(
			    bytes_at(udf, partition, block, size), 24);
			file->at = 0;
			continue;
		}
		size = size < file->size ? size : file->size;
		file->size -= size;
		if (length >> 30 == 0)
			*piece_r = bytes_at(udf, partition, block, size);
		else
			*zeros_r = size;
		return true;
	}
	return false;
}

/* ---- directories ------------------------------------------------------- */

#define NAME_DIRECTORY 2u
#define NAME_DELETED 4u
#define NAME_PARENT 8u
#define NAME_HEAD 38u

bool
udf_next_name(struct slice directory, size_t *at, struct udf_name *name_r)
{
	struct slice head = slice_skip(directory, *at);
	size_t used, size;

	if (head.size < NAME_HEAD || tag_at(head, 0) != TAG_NAME)
		return false;
	used = NAME_HEAD + u16_le(head, 36);
	size = head.data[19];
	*name_r = (struct udf_name){
	    .stored = slice_sub(head, used, size),
	    .place = {u32_le(head, 24), u16_le(head, 28)},
	    .is_directory = (head.data[18] & NAME_DIRECTORY) != 0,
	    .is_none = (head.data[18] & (NAME_DELETED | NAME_PARENT)) != 0,
	};
	*at += (used + size + 3) & ~(size_t)3;
	return true;
}
