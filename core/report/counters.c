/*
 * counters - what is counted, by number and by name
 */
#include "core/report/counters.h"

#include "core/base/check.h"

static const char *const names[COUNTER_COUNT] = {
#define COUNTER(id, name, sentence) name,
#include "core/base/counters.def"
#undef COUNTER
#define LIMIT(id, key, type, preset, min, max, sentence) "limit_" #id,
#include "core/message/limits.def"
#undef LIMIT
};

static const char *const sentences[COUNTER_COUNT] = {
#define COUNTER(id, name, sentence) sentence,
#include "core/base/counters.def"
#undef COUNTER
#define LIMIT(id, key, type, preset, min, max, sentence)                       \
	"messages that reached " key,
#include "core/message/limits.def"
#undef LIMIT
};

const char *
counter_name(enum counter counter)
{
	CHECK(counter < COUNTER_COUNT);
	return names[counter];
}

const char *
counter_sentence(enum counter counter)
{
	CHECK(counter < COUNTER_COUNT);
	return sentences[counter];
}
