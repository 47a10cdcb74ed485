/*
 * report_json - what came of a plan as one JSON object
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/harness/report.h"
#include "core/show/json.h"

static bool
write_file(void *owner, struct slice bytes)
{
	return fwrite(bytes.data, 1, bytes.size, owner) == bytes.size;
}

static struct slice
slice_of(const char *text)
{
	return (struct slice){(const uint8_t *)text, strlen(text)};
}

static void
put_load(struct json *json, const struct plan *plan)
{
	static const char *const arrivals[] = {"even", "poisson", "burst"};
	const struct serve_options *serve = &plan->serve;

	json_object(json, "load");
	json_number(json, "files", serve->files.count);
	json_number(json, "requests", serve->total);
	json_decimal(json, "duration_s", (double)serve->duration_ns / 1e9, 3);
	json_number(json, "warmup", plan->warmup);
	json_decimal(json, "warmup_s", (double)plan->warmup_ns / 1e9, 3);
	json_number(json, "repeats", plan->repeats);
	json_number(json, "outstanding", serve->outstanding);
	json_bool(json, "batch", serve->batch);
	json_decimal(json, "rate", serve->rate, 3);
	json_word(json, "arrivals",
	    plan_is_open(plan) ? arrivals[plan_arrivals(plan)] : NULL);
	json_number(json, "burst", serve->burst);
	json_number(json, "seed", serve->seed);
	json_word(json, "envelopes",
	    plan->wrap ? envelope_names[plan->envelopes] : NULL);
	json_object_end(json);
}

/* All that it takes to make them again. */
static void
put_made(struct json *json, const struct mail_order *made)
{
	json_object(json, "made");
	json_number(json, "mails", made->count);
	json_number(json, "size", made->size);
	json_word(json, "shape", mail_shape_names[made->shape]);
	json_word(json, "language", mail_language_names[made->language]);
	json_number(json, "hit_every", made->hit_every);
	json_number(json, "signatures",
	    made->signatures == NULL ? 0 : made->signature_count);
	json_object_end(json);
}

static void
put_figures(struct json *json, const struct figures *figures)
{
	for (int figure = 0; figure < FIGURE_COUNT; figure++)
		json_decimal(
		    json, figure_texts[figure].name, figures->value[figure], 6);
}

static void
put_counts(struct json *json, const char *key, const char *const *names,
    const uint64_t *counts, int count)
{
	json_object(json, key);
	for (int i = 0; i < count; i++)
		if (counts[i] > 0)
			json_number(json, names[i], counts[i]);
	json_object_end(json);
}

static void
put_moments(struct json *json, const struct moments *moments)
{
	json_object(json, "timeline");
	json_decimal(json, "slice_s", moments->slice_s, 3);
	json_array(json, "slices");
	for (size_t i = 0; i < moments->count; i++) {
		const struct moment *moment = &moments->items[i];

		json_object(json, NULL);
		json_number(json, "answers", moment->answers);
		json_number(json, "disturbances", moment->disturbances);
		json_decimal(json, "p50_us", moment->p50_us, 3);
		json_decimal(json, "p99_us", moment->p99_us, 3);
		json_decimal(json, "max_us", moment->max_us, 3);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

static void
put_run(struct json *json, const struct outcome *outcome)
{
	json_object(json, NULL);
	put_figures(json, &outcome->figures);
	put_counts(json, "words", word_names, outcome->words, WORD_COUNT);
	put_counts(json, "broken", law_sentences, outcome->broken, LAW_COUNT);
	json_number(json, "overtaken", outcome->overtaken);
	json_number(json, "disturbances", outcome->disturbances);
	if (outcome->moments.count > 0)
		put_moments(json, &outcome->moments);
	json_object_end(json);
}

static void
put_spread(struct json *json, const char *key, struct spread spread)
{
	json_object(json, key);
	json_decimal(json, "median", spread.median, 6);
	json_decimal(json, "min", spread.min, 6);
	json_decimal(json, "max", spread.max, 6);
	json_object_end(json);
}

static void
put_spreads(
    struct json *json, const struct plan *plan, const struct variant *variant)
{
	const struct variant *base = plan_base(plan, variant);
	struct figures *runs = plan_figures(variant);
	struct figures *others = plan_figures(base);
	/* Interrupted between the two of a pair, one has a run more. */
	size_t pairs = variant->run_count < base->run_count ? variant->run_count
							    : base->run_count;

	json_object(json, "figures");
	for (int figure = 0; variant->run_count > 0 && figure < FIGURE_COUNT;
	     figure++)
		put_spread(json, figure_texts[figure].name,
		    figures_spread(runs, variant->run_count, figure));
	json_object_end(json);
	json_object(json, "ratios");
	for (int figure = 0; base != variant && figure < FIGURE_COUNT; figure++)
		put_spread(json, figure_texts[figure].name,
		    figures_ratio(runs, others, pairs, figure));
	json_object_end(json);
	free(others);
	free(runs);
}

static void
put_variant(
    struct json *json, const struct plan *plan, const struct variant *variant)
{
	const struct sweep *sweep = &plan->sweep;

	json_object(json, NULL);
	json_string(
	    json, "helper", slice_of(plan->helpers[variant->helper].label));
	json_object(json, "point");
	for (size_t i = 0; i < sweep->count; i++)
		json_string(json, sweep->dimensions[i].name,
		    slice_of(sweep_value(sweep, variant->point, i)));
	json_object_end(json);
	put_spreads(json, plan, variant);
	json_array(json, "runs");
	for (size_t i = 0; i < variant->run_count; i++)
		put_run(json, &variant->runs[i]);
	json_array_end(json);
	json_object_end(json);
}

bool
report_json(const struct plan *plan, FILE *out)
{
	static struct writer writer;
	struct json json;

	writer_init(&writer, write_file, out);
	json_init(&json, &writer);
	json_object(&json, NULL);
	json_word(&json, "program", "cgpbench");
	json_word(&json, "version", CGPFILTER_VERSION);
	json_signed(&json, "processors", sysconf(_SC_NPROCESSORS_ONLN));
	put_load(&json, plan);
	if (plan->made.count > 0)
		put_made(&json, &plan->made);
	json_array(&json, "variants");
	for (size_t i = 0; i < plan->variant_count; i++)
		put_variant(&json, plan, &plan->variants[i]);
	json_array_end(&json);
	json_object_end(&json);
	writer_string(&writer, "\n");
	return writer_flush(&writer);
}
