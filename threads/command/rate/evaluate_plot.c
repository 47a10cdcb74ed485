/*
 * evaluate_plot - ROC curves: ham lost against spam missed
 */
#include "threads/command/rate/evaluate_plot.h"

#include <math.h>
#include <string.h>

#include "threads/command/rate/evaluate_reliability.h"

/* 10^-4 to 1. */
#define DECADES 4
#define ROWS 17u
#define SVG_WIDTH 640.0
#define SVG_HEIGHT 480.0
#define SVG_MARGIN 60.0

static double
place_share(size_t place)
{
	return pow(10, DECADES * ((double)place / (EVALUATE_PLACES - 1) - 1));
}

/* 0 at a share of 10^-4 or less, 1 at 1. */
static double
height(double share)
{
	if (share <= place_share(0))
		return 0;
	return 1 + log10(share) / DECADES;
}

void
evaluate_plot_make(struct evaluate_plot *plot_r, const struct evaluate_run *run,
    struct quality_sample *samples)
{
	struct quality quality;

	*plot_r = (struct evaluate_plot){0};
	for (unsigned judge = 0; judge < EVALUATE_JUDGES; judge++) {
		evaluate_samples(run, judge, samples);
		quality_measure(samples, run->count, &quality);
		if (quality.ham == 0 || quality.spam == 0)
			continue;
		for (size_t i = 0; i < EVALUATE_PLACES; i++)
			plot_r->missed[judge][i] = quality_missed(
			    samples, run->count, &quality, place_share(i));
	}
}

/* ---- in letters ---------------------------------------------------------- */

void
evaluate_plot_text(const struct evaluate_plot *plot, struct writer *out)
{
	const double *missed = plot->missed[EVALUATE_FUSED];
	char row[EVALUATE_PLACES + 1];

	writer_string(out, "\nspam missed\n");
	for (size_t i = ROWS; i-- > 0;) {
		memset(row, ' ', EVALUATE_PLACES);
		row[EVALUATE_PLACES] = '\0';
		for (size_t at = 0; at < EVALUATE_PLACES; at++)
			if ((size_t)(height(missed[at]) * (ROWS - 1) + 0.5) ==
			    i)
				row[at] = '*';
		if (i % (ROWS / DECADES) == 0)
			writer_printf(out, "%7g %% |%s\n",
			    100 *
				pow(10, (double)i / (ROWS / DECADES) - DECADES),
			    row);
		else
			writer_printf(out, "          |%s\n", row);
	}
	writer_string(out,
	    "          +-------------------------------------------------------"
	    "------\n"
	    "         0.01 %         0.1 %           1 %           10 %        "
	    " "
	    "100 %\n"
	    "                                                          ham "
	    "lost\n");
}

/* ---- as a picture ----------------------------------------------------------
 */

static double
svg_x(double at)
{
	return SVG_MARGIN + at * (SVG_WIDTH - 2 * SVG_MARGIN);
}

static double
svg_y(double at)
{
	return SVG_HEIGHT - SVG_MARGIN - at * (SVG_HEIGHT - 2 * SVG_MARGIN);
}

static void
svg_grid(struct writer *out)
{
	for (int i = 0; i <= DECADES; i++) {
		double at = (double)i / DECADES;
		double share = 100 * pow(10, i - DECADES);

		writer_printf(out,
		    "<path d=\"M%.1f %.1fV%.1fM%.1f %.1fH%.1f\" "
		    "stroke=\"#ccc\"/>\n",
		    svg_x(at), svg_y(0), svg_y(1), svg_x(0), svg_y(at),
		    svg_x(1));
		writer_printf(out,
		    "<text x=\"%.1f\" y=\"%.1f\" "
		    "text-anchor=\"middle\">%g %%</text>\n",
		    svg_x(at), svg_y(0) + 20, share);
		writer_printf(out,
		    "<text x=\"%.1f\" y=\"%.1f\" "
		    "text-anchor=\"end\">%g %%</text>\n",
		    svg_x(0) - 6, svg_y(at) + 4, share);
	}
	writer_printf(out,
	    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">ham "
	    "lost</text>\n<text x=\"%.1f\" y=\"%.1f\">spam missed</text>\n",
	    svg_x(0.5), SVG_HEIGHT - 16, 12.0, SVG_MARGIN - 20);
}

static void
svg_curve(const struct evaluate_plot *plot, unsigned judge, struct writer *out)
{
	static const char *const colours[EVALUATE_JUDGES] = {
	    [LEARNER_HEAD] = "#1b7837",
	    [LEARNER_TEXT] = "#762a83",
	    [LEARNER_PAIRS] = "#2166ac",
	    [LEARNER_TOKENS] = "#b35806",
	    [EVALUATE_FUSED] = "#000",
	};

	writer_printf(out,
	    "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" "
	    "points=\"",
	    colours[judge], judge == EVALUATE_FUSED ? 3 : 1);
	for (size_t i = 0; i < EVALUATE_PLACES; i++)
		writer_printf(out, "%.1f,%.1f ",
		    svg_x((double)i / (EVALUATE_PLACES - 1)),
		    svg_y(height(plot->missed[judge][i])));
	writer_printf(out,
	    "\"/>\n<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" "
	    "text-anchor=\"end\">%s</text>\n",
	    svg_x(1) - 8, svg_y(1) + 20 + 18 * judge, colours[judge],
	    evaluate_judge_name(judge));
}

void
evaluate_plot_svg(const struct evaluate_plot *plot,
    const struct evaluate_results *results, struct writer *out)
{
	writer_printf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" "
	    "height=\"%.0f\" font-family=\"sans-serif\" font-size=\"13\">\n"
	    "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
	    SVG_WIDTH, SVG_HEIGHT + EVALUATE_RELIABILITY_HEIGHT);
	svg_grid(out);
	for (unsigned judge = 0; judge < EVALUATE_JUDGES; judge++)
		svg_curve(plot, judge, out);
	evaluate_reliability_svg(results, SVG_WIDTH, SVG_HEIGHT, out);
	writer_string(out, "</svg>\n");
}
