/*
 * rate_data - what `CGPFilter RATE` scores with
 *
 * Threads: one at a time; what is opened is shared by all.
 */
#ifndef THREADS_COMMAND_RATE_RATE_DATA_H
#define THREADS_COMMAND_RATE_RATE_DATA_H

#include "core/score/score.h"
#include "threads/command/input/opener.h"

struct rate_data {
	struct score_data score;
	struct cartridge *cartridge;
	struct lists *lists;
};

/*
 * The cartridge of that name, or with NULL the one that the helper would run
 * on, and its lists.  False: what is wrong was told on standard error.
 */
bool rate_data_open(struct rate_data *data, const struct opener *opener,
    const char *cartridge) MUST_USE;
void rate_data_close(struct rate_data *data);

#endif
