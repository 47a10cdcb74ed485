/*
 * scan_yara - a buffer against YARA's rules
 *
 * Every buffer, as in ClamAV: the raw message, each part, each form of it.
 */
#include "core/scan/run.h"

#include "core/yara/yara.h"

struct hearing {
	struct run *run;
	const struct part *part;
};

static bool
take_rule(void *owner, uint32_t rule, uint64_t offset)
{
	struct hearing *hearing = owner;
	struct run *run = hearing->run;
	uint32_t signature = run->scanner->sigdb->yara_signatures[rule];

	if (signature != IMAGE_NONE)
		findings_add(
		    run, signature, hearing->part, FINDING_PATTERN, offset);
	return run->options->all_matches || run->pending_count == 0;
}

bool
scan_yara(struct run *run, const struct part *part, struct slice bytes)
{
	struct hearing hearing = {run, part};

	if (run->scanner->yara == NULL || bytes.size == 0)
		return true;
	if (!yara_scan(
		run->scanner->yara, bytes, run->budget, take_rule, &hearing) &&
	    run->budget->state == BUDGET_OK &&
	    (run->options->all_matches || run->pending_count == 0))
		limits_mark(&run->findings->reached, LIMIT_VERIFY_STEPS);
	return run->budget->state == BUDGET_OK;
}
