/*
 * pattern_alt - alternatives of a pattern: (a|b), nested, and !(a|b)
 */
#include "core/pattern/pattern_text.h"

static void parse_sequence_inside(struct parser *p, unsigned depth);

/*
 * Alternatives of one byte each, such as (61|6?|20), become a set.  Stops at
 * the first character that says otherwise, and then p has not moved.
 */
static bool
parse_single_bytes(struct parser *p, uint8_t *bitmap)
{
	bool nocase = (p->build->flags & PATTERN_NOCASE) != 0;
	struct parser ahead = *p;

	do {
		uint8_t value;
		uint8_t mask;

		ahead.at++;
		if (!parser_byte_at(&ahead, &value, &mask))
			return false;
		parser_bitmap_put_masked(
		    bitmap, value, mask, nocase && mask == 0xff);
		ahead.at += 2;
	} while (next_is(&ahead, 0, '|'));
	if (!next_is(&ahead, 0, ')'))
		return false;
	p->at = ahead.at + 1;
	return true;
}

static void
parse_branch(struct parser *p, unsigned depth, uint32_t *min, uint32_t *max)
{
	struct pattern_build *build = p->build;
	uint32_t branch = build->element_count;
	struct program_element *element;

	parser_element_add(p, PROGRAM_BRANCH, 0);
	p->at++; /* "(" or "|" */
	p->fixed_until = build->element_count;
	parse_sequence_inside(p, depth);

	element = &build->elements[branch];
	element->data = build->element_count - branch - 1;
	for (uint32_t i = branch + 1; i < build->element_count; i++) {
		element->min += build->elements[i].min;
		element->max += build->elements[i].max;
		if (build->elements[i].kind == PROGRAM_ALT)
			i += build->elements[i].data;
	}
	if (element->data == 0)
		BAD(p, "an alternative is empty");
	*min = element->min < *min ? element->min : *min;
	*max = element->max > *max ? element->max : *max;
}

void
parser_parse_alternatives(struct parser *p, unsigned depth)
{
	struct pattern_build *build = p->build;
	uint8_t bitmap[PROGRAM_BITMAP] = {0};
	uint32_t alt = build->element_count;
	uint32_t min = UINT32_MAX;
	uint32_t max = 0;
	uint32_t count = 0;

	if (parse_single_bytes(p, bitmap)) {
		parser_set_add(p, PROGRAM_SET, bitmap);
		return;
	}
	if (depth == PROGRAM_DEPTH_MAX) {
		BAD(p, "alternatives are nested too deep");
		return;
	}
	parser_element_add(p, PROGRAM_ALT, 0);
	do {
		parse_branch(p, depth + 1, &min, &max);
		count++;
	} while (going(p) && *p->at == '|');
	if (!going(p) || *p->at != ')') {
		BAD(p, "an alternation is not closed");
		return;
	}
	p->at++;
	build->elements[alt].min = min;
	build->elements[alt].max = max;
	build->elements[alt].count = count;
	build->elements[alt].data = build->element_count - alt - 1;
	p->fixed_until = build->element_count;
}

/* Atoms up to "|" or ")". */
static void
parse_sequence_inside(struct parser *p, unsigned depth)
{
	struct gap gap;

	while (going(p) && *p->at != '|' && *p->at != ')') {
		if (*p->at == '(') {
			parser_parse_alternatives(p, depth);
		} else if (*p->at == '{') {
			if (!parser_parse_braces(p, &gap))
				return;
			if (gap_is_skip(&gap))
				parser_skip_add(p, gap.min);
			else
				BAD(p, "a gap inside an alternation");
		} else {
			parser_parse_byte(p);
		}
	}
}

/* One member of !(a|b): plain bytes, as many as in the others. */
static bool
parse_negated_member(struct parser *p, uint32_t *length)
{
	bool nocase = (p->build->flags & PATTERN_NOCASE) != 0;
	uint32_t size = 0;
	uint8_t value;
	uint8_t mask;

	for (p->at++; parser_byte_at(p, &value, &mask) && mask == 0xff;
	     p->at += 2) {
		value = nocase ? program_fold(value) : value;
		parser_data_add(p, &value, 1);
		size++;
	}
	if (size == 0 || (*length != 0 && size != *length)) {
		BAD(p, "negated alternatives are not plain and of one length");
		return false;
	}
	*length = size;
	return true;
}

/* Members of one byte: the set of all other bytes. */
static void
negated_set(struct parser *p, uint32_t place)
{
	struct pattern_build *build = p->build;
	bool nocase = (build->flags & PATTERN_NOCASE) != 0;
	uint8_t bitmap[PROGRAM_BITMAP] = {0};

	for (uint32_t i = place; i < build->data_size; i++)
		parser_bitmap_put_masked(bitmap, build->data[i], 0xff, nocase);
	build->data_size = place;
	parser_bitmap_invert(bitmap);
	parser_set_add(p, PROGRAM_SET, bitmap);
}

void
parser_parse_negated(struct parser *p)
{
	struct program_element *element;
	uint32_t place = p->build->data_size;
	uint32_t length = 0;
	uint32_t count = 0;

	do {
		if (!parse_negated_member(p, &length))
			return;
		count++;
	} while (next_is(p, 0, '|'));
	if (!next_is(p, 0, ')')) {
		BAD(p, "an alternation is not closed");
		return;
	}
	p->at++;
	if (length == 1) {
		negated_set(p, place);
		return;
	}
	element = parser_element_add(p, PROGRAM_NOT, length);
	element->data = place;
	element->count = count;
}
