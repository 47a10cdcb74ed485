/*
 * nsis_bzip2 - bzip2 as NSIS has it
 *
 * From the outside in: codes of Huffman, six of them at most and chosen anew
 * every 50 symbols; runs of the symbol for "the byte used last"; moving to the
 * front; the sorted block (Burrows and Wheeler); runs of four and more.
 */
#include "core/archive/installer/nsis_bzip2.h"

#include <string.h>

#include "core/archive/method/bit_reader.h"

#define BLOCK_MAX 900000u
#define BLOCK_MARK 0x31u
#define END_MARK 0x17u
/* Highest byte of the place of the first row in a block. */
#define FIRST_ROW_MAX 14u

#define CODES_MAX 6u
#define CODES_MIN 2u
#define SYMBOLS_MAX 258u
#define LENGTH_MAX 20u
#define GROUP_SYMBOLS 50u
#define SELECTORS_MAX 18002u
#define RUN_SYMBOLS 2u
/* A run of more is no run, but an overflow. */
#define RUN_BITS_MAX 21u
/* So many equal bytes are followed by how many more there are. */
#define EQUAL_BYTES 4u
/* A length may go up and down as often as somebody likes. */
#define STEPS_A_LOOK 65536u

/* A canonical code; all_below[n]: codes of n bits and less, as bits on the
 * left, are below it. */
struct code {
	uint32_t all_below[LENGTH_MAX + 1];
	uint32_t first[LENGTH_MAX + 1];
	uint32_t index[LENGTH_MAX + 1]; /* of the first symbol of that length */
	uint16_t symbol[SYMBOLS_MAX];
};

struct nsis_bzip2 {
	struct body_output *output; /* for its clock */
	struct bit_reader bits;
	struct code codes[CODES_MAX];
	uint8_t selectors[SELECTORS_MAX];
	uint32_t selector_count;
	uint8_t used[256]; /* bytes that occur, the one used last first */
	uint32_t used_count;
	uint32_t first_row;
	uint32_t size; /* of the block */
	/* Bytes in the lowest 8 bits, the row that comes next above. */
	uint32_t rows[BLOCK_MAX];
};

struct nsis_bzip2 *
nsis_bzip2_create(struct arena *arena)
{
	return arena_alloc(arena, sizeof(struct nsis_bzip2));
}

bool
nsis_bzip2_begins(struct slice packed)
{
	return packed.size >= 2 && packed.data[0] == BLOCK_MARK &&
	       packed.data[1] < FIRST_ROW_MAX;
}

static uint32_t
take(struct nsis_bzip2 *in, unsigned count)
{
	high_fill(&in->bits);
	return high_take(&in->bits, count);
}

/* ---- the tables of a block --------------------------------------------- */

static void
read_used(struct nsis_bzip2 *in)
{
	uint32_t rows = take(in, 16);

	in->used_count = 0;
	for (unsigned row = 0; row < 16; row++) {
		uint32_t columns;

		if ((rows & 0x8000u >> row) == 0)
			continue;
		columns = take(in, 16);
		for (unsigned i = 0; i < 16; i++)
			if ((columns & 0x8000u >> i) != 0)
				in->used[in->used_count++] =
				    (uint8_t)(row * 16 + i);
	}
}

/* Which code is next: as many ones as codes were used after it. */
static bool
read_selectors(struct nsis_bzip2 *in, uint32_t code_count)
{
	uint8_t recent[CODES_MAX] = {0, 1, 2, 3, 4, 5};

	in->selector_count = take(in, 15);
	if (in->selector_count == 0 || in->selector_count > SELECTORS_MAX)
		return false;
	for (uint32_t i = 0; i < in->selector_count; i++) {
		uint32_t place = 0;
		uint8_t code;

		while (take(in, 1) == 1)
			if (++place == code_count)
				return false;
		code = recent[place];
		memmove(recent + 1, recent, place);
		recent[0] = code;
		in->selectors[i] = code;
	}
	return !bits_overrun(&in->bits);
}

static void
build(struct code *code, const uint8_t *lengths, uint32_t count)
{
	uint32_t next = 0, index = 0;

	for (uint32_t length = 1; length <= LENGTH_MAX; length++) {
		next <<= 1;
		code->first[length] = next;
		code->index[length] = index;
		for (uint32_t i = 0; i < count; i++) {
			if (lengths[i] != length)
				continue;
			code->symbol[index++] = (uint16_t)i;
			next++;
		}
		code->all_below[length] = next << (LENGTH_MAX - length);
	}
}

/* Each length is the one before, and some ones more or less. */
static bool
read_code(struct nsis_bzip2 *in, struct code *code, uint32_t count)
{
	uint8_t lengths[SYMBOLS_MAX];
	uint32_t length = take(in, 5), steps = 0;

	for (uint32_t i = 0; i < count; i++) {
		while (take(in, 1) == 1) {
			length += take(in, 1) == 0 ? 1 : UINT32_MAX;
			if (length == 0 || length > LENGTH_MAX ||
			    (++steps % STEPS_A_LOOK == 0 &&
				body_output_late(in->output)))
				return false;
		}
		if (length == 0 || length > LENGTH_MAX)
			return false;
		lengths[i] = (uint8_t)length;
	}
	build(code, lengths, count);
	return !bits_overrun(&in->bits);
}

static bool
read_tables(struct nsis_bzip2 *in)
{
	uint32_t code_count;

	in->first_row = take(in, 24);
	read_used(in);
	code_count = take(in, 3);
	if (in->used_count == 0 || code_count < CODES_MIN ||
	    code_count > CODES_MAX || !read_selectors(in, code_count))
		return false;
	for (uint32_t i = 0; i < code_count; i++)
		if (!read_code(in, &in->codes[i], in->used_count + RUN_SYMBOLS))
			return false;
	return true;
}

/* ---- the block --------------------------------------------------------- */

/* SYMBOLS_MAX: none has these bits. */
static uint32_t
take_symbol(struct nsis_bzip2 *in, const struct code *code)
{
	uint32_t ahead;

	high_fill(&in->bits);
	ahead = (uint32_t)(in->bits.held >> (64 - LENGTH_MAX));
	for (uint32_t length = 1; length <= LENGTH_MAX; length++) {
		uint32_t bits = ahead >> (LENGTH_MAX - length);

		if (ahead >= code->all_below[length] ||
		    bits < code->first[length])
			continue;
		high_drop(&in->bits, length);
		return code
		    ->symbol[code->index[length] + bits - code->first[length]];
	}
	return SYMBOLS_MAX;
}

static bool
add_run(struct nsis_bzip2 *in, uint32_t run)
{
	if (run > BLOCK_MAX - in->size)
		return false;
	for (uint32_t i = 0; i < run; i++)
		in->rows[in->size++] = in->used[0];
	return true;
}

static bool
add_byte(struct nsis_bzip2 *in, uint32_t place)
{
	uint8_t byte = in->used[place];

	if (in->size == BLOCK_MAX)
		return false;
	memmove(in->used + 1, in->used, place);
	in->used[0] = byte;
	in->rows[in->size++] = byte;
	return true;
}

/* The last column, into rows. */
static bool
read_column(struct nsis_bzip2 *in)
{
	uint32_t end = in->used_count + 1, run = 0, run_bits = 0;

	in->size = 0;
	for (uint32_t i = 0; i < in->selector_count * GROUP_SYMBOLS; i++) {
		uint32_t symbol = take_symbol(
		    in, &in->codes[in->selectors[i / GROUP_SYMBOLS]]);

		if (symbol == SYMBOLS_MAX || bits_overrun(&in->bits))
			return false;
		if (symbol < RUN_SYMBOLS) {
			if (run_bits == RUN_BITS_MAX)
				return false;
			run += (symbol + 1) << run_bits++;
			continue;
		}
		if (!add_run(in, run))
			return false;
		run = 0;
		run_bits = 0;
		if (symbol == end)
			return in->size == 0 || in->first_row < in->size;
		if (!add_byte(in, symbol - 1))
			return false;
	}
	return false;
}

/* Each row's place among the sorted ones, above its byte. */
static void
link_rows(struct nsis_bzip2 *in)
{
	uint32_t place[256], sum = 0;

	memset(place, 0, sizeof(place));
	for (uint32_t i = 0; i < in->size; i++)
		place[in->rows[i] & 0xFF]++;
	for (unsigned byte = 0; byte < 256; byte++) {
		uint32_t count = place[byte];

		place[byte] = sum;
		sum += count;
	}
	for (uint32_t i = 0; i < in->size; i++)
		in->rows[place[in->rows[i] & 0xFF]++] |= i << 8;
}

/* False: the output is cut. */
static bool
write_block(struct nsis_bzip2 *in, struct lz_output *lz)
{
	uint32_t row, equal = 0;
	uint8_t last = 0;

	if (in->size == 0)
		return true;
	row = in->rows[in->first_row] >> 8;
	for (uint32_t i = 0; i < in->size; i++) {
		uint8_t byte = (uint8_t)in->rows[row];

		row = in->rows[row] >> 8;
		if (equal == EQUAL_BYTES) {
			equal = 0;
			if (byte > 0 && !lz_match(lz, 1, byte))
				return false;
			continue;
		}
		equal = equal > 0 && byte == last ? equal + 1 : 1;
		last = byte;
		if (!lz_literal(lz, byte))
			return false;
	}
	return true;
}

static enum lz_result
all_blocks(struct nsis_bzip2 *in, struct lz_output *lz)
{
	for (;;) {
		uint32_t mark = take(in, 8);

		if (bits_overrun(&in->bits) ||
		    (mark != BLOCK_MARK && mark != END_MARK))
			return LZ_DAMAGED;
		if (mark == END_MARK)
			return LZ_OK;
		lz_flush(lz);
		if (body_output_late(lz->output))
			return LZ_CUT;
		if (!read_tables(in) || !read_column(in))
			return lz->output->cut ? LZ_CUT : LZ_DAMAGED;
		link_rows(in);
		if (!write_block(in, lz))
			return LZ_CUT;
	}
}

enum lz_result
nsis_bzip2_decode(
    struct nsis_bzip2 *room, struct slice packed, struct body_output *output)
{
	struct lz_output lz = lz_output_of(output);
	enum lz_result result;

	room->output = output;
	room->bits = bit_reader_of(packed);
	result = all_blocks(room, &lz);
	lz_flush(&lz);
	return result;
}
