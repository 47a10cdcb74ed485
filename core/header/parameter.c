/*
 * parameter - chosen parameters of a structured field, put together
 */
#include "core/header/parameter.h"

#include "core/base/ascii.h"

/* Pieces of one parameter that are put together; mail programs need a few. */
#define PIECES_MAX 128u

/* name*, name*N, name*N* */
struct piece {
	uint64_t number;
	struct slice value;
	bool extended; /* percent-encoded */
	bool present;
};

/* Is this name a piece of wanted, and which? */
static bool
piece_parse(struct slice name, struct slice wanted, struct piece *piece_r)
{
	struct slice tail;

	if (name.size <= wanted.size || name.data[wanted.size] != '*' ||
	    !slice_starts_with_nocase(name, wanted))
		return false;
	tail = slice_skip(name, wanted.size + 1);
	*piece_r = (struct piece){.extended = true, .present = true};
	if (tail.size == 0)
		return true;
	piece_r->extended = tail.data[tail.size - 1] == '*';
	if (piece_r->extended)
		tail.size--;
	return slice_to_u64(tail, &piece_r->number);
}

/* RFC 2231 section 4: what stands ahead of the second quote is no text. */
static struct slice
skip_charset(struct slice value)
{
	size_t first = slice_find_byte(value, '\'');
	struct slice after = slice_skip(value, first + 1);
	size_t second = slice_find_byte(after, '\'');

	if (first == value.size || second == after.size)
		return value;
	return slice_skip(after, second + 1);
}

/* Write one piece at out, which has room for all of its value. */
static size_t
piece_write(const struct piece *piece, uint8_t *out)
{
	struct slice value = piece->value;
	size_t size = 0;

	if (piece->extended && piece->number == 0)
		value = skip_charset(value);
	for (size_t i = 0; i < value.size; i++) {
		int high = -1, low = -1;

		if (piece->extended && value.data[i] == '%' &&
		    value.size - i > 2) {
			high = ascii_hex_value(value.data[i + 1]);
			low = ascii_hex_value(value.data[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			out[size++] = (uint8_t)(high << 4 | low);
			i += 2;
		} else {
			out[size++] = value.data[i];
		}
	}
	return size;
}

/* Put the pieces of wanted into their places; false: one is over the limit. */
static bool
pieces_collect(struct slice rest, struct arena *arena, struct slice wanted,
    bool last, struct piece *pieces)
{
	struct header_parameter parameter;
	struct piece piece;
	bool whole = true;

	for (unsigned i = 0; i < PARAMETERS_MAX; i++) {
		if (!header_next_parameter(&rest, arena, &parameter))
			break;
		if (!piece_parse(parameter.name, wanted, &piece))
			continue;
		piece.value = parameter.value;
		if (piece.number >= PIECES_MAX)
			whole = false;
		else if (last || !pieces[piece.number].present)
			pieces[piece.number] = piece;
	}
	return whole;
}

/* What stands ahead of the first quote of an extended value. */
static struct slice
piece_charset(const struct piece *piece)
{
	struct slice text = skip_charset(piece->value);

	if (!piece->extended || text.size == piece->value.size)
		return (struct slice){NULL, 0};
	return slice_sub(piece->value, 0, slice_find_byte(piece->value, '\''));
}

bool
parameter_join(struct slice rest, struct arena *arena, enum parameter_join how,
    struct parameter *parameter)
{
	struct piece pieces[PIECES_MAX] = {0};
	/* Each piece is taken once, so all of them fit into rest.size. */
	uint8_t *out;
	size_t size = 0;
	bool whole;

	whole = pieces_collect(
	    rest, arena, parameter->name, how == PARAMETER_JOIN_LAST, pieces);
	out = arena_alloc(arena, rest.size);
	if (out == NULL)
		return false;
	for (unsigned i = 0; i < PIECES_MAX; i++) {
		if (!pieces[i].present && how != PARAMETER_JOIN_ALL)
			break;
		if (!pieces[i].present)
			continue;
		size += piece_write(&pieces[i], out + size);
		parameter->found = parameter->extended = true;
	}
	CHECK(arena_resize_last(arena, out, size));
	parameter->value = (struct slice){out, size};
	parameter->charset = piece_charset(&pieces[0]);
	return whole;
}

static void
take(const struct header_parameter *parameter, struct parameter *wanted,
    size_t count)
{
	struct piece piece;

	for (size_t i = 0; i < count; i++) {
		if (slice_equal_nocase(parameter->name, wanted[i].name)) {
			wanted[i].doubtful |= parameter->odd || wanted[i].found;
			if (!wanted[i].found)
				wanted[i].value = parameter->value;
			wanted[i].found = true;
			return;
		}
		if (piece_parse(parameter->name, wanted[i].name, &piece))
			wanted[i].doubtful = wanted[i].has_pieces = true;
	}
}

bool
parameters_read(struct slice rest, struct arena *arena,
    struct parameter *wanted, size_t count)
{
	struct header_parameter parameter;
	struct slice at = rest;
	bool whole = false;

	for (unsigned i = 0; i <= PARAMETERS_MAX && !whole; i++) {
		whole = !header_next_parameter(&at, arena, &parameter);
		if (!whole && i < PARAMETERS_MAX)
			take(&parameter, wanted, count);
	}
	for (size_t i = 0; i < count; i++)
		if (!wanted[i].found && wanted[i].has_pieces &&
		    !parameter_join(
			rest, arena, PARAMETER_JOIN_FIRST, &wanted[i]))
			whole = false;
	return whole;
}
