/*
 * tag - names and attributes (HTML standard, 13.2.5.8 and 13.2.5.32 to 40)
 */
#include "core/html/tag.h"

#include <string.h>

#include "core/html/name.h"

/* What ends a tag's or an attribute's name. */
#define BLANK 1u
#define SLASH 2u
#define CLOSE 4u
#define EQUALS 8u

static const uint8_t ends[256] = {
    ['\t'] = BLANK,
    ['\n'] = BLANK,
    ['\f'] = BLANK,
    ['\r'] = BLANK,
    [' '] = BLANK,
    ['/'] = SLASH,
    ['>'] = CLOSE,
    ['='] = EQUALS,
};

bool
tag_ask_time(struct tokenizer *tokenizer)
{
	tokenizer->asked = tokenizer->at;
	tokenizer->spent |=
	    tokenizer->budget != NULL && budget_spent(tokenizer->budget);
	return tokenizer->spent;
}

/* Up to one of the ends in mask; the hash of what was passed over. */
static struct slice
read_name(struct tokenizer *tokenizer, unsigned mask, uint32_t *hash)
{
	const uint8_t *data = tokenizer->data;
	size_t from = tokenizer->at;
	size_t at = from;

	while (at < tokenizer->size && (ends[data[at]] & mask) == 0)
		*hash = name_hash_step(*hash, name_fold(data[at++]));
	tokenizer->at = at;
	return (struct slice){data + from, at - from};
}

static void
skip(struct tokenizer *tokenizer, unsigned mask)
{
	while (tokenizer->at < tokenizer->size &&
	       (ends[tokenizer->data[tokenizer->at]] & mask) != 0)
		tokenizer->at++;
}

static struct slice
read_quoted(struct tokenizer *tokenizer)
{
	const uint8_t *from = tokenizer->data + tokenizer->at + 1;
	size_t rest = tokenizer->size - tokenizer->at - 1;
	struct slice value = {from, rest};

	value.size = slice_find_byte(value, from[-1]);
	/* Without its closing quote the tag has no end either. */
	tokenizer->at += value.size == rest ? 1 + rest : 2 + value.size;
	return value;
}

static struct slice
read_value(struct tokenizer *tokenizer)
{
	const uint8_t *data = tokenizer->data;
	size_t from;

	skip(tokenizer, BLANK);
	from = tokenizer->at;
	if (from == tokenizer->size || data[from] == '>')
		return (struct slice){data + from, 0};
	if (data[from] == '"' || data[from] == '\'')
		return read_quoted(tokenizer);
	while (tokenizer->at < tokenizer->size &&
	       (ends[data[tokenizer->at]] & (BLANK | CLOSE)) == 0)
		tokenizer->at++;
	return (struct slice){data + from, tokenizer->at - from};
}

static void
keep_attribute(
    struct tag *tag, struct slice name, uint32_t hash, struct slice value)
{
	int id = name_find_hashed(&html_attribute_table, name, hash);

	if (id < 0 || tag_has(tag, (enum attribute)id))
		return;
	tag->present |= UINT64_C(1) << id;
	tag->value[id] = value;
}

static void
read_attribute(struct tokenizer *tokenizer, struct tag *tag)
{
	uint32_t hash = html_attribute_table.seed;
	size_t from = tokenizer->at;
	struct slice name, value = {0};

	/* A '=' ahead of a name belongs to it. */
	if (tokenizer->data[from] == '=') {
		hash = name_hash_step(hash, '=');
		tokenizer->at++;
	}
	read_name(tokenizer, BLANK | SLASH | CLOSE | EQUALS, &hash);
	name = (struct slice){tokenizer->data + from, tokenizer->at - from};
	skip(tokenizer, BLANK);
	if (tokenizer->at < tokenizer->size &&
	    tokenizer->data[tokenizer->at] == '=') {
		tokenizer->at++;
		value = read_value(tokenizer);
	}
	keep_attribute(tag, name, hash, value);
}

/* False: the source ended first. */
static bool
read_attributes(struct tokenizer *tokenizer, struct tag *tag)
{
	for (;;) {
		size_t from = tokenizer->at;

		skip(tokenizer, BLANK | SLASH);
		if (tokenizer->at == tokenizer->size ||
		    tag_time_is_up(tokenizer))
			return false;
		if (tokenizer->data[tokenizer->at] == '>') {
			/* <a href=x/> has its slash in the value. */
			tag->self_closing =
			    tokenizer->at > from &&
			    tokenizer->data[tokenizer->at - 1] == '/';
			tokenizer->at++;
			return true;
		}
		read_attribute(tokenizer, tag);
	}
}

bool
tag_read(struct tokenizer *tokenizer, struct token *token)
{
	struct tag *tag = &token->tag;
	uint32_t hash = html_element_table.seed;
	int id;

	tag->is_end = tokenizer->data[tokenizer->at + 1] == '/';
	tag->present = 0;
	tokenizer->at += tag->is_end ? 2 : 1;
	tag->name = read_name(tokenizer, BLANK | SLASH | CLOSE, &hash);
	tag->name_hash = hash;
	id = name_find_hashed(&html_element_table, tag->name, hash);
	tag->element = id < 0 ? ELEMENT_UNKNOWN : (enum element)id;
	token->kind = TOKEN_TAG;
	if (read_attributes(tokenizer, tag))
		return true;
	tokenizer->unclosed = true;
	return false;
}

bool
tag_value_is(const struct tag *tag, enum attribute attribute, const char *word)
{
	return slice_equal_nocase(
	    html_trim(tag_value(tag, attribute)), slice_from_string(word));
}
