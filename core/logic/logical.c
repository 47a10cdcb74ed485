/*
 * logical - one line of a .ldb file, taken apart
 */
#include "core/logic/logical.h"

/* Name, conditions, expression. */
#define HEAD_FIELDS 3u
#define TARGETS 15u

struct reading {
	enum logical_result result;
	const char *reason;
};

static bool
refuse(struct reading *reading, enum logical_result result, const char *reason)
{
	reading->result = result;
	reading->reason = reason;
	return false;
}

static bool
malformed(struct reading *reading, const char *reason)
{
	return refuse(reading, LOGICAL_MALFORMED, reason);
}

/* ---- conditions -------------------------------------------------------- */

/* "a-b". */
static bool
take_range(struct reading *reading, struct slice text, uint32_t *min_r,
    uint32_t *max_r)
{
	size_t dash = slice_find_byte(text, '-');

	if (dash == text.size ||
	    !slice_to_u32(slice_sub(text, 0, dash), min_r) ||
	    !slice_to_u32(slice_skip(text, dash + 1), max_r) || *min_r > *max_r)
		return malformed(reading, "a range is not a-b");
	return true;
}

/* 8 was never used, 13 is for ClamAV's own objects. */
static bool
take_target(struct reading *reading, struct slice text,
    struct logical_conditions *conditions)
{
	if (!slice_to_u32(text, &conditions->target))
		return malformed(reading, "the target is not a number");
	if (conditions->target >= TARGETS || conditions->target == 8 ||
	    conditions->target == 13)
		return refuse(
		    reading, LOGICAL_TARGET, "the target type is not known");
	return true;
}

static bool
take_type(struct reading *reading, struct slice text, enum cltype *type_r)
{
	if (!cltype_from_name(text, type_r))
		return refuse(reading, LOGICAL_UNSUPPORTED,
		    "a CL_TYPE that is not known");
	return true;
}

/* "CL_TYPE_A>CL_TYPE_B". */
static bool
take_intermediates(struct reading *reading, struct slice text,
    struct logical_conditions *conditions)
{
	for (;;) {
		size_t end = slice_find_byte(text, '>');
		uint32_t *count = &conditions->intermediate_count;

		if (*count == LOGICAL_INTERMEDIATES)
			return malformed(reading, "over 16 intermediates");
		if (!take_type(reading, slice_sub(text, 0, end),
			&conditions->intermediates[(*count)++]))
			return false;
		if (end == text.size)
			return true;
		text = slice_skip(text, end + 1);
	}
}

static bool
take_condition(struct reading *reading, struct slice key, struct slice value,
    struct logical_conditions *c)
{
	if (slice_equal(key, SLICE("Engine")))
		return take_range(reading, value, &c->level_min, &c->level_max);
	if (slice_equal(key, SLICE("Target")))
		return take_target(reading, value, c);
	if (slice_equal(key, SLICE("FileSize")))
		return take_range(reading, value, &c->size_min, &c->size_max);
	if (slice_equal(key, SLICE("EntryPoint"))) {
		c->asks_entry = true;
		return take_range(reading, value, &c->entry_min, &c->entry_max);
	}
	if (slice_equal(key, SLICE("NumberOfSections"))) {
		c->asks_sections = true;
		return take_range(
		    reading, value, &c->sections_min, &c->sections_max);
	}
	if (slice_equal(key, SLICE("Container"))) {
		c->has_container = true;
		return take_type(reading, value, &c->container);
	}
	if (slice_equal(key, SLICE("Intermediates")))
		return take_intermediates(reading, value, c);
	if (slice_equal(key, SLICE("HandlerType"))) {
		c->has_handler = true;
		return take_type(reading, value, &c->handler);
	}
	if (slice_starts_with(key, SLICE("IconGroup")))
		return refuse(
		    reading, LOGICAL_UNSUPPORTED, "icons are not compared");
	return refuse(
	    reading, LOGICAL_UNSUPPORTED, "a condition that is not known");
}

static bool
take_conditions(struct reading *reading, struct slice text,
    struct logical_conditions *conditions)
{
	bool more = true;

	*conditions = (struct logical_conditions){.target = UINT32_MAX,
	    .level_max = UINT32_MAX,
	    .size_max = UINT32_MAX,
	    .entry_max = UINT32_MAX,
	    .sections_max = UINT32_MAX};
	while (more) {
		size_t end = slice_find_byte(text, ',');
		struct slice pair = slice_sub(text, 0, end);
		size_t colon = slice_find_byte(pair, ':');

		if (colon == pair.size)
			return malformed(reading, "a condition has no colon");
		if (!take_condition(reading, slice_sub(pair, 0, colon),
			slice_skip(pair, colon + 1), conditions))
			return false;
		more = end < text.size;
		text = slice_skip(text, end + 1);
	}
	if (conditions->target == UINT32_MAX)
		return malformed(reading, "there is no Target");
	return true;
}

/* ---- fields ------------------------------------------------------------ */

/*
 * The field up to the next separator; *rest goes behind that.  With slashes, a
 * / without \ before it opens and closes a regular expression, in which nothing
 * separates.  False: it was the last field.
 */
static bool
take_field(
    struct slice *rest, uint8_t separator, bool slashes, struct slice *field_r)
{
	bool inside = false;
	size_t i = 0;

	for (; i < rest->size; i++) {
		uint8_t byte = rest->data[i];

		if (slashes && byte == '/' &&
		    (i == 0 || rest->data[i - 1] != '\\'))
			inside = !inside;
		if (byte == separator && !inside)
			break;
	}
	*field_r = slice_sub(*rest, 0, i);
	if (i == rest->size)
		return false;
	*rest = slice_skip(*rest, i + 1);
	return true;
}

static bool
take_subs(struct reading *reading, struct slice rest, struct logical *logical)
{
	bool more = true;

	logical->sub_count = 0;
	while (more) {
		struct slice field;

		more = take_field(&rest, ';', true, &field);
		if (logical->sub_count == EXPRESSION_IDS)
			return malformed(
			    reading, "there are over 64 sub-signatures");
		if (field.size == 0)
			return malformed(reading, "a sub-signature is empty");
		logical->subs[logical->sub_count++] = field;
	}
	return true;
}

enum logical_result
logical_parse(
    struct slice line, struct logical *logical_r, const char **reason_r)
{
	struct reading reading = {LOGICAL_OK, NULL};
	struct slice conditions;

	if (!take_field(&line, ';', false, &logical_r->name) ||
	    !take_field(&line, ';', false, &conditions) ||
	    !take_field(&line, ';', false, &logical_r->expression))
		(void)malformed(&reading, "there are not 4 fields");
	else if (take_conditions(&reading, conditions, &logical_r->conditions))
		(void)take_subs(&reading, line, logical_r);
	*reason_r = reading.reason;
	return reading.result;
}

/* ---- sub-signatures ---------------------------------------------------- */

#define SUB_FIELDS_MAX 5u

static size_t
split_sub(struct slice text, struct slice fields[SUB_FIELDS_MAX])
{
	size_t count = 0;
	bool more = true;

	while (more && count < SUB_FIELDS_MAX)
		more = take_field(&text, ':', true, &fields[count++]);
	return count;
}

static bool
take_modifiers(struct reading *reading, struct slice text, unsigned *flags_r)
{
	*flags_r = 0;
	for (size_t i = 0; i < text.size; i++) {
		switch (text.data[i]) {
		case 'i':
			*flags_r |= SUBSIG_NOCASE;
			break;
		case 'w':
			*flags_r |= SUBSIG_WIDE;
			break;
		case 'a':
			*flags_r |= SUBSIG_ASCII;
			break;
		case 'f':
			*flags_r |= SUBSIG_WORD;
			break;
		default:
			return malformed(
			    reading, "a modifier is not i, w, a or f");
		}
	}
	return true;
}

/* trigger/regex/options */
static bool
take_regex(struct reading *reading, struct slice text, struct subsig *subsig)
{
	size_t open = slice_find_byte(text, '/');
	size_t close = text.size;

	while (close > open + 1 && text.data[close - 1] != '/')
		close--;
	if (close <= open + 1)
		return malformed(reading, "a regular expression has no end");
	subsig->kind = SUBSIG_REGEX;
	subsig->trigger = slice_sub(text, 0, open);
	subsig->regex = slice_sub(text, open + 1, close - open - 2);
	subsig->options = slice_skip(text, close);
	if (subsig->trigger.size == 0)
		return malformed(
		    reading, "a regular expression has no trigger");
	if (subsig->regex.size == 0)
		return malformed(reading, "a regular expression is empty");
	return true;
}

static bool
is_compare(struct slice text)
{
	size_t hash = slice_find_byte(text, '#');

	return slice_find_byte(text, '(') < text.size && hash < text.size &&
	       slice_find_byte(slice_skip(text, hash + 1), '#') <
		   text.size - hash - 1;
}

/* "hex", "offset:hex", "hex::modifiers", "offset:hex::modifiers". */
static bool
take_body(struct reading *reading, struct slice text, struct subsig *subsig)
{
	struct slice fields[SUB_FIELDS_MAX];
	size_t count = split_sub(text, fields);
	size_t body = count % 2 == 0 ? 1 : 0;

	subsig->offset = body == 1 ? fields[0] : SLICE("*");
	if (slice_find_byte(fields[body], '/') < fields[body].size)
		return take_regex(reading, fields[body], subsig);
	subsig->kind = SUBSIG_BODY;
	subsig->hexsig = fields[body];
	/* With a fifth field there are none, whatever it says. */
	if (count == 3 || count == 4)
		return take_modifiers(
		    reading, fields[count - 1], &subsig->flags);
	return true;
}

enum logical_result
subsig_parse(struct slice text, struct subsig *subsig_r, const char **reason_r)
{
	struct reading reading = {LOGICAL_OK, NULL};

	*subsig_r = (struct subsig){.kind = SUBSIG_BODY};
	if (text.size > 0 && text.data[0] == '$') {
		(void)refuse(&reading, LOGICAL_UNSUPPORTED,
		    "macro sub-signatures are not supported");
	} else if (slice_starts_with(text, SLICE("fuzzy_img#"))) {
		(void)refuse(&reading, LOGICAL_UNSUPPORTED,
		    "pictures are not compared (fuzzy_img)");
	} else if (slice_find_byte(text, '/') == text.size &&
		   is_compare(text)) {
		subsig_r->kind = SUBSIG_COMPARE;
		if (!compare_parse(text, &subsig_r->compare, &reading.reason))
			reading.result = LOGICAL_MALFORMED;
	} else {
		(void)take_body(&reading, text, subsig_r);
	}
	*reason_r = reading.reason;
	return reading.result;
}
