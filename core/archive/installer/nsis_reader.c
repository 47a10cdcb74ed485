/*
 * nsis_reader - installers of the Nullsoft Scriptable Install System
 *
 *     flags, 0xDEADBEEF, "NullsoftInst", size of the script, size of all this
 *     packed: the script, then each file, 4 bytes of size ahead of each
 *
 * Either each of them is packed for itself, or all as one stream ("solid"),
 * with LZMA (a filter for programs may stand ahead), bzip2 or Deflate.  Which
 * it is nobody says: it is each for itself if that makes a script of the right
 * size, and the first bytes of a stream tell the method.
 */
#include "core/archive/installer/nsis_bzip2.h"
#include "core/archive/installer/nsis_header.h"
#include "core/archive/member/archives.h"
#include "core/archive/member/body_output.h"
#include "core/archive/method/inflate64.h"
#include "core/archive/method/unlzma.h"
#include "core/base/integer.h"

#define SCRIPT_SIZE_AT 20u
#define ALL_SIZE_AT 24u
#define HEAD_BYTES 28u
#define SIZE_BYTES 4u
#define SIZE_PACKED 0x80000000u

#define LZMA_PROPERTIES 5u
#define FILTER_X86 0x04u /* of 7z */
#define ANY_SIZE UINT64_MAX

enum method { METHOD_UNKNOWN, METHOD_LZMA, METHOD_BZIP2, METHOD_DEFLATE };

struct nsis {
	/* Files with their sizes; packed each, or unpacked all. */
	struct slice files;
	size_t at;
	struct nsis_header header;
	enum method method;
	bool solid;
	struct nsis_bzip2 *bzip2; /* NULL: not needed so far */
	struct member whole;      /* solid: all of it, and what is wrong */
};

/* ---- what is packed how ------------------------------------------------ */

/* Properties that all compilers of scripts write, a dictionary of whole 64 KB,
 * and the first byte of any stream. */
static bool
is_plain_lzma(struct slice packed)
{
	return packed.size > LZMA_PROPERTIES && packed.data[0] == 0x5D &&
	       u16_le(packed, 1) == 0 && packed.data[LZMA_PROPERTIES] == 0;
}

/* A byte for the filter may stand ahead. */
static bool
is_filtered_lzma(struct slice packed)
{
	return packed.size > 0 && packed.data[0] <= 1 &&
	       is_plain_lzma(slice_skip(packed, 1));
}

static enum method
method_of(struct slice packed)
{
	if (is_plain_lzma(packed) || is_filtered_lzma(packed))
		return METHOD_LZMA;
	return nsis_bzip2_begins(packed) ? METHOD_BZIP2 : METHOD_DEFLATE;
}

/* ---- unpacking --------------------------------------------------------- */

static bool
unpack_lzma(struct slice packed, struct body_output *output)
{
	if (is_filtered_lzma(packed))
		packed = slice_skip(packed, 1);
	return unlzma(false, slice_sub(packed, 0, LZMA_PROPERTIES),
		   slice_skip(packed, LZMA_PROPERTIES), UNLZMA_TO_ITS_END,
		   output) == UNLZMA_OK;
}

static void
begin_again(struct body_output *output, struct slice packed)
{
	struct unpacking *unpacking = output->unpacking;

	body_output_drop(output);
	body_output_begin(output, unpacking, packed.size);
}

/* Some compilers write Deflate as RFC 1951 has it, others leave something out
 * of stored blocks: whichever comes to its end is right. */
static bool
unpack_deflate(struct slice packed, struct body_output *output)
{
	struct inflater *inflater = output->unpacking->archives->inflater;
	enum inflate_result result;
	size_t consumed;

	result = inflate_stream(inflater, packed, output, &consumed, NULL);
	if (result != INFLATE_DAMAGED)
		return result == INFLATE_OK;
	begin_again(output, packed);
	result = inflate64_stream_kind(INFLATE_NSIS, packed, output, &consumed);
	if (result != INFLATE_DAMAGED)
		return result == INFLATE_OK;
	begin_again(output, packed);
	return inflate_stream(inflater, packed, output, &consumed, NULL) ==
	       INFLATE_OK;
}

/* False: no room for the decoder, and the member is cut. */
static bool
have_bzip2(struct unpacking *unpacking, struct member *member)
{
	struct nsis *nsis = unpacking->state;

	if (nsis->bzip2 == NULL)
		nsis->bzip2 = nsis_bzip2_create(unpacking->arena);
	if (nsis->bzip2 != NULL)
		return true;
	member->flags |= MEMBER_CUT;
	member->limit = LIMIT_DECODED_BYTES;
	unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
	return false;
}

static void
undo_filter(
    struct unpacking *unpacking, struct slice packed, struct member *member)
{
	if (!is_filtered_lzma(packed) || packed.data[0] == 0)
		return;
	if (unlzma_filter(FILTER_X86, SLICE(""),
		(uint8_t *)(uintptr_t)member->body.data, member->body.size,
		unpacking->budget) != UNLZMA_OK)
		member->flags |= MEMBER_DAMAGED;
}

/* False: it is damaged, or the output is cut. */
static bool
decode(struct nsis *nsis, struct slice packed, struct body_output *output)
{
	if (nsis->method == METHOD_LZMA)
		return unpack_lzma(packed, output);
	if (nsis->method == METHOD_BZIP2)
		return nsis_bzip2_decode(nsis->bzip2, packed, output) == LZ_OK;
	return unpack_deflate(packed, output);
}

/*
 * One stream, into member: body, and what is wrong with it.  False: it does not
 * become as many bytes as are expected, and there is no body.
 */
static bool
unpack(struct unpacking *unpacking, struct slice packed, uint64_t expected,
    struct member *member)
{
	struct nsis *nsis = unpacking->state;
	struct body_output output;
	bool whole;

	if (nsis->method == METHOD_UNKNOWN)
		nsis->method = method_of(packed);
	if (nsis->method == METHOD_BZIP2 && !have_bzip2(unpacking, member))
		return true;
	body_output_begin(&output, unpacking, packed.size);
	whole = decode(nsis, packed, &output);
	if (expected != ANY_SIZE && output.size != expected) {
		/* Without the limit it might have. */
		if (output.cut)
			unpacking_cut(unpacking, output.limit);
		body_output_drop(&output);
		return false;
	}
	if (!whole && !output.cut)
		member->flags |= MEMBER_DAMAGED;
	body_output_end(&output, member);
	if (nsis->method == METHOD_LZMA)
		undo_filter(unpacking, packed, member);
	return true;
}

/* ---- where files begin ------------------------------------------------- */

/* The script, which becomes size bytes, and what stands behind it.  False: it
 * does not. */
static bool
open_each(struct unpacking *unpacking, struct slice packed, uint32_t size)
{
	struct nsis *nsis = unpacking->state;
	struct member script = member_unknown();
	uint32_t head = u32_le(packed, 0);
	struct slice bytes = slice_sub(packed, SIZE_BYTES, head & ~SIZE_PACKED);

	if (bytes.size < (head & ~SIZE_PACKED))
		return false;
	script.body = bytes;
	if ((head & SIZE_PACKED) != 0 ? !unpack(unpacking, bytes, size, &script)
				      : head != size)
		return false;
	nsis->files = slice_skip(packed, SIZE_BYTES + bytes.size);
	nsis->header = nsis_header_read(script.body);
	return true;
}

/* What ended it ends it after the files that did come out; so does what kept
 * the script from being one. */
static void
open_solid(struct unpacking *unpacking, struct slice packed)
{
	struct nsis *nsis = unpacking->state;
	uint32_t size;

	nsis->whole = member_unknown();
	nsis->method = METHOD_UNKNOWN;
	nsis->solid = true;
	(void)!unpack(unpacking, packed, ANY_SIZE, &nsis->whole);
	unpacking->ended = false;
	size = u32_le(nsis->whole.body, 0);
	nsis->header =
	    nsis_header_read(slice_sub(nsis->whole.body, SIZE_BYTES, size));
	nsis->files =
	    slice_skip(slice_skip(nsis->whole.body, SIZE_BYTES), size);
}

static bool
nsis_open(struct unpacking *unpacking)
{
	struct slice bytes = unpacking->bytes;
	uint32_t script = u32_le(bytes, SCRIPT_SIZE_AT);
	uint32_t all = u32_le(bytes, ALL_SIZE_AT);
	struct slice packed = slice_skip(bytes, HEAD_BYTES);
	struct nsis *nsis = arena_alloc(unpacking->arena, sizeof(*nsis));

	if (nsis == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	*nsis = (struct nsis){.method = METHOD_UNKNOWN};
	unpacking->state = nsis;
	if (all >= HEAD_BYTES && all - HEAD_BYTES <= packed.size)
		packed.size = all - HEAD_BYTES;
	else
		unpacking->flags |= ARCHIVE_DAMAGED;
	if (packed.size <= SIZE_BYTES)
		return false;
	if (!open_each(unpacking, packed, script))
		open_solid(unpacking, packed);
	return true;
}

/* ---- files ------------------------------------------------------------- */

/* A piece of the whole. */
static void
take_solid(struct unpacking *unpacking, struct slice body, uint32_t size,
    struct member *member)
{
	const struct nsis *nsis = unpacking->state;

	member->size = size;
	member->body = body;
	if (body.size == size)
		return;
	if ((nsis->whole.flags & MEMBER_CUT) == 0) {
		member->flags |= MEMBER_DAMAGED;
		return;
	}
	member->flags |= MEMBER_CUT;
	member->limit = nsis->whole.limit;
	unpacking_cut(unpacking, nsis->whole.limit);
}

static void
take_each(struct unpacking *unpacking, struct slice bytes, uint32_t size,
    struct member *member)
{
	member->size_packed = size & ~SIZE_PACKED;
	if (bytes.size < member->size_packed)
		member->flags |= MEMBER_DAMAGED;
	if ((size & SIZE_PACKED) != 0) {
		(void)!unpack(unpacking, bytes, ANY_SIZE, member);
		return;
	}
	member->size = size;
	(void)!unpacking_lend(unpacking, bytes, member);
}

static void
end(struct unpacking *unpacking)
{
	const struct nsis *nsis = unpacking->state;

	/* Names are missing; no compiler has files and names in such orders. */
	if (nsis->header.looks == 0)
		unpacking->flags |= ARCHIVE_DAMAGED;
	if (nsis->whole.flags & MEMBER_CUT)
		unpacking_cut(unpacking, nsis->whole.limit);
	else if (nsis->whole.flags & MEMBER_DAMAGED)
		unpacking_damaged(unpacking);
}

static bool
nsis_next(struct unpacking *unpacking, struct member *member_r)
{
	struct nsis *nsis = unpacking->state;
	struct slice rest = slice_skip(nsis->files, nsis->at), bytes;
	uint32_t size = u32_le(rest, 0);

	/* A sum of all may stand behind the last. */
	if (rest.size <= SIZE_BYTES) {
		end(unpacking);
		return false;
	}
	if (!unpacking_may_add(unpacking))
		return false;
	member_r->name = nsis_header_name(
	    &nsis->header, (uint32_t)nsis->at, unpacking->arena);
	bytes = slice_sub(
	    rest, SIZE_BYTES, nsis->solid ? size : size & ~SIZE_PACKED);
	nsis->at += SIZE_BYTES + bytes.size;
	if (nsis->solid)
		take_solid(unpacking, bytes, size, member_r);
	else
		take_each(unpacking, bytes, size, member_r);
	return true;
}

static void
nsis_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

const struct archive_reader nsis_reader = {
    .open = nsis_open,
    .next = nsis_next,
    .close = nsis_close,
};
