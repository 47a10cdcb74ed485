/*
 * budget - how long one message may still take
 */
#include "core/base/budget.h"

#include <stddef.h>

#include "core/base/clock.h"

void
budget_init(struct budget *budget, uint64_t deadline_ns)
{
	*budget = (struct budget){
	    .deadline_ns = deadline_ns,
	    .hook_ns = UINT64_MAX,
	    .state = BUDGET_OK,
	};
}

bool
budget_spent(struct budget *budget)
{
	uint64_t now;

	if (budget->state != BUDGET_OK)
		return true;
	now = clock_now_ns();
	if (now >= budget->deadline_ns)
		budget->state = BUDGET_SPENT;
	else if (now >= budget->hook_ns) {
		budget->hook_ns = UINT64_MAX;
		budget->state = budget->hook(budget, now);
	}
	return budget->state != BUDGET_OK;
}
