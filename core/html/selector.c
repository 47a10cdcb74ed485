/*
 * selector - what of a selector is understood
 */
#include "core/html/selector.h"

#include "core/html/name.h"

#define WEIGHT_ID 10000u
#define WEIGHT_CLASS 100u

static bool
is_name_byte(uint8_t c)
{
	return html_is_letter(c) || (uint8_t)(c - '0') < 10 || c == '-' ||
	       c == '_' || c >= 0x80;
}

static struct slice
take_name(struct slice *s)
{
	struct slice name = *s;
	size_t n = 0;

	while (n < s->size && is_name_byte(s->data[n]))
		n++;
	name.size = n;
	*s = slice_skip(*s, n);
	return name;
}

/* kind is '.' or '#'; letters in any case, as in quirks mode. */
static uint32_t
part_hash(uint8_t kind, struct slice name)
{
	return name_hash(name, FNV_BEGIN ^ (uint32_t)(kind * 257u));
}

uint32_t
selector_name_key(uint32_t hash)
{
	return hash ^ UINT32_C(0x5BD1E995);
}

static bool
read_part(struct slice *s, struct selector *selector)
{
	uint8_t kind = s->data[0];
	struct slice name;

	if ((kind != '.' && kind != '#') || selector->parts == SELECTOR_PARTS)
		return false;
	*s = slice_skip(*s, 1);
	name = take_name(s);
	selector->part[selector->parts] = part_hash(kind, name);
	/* An id is rarer than a class. */
	if (kind == '#' || selector->parts == 0)
		selector->key = selector->part[selector->parts];
	selector->parts++;
	selector->weight += kind == '#' ? WEIGHT_ID : WEIGHT_CLASS;
	return name.size > 0;
}

/* "td.a#b", "*", ".a"; nothing else. */
static bool
read_compound(struct slice s, struct selector *selector)
{
	struct slice name = take_name(&s);

	selector->parts = 0;
	selector->name_hash = 0;
	selector->key = SELECTOR_ANY_KEY;
	if (name.size > 0) {
		selector->name_hash = name_hash(name, html_element_table.seed);
		selector->key = selector_name_key(selector->name_hash);
		selector->weight++;
	} else if (s.size > 0 && s.data[0] == '*') {
		s = slice_skip(s, 1);
	}
	while (s.size > 0)
		if (!read_part(&s, selector))
			return false;
	return true;
}

static bool
is_between(uint8_t c)
{
	return html_is_blank(c) || c == '>';
}

/* An element around the subject; html and body always are. */
static bool
add_around(struct slice name, struct selector *selector)
{
	int id = name_find(&html_element_table, name);

	if (name.size == 1 && name.data[0] == '*')
		return true;
	if (id < 0 || selector->arounds == SELECTOR_AROUND)
		return false;
	selector->weight++;
	if (!element_is((enum element)id, ELEMENT_IS_CANVAS))
		selector->around[selector->arounds++] = (enum element)id;
	return true;
}

bool
selector_read(struct slice s, struct selector *selector_r)
{
	*selector_r = (struct selector){0};
	s = html_trim(s);
	for (;;) {
		size_t n = 0;

		while (n < s.size && !is_between(s.data[n]))
			n++;
		if (n == s.size)
			return n > 0 && read_compound(s, selector_r);
		if (!add_around(slice_sub(s, 0, n), selector_r))
			return false;
		while (n < s.size && is_between(s.data[n]))
			n++;
		s = slice_skip(s, n);
	}
}

void
tag_parts_read(const struct tag *tag, struct tag_parts *parts_r)
{
	struct slice classes = tag_value(tag, ATTRIBUTE_CLASS);
	size_t at = 0;

	parts_r->count = 0;
	if (tag_has(tag, ATTRIBUTE_ID))
		parts_r->part[parts_r->count++] =
		    part_hash('#', html_trim(tag_value(tag, ATTRIBUTE_ID)));
	while (at < classes.size && parts_r->count < TAG_PARTS) {
		size_t from = at;

		while (at < classes.size && !html_is_blank(classes.data[at]))
			at++;
		if (at > from)
			parts_r->part[parts_r->count++] =
			    part_hash('.', slice_sub(classes, from, at - from));
		at++;
	}
}

static bool
has_part(const struct tag_parts *parts, uint32_t part)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->part[i] == part)
			return true;
	return false;
}

bool
selector_matches(const struct selector *selector, const struct tag *tag,
    const struct tag_parts *parts)
{
	if (selector->name_hash != 0 && selector->name_hash != tag->name_hash)
		return false;
	for (size_t i = 0; i < selector->parts; i++)
		if (!has_part(parts, selector->part[i]))
			return false;
	return true;
}
