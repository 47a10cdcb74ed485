/*
 * limits - every bound on what one message may cost
 */
#include "core/message/limits.h"

#include "core/base/check.h"

static const int64_t presets[LIMIT_COUNT] = {
#define LIMIT(id, key, type, preset, min, max, sentence) preset,
#include "core/message/limits.def"
#undef LIMIT
};

static const char *const keys[LIMIT_COUNT] = {
#define LIMIT(id, key, type, preset, min, max, sentence) key,
#include "core/message/limits.def"
#undef LIMIT
};

_Static_assert(LIMIT_COUNT <= 32, "limits_reached has 32 bits");

void
limits_default(struct limits *limits_r)
{
	for (int i = 0; i < LIMIT_COUNT; i++)
		limits_r->max[i] = presets[i];
}

const char *
limits_key(enum limit limit)
{
	CHECK(limit < LIMIT_COUNT);
	return keys[limit];
}
