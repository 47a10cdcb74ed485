/*
 * address - the mailboxes in From, To, Cc and the like
 *
 * address_scan() finds what is where; here it becomes slices, borrowed where
 * nothing has to be taken out.
 */
#include "core/header/address.h"

#include <string.h>

#include "core/header/address_scan.h"
#include "core/header/lexical.h"

/* ---- text out of spans ------------------------------------------------- */

struct writer {
	struct address_list *list;
	uint8_t *out;
	size_t size;
	bool gap;  /* a blank is due ahead of the next word */
	bool name; /* words are parted by blanks; else nothing parts them */
};

static void
write_byte(struct writer *writer, uint8_t c)
{
	if (writer->gap && writer->size > 0 && writer->name)
		writer->out[writer->size++] = ' ';
	writer->gap = false;
	writer->out[writer->size++] = c;
}

/* Between its quotes, without backslashes and line ends. */
static void
write_quoted(struct writer *writer, struct slice s)
{
	for (size_t i = 1; i + 1 < s.size; i++) {
		if (s.data[i] == '\\' && i + 2 < s.size)
			i++;
		if (!lexical_is_line_end(s.data[i]))
			write_byte(writer, s.data[i]);
	}
}

static void
write_token(struct writer *writer, const struct address_token *token)
{
	struct slice s = slice_sub(
	    writer->list->rest, token->start, token->end - token->start);

	switch (token->kind) {
	case ADDRESS_BLANK:
	case ADDRESS_COMMENT:
	case ADDRESS_OPEN:
	case ADDRESS_CLOSE:
		writer->gap = true;
		return;
	case ADDRESS_QUOTED:
		write_quoted(writer, s);
		return;
	default:
		for (size_t i = 0; i < s.size; i++)
			write_byte(writer, s.data[i]);
	}
}

static void
write_span(struct writer *writer, struct span span)
{
	for (size_t at = span.start; at < span.end;) {
		struct address_token token =
		    address_token(writer->list, at, false);

		/* A literal may be cut otherwise here: the bytes are the
		 * same. */
		if (token.end > span.end)
			token.end = span.end;
		write_token(writer, &token);
		at = token.end;
	}
	writer->gap = true;
}

/* Nothing has to be taken out of it, or put in. */
static bool
is_verbatim(struct slice s, bool name)
{
	for (size_t i = 0; i < s.size; i++) {
		uint8_t c = s.data[i];

		if (c == '(' || c == '"' || c == '<' || c == '>' || c == '\\' ||
		    c == '\t' || lexical_is_line_end(c))
			return false;
		if (c == ' ' && (!name || s.data[i + 1] == ' '))
			return false;
	}
	return true;
}

static struct slice
span_slice(struct slice s, struct span span)
{
	if (span.end <= span.start)
		return (struct slice){NULL, 0};
	return slice_trim(slice_sub(s, span.start, span.end - span.start));
}

/* A span without the brackets that stand around an address. */
static struct slice
name_slice(struct slice s, struct span span)
{
	struct slice name = span_slice(s, span);

	while (name.size > 0 && name.data[name.size - 1] == '<')
		name.size--;
	while (name.size > 0 && name.data[0] == '>')
		name = slice_skip(name, 1);
	return slice_trim(name);
}

/* "Joe Q. Public": one quoted string without escapes or folds. */
static bool
is_plain_quoted(struct slice s)
{
	if (s.size < 2 || s.data[0] != '"' || s.data[s.size - 1] != '"')
		return false;
	for (size_t i = 1; i + 1 < s.size; i++)
		if (s.data[i] == '"' || s.data[i] == '\\' ||
		    lexical_is_line_end(s.data[i]))
			return false;
	return true;
}

/* True: the text can be borrowed. */
static bool
can_borrow(struct slice *text, bool name)
{
	if (is_verbatim(*text, name))
		return true;
	if (!is_plain_quoted(*text))
		return false;
	*text = slice_sub(*text, 1, text->size - 2);
	return true;
}

/* The text of up to three spans, in order. */
static struct slice
extract(struct address_list *list, struct arena *arena,
    const struct span *spans, size_t count, bool name)
{
	struct writer writer = {.list = list, .name = name};
	struct slice first = {NULL, 0};
	size_t room = 0, used = 0;

	for (size_t i = 0; i < count; i++) {
		struct slice text = name ? name_slice(list->rest, spans[i])
					 : span_slice(list->rest, spans[i]);

		if (spans[i].end > spans[i].start)
			room += spans[i].end - spans[i].start + 1;
		if (text.size > 0 && used++ == 0)
			first = text;
	}
	if (used == 0 || (used == 1 && can_borrow(&first, name)))
		return first;
	writer.out = arena_alloc(arena, room);
	if (writer.out == NULL)
		return first;
	for (size_t i = 0; i < count; i++)
		if (spans[i].end > spans[i].start)
			write_span(&writer, spans[i]);
	CHECK(writer.size <= room);
	CHECK(arena_resize_last(arena, writer.out, writer.size));
	return (struct slice){writer.out, writer.size};
}

/* ---- comments ---------------------------------------------------------- */

static struct slice
comment_text(struct slice s, const struct address_token *token)
{
	struct span inside = {token->start + 1, token->end - 1};

	return span_slice(s, inside);
}

/*
 * The next comment at or behind *at; false: none is left in element.  What
 * stands ahead of the address is passed over as a whole: words that begin in it
 * may swallow what follows.
 */
static bool
next_comment(struct address_list *list, size_t *at,
    const struct address_element *element, struct slice *text_r)
{
	const struct span *prefix = &element->prefix;

	while (*at < element->end) {
		struct address_token token;

		if (*at >= prefix->start && *at < prefix->end) {
			*at = prefix->end;
			continue;
		}
		token = address_token(list, *at, false);
		*at = token.end;
		if (token.kind == ADDRESS_COMMENT) {
			*text_r = comment_text(list->rest, &token);
			return true;
		}
	}
	return false;
}

static size_t
append(uint8_t *out, size_t size, struct slice s)
{
	if (s.size == 0)
		return size;
	if (size > 0)
		out[size++] = ' ';
	memcpy(out + size, s.data, s.size);
	return size + s.size;
}

/* All comments of an element, and what stands ahead of its address. */
static struct slice
extract_comments(struct address_list *list, struct arena *arena,
    const struct address_element *element)
{
	struct slice prefix = span_slice(list->rest, element->prefix);
	struct slice text = {NULL, 0};
	size_t at = 0, size = 0;
	uint8_t *out;

	if (element->comments == 0)
		return prefix;
	if (element->comments == 1 && prefix.size == 0) {
		(void)next_comment(list, &at, element, &text);
		return text;
	}
	out = arena_alloc(arena, element->end + prefix.size + 1);
	if (out == NULL) {
		(void)next_comment(list, &at, element, &text);
		return text;
	}
	size = append(out, size, prefix);
	while (next_comment(list, &at, element, &text))
		size = append(out, size, text);
	CHECK(arena_resize_last(arena, out, size));
	return (struct slice){out, size};
}

/* ---- addresses --------------------------------------------------------- */

static void
begin_group(struct address_list *list, struct arena *arena,
    const struct address_element *element)
{
	struct span name = {0, element->group_colon};

	if (element->group_colon == 0)
		return;
	list->group = extract(list, arena, &name, 1, true);
	list->in_group = true;
	list->group_is_empty = true;
}

static void
read_core(struct address_list *list, struct arena *arena,
    const struct address_element *element, struct address *address)
{
	struct span local = {element->core.start, element->at};
	struct span domain = {element->at + 1, element->core.end};

	address->local = extract(list, arena, &local, 1, false);
	if (element->at < element->core.end)
		address->domain = extract(list, arena, &domain, 1, false);
	while (address->domain.size > 0 &&
	       address->domain.data[address->domain.size - 1] == '.')
		address->domain.size--;
}

static void
read_element(struct address_list *list, struct arena *arena,
    const struct address_element *element, struct address *address)
{
	size_t behind = element->phrase;
	struct span spans[3];

	if (element->prefix.end != 0)
		behind = element->prefix.end;
	spans[0] = (struct span){element->phrase, element->prefix.start};
	spans[1] = (struct span){behind, element->end};
	spans[2] = (struct span){0, 0};
	if (element->has_core) {
		spans[1].end = element->core.start;
		spans[2] = (struct span){element->core.end, element->end};
		read_core(list, arena, element, address);
	}
	address->name = extract(list, arena, spans, 3, true);
	address->comment = extract_comments(list, arena, element);
}

/* Something to give: or just a comma too many. */
static bool
is_something(
    const struct address_list *list, const struct address_element *element)
{
	if (element->words > 0 || element->comments > 0 ||
	    element->has_brackets || element->prefix.end != 0)
		return true;
	return list->in_group && list->group_is_empty &&
	       element->separator != ADDRESS_COMMA;
}

static void
end_group(struct address_list *list, const struct address_element *element)
{
	if (element->separator == ADDRESS_SEMICOLON ||
	    element->separator == ADDRESS_END)
		list->in_group = false;
}

void
address_begin(struct slice value, struct address_list *list_r)
{
	*list_r = (struct address_list){.rest = value};
}

bool
address_next(
    struct address_list *list, struct arena *arena, struct address *address_r)
{
	*address_r = (struct address){.name = {NULL, 0}};
	while (list->rest.size > 0 || list->in_group) {
		struct address_element element;
		bool found;

		address_scan(list, &element);
		begin_group(list, arena, &element);
		found = is_something(list, &element);
		if (found) {
			read_element(list, arena, &element, address_r);
			if (list->in_group)
				address_r->group = list->group;
			list->group_is_empty = false;
		}
		end_group(list, &element);
		list->rest = slice_skip(list->rest, element.next);
		if (found)
			return true;
	}
	return false;
}
