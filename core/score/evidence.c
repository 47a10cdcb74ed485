/*
 * evidence - what the cartridge says of a message
 */
#include "core/score/evidence.h"

bool
evidence_weigh(const struct score_data *data, const struct canonical *canonical,
    struct score_reasons *reasons, double *value_r)
{
	(void)data;
	(void)canonical;
	(void)reasons;
	*value_r = 0;
	return false;
}
