/*
 * bench_html - pages read, in bytes of source
 *
 * Text-heavy pages, newsletters of nested tables with styles on every cell,
 * short tags, references.  What is seen is checked against what the page was
 * made of.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "core/html/html.h"
#include "simd/cpu.h"

#define SOURCE_BYTES ((size_t)256 << 10)
#define ARENA_BYTES ((size_t)16 << 20)

struct shape {
	const char *name;
	const char *unit;    /* repeated */
	const char *visible; /* what one gives, with what is between two */
};

static const struct shape shapes[] = {
    {"text",
	"<p>The text of a letter runs on for a while before anything stands\n"
	"in it that is not a word, and so most of a page like this one is\n"
	"copied as it is, but for the ends of its lines and what is doubled.\n"
	"It has about three hundred and fifty bytes in every paragraph, which\n"
	"is what people write when they have something to say to others.</p>\n",
	"The text of a letter runs on for a while before anything stands in it "
	"that is not a word, and so most of a page like this one is copied as "
	"it is, but for the ends of its lines and what is doubled. It has "
	"about three hundred and fifty bytes in every paragraph, which is what "
	"people write when they have something to say to others.\n"},
    {"newsletter",
	"<table width=\"600\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" "
	"align=\"center\" bgcolor=\"#ffffff\" style=\"border-collapse: "
	"collapse; "
	"mso-table-lspace: 0pt;\">\r\n  <tr>\r\n    <td align=\"left\" "
	"valign=\"top\" style=\"font-family: Arial, Helvetica, sans-serif; "
	"font-size: 14px; line-height: 20px; color: #333333; padding: 10px "
	"20px "
	"10px 20px;\">\r\n      Our offer of the day, only for you: <a "
	"href=\"https://example.com/click?id=123&amp;user=456\" "
	"target=\"_blank\" "
	"style=\"color: #0066cc; text-decoration: underline;\"><b>have a "
	"look</b></a>\r\n    </td>\r\n  </tr>\r\n</table>\r\n",
	"Our offer of the day, only for you: have a look\n"},
    {"tags", "<b>a</b> <i>b</i> ", "a b "},
    {"references", "&nbsp;&amp;x&#8364;y&eacute; ", "&x\xE2\x82\xACy\xC3\xA9 "},
};
#define SHAPES (sizeof(shapes) / sizeof(*shapes))

struct fixture {
	enum cpu_level level;
	struct slice source;
	struct arena *arena;
};

static const struct html_limits limits = {.depth_max = 256, .links_max = 5000};

static void
read_pages(struct bench *bench, void *owner)
{
	struct fixture *f = owner;
	struct html html;

	cpu_force_level(f->level);
	while (bench_next(bench)) {
		arena_reset(f->arena);
		html_read(f->source, &limits, f->arena, NULL, &html);
		bench_keep(html.visible.data);
	}
	bench_bytes(bench, f->source.size);
	cpu_force_level(CPU_AVX512);
}

/* Every unit is there, one behind the other; blanks and line ends at the end
 * of the page are not. */
static void
prove(const char *name, const struct shape *shape, struct fixture *f,
    size_t times)
{
	struct slice unit = slice_from_string(shape->visible);
	struct html html;

	arena_reset(f->arena);
	html_read(f->source, &limits, f->arena, NULL, &html);
	if (html.visible.size + 1 != times * unit.size)
		bench_refuse(name, "not as much as a reader sees");
	for (size_t i = 0; i < times; i++)
		if (!slice_starts_with(unit,
			slice_sub(html.visible, i * unit.size, unit.size)))
			bench_refuse(name, "not what a reader sees");
}

static void
add_shape(const struct shape *shape, enum cpu_level level)
{
	size_t unit = strlen(shape->unit);
	size_t times = SOURCE_BYTES / unit;
	uint8_t *source = malloc(times * unit);
	struct fixture *f = malloc(sizeof(*f));
	char name[64];

	if (source == NULL || f == NULL)
		bench_refuse("html", "out of memory");
	for (size_t i = 0; i < times; i++)
		memcpy(source + i * unit, shape->unit, unit);
	*f = (struct fixture){.level = level,
	    .source = {source, times * unit},
	    .arena = arena_create(ARENA_BYTES)};
	if (f->arena == NULL)
		bench_refuse("html", "out of memory");
	cpu_force_level(level);
	snprintf(name, sizeof(name), "html/%s/%s", cpu_level_name(level),
	    shape->name);
	prove(name, shape, f, times);
	bench_add(name, read_pages, f);
}

void bench_html(void);

void
bench_html(void)
{
	for (size_t i = 0; i < SHAPES; i++)
		for (int level = CPU_SCALAR; level < CPU_LEVELS; level++)
			if (level != CPU_SSE42 &&
			    cpu_force_level((enum cpu_level)level) ==
				(enum cpu_level)level)
				add_shape(&shapes[i], (enum cpu_level)level);
	cpu_force_level(CPU_AVX512);
}
