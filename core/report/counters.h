/*
 * counters - what is counted, by number and by name
 *
 * From core/base/counters.def and core/message/limits.def.
 *
 * Threads: any.
 */
#ifndef CORE_REPORT_COUNTERS_H
#define CORE_REPORT_COUNTERS_H

#include "core/message/limits.h"

enum counter {
#define COUNTER(id, name, sentence) COUNTER_##id,
#include "core/base/counters.def"
#undef COUNTER
	COUNTER_LIMIT_FIRST,
	COUNTER_COUNT = COUNTER_LIMIT_FIRST + LIMIT_COUNT,
};

/* "infected", "limit_PARTS"; static storage. */
const char *counter_name(enum counter counter);

/* What it counts, for a person; static storage. */
const char *counter_sentence(enum counter counter);

#endif
