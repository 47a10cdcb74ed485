/*
 * ceiling - HourlyLimit: how many messages within 60 minutes
 */
#include "threads/shared/ceiling.h"

#include <stdatomic.h>

#define TOLD (UINT64_C(1) << 31)
#define COUNT(state) ((state) & (TOLD - 1))
#define START(state) ((state) >> 32)

/* A clock that has just begun must not look like no window. */
static uint64_t
as_start(uint64_t now_s)
{
	return (now_s & UINT32_MAX) == 0 ? 1 : now_s & UINT32_MAX;
}

static bool
is_within(uint64_t state, uint64_t now_s)
{
	return state != 0 && ((as_start(now_s) - START(state)) & UINT32_MAX) <
				 CEILING_WINDOW_S;
}

bool
ceiling_take(struct ceiling *ceiling, uint64_t now_s, uint64_t limit)
{
	uint64_t state = atomic_load(&ceiling->state), next;

	do {
		if (!is_within(state, now_s))
			next = as_start(now_s) << 32 | 1;
		else if (COUNT(state) >= limit)
			return false;
		else
			next = state + 1;
	} while (!atomic_compare_exchange_weak(&ceiling->state, &state, next));
	return true;
}

bool
ceiling_is_full(const struct ceiling *ceiling, uint64_t now_s, uint64_t limit)
{
	uint64_t state = atomic_load(&ceiling->state);

	return is_within(state, now_s) && COUNT(state) >= limit;
}

bool
ceiling_tell(struct ceiling *ceiling, uint64_t now_s, uint64_t *left_s_r)
{
	uint64_t state = atomic_fetch_or(&ceiling->state, TOLD);
	uint64_t gone = (as_start(now_s) - START(state)) & UINT32_MAX;

	*left_s_r = gone < CEILING_WINDOW_S ? CEILING_WINDOW_S - gone : 0;
	return (state & TOLD) == 0;
}
