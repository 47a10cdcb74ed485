/*
 * latency - a histogram of times, from a microsecond to hours
 */
#include "core/report/latency.h"

#include "core/base/check.h"

uint64_t
latency_end_us(size_t step)
{
	size_t above;

	CHECK(step < LATENCY_STEPS);
	if (step < 8)
		return step + 1;
	above = step / 8 - 1;
	return (uint64_t)(step % 8 + 9) << above;
}

uint64_t
latency_count(const uint64_t counts[LATENCY_STEPS])
{
	uint64_t sum = 0;

	for (size_t i = 0; i < LATENCY_STEPS; i++)
		sum += counts[i];
	return sum;
}

uint64_t
latency_quantile_us(const uint64_t counts[LATENCY_STEPS], uint64_t of_a_million)
{
	uint64_t count = latency_count(counts), seen = 0, rank;

	if (count == 0)
		return 0;
	/* In two parts: the product of all would not fit. */
	rank = count / 1000000 * of_a_million +
	       (count % 1000000 * of_a_million + 999999) / 1000000;
	if (rank == 0)
		rank = 1;
	for (size_t i = 0; i < LATENCY_STEPS; i++) {
		seen += counts[i];
		if (seen >= rank)
			return latency_end_us(i);
	}
	return latency_end_us(LATENCY_STEPS - 1);
}

uint64_t
latency_count_within_us(const uint64_t counts[LATENCY_STEPS], uint64_t us)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < LATENCY_STEPS && latency_end_us(i) <= us; i++)
		sum += counts[i];
	return sum;
}
