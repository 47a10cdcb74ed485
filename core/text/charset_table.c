/*
 * charset_table - the charsets by name
 *
 * A label is compared by its letters and digits alone, as Unicode's technical
 * standard 22 does: "ISO_8859-1", "iso 8859-1" and "iso88591" are one name.
 */
#include "core/text/charset_table.h"

#include <string.h>

#include "core/base/check.h"
#include "core/text/charset.h"

static const struct charset_info charsets[] = {
#define CHARSET(kind, name, table, iconv) {name, CHARSET_##kind, table, iconv},
#include "core/text/charset_names.def"
#undef CHARSET
};

static const struct {
	const char *alias;
	unsigned charset;
} aliases[] = {
#define NAME(alias, charset) {alias, charset},
#include "core/text/charset_names.def"
#undef NAME
};

static const uint16_t singles[][128] = {
#include "core/text/charset_single.def"
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

_Static_assert(COUNT(singles) <= CHARSET_SINGLES_MAX, "singles");
_Static_assert(COUNT(charsets) <= CHARSET_INFO_MAX, "charsets");

/* No alias is as long. */
#define KEY_MAX 48u

struct key {
	char letters[KEY_MAX]; /* NUL-terminated */
	size_t size;
};

static bool
is_blank(uint8_t c)
{
	return c <= ' ' || c == 0x7F;
}

/* What may stand around a name and is none of it. */
static bool
is_wrapping(uint8_t c)
{
	return is_blank(c) || c == '"' || c == '\'' || c == '<' || c == '(' ||
	       c == '=' || c == '`';
}

/* Behind it comes no more of the name: ISO_8859-1:1987, utf-8;, "utf-8*en". */
static bool
is_end(uint8_t c)
{
	return c == ':' || c == ';' || c == ',' || c == '"' || c == '\'' ||
	       c == '>' || c == ')' || c == '*' || c == '?' || c == '&' ||
	       c == '/' || c == '\\' || c == '`' || c == '\0';
}

/* The letters and digits of the label, up to its first blank or all. */
static struct key
key_of(struct slice label, bool first_word)
{
	struct key key = {.size = 0};
	size_t i = 0;

	while (i < label.size && is_wrapping(label.data[i]))
		i++;
	for (; i < label.size && key.size < KEY_MAX - 1; i++) {
		uint8_t c = label.data[i];
		uint8_t small = c | 0x20;

		if ((small >= 'a' && small <= 'z') || (c >= '0' && c <= '9'))
			key.letters[key.size++] = (char)small;
		else if (is_end(c) || (first_word && is_blank(c)))
			break;
	}
	key.letters[key.size] = '\0';
	return key;
}

static const struct charset_info *
look_up(const char *letters)
{
	size_t low = 0;
	size_t high = COUNT(aliases);

	while (low < high) {
		size_t middle = (low + high) / 2;
		const char *alias = aliases[middle].alias;
		int order = letters[0] - alias[0];

		if (order == 0)
			order = strcmp(letters, alias);
		if (order == 0)
			return &charsets[aliases[middle].charset];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* KOI8-R is not what "koi8-r" in "charset=koi8-r" hides. */
static const char *
without_prefix(const char *letters)
{
	return strncmp(letters, "charset", 7) == 0 ? letters + 7 : letters;
}

const struct charset_info *
charset_find(struct slice label)
{
	struct key key = key_of(label, false);
	const struct charset_info *info = look_up(without_prefix(key.letters));

	if (info != NULL)
		return info;
	key = key_of(label, true);
	return look_up(without_prefix(key.letters));
}

const struct charset_info *
charset_named(const char *name)
{
	for (size_t i = 0; i < COUNT(charsets); i++)
		if (strcmp(charsets[i].name, name) == 0)
			return &charsets[i];
	CHECK(false); /* our own names only */
	return NULL;
}

size_t
charset_index(const struct charset_info *info)
{
	return (size_t)(info - charsets);
}

size_t
charset_single_count(void)
{
	return COUNT(singles);
}

const uint16_t *
charset_single(size_t table)
{
	CHECK(table < COUNT(singles));
	return singles[table];
}

const char *
charset_name(struct slice label)
{
	const struct charset_info *info = charset_find(label);

	return info == NULL ? NULL : info->name;
}
