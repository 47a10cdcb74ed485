/*
 * sheet - a report as plain text, or as a page of HTML with pictures in SVG
 *
 * Names are shown by core/text/display.h: in the text in UTF-8, in the page by
 * the numbers of their letters, so that it is ASCII.  No line of more than 998
 * bytes where names are as in the tops, nothing that is fetched from elsewhere:
 * it goes by mail as it is.
 *
 * Threads: one at a time.
 */
#ifndef CORE_REPORT_SHEET_H
#define CORE_REPORT_SHEET_H

#include "core/show/writer.h"

struct sheet {
	struct writer *out;
	bool html;
	bool in_table;
};

void sheet_begin(
    struct sheet *sheet, struct writer *out, bool html, const char *title);
void sheet_end(struct sheet *sheet);

void sheet_heading(struct sheet *sheet, const char *heading);
void sheet_sentence(struct sheet *sheet, const char *sentence);

/* "name   1,234": name is cut to 80 columns and may come from anywhere. */
void sheet_count(struct sheet *sheet, const char *name, uint64_t count);
void sheet_word(struct sheet *sheet, const char *name, const char *word);

/*
 * A bar for each value.  labels: one each; those that are NULL or "" are not
 * written, and in the text those bars are left out.  parts: of each value, as
 * much in another colour; may be NULL.
 */
struct bars {
	const char *caption;
	size_t count; /* at most BARS_MAX */
	const uint64_t *values;
	const uint64_t *parts;
	const char *const *labels;
	bool root; /* their heights by the square root, so that few are seen
		    * beside many */
};
#define BARS_MAX 128u

void sheet_bars(struct sheet *sheet, const struct bars *bars);

#endif
