/*
 * tree_text - a tree of parts on one line, for comparing with one by hand
 */
#include "tests/support/tree_text.h"

static void
write_body(struct text *text, struct slice body)
{
	text_put_byte(text, '"');
	for (size_t i = 0; i < body.size; i++) {
		char c = (char)body.data[i];

		text_put_byte(text, c == '\n' ? '/' : c == '\r' ? '%' : c);
	}
	text_put_byte(text, '"');
}

static void
write_flags(struct text *text, unsigned flags)
{
	static const struct {
		unsigned flag;
		char letter;
	} letters[] = {
	    {PART_AFTER_END, 'A'},
	    {PART_BAD_ENCODING, 'B'},
	    {PART_CUT, 'C'},
	    {PART_NO_END, 'N'},
	    {PART_READING, 'R'},
	};

	if ((flags & ~(unsigned)PART_TOP) != 0)
		text_put_byte(text, ':');
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (flags & letters[i].flag)
			text_put_byte(text, letters[i].letter);
}

static void
write_part(struct text *text, const struct part *part)
{
	text_put(text, part->media_type);
	if (part->name.size > 0)
		text_put_byte(text, '@');
	text_put(text, part->name);
	write_flags(text, part->flags);
	if (part->kind == PART_LEAF) {
		write_body(text, part->body);
		return;
	}
	text_put_byte(text, part->kind == PART_MULTIPART ? '{' : '[');
	for (const struct part *child = part->first_child; child != NULL;
	     child = child->next) {
		if (child != part->first_child)
			text_put_byte(text, ' ');
		write_part(text, child);
	}
	text_put_byte(text, part->kind == PART_MULTIPART ? '}' : ']');
}

void
tree_write(struct text *text, const struct message *message)
{
	for (const struct part *part = message->top; part != NULL;
	     part = part->next) {
		if (part != message->top)
			text_put_byte(text, ' ');
		write_part(text, part);
	}
}
