/*
 * bench_normal - pages, scripts and texts in the forms of signatures
 *
 * In bytes of source.  The forms of one unit, as clamscan 1.4.6 writes them,
 * are in the table; a source of many is checked against so many of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "core/normal/html_form.h"
#include "core/normal/script_form.h"
#include "core/normal/text_form.h"

#define SOURCE_BYTES ((size_t)256 << 10)

enum form { FORM_PAGE, FORM_SCRIPT, FORM_TEXT };

struct shape {
	const char *name;
	enum form form;
	const char *begin, *unit, *end;
	/* What these become. */
	const char *form_begin, *form_unit, *form_end;
};

static const struct shape shapes[] = {
    {"page", FORM_PAGE, "<html>",
	"<td align=\"left\" valign=top style='font-size: 14px'><!-- one -->\n"
	"  Our offer of the day, only for YOU: <a "
	"HREF=\"https://example.com/click?id=123&amp;user=456\">Have a "
	"look</a>\n</td>\n",
	"</html>", "<html>",
	"<td align=\"left\" valign=top style=\"font-size: 14px\">our offer "
	"of the day, only for you: <a "
	"href=\"https://example.com/click?id=123&user=456\">have a "
	"look</a></td>",
	"</html>"},
    {"script", FORM_SCRIPT, "",
	"function f(x, y) { return x + \"A\" + 'B' + unescape(\"%43\"); }\n"
	"document.write(Other.value(1.50, 12) /* c */);\n",
	"</script>", "<script>", NULL, "</script>"},
    {"text", FORM_TEXT, "",
	"The text of a letter runs on for a while,  before anything stands\r\n"
	"in it that is not a word; Capital Letters for instance. ",
	"", "",
	"the text of a letter runs on for a while, before anything stands in "
	"it that is not a word; capital letters for instance. ",
	""},
};
#define SHAPES (sizeof(shapes) / sizeof(*shapes))

struct fixture {
	enum form form;
	struct slice source;
	uint8_t *room;
	struct script_names *names;
};

static struct slice
make_form(const struct fixture *f)
{
	struct html_forms forms;

	switch (f->form) {
	case FORM_PAGE:
		html_form(f->source, f->room, &forms);
		return forms.nocomment;
	case FORM_SCRIPT:
		return script_form(f->source, f->room, f->names);
	default:
		return text_form(f->source, f->room);
	}
}

static void
normalise(struct bench *bench, void *owner)
{
	struct fixture *f = owner;

	while (bench_next(bench))
		bench_keep(make_form(f).data);
	bench_bytes(bench, f->source.size);
}

static struct slice
repeat(const char *begin, const char *unit, const char *end, size_t times)
{
	size_t begin_size = strlen(begin), unit_size = strlen(unit);
	size_t size = begin_size + times * unit_size + strlen(end);
	/* A script ends with a NUL. */
	uint8_t *bytes = bench_allocate(size + 1);

	memcpy(bytes, begin, begin_size);
	for (size_t i = 0; i < times; i++)
		memcpy(bytes + begin_size + i * unit_size, unit, unit_size);
	memcpy(bytes + size - strlen(end), end, strlen(end));
	bytes[size] = 0;
	return (struct slice){bytes, size};
}

/* Each function declares three names: their numbers go on. */
static struct slice
script_expected(size_t times)
{
	static const char unit[] =
	    "function n%03u(n%03u,n%03u){return n%03u+\"ab\"+\"c\";}"
	    "document.write(other.value(1.5,12));";
	size_t room = times * 160 + 64;
	char *text = bench_allocate(room);
	size_t size = (size_t)snprintf(text, room, "<script>");

	for (unsigned i = 0; i < times; i++)
		size += (size_t)snprintf(text + size, room - size, unit, 3 * i,
		    3 * i + 1, 3 * i + 2, 3 * i + 1);
	size += (size_t)snprintf(text + size, room - size, "</script>");
	return (struct slice){(uint8_t *)text, size};
}

static void
add_shape(const struct shape *shape)
{
	size_t times = SOURCE_BYTES / strlen(shape->unit);
	struct fixture *f = bench_allocate(sizeof(*f));
	struct slice expected =
	    shape->form_unit == NULL
		? script_expected(times)
		: repeat(shape->form_begin, shape->form_unit, shape->form_end,
		      times);
	char name[64];

	*f = (struct fixture){.form = shape->form,
	    .source = repeat(shape->begin, shape->unit, shape->end, times)};
	f->source.size += shape->form == FORM_SCRIPT;
	f->room = bench_allocate(html_form_room(f->source.size) +
				 script_form_room(f->source.size) +
				 text_form_room(f->source.size));
	f->names = bench_allocate(sizeof(*f->names));
	memset(f->names, 0, sizeof(*f->names));
	snprintf(name, sizeof(name), "normal/%s", shape->name);
	if (!slice_equal(make_form(f), expected))
		bench_refuse(name, "not what clamscan writes");
	bench_add(name, normalise, f);
}

void bench_normal(void);

void
bench_normal(void)
{
	for (size_t i = 0; i < SHAPES; i++)
		add_shape(&shapes[i]);
}
