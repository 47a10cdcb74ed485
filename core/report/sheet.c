/*
 * sheet - a report as plain text, or as a page of HTML with pictures in SVG
 */
#include "core/report/sheet.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "core/show/page.h"
#include "core/text/display.h"
#include "core/text/utf8.h"

/* All of a name of the tops (TOPS_NAME_BYTES). */
#define NAME_COLUMNS 80u
#define BAR_COLUMNS 36u

/* Of a picture, in pixels. */
#define PICTURE_WIDTH 680u
#define PICTURE_HEIGHT 150u
#define PICTURE_FOOT 18u
#define PICTURE_HEAD 14u

/* Of a sentence; a title and a name are shorter. */
#define TEXT_BYTES 400u
/* Each byte of it may be displayed as eight: <U+0001>. */
#define DISPLAYED_BYTES (8 * TEXT_BYTES + 8)

/* A page is ASCII, whatever stands in it. */
static void
put_markup(struct writer *out, struct slice s)
{
	for (size_t at = 0; at < s.size;) {
		uint32_t c = utf8_next(s, &at);

		if (c >= 0x7F || c == '<' || c == '>' || c == '&' || c == '"')
			writer_printf(out, "&#%" PRIu32 ";", c);
		else
			writer_byte(out, (char)c);
	}
}

/* What it is, whoever wrote it; of more than max bytes the end is cut off. */
static void
put_text(struct writer *out, const char *s, size_t max, bool html)
{
	char buffer[DISPLAYED_BYTES];
	struct text text = TEXT_OVER(buffer);

	display_put(&text, slice_from_string(s), max);
	if (html)
		put_markup(out, text_slice(&text));
	else
		writer_put(out, text_slice(&text));
}

/* Those that it takes. */
static size_t
columns(const char *s, size_t max)
{
	char buffer[DISPLAYED_BYTES];
	struct text text = TEXT_OVER(buffer);

	display_put(&text, slice_from_string(s), max);
	return page_columns(text_slice(&text));
}

static void
put_blanks(struct writer *out, size_t count)
{
	while (count-- > 0)
		writer_byte(out, ' ');
}

/* ---- the frame --------------------------------------------------------- */

static const char head[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\"><head><meta charset=\"us-ascii\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<style>\n"
    "body{font:14px/1.4 sans-serif;color:#222;background:#fff;\n"
    "max-width:720px;margin:16px auto;padding:0 12px}\n"
    "h1{font-size:20px;margin:0 0 12px}\n"
    "h2{font-size:15px;margin:22px 0 6px;border-bottom:1px solid #ccc}\n"
    "table{border-collapse:collapse;width:100%;max-width:540px}\n"
    "tr:nth-child(even){background:#f4f6f8}\n"
    "td{padding:1px 24px 1px 4px;vertical-align:top;"
    "overflow-wrap:anywhere}\n"
    "td.n{text-align:right;font-variant-numeric:tabular-nums;\n"
    "white-space:nowrap;padding-right:4px}\n"
    "svg{max-width:100%;height:auto}\n"
    "text{font:11px sans-serif;fill:#555}\n"
    "@media (prefers-color-scheme:dark){\n"
    "body{color:#ddd;background:#181a1c}\n"
    "h2{border-color:#555}\n"
    "tr:nth-child(even){background:#222528}\n"
    "text{fill:#aaa}}\n"
    "</style>\n";

void
sheet_begin(
    struct sheet *sheet, struct writer *out, bool html, const char *title)
{
	*sheet = (struct sheet){.out = out, .html = html};
	if (html)
		writer_string(out, head);
	writer_string(out, html ? "<title>" : "");
	put_text(out, title, 200, html);
	if (html) {
		writer_string(out, "</title></head>\n<body>\n<h1>");
		put_text(out, title, 200, true);
		writer_string(out, "</h1>");
	}
	writer_byte(out, '\n');
}

static void
end_table(struct sheet *sheet)
{
	if (sheet->html && sheet->in_table)
		writer_string(sheet->out, "</table>\n");
	sheet->in_table = false;
}

static void
begin_row(struct sheet *sheet)
{
	if (sheet->html && !sheet->in_table)
		writer_string(sheet->out, "<table>\n");
	sheet->in_table = true;
}

void
sheet_end(struct sheet *sheet)
{
	end_table(sheet);
	if (sheet->html)
		writer_string(sheet->out, "</body></html>\n");
}

void
sheet_heading(struct sheet *sheet, const char *heading)
{
	end_table(sheet);
	writer_string(sheet->out, sheet->html ? "<h2>" : "\n");
	put_text(sheet->out, heading, 100, sheet->html);
	writer_string(sheet->out, sheet->html ? "</h2>\n" : "\n");
	for (size_t i = 0; !sheet->html && i < columns(heading, 100); i++)
		writer_byte(sheet->out, '-');
	writer_string(sheet->out, sheet->html ? "" : "\n");
}

void
sheet_sentence(struct sheet *sheet, const char *sentence)
{
	end_table(sheet);
	writer_string(sheet->out, sheet->html ? "<p>" : "");
	put_text(sheet->out, sentence, TEXT_BYTES, sheet->html);
	writer_string(sheet->out, sheet->html ? "</p>\n" : "\n");
}

/* ---- rows -------------------------------------------------------------- */

void
sheet_word(struct sheet *sheet, const char *name, const char *word)
{
	struct writer *out = sheet->out;
	size_t used = columns(name, NAME_COLUMNS) + columns(word, 100);

	begin_row(sheet);
	writer_string(out, sheet->html ? "<tr><td>" : "");
	put_text(out, name, NAME_COLUMNS, sheet->html);
	if (sheet->html)
		writer_string(out, "</td><td class=\"n\">");
	else
		put_blanks(out, used < 70 ? 72 - used : 2);
	put_text(out, word, 100, sheet->html);
	writer_string(out, sheet->html ? "</td></tr>\n" : "\n");
}

void
sheet_count(struct sheet *sheet, const char *name, uint64_t count)
{
	char buffer[32];
	struct text number = TEXT_OVER(buffer);

	page_put_grouped(&number, count);
	sheet_word(sheet, name, buffer);
}

/* ---- bars -------------------------------------------------------------- */

static uint64_t
highest(const struct bars *bars)
{
	uint64_t most = 1;

	for (size_t i = 0; i < bars->count; i++)
		if (bars->values[i] > most)
			most = bars->values[i];
	return most;
}

static const char *
label_of(const struct bars *bars, size_t i)
{
	return bars->labels[i] == NULL ? "" : bars->labels[i];
}

/* Of so many columns or pixels; something that is there is seen. */
static unsigned
length(const struct bars *bars, uint64_t value, uint64_t most, unsigned room)
{
	double share = (double)value / (double)most;
	unsigned of =
	    (unsigned)((bars->root ? sqrt(share) : share) * room + 0.5);

	if (of > room)
		of = room;
	return value > 0 && of == 0 ? 1 : of;
}

static void
draw_text(struct sheet *sheet, const struct bars *bars)
{
	uint64_t most = highest(bars);

	for (size_t i = 0; i < bars->count; i++) {
		char buffer[32];
		struct text number = TEXT_OVER(buffer);
		unsigned bar = length(bars, bars->values[i], most, BAR_COLUMNS);

		if (label_of(bars, i)[0] == '\0')
			continue;
		page_put_grouped(&number, bars->values[i]);
		writer_printf(
		    sheet->out, "%-12s %15s", label_of(bars, i), buffer);
		writer_string(sheet->out, bar > 0 ? "  " : "");
		while (bar-- > 0)
			writer_byte(sheet->out, '#');
		writer_byte(sheet->out, '\n');
	}
}

static void
put_rectangle(struct writer *out, const char *colour, double x, double width,
    unsigned height)
{
	writer_printf(out,
	    "<rect x=\"%.1f\" y=\"%u\" width=\"%.1f\" height=\"%u\" "
	    "fill=\"%s\"/>\n",
	    x, PICTURE_HEAD + PICTURE_HEIGHT - height, width, height, colour);
}

static void
draw_bar(struct sheet *sheet, const struct bars *bars, size_t i, uint64_t most)
{
	double step = (double)PICTURE_WIDTH / (double)bars->count;
	double x = (double)i * step, width = step * 0.86;
	struct writer *out = sheet->out;

	if (bars->values[i] > 0)
		put_rectangle(out, "#4a7fb5", x, width,
		    length(bars, bars->values[i], most, PICTURE_HEIGHT));
	if (bars->parts != NULL && bars->parts[i] > 0)
		put_rectangle(out, "#c0504d", x, width,
		    length(bars, bars->parts[i], most, PICTURE_HEIGHT));
	if (label_of(bars, i)[0] != '\0')
		writer_printf(out,
		    "<text x=\"%.1f\" y=\"%u\" text-anchor=\"middle\">%s"
		    "</text>\n",
		    x + width / 2,
		    PICTURE_HEAD + PICTURE_HEIGHT + PICTURE_FOOT - 4,
		    label_of(bars, i));
}

static void
draw_picture(struct sheet *sheet, const struct bars *bars)
{
	uint64_t most = highest(bars);
	struct writer *out = sheet->out;
	char buffer[32];
	struct text number = TEXT_OVER(buffer);

	page_put_grouped(&number, most);
	writer_printf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" "
	    "height=\"%u\" viewBox=\"-20 0 %u %u\" role=\"img\" "
	    "aria-label=\"%s\">\n",
	    PICTURE_WIDTH + 40, PICTURE_HEIGHT + PICTURE_HEAD + PICTURE_FOOT,
	    PICTURE_WIDTH + 40, PICTURE_HEIGHT + PICTURE_HEAD + PICTURE_FOOT,
	    bars->caption);
	for (size_t i = 0; i < bars->count; i++)
		draw_bar(sheet, bars, i, most);
	writer_printf(out,
	    "<line x1=\"0\" y1=\"%u\" x2=\"%u\" y2=\"%u\" "
	    "stroke=\"#999\"/>\n",
	    PICTURE_HEAD + PICTURE_HEIGHT, PICTURE_WIDTH,
	    PICTURE_HEAD + PICTURE_HEIGHT);
	writer_printf(out,
	    "<text x=\"0\" y=\"10\">%s; the highest bar is %s</text>\n</svg>\n",
	    bars->caption, buffer);
}

void
sheet_bars(struct sheet *sheet, const struct bars *bars)
{
	end_table(sheet);
	if (sheet->html)
		draw_picture(sheet, bars);
	else
		draw_text(sheet, bars);
}
