/*
 * status_metrics - live blocks for Prometheus, in either of its text formats
 *
 * A family is named once, with all its samples behind it.
 */
#include "core/report/status.h"

#include <inttypes.h>

#define PREFIX "cgpfilter_"

static int64_t
pid(const struct status *status)
{
	return status->live->header.pid;
}

static void
put_family(struct writer *out, const char *name, const char *type,
    const char *unit, const char *help)
{
	writer_printf(out, "# TYPE " PREFIX "%s %s\n", name, type);
	if (unit != NULL)
		writer_printf(out, "# UNIT " PREFIX "%s %s\n", name, unit);
	writer_printf(out, "# HELP " PREFIX "%s %s\n", name, help);
}

/* A label's value (ours, or a version's): no quote, no backslash in it. */
static void
put_label_value(struct writer *out, const char *value)
{
	for (; *value != '\0'; value++) {
		bool plain = *value >= ' ' && *value < 0x7F && *value != '"' &&
			     *value != '\\';

		writer_byte(out, plain ? *value : '?');
	}
}

static void
put_counters(struct writer *out, const struct status *statuses, size_t count,
    enum metrics_form form)
{
	for (int i = 0; i < COUNTER_COUNT; i++) {
		enum counter counter = (enum counter)i;
		const char *name = counter_name(counter);
		char buffer[80];
		struct text family = TEXT_OVER(buffer);

		text_printf(&family, "%s%s", name,
		    form == METRICS_TEXT ? "_total" : "");
		put_family(
		    out, buffer, "counter", NULL, counter_sentence(counter));
		for (size_t k = 0; k < count; k++)
			writer_printf(out,
			    PREFIX "%s_total{pid=\"%" PRId64 "\"} %" PRIu64
				   "\n",
			    name, pid(&statuses[k]), statuses[k].totals[i]);
	}
}

/* ---- histograms -------------------------------------------------------- */

static void
put_latencies(struct writer *out, const struct status *status)
{
	/* Ends of steps, so that nothing is counted by halves. */
	static const uint64_t bounds_us[] = {128, 256, 512, 1024, 2048, 4096,
	    8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576, 4194304,
	    16777216, 67108864};
	uint64_t total = latency_count(status->latency);

	for (size_t i = 0; i < sizeof(bounds_us) / sizeof(bounds_us[0]); i++)
		writer_printf(out,
		    PREFIX "latency_seconds_bucket{pid=\"%" PRId64
			   "\",le=\"%.6f\"} %" PRIu64 "\n",
		    pid(status), (double)bounds_us[i] / 1e6,
		    latency_count_within_us(status->latency, bounds_us[i]));
	writer_printf(out,
	    PREFIX "latency_seconds_bucket{pid=\"%" PRId64
		   "\",le=\"+Inf\"} %" PRIu64 "\n",
	    pid(status), total);
	writer_printf(out,
	    PREFIX "latency_seconds_sum{pid=\"%" PRId64 "\"} %.6f\n",
	    pid(status),
	    (double)atomic_load(&status->live->answers.latency_us) / 1e6);
	writer_printf(out,
	    PREFIX "latency_seconds_count{pid=\"%" PRId64 "\"} %" PRIu64 "\n",
	    pid(status), total);
}

/* Whole scores; the bounds are those of the bar. */
static void
put_scores(struct writer *out, const struct status *status)
{
	static const unsigned bounds[] = {0, 39, 80, 90, 95, 99, 100};
	uint64_t count = 0, sum = 0;
	unsigned score = 0;

	for (size_t i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++) {
		for (; score <= bounds[i]; score++) {
			count += status->scores[score];
			sum += status->scores[score] * score;
		}
		writer_printf(out,
		    PREFIX "score_bucket{pid=\"%" PRId64
			   "\",le=\"%u.0\"} %" PRIu64 "\n",
		    pid(status), bounds[i], count);
	}
	writer_printf(out,
	    PREFIX "score_bucket{pid=\"%" PRId64 "\",le=\"+Inf\"} %" PRIu64
		   "\n",
	    pid(status), count);
	writer_printf(out,
	    PREFIX "score_sum{pid=\"%" PRId64 "\"} %" PRIu64 "\n", pid(status),
	    sum);
	writer_printf(out,
	    PREFIX "score_count{pid=\"%" PRId64 "\"} %" PRIu64 "\n",
	    pid(status), count);
}

/* ---- gauges ------------------------------------------------------------ */

static double
uptime(const struct status *status)
{
	return status_seconds_since(status, status->live->header.started_ns);
}

static double
serving(const struct status *status)
{
	return atomic_load(&status->live->sight.ready) != 0;
}

static double
engines(const struct status *status)
{
	return atomic_load(&status->live->sight.engines);
}

static double
in_flight(const struct status *status)
{
	return atomic_load(&status->live->sight.in_flight);
}

static double
oldest(const struct status *status)
{
	return status_seconds_since(
	    status, atomic_load(&status->live->sight.oldest_ns));
}

static double
workers(const struct status *status)
{
	return status->live->header.worker_count;
}

static double
workers_busy(const struct status *status)
{
	double busy = 0;

	for (uint32_t i = 0; i < status_worker_count(status); i++)
		busy += atomic_load(
			    &status->live->sight.workers[i].started_ns) != 0;
	return busy;
}

static double
signatures(const struct status *status)
{
	return (double)atomic_load(&status->live->facts.signatures);
}

static double
signatures_time(const struct status *status)
{
	return (double)atomic_load(&status->live->facts.newest_s);
}

static double
cartridge_time(const struct status *status)
{
	return (double)atomic_load(&status->live->facts.cartridge_s);
}

static double
cartridge_update(const struct status *status)
{
	return (double)atomic_load(&status->live->facts.cartridge_update);
}

static const struct gauge {
	const char *name, *unit, *help;
	double (*value)(const struct status *status);
} gauges[] = {
    {"uptime_seconds", "seconds", "time since the helper started", uptime},
    {"serving", NULL, "1 while an engine serves", serving},
    {"engines", NULL, "engines started so far; one more for each death",
	engines},
    {"in_flight", NULL, "requests read and not yet answered", in_flight},
    {"oldest_request_seconds", "seconds", "age of the oldest of them", oldest},
    {"workers", NULL, "worker threads", workers},
    {"workers_busy", NULL, "... that have a message in hand, of the first 64",
	workers_busy},
    {"signatures", NULL, "signatures loaded; 0: only the built-in one",
	signatures},
    {"signatures_timestamp_seconds", "seconds",
	"date of the newest signature file", signatures_time},
    {"cartridge_timestamp_seconds", "seconds", "date of the cartridge",
	cartridge_time},
    {"cartridge_update", NULL, "update number of the cartridge",
	cartridge_update},
};

static void
put_gauges(struct writer *out, const struct status *statuses, size_t count)
{
	for (size_t i = 0; i < sizeof(gauges) / sizeof(gauges[0]); i++) {
		const struct gauge *gauge = &gauges[i];

		put_family(out, gauge->name, "gauge", gauge->unit, gauge->help);
		for (size_t k = 0; k < count; k++)
			writer_printf(out,
			    PREFIX "%s{pid=\"%" PRId64 "\"} %.3f\n",
			    gauge->name, pid(&statuses[k]),
			    gauge->value(&statuses[k]));
	}
}

void
status_metrics(struct writer *out, const struct status *statuses, size_t count,
    enum metrics_form form)
{
	/* Not of type info, which readers of the older text format refuse. */
	put_family(out, "build_info", "gauge", NULL, "what runs");
	for (size_t k = 0; k < count; k++) {
		writer_printf(out,
		    PREFIX "build_info{pid=\"%" PRId64 "\",version=\"",
		    pid(&statuses[k]));
		put_label_value(out, statuses[k].live->header.version);
		writer_string(out, "\"} 1\n");
	}
	put_gauges(out, statuses, count);
	put_counters(out, statuses, count, form);
	put_family(out, "latency_seconds", "histogram", "seconds",
	    "time from a request to its written answer");
	for (size_t k = 0; k < count; k++)
		put_latencies(out, &statuses[k]);
	put_family(
	    out, "score", "histogram", NULL, "scores of messages, whole ones");
	for (size_t k = 0; k < count; k++)
		put_scores(out, &statuses[k]);
	if (form == METRICS_OPEN)
		writer_string(out, "# EOF\n");
}
