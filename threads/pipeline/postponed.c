/*
 * postponed - the policy's answer, and how often messages were postponed by it
 */
#include "threads/pipeline/postponed.h"

#include "threads/shared/live_stats.h"

uint32_t
postponed_times(struct shared *shared, const char *path)
{
	struct shared_known *known;

	if (!shared_known_any(shared))
		return 0;
	known = shared_known_find(shared, shared_known_key(path, 0, 0), false);
	return known == NULL ? 0 : atomic_load(&known->postponed);
}

void
postponed_decide(struct shared *shared, const struct config *config,
    const char *path, uint32_t row, struct policy_input *input,
    struct text *text, struct answer *answer_r)
{
	struct shared_known *known;

	input->postponed = postponed_times(shared, path);
	policy_decide(config, input, text, answer_r);
	if (answer_r->word != ANSWER_REJECTED)
		return;
	known = shared_known_find(shared, shared_known_key(path, 0, 0), true);
	atomic_fetch_add(&known->postponed, 1);
	live_stats_add(&shared->live->stats, row, COUNTER_POSTPONED, 1);
}
