/*
 * status_json - a helper's live block as JSON
 */
#include "core/report/facts.h"
#include "core/report/status.h"

static void
put_latency(struct json *json, const struct status *status)
{
	const uint64_t *counts = status->latency;

	json_object(json, "latency_us");
	json_number(json, "count", latency_count(counts));
	json_number(
	    json, "sum", atomic_load(&status->live->answers.latency_us));
	json_number(json, "p50", latency_quantile_us(counts, 500000));
	json_number(json, "p90", latency_quantile_us(counts, 900000));
	json_number(json, "p99", latency_quantile_us(counts, 990000));
	json_number(json, "p99_9", latency_quantile_us(counts, 999000));
	json_number(json, "max", latency_quantile_us(counts, 1000000));
	json_object_end(json);
}

static void
put_oldest(struct json *json, const struct status *status)
{
	const struct live_sight *sight = &status->live->sight;
	uint64_t oldest_ns = atomic_load(&sight->oldest_ns);

	json_number(json, "in_flight", atomic_load(&sight->in_flight));
	if (oldest_ns == 0) {
		json_null(json, "oldest");
		return;
	}
	json_object(json, "oldest");
	json_decimal(
	    json, "seconds", status_seconds_since(status, oldest_ns), 3);
	json_string(json, "file", slice_from_string(sight->oldest_path));
	json_object_end(json);
}

static void
put_worker(struct json *json, const struct status *status, uint32_t index)
{
	const struct live_worker *worker = &status->live->sight.workers[index];
	const struct live_stats *stats = &status->live->stats;
	uint64_t started_ns = atomic_load(&worker->started_ns);

	json_object(json, NULL);
	json_number(json, "worker", index);
	json_number(
	    json, "clean", live_stats_row(stats, 1 + index, COUNTER_CLEAN));
	json_number(json, "infected",
	    live_stats_row(stats, 1 + index, COUNTER_INFECTED));
	json_bool(json, "busy", started_ns != 0);
	if (started_ns != 0) {
		json_word(
		    json, "lane", live_lane_name(atomic_load(&worker->lane)));
		json_decimal(json, "seconds",
		    status_seconds_since(status, started_ns), 3);
		json_string(json, "file", slice_from_string(worker->path));
	}
	json_object_end(json);
}

static void
put_tables(struct json *json, const struct status *status)
{
	json_object(json, "counters");
	for (int i = 0; i < COUNTER_COUNT; i++)
		json_number(
		    json, counter_name((enum counter)i), status->totals[i]);
	json_object_end(json);
	json_array(json, "scores");
	for (unsigned i = 0; i < LIVE_SCORES; i++)
		json_number(json, NULL, status->scores[i]);
	json_array_end(json);
	json_array(json, "workers");
	for (uint32_t i = 0; i < status_worker_count(status); i++)
		put_worker(json, status, i);
	json_array_end(json);
}

void
status_json(struct json *json, const char *key, const struct status *status)
{
	const struct live_header *header = &status->live->header;
	const struct live_sight *sight = &status->live->sight;

	json_object(json, key);
	json_signed(json, "pid", header->pid);
	json_string(json, "version", slice_from_string(header->version));
	json_signed(json, "started", header->started_s);
	json_signed(json, "now", status->now_s);
	json_decimal(json, "uptime_seconds",
	    status_seconds_since(status, header->started_ns), 3);
	json_bool(json, "serving", atomic_load(&sight->ready) != 0);
	json_number(json, "engines_started", atomic_load(&sight->engines));
	json_number(json, "worker_count", header->worker_count);
	json_number(json, "table_size", header->slot_count);
	facts_json(json, &status->live->facts);
	put_oldest(json, status);
	put_latency(json, status);
	put_tables(json, status);
	json_object_end(json);
}
