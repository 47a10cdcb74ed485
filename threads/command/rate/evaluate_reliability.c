/*
 * evaluate_reliability - do scores say what they mean?
 *
 * A column for each class, as on an axis of scores those that matter most
 * would be one line.
 */
#include "threads/command/rate/evaluate_reliability.h"

#include <inttypes.h>

#define MARGIN 60.0
#define ABOVE 40.0
#define BELOW 60.0
#define GAP 4.0

struct panel {
	double top;    /* in the picture */
	double column; /* the width of one */
};

static double
panel_x(const struct panel *panel, double column)
{
	return MARGIN + column * panel->column;
}

/* Of a per cent. */
static double
panel_y(const struct panel *panel, double percent)
{
	double room = EVALUATE_RELIABILITY_HEIGHT - ABOVE - BELOW;

	return panel->top + ABOVE + room * (1 - percent / 100);
}

static void
put_grid(const struct panel *panel, struct writer *out)
{
	writer_printf(out,
	    "<text x=\"12.0\" y=\"%.1f\">spam among the messages of a score; "
	    "dashed: what the score says</text>\n",
	    panel->top + ABOVE - 20);
	for (int percent = 0; percent <= 100; percent += 25)
		writer_printf(out,
		    "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#ccc\"/>\n"
		    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%d "
		    "%%</text>\n",
		    panel_x(panel, 0), panel_y(panel, percent),
		    panel_x(panel, EVALUATE_BINS), MARGIN - 6,
		    panel_y(panel, percent) + 4, percent);
}

static void
put_box(const struct panel *panel, size_t bin, double from, double to,
    const char *look, struct writer *out)
{
	writer_printf(out,
	    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
	    "%s/>\n",
	    panel_x(panel, (double)bin) + GAP, panel_y(panel, to),
	    panel->column - 2 * GAP, panel_y(panel, from) - panel_y(panel, to),
	    look);
}

static void
put_column(const struct panel *panel, const struct evaluate_results *results,
    size_t bin, struct writer *out)
{
	uint64_t all = results->ham[bin] + results->spam[bin];
	double from = evaluate_bin_begin(bin);
	double to = bin + 1 < EVALUATE_BINS ? evaluate_bin_begin(bin + 1) : 100;
	double middle = panel_x(panel, (double)bin + 0.5);

	if (all > 0)
		put_box(panel, bin, 0,
		    100 * (double)results->spam[bin] / (double)all,
		    "class=\"measured\" fill=\"#92c5de\"", out);
	put_box(panel, bin, from, to,
	    "class=\"said\" fill=\"none\" stroke=\"#b35806\" "
	    "stroke-dasharray=\"4 2\"",
	    out);
	writer_printf(out,
	    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.3g</text>\n"
	    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" "
	    "font-size=\"10\">%" PRIu64 "</text>\n",
	    middle, panel_y(panel, 0) + 18, from, middle,
	    panel_y(panel, 0) + 33, all);
}

void
evaluate_reliability_svg(const struct evaluate_results *results, double width,
    double top, struct writer *out)
{
	const struct panel panel = {
	    .top = top,
	    .column = (width - 2 * MARGIN) / EVALUATE_BINS,
	};

	put_grid(&panel, out);
	for (size_t bin = 0; bin < EVALUATE_BINS; bin++)
		put_column(&panel, results, bin, out);
	writer_printf(out,
	    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">score from, "
	    "and messages there</text>\n",
	    width / 2, panel_y(&panel, 0) + 51);
}
