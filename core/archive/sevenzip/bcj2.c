/*
 * bcj2 - undo the filter of 7z that takes jumps out of x86 programs
 */
#include "core/archive/sevenzip/bcj2.h"

/* Probabilities have eleven bits and move by a thirty-second. */
#define PROBABILITY_BITS 11u
#define PROBABILITY_ONE (1u << PROBABILITY_BITS)
#define PROBABILITY_SHIFT 5u
#define RANGE_MIN (UINT32_C(1) << 24)
#define RANGE_HEAD 5u
/* CALL by the byte ahead of it, JMP, Jcc. */
#define CONTEXTS (256u + 2u)
#define CONTEXT_JMP 256u
#define CONTEXT_JCC 257u
#define TARGET_SIZE 4u
/* Bytes that are handed on together. */
#define PIECE 4096u

struct bcj2 {
	struct slice inputs[BCJ2_INPUTS];
	uint32_t range;
	uint32_t code;
	uint16_t probabilities[CONTEXTS];
	uint8_t before; /* the last byte that was made */
	bool ended;     /* an input is at its end, and more was wanted */
	uint64_t made;
	uint64_t size;
	uint8_t piece[PIECE];
	size_t held;
};

static uint8_t
next_byte(struct bcj2 *bcj2, enum bcj2_input from)
{
	struct slice *input = &bcj2->inputs[from];
	uint8_t byte;

	if (input->size == 0) {
		bcj2->ended = true;
		return 0;
	}
	byte = input->data[0];
	*input = slice_skip(*input, 1);
	return byte;
}

static void
make(struct bcj2 *bcj2, uint8_t byte)
{
	bcj2->piece[bcj2->held++] = byte;
	bcj2->made++;
	bcj2->before = byte;
}

/* One decision of the range coder. */
static bool
was_moved(struct bcj2 *bcj2, unsigned context)
{
	uint16_t *probability = &bcj2->probabilities[context];
	uint32_t bound = (bcj2->range >> PROBABILITY_BITS) * *probability;
	bool moved = bcj2->code >= bound;

	if (moved) {
		bcj2->range -= bound;
		bcj2->code -= bound;
		*probability = (uint16_t)(*probability -
					  (*probability >> PROBABILITY_SHIFT));
	} else {
		bcj2->range = bound;
		*probability = (uint16_t)(*probability +
					  ((PROBABILITY_ONE - *probability) >>
					      PROBABILITY_SHIFT));
	}
	if (bcj2->range < RANGE_MIN && bcj2->made < bcj2->size) {
		bcj2->range <<= 8;
		bcj2->code = bcj2->code << 8 | next_byte(bcj2, BCJ2_RANGE);
	}
	return moved;
}

/* Absolute and with the highest byte first; relative to what follows, and the
 * other way round, in the program. */
static void
make_target(struct bcj2 *bcj2, enum bcj2_input from)
{
	uint32_t target = 0;

	for (unsigned i = 0; i < TARGET_SIZE; i++)
		target = target << 8 | next_byte(bcj2, from);
	target -= (uint32_t)bcj2->made + TARGET_SIZE;
	for (unsigned i = 0; i < TARGET_SIZE; i++)
		if (bcj2->made < bcj2->size)
			make(bcj2, (uint8_t)(target >> 8 * i));
}

static bool
is_opcode(uint8_t before, uint8_t byte)
{
	return (byte & 0xFE) == 0xE8 ||
	       (before == 0x0F && (byte & 0xF0) == 0x80);
}

static void
step(struct bcj2 *bcj2)
{
	uint8_t before = bcj2->before;
	uint8_t byte = next_byte(bcj2, BCJ2_MAIN);
	unsigned context = byte == 0xE8   ? before
			   : byte == 0xE9 ? CONTEXT_JMP
					  : CONTEXT_JCC;

	if (bcj2->ended)
		return;
	make(bcj2, byte);
	if (is_opcode(before, byte) && bcj2->made < bcj2->size &&
	    was_moved(bcj2, context) && !bcj2->ended)
		make_target(bcj2, byte == 0xE8 ? BCJ2_CALLS : BCJ2_JUMPS);
}

static void
begin(struct bcj2 *bcj2, const struct slice inputs[BCJ2_INPUTS], uint64_t size)
{
	*bcj2 = (struct bcj2){.range = UINT32_MAX, .size = size};
	for (unsigned i = 0; i < BCJ2_INPUTS; i++)
		bcj2->inputs[i] = inputs[i];
	for (unsigned i = 0; i < CONTEXTS; i++)
		bcj2->probabilities[i] = PROBABILITY_ONE / 2;
	for (unsigned i = 0; i < RANGE_HEAD; i++)
		bcj2->code = bcj2->code << 8 | next_byte(bcj2, BCJ2_RANGE);
}

bool
bcj2_decode(const struct slice inputs[BCJ2_INPUTS], uint64_t size,
    struct body_output *output)
{
	struct bcj2 bcj2;

	begin(&bcj2, inputs, size);
	while (bcj2.made < size && !bcj2.ended) {
		step(&bcj2);
		if (bcj2.held + 1 + TARGET_SIZE <= PIECE)
			continue;
		if (!body_output_write(output, bcj2.piece, bcj2.held))
			return false;
		bcj2.held = 0;
	}
	return body_output_write(output, bcj2.piece, bcj2.held) && !bcj2.ended;
}
