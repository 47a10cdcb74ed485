/*
 * odds_scalar - the reference twin: plain C for any processor
 */
#include "simd/odds_kernels.h"

static size_t
keep_ratios(const struct odds_scales *scales, const uint32_t *counts,
    size_t count, double *ratios_r)
{
	size_t kept = 0;

	/* No branch: which of both it will be cannot be foreseen. */
	for (size_t i = 0; i < count; i++) {
		double ratio = odds_ratio(scales, counts[i]);

		ratios_r[kept] = ratio;
		kept += !odds_are_dull(scales, ratio);
	}
	return kept;
}

static void
make_logs(double *numbers, size_t count)
{
	odds_make_logs_plain(numbers, count);
}

const struct odds_kernels odds_scalar = {
    .keep_ratios = keep_ratios,
    .make_logs = make_logs,
};
