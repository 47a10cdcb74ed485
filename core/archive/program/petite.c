/*
 * petite - what a program was before Petite packed it
 *
 *     entry   mov eax, BLOCK; push handler; push fs:[0]; mov fs:[0], esp; ...
 *             lea edx, [eax + TABLE]; mov ecx, [edx]; btr ecx, 31
 *
 *     table   words | bit 31, from, to     so many words are moved, from the
 *                                          last one on
 *             from, size, to, behind       unpacked; then what was done to
 *                                          calls is undone (bit 0 of behind),
 *                                          and behind / 2 zeros follow
 *             0                            the end
 *
 *     packed  a byte, then bits of bytes, the highest first:
 *             0   a byte, xored with how many are to come
 *             1   a number n, a distance of more bits if n > 2 (else the last
 *                 again), two bits of length (0: a number)
 *
 * A number is one bit more after each 1.
 */
#include "core/archive/program/petite.h"

#include <string.h>

#include "core/archive/program/pe_image.h"
#include "core/base/integer.h"

#define HEAD SLICE("\x64\xFF\x35\0\0\0\0\x64\x89\x25\0\0\0\0")
#define HEAD_AT 10u
#define TABLE_CODE SLICE("\x8B\x0A\x0F\xBA\xF1\x1F") /* behind the lea */
#define LEA_BYTES 6u
#define CODE_BYTES 256u

#define MOVE 0x80000000u
#define MOVE_BYTES 12u
#define ROW_BYTES 16u
#define ROWS_MAX 4096u
#define ALTERED 1u

#define NUMBER_MAX (1u << 28)

/* By the size of what comes out: bits of a distance, and from which ones on a
 * match is longer. */
static const struct distances {
	uint32_t below;
	unsigned bits;
	uint32_t far;
	uint32_t farther;
} distances_of[] = {
    {0x10000, 5, 0x3A0, 0x3FA0},
    {0x40000, 7, 0x680, 0x7E80},
    {UINT32_MAX, 8, 0x500, 0x7D00},
};

/* ---- one piece --------------------------------------------------------- */

struct stream {
	struct pe_image *image;
	const struct distances *distances;
	size_t at; /* in the image, as all places are */
	uint8_t bits;
	unsigned bit_count;
	bool overrun;
	size_t to;       /* where the next byte goes */
	uint32_t left;   /* to come */
	size_t distance; /* of the last match; 0: none so far */
};

static uint8_t
take_byte(struct stream *in)
{
	if (in->at < in->image->size)
		return in->image->bytes[in->at++];
	in->overrun = true;
	return 0;
}

static uint32_t
take_bit(struct stream *in)
{
	if (in->bit_count == 0) {
		in->bits = take_byte(in);
		in->bit_count = 8;
	}
	in->bit_count--;
	return in->bits >> in->bit_count & 1;
}

/* Two or more. */
static uint32_t
take_number(struct stream *in)
{
	uint32_t number = 1;

	do {
		number = number << 1 | take_bit(in);
		if (in->overrun || number > NUMBER_MAX) {
			in->overrun = true;
			return number;
		}
	} while (take_bit(in) != 0);
	return number;
}

static void
put_byte(struct stream *in, uint8_t byte)
{
	in->image->bytes[in->to++] = byte;
	in->left--;
}

/* How much longer a match is; in->distance is its distance. */
static uint32_t
take_distance(struct stream *in)
{
	uint64_t distance = take_number(in);

	if (distance < 3)
		return 0;
	distance -= 3;
	for (unsigned i = 0; i < in->distances->bits; i++)
		distance = distance << 1 | take_bit(in);
	in->distance = (size_t)distance + 1;
	return 1u + (in->distance > in->distances->far) +
	       (in->distance > in->distances->farther);
}

/* False: it reaches out of the image, or is longer than what is to come. */
static bool
copy_match(struct stream *in)
{
	uint32_t more = take_distance(in);
	uint32_t length = take_bit(in) << 1;

	length |= take_bit(in);
	if (length == 0)
		length = take_number(in) + 2;
	length += more;
	if (in->overrun || in->distance == 0 || length > in->left ||
	    in->distance > in->to - in->image->first)
		return false;
	while (length-- > 0)
		put_byte(in, in->image->bytes[in->to - in->distance]);
	return true;
}

static bool
unpack(struct pe_image *image, size_t from, size_t to, uint32_t size)
{
	struct stream in = {
	    .image = image,
	    .distances = distances_of,
	    .at = from,
	    .to = to,
	    .left = size,
	};

	if (!pe_image_make(image, to, size))
		return false;
	while (size >= in.distances->below)
		in.distances++;
	put_byte(&in, take_byte(&in));
	while (in.left > 0 && !in.overrun) {
		if (take_bit(&in) == 0)
			put_byte(&in, (uint8_t)(take_byte(&in) ^ in.left));
		else if (!copy_match(&in))
			return false;
	}
	return !in.overrun;
}

/* ---- the table --------------------------------------------------------- */

/* The last word first, as the places say. */
static bool
move(struct pe_image *image, uint64_t words, uint32_t from, uint32_t to)
{
	uint64_t bytes = words * 4;

	if (bytes > (uint64_t)from + 4 || bytes > (uint64_t)to + 4 ||
	    !pe_image_has(image, from, 4) ||
	    !pe_image_make(image, to + 4 - bytes, bytes))
		return false;
	/* Word by word: moved up over itself it may repeat. */
	for (uint64_t i = 0; i < words; i++)
		memcpy(
		    image->bytes + to - i * 4, image->bytes + from - i * 4, 4);
	return true;
}

static struct slice
row_at(const struct pe_image *image, size_t table)
{
	return slice_sub(
	    (struct slice){image->bytes, image->size}, table, ROW_BYTES);
}

/* What is done to a piece once all are unpacked. */
static bool
finish(struct pe_image *image, struct slice row)
{
	uint32_t size = u32_le(row, 4), to = u32_le(row, 8);
	uint32_t behind = u32_le(row, 12);

	if (!pe_image_make(image, to, (uint64_t)size + behind / 2))
		return false;
	if ((behind & ALTERED) != 0)
		pe_image_undo_calls(image, to, size, true);
	memset(image->bytes + to + size, 0, behind / 2);
	return true;
}

static bool
do_row(struct pe_image *image, struct slice row, bool finishing)
{
	uint32_t first = u32_le(row, 0), to = u32_le(row, 8);

	if ((first & MOVE) != 0)
		return finishing ||
		       move(image, first & ~MOVE, u32_le(row, 4), to);
	if (finishing)
		return finish(image, row);
	return u32_le(row, 4) == 0 || unpack(image, first, to, u32_le(row, 4));
}

/* Rows that were done; *whole_r: all of them. */
static unsigned
do_table(struct pe_image *image, size_t table, struct body_output *output,
    bool finishing, bool *whole_r)
{
	unsigned rows = 0;

	for (*whole_r = false; rows < ROWS_MAX; rows++) {
		struct slice row = row_at(image, table);
		uint32_t first = u32_le(row, 0);

		*whole_r = row.size == ROW_BYTES && first == 0;
		if (row.size < ROW_BYTES || first == 0 ||
		    body_output_late(output) || !do_row(image, row, finishing))
			break;
		table += (first & MOVE) != 0 ? MOVE_BYTES : ROW_BYTES;
	}
	return rows;
}

/* ---- the program ------------------------------------------------------- */

/* Where the table is loaded; false: it is not packed so. */
static bool
find_table(const struct executable *pe, size_t *table_r)
{
	struct slice code = slice_skip(pe->file, (size_t)pe->entry);
	size_t at;

	code = slice_sub(code, 0, CODE_BYTES);
	if (!slice_starts_with(code, SLICE("\xB8")) ||
	    !slice_starts_with(slice_skip(code, 5), SLICE("\x68")) ||
	    !slice_starts_with(slice_skip(code, HEAD_AT), HEAD))
		return false;
	at = slice_find(code, TABLE_CODE);
	if (at >= code.size || at < LEA_BYTES ||
	    !slice_starts_with(
		slice_skip(code, at - LEA_BYTES), SLICE("\x8D\x90")))
		return false;
	*table_r =
	    u32_le(code, 1) - pe->image_base + u32_le(code, at - LEA_BYTES + 2);
	return true;
}

void
petite_unpack(struct unpacking *unpacking, const struct executable *executable,
    struct member *member)
{
	struct body_output output;
	struct pe_image image;
	size_t table;

	if (executable->kind != EXECUTABLE_PE || executable->wide ||
	    executable->entry > executable->file.size ||
	    !find_table(executable, &table))
		return;
	body_output_begin(&output, unpacking, executable->file.size);
	if (pe_image_load(executable, &output, &image)) {
		bool whole;
		unsigned rows = do_table(&image, table, &output, false, &whole);

		if (whole)
			(void)do_table(&image, table, &output, true, &whole);
		pe_image_end(executable, &image, rows, whole, &output, member);
	}
	body_output_end(&output, member);
}
