/*
 * raw_text - the content of script, style, title and their like
 *
 * It ends at an end tag of the same name.  In a script "<!--" and then
 * "<script" make one more end tag necessary (HTML standard, 13.2.5.15 to 31).
 */
#include "core/html/tokenizer.h"

#include <string.h>

static bool
is_name_at(const uint8_t *data, size_t size, size_t at, struct slice name)
{
	struct slice here = {data + at, size - at};

	if (!slice_starts_with_nocase(here, name) || here.size == name.size)
		return false;
	return html_is_blank(here.data[name.size]) ||
	       here.data[name.size] == '/' || here.data[name.size] == '>';
}

bool
tokenizer_is_end_tag(
    const uint8_t *data, size_t size, size_t at, struct slice name)
{
	return size - at > 2 && data[at] == '<' && data[at + 1] == '/' &&
	       is_name_at(data, size, at + 2, name);
}

static size_t
find_less(const uint8_t *data, size_t size, size_t from)
{
	struct slice rest = {data + from, size - from};

	return from + slice_find_byte(rest, '<');
}

static size_t
find_end(const uint8_t *data, size_t size, size_t at, struct slice name)
{
	at = find_less(data, size, at);
	while (at < size && !tokenizer_is_end_tag(data, size, at, name))
		at = find_less(data, size, at + 1);
	return at;
}

static bool
has(const uint8_t *data, size_t size, size_t at, struct slice what)
{
	struct slice here = {data + at, size - at};

	return slice_starts_with(here, what);
}

/*
 * Behind "<!--": where the script's end tag is (*ended_r), or where "-->" ends
 * the escape, or size.
 */
static size_t
pass_escaped(const uint8_t *data, size_t size, size_t at, bool *ended_r)
{
	const struct slice script = SLICE("script");
	bool inner = false;

	*ended_r = false;
	for (; at < size; at++) {
		if (data[at] == '-' && has(data, size, at, SLICE("-->")))
			return at + 3;
		if (data[at] != '<')
			continue;
		if (tokenizer_is_end_tag(data, size, at, script)) {
			*ended_r = !inner;
			if (!inner)
				return at;
			inner = false;
		} else if (!inner && is_name_at(data, size, at + 1, script)) {
			inner = true;
		}
	}
	return size;
}

size_t
tokenizer_script_end(const uint8_t *data, size_t size, size_t at)
{
	for (;;) {
		bool ended;

		at = find_less(data, size, at);
		if (at == size ||
		    tokenizer_is_end_tag(data, size, at, SLICE("script")))
			return at;
		if (!has(data, size, at, SLICE("<!--"))) {
			at++;
			continue;
		}
		/* The dashes may be those of "-->" at once. */
		at = pass_escaped(data, size, at + 2, &ended);
		if (ended)
			return at;
	}
}

struct slice
tokenizer_raw(
    struct tokenizer *tokenizer, enum element element, struct slice name)
{
	size_t from = tokenizer->at;
	size_t end = tokenizer->size;

	if (element == ELEMENT_SCRIPT)
		end = tokenizer_script_end(
		    tokenizer->data, tokenizer->size, from);
	else if (element != ELEMENT_PLAINTEXT)
		end = find_end(tokenizer->data, tokenizer->size, from, name);
	if (element != ELEMENT_PLAINTEXT)
		tokenizer->unclosed |= end == tokenizer->size;
	tokenizer->at = end;
	return (struct slice){tokenizer->data + from, end - from};
}
