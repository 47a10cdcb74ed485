/*
 * expression - the logic of a logical signature, compiled
 */
#include "core/logic/expression.h"

#include <string.h>

#include "core/base/ascii.h"

/* ---- text -------------------------------------------------------------- */

struct compiler {
	struct expression_node *nodes;
	uint32_t room;
	uint32_t count;
	uint32_t id_max;
	enum expression_result result;
	const char *reason;
};

static bool
fail(struct compiler *c, enum expression_result result, const char *reason)
{
	if (c->result == EXPRESSION_OK) {
		c->result = result;
		c->reason = reason;
	}
	return false;
}

static bool
malformed(struct compiler *c, const char *reason)
{
	return fail(c, EXPRESSION_MALFORMED, reason);
}

static bool
is_operator(uint8_t byte)
{
	return byte == '&' || byte == '|';
}

static enum expression_compare
compare_of(uint8_t byte)
{
	switch (byte) {
	case '=':
		return EXPRESSION_EQUAL;
	case '<':
		return EXPRESSION_LESS;
	case '>':
		return EXPRESSION_MORE;
	default:
		return EXPRESSION_MATCHED;
	}
}

/* Digits at the front of *rest, wrapping as an unsigned of 32 bits would. */
static bool
take_number(struct slice *rest, uint32_t *number_r)
{
	size_t digits = 0;

	while (rest->size > 0 && rest->data[0] == ' ')
		*rest = slice_skip(*rest, 1);
	*number_r = 0;
	for (; digits < rest->size && rest->data[digits] >= '0' &&
	       rest->data[digits] <= '9';
	     digits++)
		*number_r = *number_r * 10 + (uint32_t)rest->data[digits] - '0';
	*rest = slice_skip(*rest, digits);
	return digits > 0;
}

/*
 * The first (or last) operator that stands outside of all parentheses of text;
 * text.size when there is none.  False: the parentheses do not pair.
 */
static bool
find_operator(struct slice text, bool last, size_t *at_r)
{
	size_t depth = 0;

	*at_r = text.size;
	for (size_t i = 0; i < text.size; i++) {
		uint8_t byte = text.data[i];

		if (byte == '(') {
			depth++;
		} else if (byte == ')') {
			if (depth-- == 0)
				return false;
		} else if (depth == 0 && is_operator(byte)) {
			*at_r = i;
			if (!last)
				return true;
		}
	}
	return depth == 0;
}

/* Where the parenthesis that opens text is closed; they are known to pair. */
static size_t
find_close(struct slice text)
{
	size_t depth = 0, i = 0;

	for (; i < text.size; i++) {
		if (text.data[i] == '(')
			depth++;
		else if (text.data[i] == ')' && --depth == 0)
			break;
	}
	return i;
}

/* ---- the tree ---------------------------------------------------------- */

static bool parse(struct compiler *c, struct slice text, unsigned depth);

static struct expression_node *
put_node(struct compiler *c, enum expression_kind kind)
{
	struct expression_node *node = &c->nodes[c->count];

	if (c->count == c->room) {
		(void)fail(c, EXPRESSION_TOO_LARGE,
		    "the expression has too many terms");
		return NULL;
	}
	c->count++;
	*node = (struct expression_node){.kind = (uint8_t)kind, .size = 1};
	return node;
}

/* "12", "12>3"; of several comparisons the last one counts, so that ">=2" is
 * "=2". */
static bool
parse_leaf(struct compiler *c, struct slice text)
{
	struct expression_node *node = put_node(c, EXPRESSION_LEAF);
	size_t last;
	uint32_t id;

	if (node == NULL)
		return false;
	if (!take_number(&text, &id))
		return malformed(c, "an index is missing");
	if (id >= EXPRESSION_IDS)
		return malformed(c, "an index is over 63");
	node->id = (uint8_t)id;
	if (id > c->id_max)
		c->id_max = id;
	last = text.size;
	for (size_t i = 0; i < text.size; i++)
		if (compare_of(text.data[i]) != EXPRESSION_MATCHED)
			last = i;
	if (last == text.size)
		return true;
	node->compare = (uint8_t)compare_of(text.data[last]);
	text = slice_skip(text, last + 1);
	return take_number(&text, &node->value) ||
	       malformed(c, "a number is missing");
}

/* ">2", "=3,2" or nothing behind a block; numbers behind those say nothing. */
static bool
parse_block_compare(
    struct compiler *c, struct slice text, struct expression_node *compare_r)
{
	*compare_r = (struct expression_node){0};
	if (text.size == 0)
		return true;
	compare_r->compare = (uint8_t)compare_of(text.data[0]);
	text = slice_skip(text, 1);
	if (compare_r->compare == EXPRESSION_MATCHED)
		return malformed(c, "something stands behind a parenthesis");
	if (!take_number(&text, &compare_r->value))
		return malformed(c, "a number is missing");
	if (text.size > 0 && text.data[0] == ',') {
		text = slice_skip(text, 1);
		(void)take_number(&text, &compare_r->different);
	}
	while (text.size > 0 &&
	       (text.data[0] == ',' || ascii_is_digit(text.data[0])))
		text = slice_skip(text, 1);
	if (text.size > 0)
		return malformed(c, "something stands behind a comparison");
	return true;
}

/* The sums below [first, end) matter to the block that they are in. */
static void
mark_counted(struct compiler *c, uint32_t first)
{
	for (uint32_t i = first; i < c->count; i++)
		c->nodes[i].counted = 1;
}

/*
 * A branch of the same kind without a comparison is one with its parent: the
 * sums are the same, and the tree stays flat.
 */
static bool
parse_branch(struct compiler *c, struct slice text, enum expression_kind kind,
    unsigned depth)
{
	uint32_t at = c->count;
	struct expression_node *node = &c->nodes[at];

	if (!parse(c, text, depth + 1))
		return false;
	if (node->kind != (uint8_t)kind || node->compare != EXPRESSION_MATCHED)
		return true;
	c->count--;
	memmove(node, node + 1, (c->count - at) * sizeof(*node));
	return true;
}

static bool
parse_block(struct compiler *c, struct slice text, size_t split,
    const struct expression_node *compare, unsigned depth)
{
	enum expression_kind kind =
	    text.data[split] == '&' ? EXPRESSION_AND : EXPRESSION_OR;
	uint32_t at = c->count;
	struct expression_node *node = put_node(c, kind);

	if (node == NULL)
		return false;
	node->compare = compare->compare;
	node->value = compare->value;
	node->different = compare->different;
	if (!parse_branch(c, slice_sub(text, 0, split), kind, depth) ||
	    !parse_branch(c, slice_skip(text, split + 1), kind, depth))
		return false;
	node->size = c->count - at;
	if (compare->compare != EXPRESSION_MATCHED)
		mark_counted(c, at + 1);
	return true;
}

/* "(...)" with or without a comparison behind it. */
static bool
parse_parentheses(struct compiler *c, struct slice text, unsigned depth)
{
	struct expression_node compare;
	size_t close = find_close(text), split;
	struct slice inside = slice_sub(text, 1, close - 1);

	if (!parse_block_compare(c, slice_skip(text, close + 1), &compare))
		return false;
	if (!find_operator(inside, true, &split))
		return malformed(c, "the parentheses do not pair");
	if (split < inside.size)
		return parse_block(c, inside, split, &compare, depth);
	if (compare.compare != EXPRESSION_MATCHED)
		return malformed(c, "a comparison stands behind one term");
	return parse(c, inside, depth + 1);
}

static bool
parse(struct compiler *c, struct slice text, unsigned depth)
{
	const struct expression_node none = {0};
	size_t split;

	if (depth > EXPRESSION_DEPTH)
		return fail(c, EXPRESSION_TOO_LARGE,
		    "the expression is nested too deep");
	if (!find_operator(text, false, &split))
		return malformed(c, "the parentheses do not pair");
	if (split < text.size)
		return parse_block(c, text, split, &none, depth);
	if (text.size > 0 && text.data[0] == '(')
		return parse_parentheses(c, text, depth);
	return parse_leaf(c, text);
}

/* Every term takes a character, so there are at most as many nodes. */
static uint32_t
room_for(struct slice text)
{
	return text.size < EXPRESSION_NODES ? (uint32_t)text.size + 1
					    : EXPRESSION_NODES;
}

enum expression_result
expression_compile(struct slice text, struct arena *arena,
    struct expression *expression_r, const char **reason_r)
{
	struct compiler c = {.room = room_for(text)};

	*reason_r = "no memory";
	c.nodes = arena_alloc_array(arena, c.room, sizeof(*c.nodes));
	if (c.nodes == NULL)
		return EXPRESSION_NO_MEMORY;
	if (text.size > EXPRESSION_TEXT_MAX)
		(void)fail(
		    &c, EXPRESSION_TOO_LARGE, "the expression is too long");
	else
		(void)parse(&c, text, 0);
	if (!arena_resize_last(arena, c.nodes, c.count * sizeof(*c.nodes)))
		return EXPRESSION_NO_MEMORY;
	*expression_r = (struct expression){c.nodes, c.count, c.id_max};
	*reason_r = c.reason;
	return c.result;
}
