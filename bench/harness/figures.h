/*
 * figures - what a run comes down to, and what several runs do
 */
#ifndef BENCH_HARNESS_FIGURES_H
#define BENCH_HARNESS_FIGURES_H

#include <stddef.h>

#include "bench/serve/account.h"
#include "bench/serve/serve.h"

enum figure {
#define FIGURE(id, name, label, digits, better, sentence) FIGURE_##id,
#include "bench/harness/figures.def"
#undef FIGURE
	FIGURE_COUNT,
};

struct figure_text {
	const char *name;
	const char *label;
	int digits;
	int better; /* 1: the more, -1: the less, 0: neither */
	const char *sentence;
};

extern const struct figure_text figure_texts[FIGURE_COUNT];

struct figures {
	double value[FIGURE_COUNT];
};

/* machine: what a sleeper saw. */
struct figures figures_of(const struct serve_result *result,
    const struct usage *usage, const struct latency *machine);

/* One figure over several runs. */
struct spread {
	double median; /* the mean of the two in the middle, where two are */
	double min;
	double max;
};

/* count over 0; the values are put in order. */
struct spread spread_of(double *values, size_t count);

/* Of one figure of all runs. */
struct spread figures_spread(
    const struct figures *runs, size_t count, enum figure figure);

/*
 * The runs of one by those of another, pair by pair: what else the machine did
 * hits both of a pair.  A quotient by zero is left out; all of them: 0.
 */
struct spread figures_ratio(const struct figures *runs,
    const struct figures *base, size_t count, enum figure figure);

#endif
