/*
 * reasons - the strongest of what spoke for or against
 */
#include <math.h>

#include "core/score/evidence.h"

void
score_reasons_add(struct score_reasons *reasons, enum score_source source,
    struct slice text, double weight)
{
	struct score_reason *items = reasons->items;
	struct score_reason added = {source, {NULL, 0}, weight};
	size_t at = reasons->count;

	if (items == NULL)
		return;
	while (at > 0 && fabs(items[at - 1].weight) < fabs(weight))
		at--;
	if (at == SCORE_REASONS_MAX ||
	    !arena_copy(reasons->arena, slice_sub(text, 0, SCORE_REASON_BYTES),
		&added.text))
		return;
	if (reasons->count < SCORE_REASONS_MAX)
		reasons->count++;
	for (size_t i = reasons->count - 1; i > at; i--)
		items[i] = items[i - 1];
	items[at] = added;
}
