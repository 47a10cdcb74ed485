/*
 * plot_svg - medians as lines in an SVG picture
 */
#include <math.h>
#include <stdlib.h>

#include "bench/harness/plot.h"

#define PANEL_WIDTH 720.0
#define PANEL_HEIGHT 300.0
#define MARGIN_LEFT 90.0
#define MARGIN_RIGHT 20.0
#define MARGIN_TOP 40.0
#define MARGIN_BOTTOM 45.0
#define LEGEND_LINE 18.0
/* Times told along a run. */
#define MOMENT_MARKS 5u

static const char *const colours[] = {"#0072b2", "#d55e00", "#009e73",
    "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8a6d3b"};

/* One point of a line. */
struct mark {
	const char *label; /* on the x axis */
	struct spread spread;
};

struct panel {
	FILE *out;
	const char *title;
	const char *across; /* the name that is swept, or nothing */
	double top;         /* of the panel in the picture */
	double low;         /* the y axis */
	double high;
	bool by_powers;
	size_t marks; /* along the x axis */
};

/* What XML would take for its own is left out of labels. */
static void
put_text(FILE *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '<')
			fputs("&lt;", out);
		else if (*text == '&')
			fputs("&amp;", out);
		else if ((unsigned char)*text >= 0x20 &&
			 (unsigned char)*text < 0x7F)
			fputc(*text, out);
		else
			fputc('?', out);
	}
}

static double
x_of(const struct panel *panel, size_t mark)
{
	double width = PANEL_WIDTH - MARGIN_LEFT - MARGIN_RIGHT;

	return MARGIN_LEFT +
	       width * ((double)mark + 0.5) / (double)panel->marks;
}

static double
y_of(const struct panel *panel, double value)
{
	double height = PANEL_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM;
	double share = (value - panel->low) / (panel->high - panel->low);

	if (panel->by_powers)
		share = value <= panel->low ? 0
					    : log(value / panel->low) /
						  log(panel->high / panel->low);
	return panel->top + MARGIN_TOP + height * (1 - share);
}

/* The next of 1, 2, 5, 10, 20, ... at or above value. */
static double
round_up(double value)
{
	double power = pow(10, floor(log10(value)));

	if (value <= power)
		return power;
	if (value <= 2 * power)
		return 2 * power;
	return value <= 5 * power ? 5 * power : 10 * power;
}

static void
begin_panel(struct panel *panel, double least, double most)
{
	if (!(most > 0))
		most = 1;
	panel->low = 0;
	panel->high = round_up(most);
	if (panel->by_powers) {
		panel->low = pow(10, floor(log10(least > 0 ? least : 1)));
		panel->high = pow(10, ceil(log10(most)));
		if (panel->high <= panel->low)
			panel->high = panel->low * 10;
	}
	fprintf(panel->out, "<text x=\"%.0f\" y=\"%.1f\" font-weight=\"bold\">",
	    MARGIN_LEFT, panel->top + MARGIN_TOP - 15);
	put_text(panel->out, panel->title);
	fputs("</text>\n", panel->out);
}

static void
put_y_mark(const struct panel *panel, double value)
{
	double y = y_of(panel, value);

	fprintf(panel->out,
	    "<line x1=\"%.0f\" y1=\"%.1f\" x2=\"%.0f\" y2=\"%.1f\" "
	    "stroke=\"#ddd\"/>\n"
	    "<text x=\"%.0f\" y=\"%.1f\" text-anchor=\"end\">%.6g</text>\n",
	    MARGIN_LEFT, y, PANEL_WIDTH - MARGIN_RIGHT, y, MARGIN_LEFT - 8,
	    y + 4, value);
}

static void
put_y_marks(const struct panel *panel)
{
	if (panel->by_powers)
		for (double value = panel->low; value <= panel->high * 1.01;
		     value *= 10)
			put_y_mark(panel, value);
	else
		for (int i = 0; i <= 5; i++)
			put_y_mark(panel, panel->high * i / 5);
}

/* What the x axis is of, under its right end. */
static void
put_across(const struct panel *panel, const char *text)
{
	fprintf(panel->out, "<text x=\"%.0f\" y=\"%.1f\" text-anchor=\"end\">",
	    PANEL_WIDTH - MARGIN_RIGHT,
	    panel->top + PANEL_HEIGHT - MARGIN_BOTTOM + 38);
	put_text(panel->out, text);
	fputs("</text>\n", panel->out);
}

static void
put_axes(const struct panel *panel, const struct mark *marks)
{
	put_y_marks(panel);
	for (size_t i = 0; i < panel->marks; i++) {
		fprintf(panel->out,
		    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">",
		    x_of(panel, i),
		    panel->top + PANEL_HEIGHT - MARGIN_BOTTOM + 20);
		put_text(panel->out, marks[i].label);
		fputs("</text>\n", panel->out);
	}
	put_across(panel, panel->across);
}

/* Of the last run of a variant; of none where there was no run. */
static const struct moments *
last_moments(const struct plan *plan, size_t i)
{
	static const struct moments none;
	const struct variant *variant = &plan->variants[i];

	return variant->run_count == 0
		   ? &none
		   : &variant->runs[variant->run_count - 1].moments;
}

/* A value for each of the first count marks. */
static void
put_polyline(const struct panel *panel, const double *values, size_t count,
    const char *colour)
{
	fprintf(panel->out,
	    "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" "
	    "points=\"",
	    colour);
	for (size_t i = 0; i < count; i++)
		fprintf(panel->out, "%.1f,%.1f ", x_of(panel, i),
		    y_of(panel, values[i]));
	fputs("\"/>\n", panel->out);
}

static void
put_moment_line(const struct panel *panel, const struct moments *moments,
    size_t line, bool longest)
{
	const char *colour = colours[line % 8];
	double values[TIMELINE_SLICES];

	for (size_t i = 0; i < moments->count; i++)
		values[i] = longest ? moments->items[i].max_us
				    : moments->items[i].p99_us;
	put_polyline(panel, values, moments->count, colour);
	for (size_t i = 0; i < moments->count; i++)
		if (moments->items[i].disturbances > 0)
			fprintf(panel->out,
			    "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" "
			    "text-anchor=\"middle\">!</text>\n",
			    x_of(panel, i),
			    panel->top + PANEL_HEIGHT - MARGIN_BOTTOM + 14,
			    colour);
}

static void
put_line(const struct panel *panel, const struct mark *marks, size_t line)
{
	const char *colour = colours[line % 8];
	double medians[SWEEP_VALUES_MAX];

	for (size_t i = 0; i < panel->marks; i++)
		medians[i] = marks[i].spread.median;
	put_polyline(panel, medians, panel->marks, colour);
	for (size_t i = 0; i < panel->marks; i++)
		fprintf(panel->out,
		    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n"
		    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" "
		    "stroke=\"%s\"/>\n",
		    x_of(panel, i), y_of(panel, marks[i].spread.median), colour,
		    x_of(panel, i), y_of(panel, marks[i].spread.min),
		    x_of(panel, i), y_of(panel, marks[i].spread.max), colour);
}

static struct spread
spread_at(const struct variant *variant, enum figure figure)
{
	struct figures *runs = plan_figures(variant);
	struct spread spread = {0};

	if (variant->run_count > 0)
		spread = figures_spread(runs, variant->run_count, figure);
	free(runs);
	return spread;
}

/* ---- what the lines are of ------------------------------------------------
 */

static const enum figure latencies[] = {
    FIGURE_P50_US, FIGURE_P90_US, FIGURE_P99_US, FIGURE_P999_US, FIGURE_MAX_US};
static const char *const latency_labels[] = {
    "p50", "p90", "p99", "p99.9", "max"};

#define LATENCIES (sizeof(latencies) / sizeof(latencies[0]))

/* Marks along the first name of the sweep; without one the latencies. */
static size_t
marks_of(const struct plan *plan)
{
	return plan->sweep.count > 0 ? plan->sweep.dimensions[0].count
				     : LATENCIES;
}

/* Variants that stand at one mark, one for each line. */
static size_t
lines_of(const struct plan *plan)
{
	return plan->sweep.count > 0 ? plan->variant_count / marks_of(plan)
				     : plan->variant_count;
}

static void
fill_marks(const struct plan *plan, enum figure figure, size_t line,
    struct mark *marks)
{
	const struct dimension *dimension = &plan->sweep.dimensions[0];

	for (size_t i = 0; i < marks_of(plan); i++)
		if (plan->sweep.count > 0)
			marks[i] = (struct mark){dimension->values[i],
			    spread_at(
				&plan->variants[i * lines_of(plan) + line],
				figure)};
		else
			marks[i] = (struct mark){latency_labels[i],
			    spread_at(&plan->variants[line], latencies[i])};
}

static void
put_panel(const struct plan *plan, struct panel *panel, enum figure figure)
{
	struct mark marks[SWEEP_VALUES_MAX];
	double least = INFINITY, most = 0;

	panel->marks = marks_of(plan);
	for (size_t line = 0; line < lines_of(plan); line++) {
		fill_marks(plan, figure, line, marks);
		for (size_t i = 0; i < panel->marks; i++) {
			least = fmin(least, marks[i].spread.min);
			most = fmax(most, marks[i].spread.max);
		}
	}
	begin_panel(panel, least, most);
	put_axes(panel, marks);
	for (size_t line = 0; line < lines_of(plan); line++) {
		fill_marks(plan, figure, line, marks);
		put_line(panel, marks, line);
	}
	panel->top += PANEL_HEIGHT;
}

/* Where some of the slices begin. */
static void
put_seconds(const struct panel *panel, double slice_s)
{
	size_t step = panel->marks / MOMENT_MARKS + 1;

	for (size_t slice = 0; slice < panel->marks; slice += step)
		fprintf(panel->out,
		    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">"
		    "%.3g</text>\n",
		    x_of(panel, slice),
		    panel->top + PANEL_HEIGHT - MARGIN_BOTTOM + 30,
		    (double)slice * slice_s);
	put_across(panel, "seconds");
}

/* Latency p99 and the longest over the time of each last run, with a mark at
 * each slice that was disturbed. */
static void
put_moments(const struct plan *plan, struct panel *panel, const char *title,
    bool longest)
{
	double most = 0, slice_s = 0;

	panel->marks = 1;
	panel->by_powers = true;
	panel->title = title;
	for (size_t i = 0; i < plan->variant_count; i++) {
		const struct moments *moments = last_moments(plan, i);

		for (size_t k = 0; k < moments->count; k++)
			most = fmax(most, moments->items[k].max_us);
		if (moments->count > panel->marks) {
			panel->marks = moments->count;
			slice_s = moments->slice_s;
		}
	}
	begin_panel(panel, 10, most);
	put_y_marks(panel);
	put_seconds(panel, slice_s);
	for (size_t i = 0; i < plan->variant_count; i++)
		put_moment_line(panel, last_moments(plan, i), i, longest);
	panel->top += PANEL_HEIGHT;
}

static void
put_legend(const struct plan *plan, const struct panel *panel)
{
	for (size_t line = 0; line < lines_of(plan); line++) {
		const struct variant *variant = &plan->variants[line];
		double y = panel->top + LEGEND_LINE * (double)(line + 1);

		fprintf(panel->out,
		    "<rect x=\"%.0f\" y=\"%.1f\" width=\"12\" height=\"12\" "
		    "fill=\"%s\"/>\n<text x=\"%.0f\" y=\"%.1f\">",
		    MARGIN_LEFT, y - 10, colours[line % 8], MARGIN_LEFT + 20,
		    y);
		put_text(panel->out, plan->helpers[variant->helper].label);
		for (size_t i = 1; i < plan->sweep.count; i++) {
			fprintf(panel->out, ", %s ",
			    plan->sweep.dimensions[i].name);
			put_text(panel->out,
			    sweep_value(&plan->sweep, variant->point, i));
		}
		fputs("</text>\n", panel->out);
	}
}

void
plot_svg(const struct plan *plan, FILE *out)
{
	static const enum figure swept[] = {
	    FIGURE_MESSAGES_PER_S, FIGURE_P99_US, FIGURE_CPU_US};
	struct panel panel = {.out = out,
	    .across =
		plan->sweep.count > 0 ? plan->sweep.dimensions[0].name : ""};
	size_t panels = plan->sweep.count > 0 ? 3 : 1;

	fprintf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" "
	    "height=\"%.0f\" font-family=\"sans-serif\" font-size=\"12\">\n"
	    "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
	    PANEL_WIDTH,
	    PANEL_HEIGHT * (double)(panels + (plan->serve.timeline ? 2 : 0)) +
		LEGEND_LINE * ((double)lines_of(plan) + 2));
	for (size_t i = 0; i < panels; i++) {
		enum figure figure = swept[i];

		panel.by_powers = figure == FIGURE_P99_US || panels == 1;
		panel.title =
		    panels == 1 ? "latency us" : figure_texts[figure].label;
		put_panel(plan, &panel, figure);
	}
	if (plan->serve.timeline) {
		put_moments(plan, &panel, "p99 us as the run went on", false);
		put_moments(
		    plan, &panel, "longest us as the run went on", true);
	}
	put_legend(plan, &panel);
	fputs("</svg>\n", out);
}
