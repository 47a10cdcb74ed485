/*
 * charset - bytes in any charset to UTF-8
 *
 * First it is decided what the bytes are (charset_detect), then they are
 * decoded, unless they are UTF-8 already.
 */
#include "core/text/charset.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/charset_state.h"

struct charsets *
charsets_create(void)
{
	struct charsets *charsets = calloc(1, sizeof(*charsets));

	if (charsets == NULL)
		return NULL;
	for (size_t i = 0; i < charset_single_count(); i++)
		charset_single_make(&charsets->single[i], i);
	charset_score_init(charsets);
	return charsets;
}

void
charsets_destroy(struct charsets **charsets)
{
	if (*charsets == NULL)
		return;
	charset_double_fini(&(*charsets)->tables);
	free(*charsets);
	*charsets = NULL;
}

/* A byte order mark is no text, wherever it came from. */
static struct slice
without_mark(struct slice text)
{
	return slice_starts_with(text, SLICE("\xEF\xBB\xBF"))
		   ? slice_skip(text, 3)
		   : text;
}

static void
decode(struct charsets *charsets, const struct charset_info *info,
    struct slice bytes, struct charset_out *out, struct charset_text *text)
{
	charset_run(charsets, info, bytes, out);
	text->text = without_mark(charset_out_end(out));
	text->replaced = out->replaced;
	if (out->replaced > 0)
		text->flags |= CHARSET_REPLACED;
	if (out->cut)
		text->flags |= CHARSET_CUT;
}

struct charset_text
charset_decode(struct charsets *charsets, struct slice bytes,
    struct slice label, struct arena *arena, struct budget *budget)
{
	struct charset_out out = {.arena = arena, .budget = budget};
	struct charset_text text = {.flags = 0};
	const struct charset_info *info = charset_find(label);
	struct charset_choice choice;

	if (slice_trim(label).size == 0)
		text.flags |= CHARSET_UNLABELLED;
	else if (info == NULL)
		text.flags |= CHARSET_UNKNOWN_LABEL;
	if (info == NULL)
		info = charset_named("unknown-8bit");
	choice = charset_choose(charsets, bytes, info);
	if (choice.wrong)
		text.flags |= CHARSET_WRONG_LABEL;
	text.charset = choice.info == NULL ? "us-ascii" : choice.info->name;
	if (choice.as_is ||
	    (choice.info->kind == CHARSET_UTF8 && utf8_valid(bytes))) {
		text.text = without_mark(bytes);
		return text;
	}
	/* No table for it here (a system without iconv's modules): as it
	 * stands. */
	if (!charset_double_can(&charsets->tables, choice.info)) {
		text.flags |= CHARSET_UNKNOWN_LABEL;
		choice.info = charset_named("windows-1252");
		text.charset = choice.info->name;
	}
	decode(charsets, choice.info, bytes, &out, &text);
	return text;
}
