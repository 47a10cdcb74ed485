/*
 * charset - bytes in any charset to UTF-8
 *
 * First it is decided what the bytes are (charset_detect), then they are
 * decoded, unless they are UTF-8 already.
 */
#include "core/text/charset.h"

#include <stdlib.h>

#include "core/text/charset_decode.h"
#include "core/text/charset_table.h"

struct charsets {
	struct charset_single single[CHARSET_SINGLES_MAX];
};

struct charsets *
charsets_create(void)
{
	struct charsets *charsets = malloc(sizeof(*charsets));

	if (charsets == NULL)
		return NULL;
	for (size_t i = 0; i < charset_single_count(); i++)
		charset_single_make(&charsets->single[i], i);
	return charsets;
}

void
charsets_destroy(struct charsets **charsets)
{
	free(*charsets);
	*charsets = NULL;
}

static void
decode(struct charsets *charsets, const struct charset_info *info,
    struct slice bytes, struct charset_out *out)
{
	switch (info->kind) {
	case CHARSET_UTF8:
		charset_from_utf8(bytes, out);
		break;
	case CHARSET_UTF16:
	case CHARSET_UTF16LE:
	case CHARSET_UTF16BE:
		charset_from_utf16(bytes, info->kind == CHARSET_UTF16BE, out);
		break;
	case CHARSET_UTF32:
	case CHARSET_UTF32LE:
	case CHARSET_UTF32BE:
		charset_from_utf32(bytes, info->kind == CHARSET_UTF32BE, out);
		break;
	default:
		charset_from_single(&charsets->single[info->table],
		    (size_t)info->table, bytes, out);
		break;
	}
}

struct charset_text
charset_decode(struct charsets *charsets, struct slice bytes,
    struct slice label, struct arena *arena, struct budget *budget)
{
	struct charset_out out = {.arena = arena, .budget = budget};
	struct charset_text text = {.flags = 0};
	const struct charset_info *info = charset_find(label);

	if (label.size == 0)
		text.flags |= CHARSET_UNLABELLED;
	else if (info == NULL)
		text.flags |= CHARSET_UNKNOWN_LABEL;
	if (info == NULL || info->kind == CHARSET_UNKNOWN ||
	    (info->kind > CHARSET_UTF32BE && info->table < 0))
		info = charset_named("windows-1252");
	if ((info->kind == CHARSET_UTF8 || info->kind == CHARSET_SINGLE) &&
	    utf8_valid(bytes)) {
		text.text = bytes;
		text.charset = "utf-8";
		return text;
	}
	decode(charsets, info, bytes, &out);
	text.text = charset_out_end(&out);
	text.charset = info->name;
	text.replaced = out.replaced;
	if (out.replaced > 0)
		text.flags |= CHARSET_REPLACED;
	if (out.cut)
		text.flags |= CHARSET_CUT;
	return text;
}
