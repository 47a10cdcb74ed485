/*
 * score_text - a score as it stands in header fields
 */
#include "core/score/score_text.h"

#include <math.h>

/* The six decimals of the header. */
#define DECIMALS 1e6

const char *
score_source_name(enum score_source source)
{
	switch (source) {
	case SCORE_BY_WORDS:
		return "WORDS";
	case SCORE_BY_PRINT:
		return "PRINT";
	case SCORE_BY_WHITELIST:
		return "WHITELIST";
	case SCORE_BY_RULE:
		return "RULE";
	}
	CHECK(false);
	return "";
}

double
score_value(double value)
{
	if (!(value > 0))
		return 0;
	return value >= 100 ? 100 : round(value * DECIMALS) / DECIMALS;
}

struct slice
score_bar(double value)
{
	static const double from[] = {40, 81, 91, 96, 100};
	struct slice bar = SLICE("XXXXXX");

	bar.size = value > 0 ? 1 : 0;
	for (size_t i = 0; i < sizeof(from) / sizeof(from[0]); i++)
		bar.size += value >= from[i];
	return bar;
}

void
score_put_value(struct text *text, double value)
{
	text_printf(text, "%.6f", value);
}

/* Printable, and with nothing in it that a quoted string has to escape. */
static void
put_tame(struct text *text, struct slice s)
{
	size_t from = text->size;

	text_put_printable(text, s, SCORE_REASON_BYTES);
	for (size_t i = from; i < text->size; i++)
		if (text->data[i] == '"')
			text->data[i] = '\'';
		else if (text->data[i] == '\\')
			text->data[i] = '/';
}

static double
sum_of_weights(const struct score *score)
{
	double sum = 0;

	for (size_t i = 0; i < score->reason_count; i++)
		sum += fabs(score->reasons[i].weight);
	return sum;
}

void
score_put_reasons(
    struct text *text, const struct score *score, size_t max_bytes)
{
	double sum = sum_of_weights(score);

	for (size_t i = 0; i < score->reason_count; i++) {
		const struct score_reason *reason = &score->reasons[i];
		char buffer[SCORE_REASON_BYTES + 64];
		struct text line = TEXT_OVER(buffer);
		double share = sum > 0 ? reason->weight / sum : 0;

		text_printf(&line, "\n\t(%.0f%%) %s: ", share * 100,
		    score_source_name(reason->source));
		put_tame(&line, reason->text);
		if (line.size + 2 > max_bytes)
			return;
		max_bytes -= line.size + 2;
		text_put(text, text_slice(&line));
	}
}
