/*
 * pattern_parse - the text of a pattern becomes parts and elements
 *
 * One pass over the characters, no look-back.  A gap without an upper bound
 * below 128, "*" or a range ends a part; everything else belongs to one.
 * What clamscan 1.4.6 was seen to refuse is refused, with three additions: an
 * empty alternative, which it takes and then matches erratically, blanks and
 * signs inside braces, and numbers that overflow its int.
 */
#include "core/pattern/pattern_text.h"

#define NEAR_MAX 32u

/* ---- [n-m] ------------------------------------------------------------- */

static bool
parse_brackets(struct parser *p, uint16_t *low_r, uint16_t *high_r)
{
	const uint8_t *at = p->at + 1;
	uint32_t low = 0;
	uint32_t high;

	if (!parser_number_at(&at, p->end, &low))
		goto bad;
	high = low;
	if (at < p->end && *at == '-') {
		at++;
		/* "[2-]" is taken as [2-2]. */
		(void)parser_number_at(&at, p->end, &high);
	}
	if (at == p->end || *at != ']' || low > high || high > NEAR_MAX)
		goto bad;
	p->at = at + 1;
	*low_r = (uint16_t)low;
	*high_r = (uint16_t)high;
	return true;
bad:
	BAD(p, "a range is not [n-m] with n <= m <= 32");
	return false;
}

/* Turn the one byte seen so far into a look before the part. */
static bool
near_before(struct parser *p, uint16_t low, uint16_t high)
{
	struct pattern_build *build = p->build;
	struct program_element *only = &build->elements[p->part_first];
	uint8_t value = 0;
	uint8_t mask = 0;

	if (build->element_count - p->part_first != 1 || only->min != 1 ||
	    only->max != 1)
		return false;
	if (only->kind == PROGRAM_LITERAL) {
		value = build->data[only->data];
		mask = 0xff;
	} else if (only->kind == PROGRAM_MASK) {
		value = build->data[only->data];
		mask = build->data[only->data + 1];
	} else if (only->kind != PROGRAM_SKIP) {
		return false;
	}
	*only = (struct program_element){.kind = PROGRAM_NEAR_BEFORE,
	    .value = value,
	    .mask = mask,
	    .near = {low, high}};
	return true;
}

/*
 * A range stands between a single byte and the rest of the part.  That byte
 * belongs to neither end: offsets and gaps count from the rest.
 */
static void
parse_near(struct parser *p)
{
	struct program_element *element;
	uint16_t low;
	uint16_t high;
	uint8_t value;
	uint8_t mask;

	if (!parse_brackets(p, &low, &high) || near_before(p, low, high))
		return;
	if (!parser_byte_at(p, &value, &mask)) {
		BAD(p, "a range is not beside a single byte");
		return;
	}
	p->at += 2;
	if (!parser_at_part_end(p) || next_is(p, 0, '[')) {
		BAD(p, "a range is not beside a single byte");
		return;
	}
	if ((p->build->flags & PATTERN_NOCASE) && mask == 0xff)
		value = program_fold(value);
	element = parser_element_add(p, PROGRAM_NEAR_AFTER, 0);
	element->value = value;
	element->mask = mask;
	element->near.low = low;
	element->near.high = high;
}

/* ---- parts ------------------------------------------------------------- */

static void
parse_atom(struct parser *p)
{
	if (parser_is_class(p, 0)) {
		parser_parse_class(p, false);
	} else if (*p->at == '!' && parser_is_class(p, 1)) {
		p->at++;
		parser_parse_class(p, true);
	} else if (*p->at == '!' && next_is(p, 1, '(')) {
		p->at++;
		parser_parse_negated(p);
	} else if (*p->at == '(') {
		parser_parse_alternatives(p, 0);
	} else if (*p->at == '[') {
		parse_near(p);
	} else {
		parser_parse_byte(p);
	}
}

static void
set_probe(struct program_part *part, const uint8_t *two, bool nocase)
{
	part->probe = two[0];
	part->behind = two[1];
	part->flags = PROGRAM_PROBE;
	if (nocase && is_letter(two[0]))
		part->flags |= PROGRAM_PROBE_EITHER;
	if (nocase && is_letter(two[1]))
		part->flags |= PROGRAM_BEHIND_EITHER;
}

/* The rarest byte that every match of the part holds, the nearer the better,
 * and the one behind or before it.  *best: how rare it is, so far. */
static void
choose_probe(struct parser *p, struct program_part *part,
    const struct program_element *literal, uint32_t min, uint32_t max,
    unsigned *best)
{
	bool nocase = (p->build->flags & PATTERN_NOCASE) != 0;
	const uint8_t *bytes = p->build->data + literal->data;

	for (uint32_t i = 0; literal->min > 1 && i < literal->min; i++) {
		unsigned rarity = pattern_probe_rarity(
		    bytes[i], nocase && is_letter(bytes[i]));
		bool have = (part->flags & PROGRAM_PROBE) != 0;
		uint32_t spread = part->probe_max - part->probe_min;
		uint32_t first = i + 1 < literal->min ? i : i - 1;

		if (have && (max - min > spread ||
				(max - min == spread && rarity <= *best)))
			continue;
		*best = rarity;
		set_probe(part, bytes + first, nocase);
		part->probe_min = min + first;
		part->probe_max = max + first;
	}
}

static void
finish_part(struct parser *p, struct program_part *part)
{
	struct pattern_build *build = p->build;
	uint32_t longest = 0;
	unsigned best = 0;

	part->element_count = build->element_count - part->element_first;
	for (uint32_t i = 0; i < part->element_count; i++) {
		const struct program_element *element =
		    &build->elements[part->element_first + i];

		if (element->kind == PROGRAM_LITERAL) {
			choose_probe(p, part, element, part->length_min,
			    part->length_max, &best);
			if (element->min > longest)
				longest = element->min;
		}
		part->length_min += element->min;
		part->length_max += element->max;
		if (element->kind == PROGRAM_ALT)
			i += element->data;
	}
	if (longest < 2)
		BAD(p, "a part has no two consecutive plain bytes");
	else if (part->length_max - part->length_min >= PROGRAM_SPREAD_MAX)
		pattern_build_refuse(build, PATTERN_UNSUPPORTED,
		    "a part may have too many different lengths");
}

/* The f modifier, at one end of the pattern. */
static void
add_word_end(struct parser *p, enum program_kind place)
{
	if ((p->build->flags & PATTERN_WORD) != 0 &&
	    p->build->result == PATTERN_OK)
		parser_word_add(p, place, false);
	p->part_first = p->fixed_until = p->build->element_count;
}

/* Leaves the gap that ended the part, if any, in *gap_r. */
static bool
parse_part(struct parser *p, const struct gap *before, struct gap *gap_r)
{
	struct pattern_build *build = p->build;
	struct program_part *part = &build->parts[build->part_count];
	bool gap = false;

	if (build->part_count == PROGRAM_PARTS_MAX) {
		pattern_build_refuse(build, PATTERN_UNSUPPORTED,
		    "a pattern of more than 128 parts");
		return false;
	}
	build->part_count++;
	p->part_first = p->fixed_until = build->element_count;
	*part = (struct program_part){.gap_min = before->min,
	    .gap_max = before->max == 0 ? PROGRAM_NO_LIMIT : before->max,
	    .element_first = build->element_count};
	if (build->part_count == 1)
		add_word_end(p, PROGRAM_BEFORE);
	while (going(p) && !gap) {
		if (*p->at == '*') {
			p->at++;
			*gap_r = (struct gap){0};
			gap = true;
		} else if (*p->at == '{') {
			if (!parser_parse_braces(p, gap_r))
				break;
			gap = !gap_is_skip(gap_r);
			if (!gap)
				parser_skip_add(p, gap_r->min);
		} else {
			parse_atom(p);
		}
	}
	if (!gap)
		add_word_end(p, PROGRAM_AFTER);
	if (build->result == PATTERN_OK)
		finish_part(p, part);
	return gap;
}

void
pattern_parse(struct pattern_build *build, struct slice hexsig)
{
	struct parser p = {.build = build,
	    .at = hexsig.data,
	    .end = hexsig.data + hexsig.size};
	struct gap before = {0};
	struct gap after;

	while (parse_part(&p, &before, &after) && build->result == PATTERN_OK)
		before = after;
	if (build->result == PATTERN_OK && build->part_count == 1 &&
	    build->elements[0].kind == PROGRAM_LITERAL &&
	    build->element_count == 1 && build->elements[0].min < 3 &&
	    (build->flags & PATTERN_SHORT) == 0)
		BAD(&p, "a plain pattern of fewer than three bytes");
}

/* ---- offsets ----------------------------------------------------------- */

/* A section that the program can name. */
#define SECTION_MAX 255u

/* Nothing, or ",shift", all of at..end; an empty number counts as 0. */
static bool
parse_shift(struct pattern_build *build, const uint8_t *at, const uint8_t *end)
{
	if (at == end)
		return true;
	if (*at++ != ',')
		return false;
	return at == end ||
	       (parser_number_at(&at, end, &build->shift) && at == end);
}

/* "n" or "n,shift". */
static bool
parse_position(
    struct pattern_build *build, const uint8_t *at, const uint8_t *end)
{
	return parser_number_at(&at, end, &build->offset) &&
	       parse_shift(build, at, end);
}

/* Behind "EP+" and the like; clamscan takes an empty number for 0. */
static bool
parse_distance(
    struct pattern_build *build, const uint8_t *at, const uint8_t *end)
{
	(void)parser_number_at(&at, end, &build->offset);
	return parse_shift(build, at, end);
}

static bool
take_section(struct pattern_build *build, uint32_t section)
{
	if (section > SECTION_MAX || build->offset > PROGRAM_DISTANCE_MAX)
		pattern_build_refuse(build, PATTERN_UNSUPPORTED,
		    "an offset beyond the 256th section, or 16 MB within one");
	else
		build->section = section;
	return true;
}

/* Behind "SE": the whole of a section; no number is 0. */
static bool
parse_within(struct pattern_build *build, const uint8_t *at, const uint8_t *end)
{
	uint32_t section = 0;

	build->origin = PROGRAM_IN_SECTION;
	(void)parser_number_at(&at, end, &section);
	return take_section(build, section) && parse_shift(build, at, end);
}

/* Behind "S": "L+n" or "x+n". */
static bool
parse_section(
    struct pattern_build *build, const uint8_t *at, const uint8_t *end)
{
	uint32_t section = 0;

	build->origin = PROGRAM_FROM_SECTION;
	if (at < end && *at == 'L') {
		build->origin = PROGRAM_FROM_LAST;
		at++;
	} else if (!parser_number_at(&at, end, &section)) {
		return false;
	}
	return at < end && *at == '+' && parse_distance(build, at + 1, end) &&
	       take_section(build, section);
}

static bool
parse_offset(struct pattern_build *build, struct slice offset)
{
	static const struct {
		struct slice start;
		uint8_t origin;
		bool (*parse)(struct pattern_build *build, const uint8_t *at,
		    const uint8_t *end);
	} forms[] = {
	    {SLICE("EOF-"), PROGRAM_FROM_END, parse_position},
	    {SLICE("EP+"), PROGRAM_FROM_ENTRY, parse_distance},
	    {SLICE("EP-"), PROGRAM_BEFORE_ENTRY, parse_distance},
	    {SLICE("VI"), PROGRAM_AT_VERSION, parse_shift},
	    {SLICE("SE"), PROGRAM_IN_SECTION, parse_within},
	    {SLICE("S"), PROGRAM_FROM_SECTION, parse_section},
	    {SLICE(""), PROGRAM_FROM_START, parse_position},
	};
	size_t i = 0;

	while (!slice_starts_with(offset, forms[i].start))
		i++;
	build->origin = forms[i].origin;
	return forms[i].parse(build, offset.data + forms[i].start.size,
	    offset.data + offset.size);
}

void
pattern_parse_offset(struct pattern_build *build, struct slice offset)
{
	build->origin = PROGRAM_ANYWHERE;
	if (slice_equal(offset, SLICE("*")))
		return;
	if (offset.size == 0)
		pattern_build_refuse(
		    build, PATTERN_MALFORMED, "the offset is missing");
	else if (offset.data[0] == '$')
		pattern_build_refuse(
		    build, PATTERN_UNSUPPORTED, "an offset of a macro group");
	else if (!parse_offset(build, offset))
		pattern_build_refuse(build, PATTERN_MALFORMED,
		    "the offset is not *, n, EOF-n, EP+n, EP-n, Sx+n, SL+n, "
		    "SEx or VI");
}
