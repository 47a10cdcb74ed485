/*
 * live - what a running helper shows of itself
 */
#include "core/report/live.h"

#include <stddef.h>
#include <string.h>

#include "core/base/checksum.h"

uint64_t
live_layout(void)
{
	const uint64_t sizes[] = {
	    sizeof(struct live),
	    offsetof(struct live, facts),
	    offsetof(struct live, sight),
	    offsetof(struct live, answers),
	    offsetof(struct live, stats),
	    COUNTER_COUNT,
	};
	uint64_t sum = checksum64(sizes, sizeof(sizes), 0);

	/* A counter that was renamed or moved must not be taken for another. */
	for (int i = 0; i < COUNTER_COUNT; i++) {
		const char *name = counter_name((enum counter)i);

		sum = checksum64(name, strlen(name), sum);
	}
	return sum;
}

bool
live_is_block(const struct live *live)
{
	return memcmp(live->header.magic, LIVE_MAGIC,
		   sizeof(live->header.magic)) == 0;
}

static const char *
what_is_wrong(const struct live *live, size_t size)
{
	const struct live_header *header = &live->header;

	if (!live_is_block(live) || header->byte_order != LIVE_BYTE_ORDER)
		return "no counters of a helper";
	if (header->format != LIVE_FORMAT || header->size != size ||
	    size != sizeof(struct live) || header->layout != live_layout())
		return "counters of another version of the program; use that "
		       "one, or restart the helper";
	if (header->instance == 0 || header->pid <= 0)
		return "damaged";
	return NULL;
}

/* Whatever was there, they end and can be shown. */
static void
end_strings(struct live *live)
{
	struct live_sight *sight = &live->sight;

	live->header.version[sizeof(live->header.version) - 1] = '\0';
	sight->oldest_path[LIVE_PATH_BYTES - 1] = '\0';
	for (size_t i = 0; i < LIVE_WORKERS; i++)
		sight->workers[i].path[LIVE_PATH_BYTES - 1] = '\0';
}

bool
live_take(struct live *live, size_t size, struct text *error_r)
{
	const char *wrong = size < sizeof(live->header)
				? "no counters of a helper"
				: what_is_wrong(live, size);

	if (wrong != NULL) {
		text_put(error_r, slice_from_string(wrong));
		return false;
	}
	end_strings(live);
	return true;
}

/* ---- sums -------------------------------------------------------------- */

/* Relaxed throughout: a sum of counters is never used to order anything. */
static uint64_t
get(const _Atomic uint64_t *count)
{
	return atomic_load_explicit(count, memory_order_relaxed);
}

uint64_t
live_stats_sum(const struct live_stats *stats, enum counter counter)
{
	uint64_t sum = 0;

	for (uint32_t row = 0; row < LIVE_STATS_ROWS; row++)
		sum += get(&stats->rows[row].count[counter]);
	return sum;
}

uint64_t
live_stats_row(
    const struct live_stats *stats, uint32_t row, enum counter counter)
{
	return get(&stats->rows[row % LIVE_STATS_ROWS].count[counter]);
}

uint64_t
live_stats_score(const struct live_stats *stats, unsigned score)
{
	uint64_t sum = 0;

	CHECK(score < LIVE_SCORES);
	for (uint32_t row = 0; row < LIVE_STATS_ROWS; row++)
		sum += get(&stats->rows[row].score[score]);
	return sum;
}

void
live_latency(
    const struct live_answers *answers, uint64_t counts_r[LATENCY_STEPS])
{
	for (size_t i = 0; i < LATENCY_STEPS; i++)
		counts_r[i] = get(&answers->latency[i]);
}

const char *
live_lane_name(uint32_t lane)
{
	static const char *const names[] = {"fast", "slow", "suspect"};

	return lane < sizeof(names) / sizeof(names[0]) ? names[lane] : "";
}
