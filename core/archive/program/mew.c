/*
 * mew - what a program was before MEW or FSG packed it
 *
 *     MEW 11     a jump to  mov esi, X; mov ebx, esi; lodsd; lodsd; push eax;
 *                lodsd; xchg edi, eax; mov dl, 80h
 *                X: two addresses; for each piece where it goes and its bytes;
 *                0 behind the last
 *     FSG 1.33   mov esi, X; lodsd; xchg ebx, eax; lodsd; xchg edi, eax; lodsd;
 *                push esi; xchg esi, eax; mov dl, 80h
 *                X: an address, where the piece goes, where its bytes are
 *     FSG 2.0    xchg [X], esp; popad; xchg esp, eax; push ebp; movsb
 *                [X]: where the piece goes, where its bytes are
 */
#include "core/archive/program/mew.h"

#include "core/archive/program/aplib.h"
#include "core/base/integer.h"

#define PIECES_MAX 64u

/* Packed bytes, and what is between two pieces. */
struct packed {
	struct slice bytes;
	bool more; /* an address, and a further piece */
};

/* The file from an address on, as instructions have it. */
static struct slice
at_address(const struct executable *pe, uint32_t address)
{
	uint64_t offset;

	if (!executable_offset(pe, address - pe->image_base, &offset) ||
	    offset > pe->file.size)
		return SLICE("");
	return slice_skip(pe->file, (size_t)offset);
}

static bool
find_mew(const struct executable *pe, struct packed *packed_r)
{
	struct slice code = slice_skip(pe->file, (size_t)pe->entry);

	if (!slice_starts_with(code, SLICE("\xE9")))
		return false;
	code = at_address(
	    pe, pe->image_base + pe->entry_address + 5 + u32_le(code, 1));
	if (!slice_starts_with(code, SLICE("\xBE")) ||
	    !slice_starts_with(slice_skip(code, 5),
		SLICE("\x8B\xDE\xAD\xAD\x50\xAD\x97\xB2\x80")))
		return false;
	packed_r->bytes = slice_skip(at_address(pe, u32_le(code, 1)), 3 * 4);
	packed_r->more = true;
	return true;
}

static bool
find_fsg(const struct executable *pe, struct packed *packed_r)
{
	struct slice code = slice_skip(pe->file, (size_t)pe->entry), list;

	packed_r->more = false;
	if (slice_starts_with(code, SLICE("\xBE")) &&
	    slice_starts_with(slice_skip(code, 5),
		SLICE("\xAD\x93\xAD\x97\xAD\x56\x96\xB2\x80"))) {
		list = at_address(pe, u32_le(code, 1));
		packed_r->bytes = at_address(pe, u32_le(list, 8));
		return true;
	}
	if (slice_starts_with(code, SLICE("\x87\x25")) &&
	    slice_starts_with(slice_skip(code, 6), SLICE("\x61\x94\x55\xA4"))) {
		list = at_address(pe, u32_le(code, 2));
		list = at_address(pe, u32_le(list, 0));
		packed_r->bytes = at_address(pe, u32_le(list, 4));
		return true;
	}
	return false;
}

static enum lz_result
decode(struct packed *packed, struct body_output *output)
{
	for (unsigned i = 0; i < PIECES_MAX; i++) {
		enum lz_result result;
		size_t consumed;

		result = aplib_decode(packed->bytes, output, &consumed);
		packed->bytes = slice_skip(packed->bytes, consumed);
		if (result != LZ_OK || !packed->more ||
		    u32_le(packed->bytes, 0) == 0)
			return result;
		packed->bytes = slice_skip(packed->bytes, 4);
	}
	return LZ_DAMAGED;
}

void
mew_unpack(struct unpacking *unpacking, const struct executable *executable,
    struct member *member)
{
	struct body_output output;
	struct packed packed;

	if (executable->kind != EXECUTABLE_PE ||
	    executable->entry > executable->file.size ||
	    (!find_mew(executable, &packed) && !find_fsg(executable, &packed)))
		return;
	body_output_begin(&output, unpacking, packed.bytes.size);
	if (decode(&packed, &output) == LZ_DAMAGED)
		member->flags |= MEMBER_DAMAGED;
	body_output_end(&output, member);
}
