/*
 * display - text from outside, shown to a person as what it is
 */
#include "core/text/display.h"

#include "core/text/utf8.h"

/* What stands at *at, and *at behind it. */
struct shown {
	size_t from;
	uint32_t code_point;
	bool broken; /* no UTF-8 */
	enum utf8_class class;
};

static struct shown
look(struct slice s, size_t *at)
{
	struct shown shown = {.from = *at};

	shown.code_point = utf8_next(s, at);
	/* U+FFFD itself is three bytes that begin with EF; a broken
	 * sequence of three bytes begins with F0 or more. */
	shown.broken = shown.code_point == UTF8_REPLACEMENT &&
		       (*at - shown.from != 3 || s.data[shown.from] != 0xEF);
	shown.class = utf8_class(shown.code_point);
	return shown;
}

static bool
is_odd(const struct shown *shown)
{
	return shown->broken || shown->class != UTF8_PLAIN;
}

static void
put_odd(struct text *text, struct slice s, const struct shown *shown, size_t at)
{
	if (!shown->broken) {
		text_printf(text, "<U+%04X>", (unsigned)shown->code_point);
		return;
	}
	for (size_t i = shown->from; i < at; i++)
		text_printf(text, "<%02X>", (unsigned)s.data[i]);
}

/* What is plain is written in one piece when something odd, or the end,
 * comes. */
void
display_put(struct text *text, struct slice s, size_t max_bytes)
{
	size_t plain = 0;
	size_t at = 0;

	while (at < s.size && at < max_bytes) {
		size_t next = at;
		struct shown shown = look(s, &next);

		if (next > max_bytes)
			break;
		if (is_odd(&shown)) {
			text_put(text, slice_sub(s, plain, at - plain));
			put_odd(text, s, &shown, next);
			plain = next;
		}
		at = next;
	}
	text_put(text, slice_sub(s, plain, at - plain));
	if (at < s.size)
		text_put(text, SLICE("..."));
}

bool
display_is_odd(struct slice s)
{
	size_t at = 0;

	while (at < s.size) {
		struct shown shown = look(s, &at);

		if (is_odd(&shown))
			return true;
	}
	return false;
}
