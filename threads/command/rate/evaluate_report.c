/*
 * evaluate_report - what was measured, for people and for programs
 */
#include "threads/command/rate/evaluate_report.h"

#include <inttypes.h>

#include "core/base/clock.h"
#include "core/show/json.h"

static const double bin_begins[EVALUATE_BINS] = {
    0, 1, 5, 10, 25, 50, 75, 90, 96, 99, 99.9, MODEL_SCORE_CERTAIN};

double
evaluate_bin_begin(size_t bin)
{
	return bin_begins[bin];
}

const char *
evaluate_judge_name(unsigned judge)
{
	return judge == EVALUATE_FUSED ? "fused"
				       : learner_name((enum learner)judge);
}

/* ---- gathering -------------------------------------------------------------
 */

void
evaluate_results_init(struct evaluate_results *results_r,
    const struct evaluate_options *options,
    const struct evaluate_corpus *corpus)
{
	*results_r = (struct evaluate_results){
	    .options = options,
	    .corpus = corpus,
	};
}

void
evaluate_samples(const struct evaluate_run *run, unsigned judge,
    struct quality_sample *samples_r)
{
	for (size_t i = 0; i < run->count; i++) {
		const struct opinion *opinion = &run->said[i].opinion;

		samples_r[i].odds = judge == EVALUATE_FUSED
					? opinion->fused
					: opinion->odds[judge];
		samples_r[i].spam = run->said[i].spam;
	}
}

/* As the nth value, 1 first. */
static void
sum_add(struct evaluate_sum *sum, double value, uint64_t nth)
{
	sum->mean += (value - sum->mean) / (double)nth;
	if (value > sum->worst)
		sum->worst = value;
}

static void
judged_add(
    struct evaluate_judged *judged, const struct quality *quality, uint64_t nth)
{
	sum_add(&judged->area, quality->area, nth);
	sum_add(&judged->lam, quality->lam, nth);
	sum_add(&judged->fp, quality->fp, nth);
	sum_add(&judged->fn, quality->fn, nth);
	sum_add(&judged->fn_001, quality->fn_001, nth);
	sum_add(&judged->fn_0001, quality->fn_0001, nth);
}

static void
count_scores(struct evaluate_results *results, const struct evaluate_run *run)
{
	for (size_t i = 0; i < run->count; i++) {
		size_t bin = EVALUATE_BINS - 1;

		while (bin > 0 && run->said[i].opinion.score < bin_begins[bin])
			bin--;
		if (run->said[i].spam)
			results->spam[bin]++;
		else
			results->ham[bin]++;
	}
}

void
evaluate_results_add(struct evaluate_results *results,
    const struct evaluate_run *run, struct quality_sample *samples,
    struct quality *quality_r)
{
	results->runs++;
	for (unsigned judge = 0; judge < EVALUATE_JUDGES; judge++) {
		evaluate_samples(run, judge, samples);
		quality_measure(samples, run->count, quality_r);
		judged_add(&results->judged[judge], quality_r, results->runs);
	}
	count_scores(results, run);
	results->learnt += run->learnt;
	results->left_out += run->left_out;
	results->learnt_ns += run->learnt_ns;
	results->rated += run->count;
	results->rated_ns += run->rated_ns;
	results->alert = run->alert;
	results->certain = run->certain;
}

/* ---- for people -------------------------------------------------------- */

static double
per_second(uint64_t count, uint64_t ns)
{
	return ns == 0 ? 0 : (double)count * NS_PER_S / (double)ns;
}

static void
text_head(const struct evaluate_results *results, struct writer *out)
{
	const struct evaluate_options *options = results->options;
	uint64_t ham = 0;

	for (size_t i = 0; i < results->corpus->count; i++)
		ham += !results->corpus->messages[i].spam;
	writer_printf(out,
	    "%s: %zu messages, %" PRIu64 " ham, %" PRIu64
	    " spam; runs: %" PRIu64 "\n",
	    evaluate_method_name(options->method), results->corpus->count, ham,
	    results->corpus->count - ham, results->runs);
	if (options->flip > 0)
		writer_printf(out, "labels learnt wrong: %.1f %%\n",
		    (double)options->flip / 10);
}

static void
text_judged(const struct evaluate_results *results, struct writer *out)
{
	writer_string(out,
	    "\n                              spam missed %, when of ham is "
	    "lost     at 50\n"
	    "          1-AUC %   worst   lam %   <= 0.1 %  worst  <= 0.01 %   "
	    "ham %  spam %\n");
	for (unsigned i = EVALUATE_JUDGES; i-- > 0;) {
		const struct evaluate_judged *judged = &results->judged[i];

		writer_printf(out,
		    "%-8s %8.4f %8.4f %7.3f %9.2f %7.2f %9.2f %8.3f %7.3f\n",
		    evaluate_judge_name(i), 100 * judged->area.mean,
		    100 * judged->area.worst, 100 * judged->lam.mean,
		    100 * judged->fn_001.mean, 100 * judged->fn_001.worst,
		    100 * judged->fn_0001.mean, 100 * judged->fp.mean,
		    100 * judged->fn.mean);
	}
}

static void
text_reliability(const struct evaluate_results *results, struct writer *out)
{
	writer_string(out, "\nscore from       ham      spam   spam %\n");
	for (size_t i = 0; i < EVALUATE_BINS; i++) {
		uint64_t all = results->ham[i] + results->spam[i];

		writer_printf(out, "%10.1f %9" PRIu64 " %9" PRIu64 " %8.2f\n",
		    bin_begins[i], results->ham[i], results->spam[i],
		    all == 0 ? 0.0
			     : 100 * (double)results->spam[i] / (double)all);
	}
}

static void
text_promise(
    struct writer *out, const char *score, const struct model_promise *promise)
{
	writer_printf(out,
	    "score %s: %" PRIu64 " of %" PRIu64
	    " ham messages were there; at most %.3f %% are, with 95 %% "
	    "certainty\n",
	    score, promise->over, promise->ham, 100 * promise->bound);
}

void
evaluate_report_text(const struct evaluate_results *results, struct writer *out)
{
	text_head(results, out);
	text_judged(results, out);
	text_reliability(results, out);
	writer_byte(out, '\n');
	text_promise(out, "96", &results->alert);
	text_promise(out, "100", &results->certain);
	if (results->left_out > 0)
		writer_printf(out,
		    "left out, as the others contradict their labels: %" PRIu64
		    " of %" PRIu64 "\n",
		    results->left_out, results->learnt);
	writer_printf(out,
	    "\nmessages per core-second: decoded %.0f, rated %.0f, learnt "
	    "%.0f\n",
	    per_second(results->corpus->count, results->corpus->decoded_ns),
	    per_second(results->rated, results->rated_ns),
	    per_second(results->learnt, results->learnt_ns));
	if (results->corpus->unreadable > 0)
		writer_printf(out, "not readable: %" PRIu64 "\n",
		    results->corpus->unreadable);
}

/* ---- for programs ----------------------------------------------------------
 */

static void
json_sum(struct json *json, const char *key, const struct evaluate_sum *sum)
{
	json_object(json, key);
	json_decimal(json, "mean", sum->mean, 8);
	json_decimal(json, "worst", sum->worst, 8);
	json_object_end(json);
}

static void
json_judged(struct json *json, const struct evaluate_results *results)
{
	for (unsigned i = 0; i < EVALUATE_JUDGES; i++) {
		const struct evaluate_judged *judged = &results->judged[i];

		json_object(json, evaluate_judge_name(i));
		json_sum(json, "1-auc", &judged->area);
		json_sum(json, "lam", &judged->lam);
		json_sum(json, "fn-at-fp-0.001", &judged->fn_001);
		json_sum(json, "fn-at-fp-0.0001", &judged->fn_0001);
		json_sum(json, "fp-at-50", &judged->fp);
		json_sum(json, "fn-at-50", &judged->fn);
		json_object_end(json);
	}
}

static void
json_reliability(struct json *json, const struct evaluate_results *results)
{
	json_array(json, "scores");
	for (size_t i = 0; i < EVALUATE_BINS; i++) {
		json_object(json, NULL);
		json_decimal(json, "from", bin_begins[i], 1);
		json_number(json, "ham", results->ham[i]);
		json_number(json, "spam", results->spam[i]);
		json_object_end(json);
	}
	json_array_end(json);
}

static void
json_promise(
    struct json *json, const char *key, const struct model_promise *promise)
{
	json_object(json, key);
	json_number(json, "ham", promise->ham);
	json_number(json, "over", promise->over);
	json_decimal(json, "bound", promise->bound, 8);
	json_object_end(json);
}

static void
json_speed(struct json *json, const struct evaluate_results *results)
{
	const struct evaluate_corpus *corpus = results->corpus;

	json_object(json, "per-core-second");
	json_decimal(
	    json, "decoded", per_second(corpus->count, corpus->decoded_ns), 0);
	json_decimal(
	    json, "rated", per_second(results->rated, results->rated_ns), 0);
	json_decimal(
	    json, "learnt", per_second(results->learnt, results->learnt_ns), 0);
	json_object_end(json);
}

void
evaluate_report_json(const struct evaluate_results *results, struct writer *out)
{
	struct json json;

	json_init(&json, out);
	json_object(&json, NULL);
	json_word(
	    &json, "method", evaluate_method_name(results->options->method));
	json_number(&json, "messages", results->corpus->count);
	json_number(&json, "unreadable", results->corpus->unreadable);
	json_number(&json, "rated", results->rated);
	json_number(&json, "learnt", results->learnt);
	json_number(&json, "runs", results->runs);
	json_number(&json, "left-out", results->left_out);
	json_judged(&json, results);
	json_reliability(&json, results);
	json_promise(&json, "at-96", &results->alert);
	json_promise(&json, "at-100", &results->certain);
	json_speed(&json, results);
	json_object_end(&json);
	writer_byte(out, '\n');
}
