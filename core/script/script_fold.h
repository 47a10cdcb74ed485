/*
 * script_fold - a script as it were if nobody had taken its strings apart
 *
 * Each expression that comes to a constant is that constant, in quotes; all
 * else is as it stands.  Signatures are written for this.
 *
 * Threads: any.
 */
#ifndef CORE_SCRIPT_SCRIPT_FOLD_H
#define CORE_SCRIPT_SCRIPT_FOLD_H

#include "core/script/script_value.h"

#define SCRIPT_FOLD_ROOM(size) (2 * (size) + 4096)

struct script_fold {
	struct slice source;
	uint8_t *out;
	size_t room, size;
	size_t copied; /* up to where of source */
	bool changed;
};

/* The expression, of source and behind the one before, comes to value. */
void script_fold_put(struct script_fold *fold, struct slice expression,
    const struct script_value *value);

/* All of it. */
struct slice script_fold_end(struct script_fold *fold);

#endif
