/*
 * upx - what a program was before UPX packed it
 *
 *     PE:   ... "UPX!" header of 32 bytes, packed bytes ...
 *     ELF:  ... "UPX!" of 8 bytes, sizes in 12, then for each piece
 *               12 bytes of head and its packed bytes; the loader follows
 *
 * All numbers are in the byte order of the program.
 */
#include "core/archive/program/upx.h"

#include <string.h>

#include "core/archive/method/unlzma.h"
#include "core/archive/program/nrv.h"
#include "core/base/integer.h"

#define MARK SLICE("UPX!")
#define HEADER_BYTES 32u
/* The mark stands this near to the begin, and so many are tried. */
#define MARK_WITHIN ((size_t)64 << 10)
#define MARKS_MAX 16u
/* Heads of an ELF: of the loader, behind the mark, and of a piece. */
#define ELF_HEAD_BYTES 20u
#define PIECE_BYTES 12u
#define PIECES_MAX 65536u

enum method {
	METHOD_STORED = 0, /* ours: as large packed as not */
	METHOD_NRV2B_LE32 = 2,
	METHOD_NRV2E_LE16 = 10,
	METHOD_LZMA = 14,
};

/* Packed bytes and how. */
struct packed {
	struct slice bytes;
	uint32_t size; /* unpacked */
	uint8_t method;
	uint8_t filter;
	uint8_t filter_mark;
};

static bool
is_known_method(uint8_t method)
{
	return method == METHOD_LZMA ||
	       (method >= METHOD_NRV2B_LE32 && method <= METHOD_NRV2E_LE16);
}

/* ---- one piece --------------------------------------------------------- */

/* Two bytes ahead of the stream: lc + lp and pb, then lp and lc. */
static bool
decode_lzma(const struct packed *packed, struct body_output *output)
{
	uint8_t properties[5];
	uint64_t before = output->size;
	uint8_t pb, lp, lc;

	if (packed->bytes.size < 2)
		return false;
	pb = packed->bytes.data[0] & 7;
	lp = packed->bytes.data[1] >> 4;
	lc = packed->bytes.data[1] & 15;
	if (pb > 4 || lp > 4 || lc > 8)
		return false;
	properties[0] = (uint8_t)((pb * 5 + lp) * 9 + lc);
	memset(properties + 1, 0xFF, 4);
	return unlzma(false, (struct slice){properties, sizeof(properties)},
		   slice_skip(packed->bytes, 2), before + packed->size,
		   output) == UNLZMA_OK;
}

static bool
decode(const struct packed *packed, struct body_output *output)
{
	static const uint8_t group_bytes[] = {4, 1, 2};
	unsigned nrv = packed->method - METHOD_NRV2B_LE32;

	if (packed->method == METHOD_LZMA)
		return decode_lzma(packed, output);
	return nrv_decode((enum nrv_kind)(nrv / 3), group_bytes[nrv % 3],
		   packed->bytes, output) == LZ_OK;
}

/* Calls and jumps got the place they go to, highest byte first, below a mark
 * in the byte above it, so that equal ones look alike. */
#define FILTER_CALLS 0x26u
#define FILTER_CALLS_AND_BRANCHES 0x49u

static bool
is_call(const uint8_t *data, size_t at, size_t last, uint8_t filter)
{
	if (data[at] == 0xE8 || data[at] == 0xE9)
		return true;
	return filter == FILTER_CALLS_AND_BRANCHES && at > 0 && at != last &&
	       data[at - 1] == 0x0F && (data[at] & 0xF0) == 0x80;
}

static void
undo_filter(const struct packed *packed, uint8_t *data, size_t size)
{
	size_t last = 0;

	if (packed->filter != FILTER_CALLS &&
	    packed->filter != FILTER_CALLS_AND_BRANCHES)
		return;
	for (size_t at = 0; size >= 5 && at < size - 4; at++) {
		struct slice target = {data + at + 1, 4};
		uint32_t place;

		if (!is_call(data, at, last, packed->filter) ||
		    target.data[0] != packed->filter_mark)
			continue;
		place = (u32_be(target, 0) & 0xFFFFFF) - (uint32_t)at - 1;
		integer_put_le(data + at + 1, place, 4);
		at += 4;
		last = at + 1;
	}
}

/* ---- PE ---------------------------------------------------------------- */

/* The header at mark, and what stands behind it. */
static bool
read_header(struct slice file, size_t mark, struct packed *packed_r)
{
	struct slice header = slice_sub(file, mark, HEADER_BYTES);
	uint32_t packed_size = u32_le(header, 20);

	if (header.size < HEADER_BYTES || !is_known_method(header.data[6]))
		return false;
	*packed_r = (struct packed){
	    .bytes = slice_sub(file, mark + HEADER_BYTES, packed_size),
	    .size = u32_le(header, 16),
	    .method = header.data[6],
	    .filter = header.data[28],
	    .filter_mark = header.data[29],
	};
	return packed_r->size > 0 && packed_r->bytes.size > 0;
}

/* Entries of UPX: push all; mov esi, from; lea edi, [esi + there]; and of 64
 * bits: push four; lea rsi, [rip + from]. */
static bool
find_by_entry(const struct executable *pe, struct packed *packed_r)
{
	struct slice code = slice_skip(pe->file, (size_t)pe->entry);
	uint32_t address;
	uint64_t from;

	if (slice_starts_with(code, SLICE("\x60\xBE")))
		address = u32_le(code, 2) - pe->image_base;
	else if (slice_starts_with(code, SLICE("\x53\x56\x57\x55\x48\x8D\x35")))
		address = pe->entry_address + 11 + u32_le(code, 7);
	else
		return false;
	if (!executable_offset(pe, address, &from))
		return false;
	*packed_r = (struct packed){
	    .bytes = slice_skip(pe->file, (size_t)from), .size = UINT32_MAX};
	return packed_r->bytes.size > 0;
}

/* A body of what packed becomes; false: nothing, and none was begun. */
static bool
unpack_image(struct unpacking *unpacking, const struct packed *packed,
    struct member *member)
{
	struct body_output output;
	bool whole;

	body_output_begin(&output, unpacking, packed->bytes.size);
	whole = decode(packed, &output);
	if (!whole && !output.cut) {
		body_output_drop(&output);
		return false;
	}
	undo_filter(packed, output.data, output.size);
	body_output_end(&output, member);
	return true;
}

static bool
unpack_by_marks(
    struct unpacking *unpacking, struct slice file, struct member *member)
{
	size_t at = 0;

	for (unsigned i = 0; i < MARKS_MAX; i++) {
		struct slice rest = slice_sub(file, at, MARK_WITHIN - at);
		size_t mark = slice_find(rest, MARK);
		struct packed packed;

		if (mark == rest.size)
			return false;
		at += mark;
		if (read_header(file, at, &packed) &&
		    unpack_image(unpacking, &packed, member))
			return true;
		at += MARK.size;
	}
	return false;
}

/* The method is that which comes to the mark at its end. */
static bool
unpack_by_entry(struct unpacking *unpacking, const struct executable *pe,
    struct member *member)
{
	static const uint8_t methods[] = {2, 5, 8};
	struct packed packed;

	if (!find_by_entry(pe, &packed))
		return false;
	for (size_t i = 0; i < sizeof(methods); i++) {
		packed.method = methods[i];
		if (unpack_image(unpacking, &packed, member))
			return true;
	}
	return false;
}

/* ---- a PE again -------------------------------------------------------- */

/* Where the old header goes in the file, behind "MZ" and where it stands. */
#define NEW_HEADER 0x40u
#define COFF_BYTES 24u
#define SECTION_BYTES 40u

/* The header that the program had stands behind its memory; its place in the
 * last four bytes. */
struct old_program {
	struct slice image;
	struct slice header; /* sections included */
	struct slice sections;
	uint32_t count;
	uint32_t base; /* address of the image's first byte */
	size_t size;   /* of the file */
};

static bool
find_old_header(struct old_program *old)
{
	struct slice rest =
	    slice_skip(old->image, u32_le(old->image, old->image.size - 4));
	size_t optional = u16_le(rest, 20);

	old->count = u16_le(rest, 6);
	old->sections = slice_sub(
	    rest, COFF_BYTES + optional, (size_t)old->count * SECTION_BYTES);
	old->header =
	    slice_sub(rest, 0, COFF_BYTES + optional + old->sections.size);
	old->size = NEW_HEADER + old->header.size;
	return slice_starts_with(rest, SLICE("PE\0\0")) && old->count > 0 &&
	       old->sections.size == (size_t)old->count * SECTION_BYTES;
}

/* What a section has in memory, and where it stands in the file. */
static struct slice
old_section(const struct old_program *old, uint32_t index, uint32_t *raw_r)
{
	uint64_t row = (uint64_t)index * SECTION_BYTES;
	uint32_t address = u32_le(old->sections, row + 12);

	*raw_r = u32_le(old->sections, row + 20);
	if (address < old->base)
		return SLICE("");
	return slice_sub(
	    old->image, address - old->base, u32_le(old->sections, row + 16));
}

/* A file may be as large as what it was in memory, and its header. */
static bool
measure(struct old_program *old)
{
	size_t most = old->image.size + old->size + MARK_WITHIN;

	for (uint32_t i = 0; i < old->count; i++) {
		uint32_t raw;
		size_t size = old_section(old, i, &raw).size;

		if (raw > most || size > most - raw)
			return false;
		if (size > 0 && raw + size > old->size)
			old->size = raw + size;
	}
	return true;
}

/* In place of the image, where there is enough to make a file of. */
static void
rebuild(struct unpacking *unpacking, const struct executable *pe,
    struct member *member)
{
	struct old_program old = {.image = member->body};
	struct body_output output;
	struct member file = *member;

	if (pe->sections_kept == 0 || old.image.size < 4 ||
	    !find_old_header(&old))
		return;
	old.base = pe->sections[0].address;
	if (!measure(&old))
		return;
	body_output_begin(&output, unpacking, UINT64_MAX);
	if (!body_output_zeros(&output, old.size)) {
		body_output_drop(&output);
		return;
	}
	memcpy(output.data, "MZ", 2);
	output.data[0x3C] = NEW_HEADER;
	memcpy(output.data + NEW_HEADER, old.header.data, old.header.size);
	for (uint32_t i = 0; i < old.count; i++) {
		uint32_t raw;
		struct slice bytes = old_section(&old, i, &raw);

		if (bytes.size > 0)
			memcpy(output.data + raw, bytes.data, bytes.size);
	}
	body_output_end(&output, &file);
	*member = file;
}

/* ---- ELF --------------------------------------------------------------- */

struct pieces {
	const struct executable *elf;
	struct slice rest;
	uint32_t largest;
	struct body_output output;
};

static uint32_t
number_at(const struct executable *elf, struct slice bytes, size_t at)
{
	return elf->big_endian ? u32_be(bytes, at) : u32_le(bytes, at);
}

/* False: what stands here is no piece. */
static bool
next_piece(struct pieces *pieces, struct packed *packed_r)
{
	struct slice head = slice_sub(pieces->rest, 0, PIECE_BYTES);
	uint32_t size = number_at(pieces->elf, head, 0);
	uint32_t packed_size = number_at(pieces->elf, head, 4);

	if (head.size < PIECE_BYTES || packed_size == 0 || packed_size > size ||
	    size > pieces->largest ||
	    (packed_size < size && !is_known_method(head.data[8])))
		return false;
	*packed_r = (struct packed){
	    .bytes = slice_sub(pieces->rest, PIECE_BYTES, packed_size),
	    .size = size,
	    .method = packed_size < size ? head.data[8] : METHOD_STORED,
	    .filter = head.data[9],
	    .filter_mark = head.data[10],
	};
	pieces->rest = slice_skip(pieces->rest, PIECE_BYTES + packed_size);
	return true;
}

/* False: it is damaged, or cut. */
static bool
add_piece(struct pieces *pieces, const struct packed *packed)
{
	struct body_output *output = &pieces->output;
	size_t before = output->size;

	if (packed->method == METHOD_STORED)
		return body_output_write(
			   output, packed->bytes.data, packed->bytes.size) &&
		       packed->bytes.size == packed->size;
	if (!decode(packed, output))
		return false;
	undo_filter(packed, output->data + before, output->size - before);
	return true;
}

static bool
unpack_elf(struct unpacking *unpacking, const struct executable *elf,
    struct member *member)
{
	struct slice head = slice_sub(elf->file, 0, MARK_WITHIN);
	size_t mark = slice_find(head, MARK), begin = mark + ELF_HEAD_BYTES;
	struct pieces pieces = {
	    .elf = elf,
	    .rest = slice_skip(elf->file, begin),
	    .largest = number_at(elf, elf->file, begin - 4),
	};
	struct packed packed;
	bool whole = true;

	if (mark == head.size)
		return false;
	body_output_begin(&pieces.output, unpacking, elf->file.size);
	for (uint32_t i = 0; whole && i < PIECES_MAX; i++) {
		if (!next_piece(&pieces, &packed))
			break;
		whole = add_piece(&pieces, &packed);
	}
	if (pieces.output.size == 0) {
		body_output_drop(&pieces.output);
		return false;
	}
	if (!whole)
		member->flags |= MEMBER_DAMAGED;
	body_output_end(&pieces.output, member);
	return true;
}

/* ---- either ------------------------------------------------------------ */

void
upx_unpack(struct unpacking *unpacking, const struct executable *executable,
    struct member *member)
{
	if (executable->kind == EXECUTABLE_ELF)
		(void)unpack_elf(unpacking, executable, member);
	else if (executable->kind == EXECUTABLE_PE &&
		 (unpack_by_marks(unpacking, executable->file, member) ||
		     unpack_by_entry(unpacking, executable, member)))
		rebuild(unpacking, executable, member);
}
