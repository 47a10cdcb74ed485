/*
 * aspack - what a program was before ASPack packed it
 *
 *     entry   pusha; call +3; ...; call +1; (BASE:) ...; pop ebp; ...
 *             lea esi, [ebp + TABLE]; cmp [esi], 0; je
 *             mov bl, PLAIN; cmp bl, 0; jne
 *             ... cmp byte [esi], KEY; jne; and al, 0; rol eax, 24; sub eax,
 * ebx
 *
 *     table   place, size     packed where it is to be; 0 is the end
 *
 * Unless PLAIN, calls and jumps in the first of them have the place they go to,
 * behind a byte KEY that marks it.
 */
#include "core/archive/program/aspack.h"

#include "core/archive/program/aspack_decode.h"
#include "core/archive/program/pe_image.h"
#include "core/base/integer.h"

#define HEAD                                                                   \
	SLICE("\x60\xE8\3\0\0\0\xE9\xEB\4\x5D\x45\x55\xC3\xE8\1\0\0\0\xEB"     \
	      "\x5D")
#define BASE_AT 18u /* behind the entry */
#define CODE_BYTES 1024u
#define TABLE_CODE SLICE("\x83\x3E\0\x0F\x84") /* behind the lea */
#define LEA_BYTES 6u
#define PLAIN_CODE SLICE("\x80\xFB\0\x75") /* PLAIN is ahead */
#define KEY_CODE SLICE("\x24\0\xC1\xC0\x18\x2B\xC3")
#define KEY_AHEAD 3u

#define ROW_BYTES 8u
#define ROWS_MAX 256u

struct aspack {
	const struct executable *pe;
	size_t table;
	bool plain;
	uint8_t key;
	struct aspack_decoder *decoder;
};

/* The byte ahead of an instruction; false: there is no such one. */
static bool
byte_ahead(
    struct slice code, struct slice instruction, size_t ahead, uint8_t *byte_r)
{
	size_t at = slice_find(code, instruction);

	if (at >= code.size || at < ahead)
		return false;
	*byte_r = code.data[at - ahead];
	return true;
}

static bool
find_table(const struct executable *pe, struct aspack *aspack_r)
{
	struct slice code = slice_skip(pe->file, (size_t)pe->entry);
	uint8_t plain = 1;
	size_t at;

	code = slice_sub(code, 0, CODE_BYTES);
	at = slice_find(code, TABLE_CODE);
	if (!slice_starts_with(code, HEAD) || at >= code.size ||
	    at < LEA_BYTES ||
	    !slice_starts_with(
		slice_skip(code, at - LEA_BYTES), SLICE("\x8D\xB5")))
		return false;
	*aspack_r = (struct aspack){
	    .pe = pe,
	    .table = (size_t)pe->entry_address + BASE_AT +
		     u32_le(code, at - LEA_BYTES + 2),
	};
	(void)byte_ahead(code, PLAIN_CODE, 1, &plain);
	aspack_r->plain = plain != 0 || !byte_ahead(code, KEY_CODE, KEY_AHEAD,
					    &aspack_r->key);
	return true;
}

/* ---- pieces ------------------------------------------------------------ */

static void
undo_calls(const struct aspack *aspack, uint8_t *code, size_t size)
{
	/* The loader looks at none nearer to the end. */
	for (size_t at = 0; at + 6 < size; at++) {
		struct slice place = {code + at + 1, 4};
		uint32_t distance;

		if ((code[at] != 0xE8 && code[at] != 0xE9) ||
		    place.data[0] != aspack->key)
			continue;
		distance = (u32_le(place, 0) >> 8) - (uint32_t)at;
		integer_put_le(code + at + 1, distance, 4);
		at += 4;
	}
}

/* From the file, where it still is, into the image. */
static bool
do_row(struct aspack *aspack, struct pe_image *image, uint32_t place,
    uint32_t size, bool first)
{
	uint64_t offset;

	if (!pe_image_make(image, place, size) ||
	    !executable_offset(aspack->pe, place, &offset) ||
	    offset > aspack->pe->file.size ||
	    !aspack_decode(aspack->decoder,
		slice_skip(aspack->pe->file, (size_t)offset),
		image->bytes + place, size))
		return false;
	if (first && !aspack->plain)
		undo_calls(aspack, image->bytes + place, size);
	return true;
}

/* Pieces that came out; *whole_r: all of them. */
static unsigned
do_table(struct aspack *aspack, struct pe_image *image,
    struct body_output *output, bool *whole_r)
{
	unsigned rows = 0;

	for (*whole_r = false; rows < ROWS_MAX; rows++) {
		struct slice row =
		    slice_sub((struct slice){image->bytes, image->size},
			aspack->table + (size_t)rows * ROW_BYTES, ROW_BYTES);
		uint32_t place = u32_le(row, 0);

		*whole_r = row.size == ROW_BYTES && place == 0;
		if (row.size < ROW_BYTES || place == 0 ||
		    body_output_late(output) ||
		    !do_row(aspack, image, place, u32_le(row, 4), rows == 0))
			break;
	}
	return rows;
}

void
aspack_unpack(struct unpacking *unpacking, const struct executable *executable,
    struct member *member)
{
	struct body_output output;
	struct pe_image image;
	struct aspack aspack;

	if (executable->kind != EXECUTABLE_PE || executable->wide ||
	    executable->entry > executable->file.size ||
	    !find_table(executable, &aspack))
		return;
	aspack.decoder = arena_alloc(unpacking->arena, sizeof(*aspack.decoder));
	if (aspack.decoder == NULL) {
		member->flags = MEMBER_CUT;
		member->limit = LIMIT_DECODED_BYTES;
		return;
	}
	body_output_begin(&output, unpacking, executable->file.size);
	if (pe_image_load(executable, &output, &image)) {
		bool whole;
		unsigned pieces = do_table(&aspack, &image, &output, &whole);

		pe_image_end(
		    executable, &image, pieces, whole, &output, member);
	}
	body_output_end(&output, member);
}
