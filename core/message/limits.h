/*
 * limits - every bound on what one message may cost
 *
 * The rows stand in limits.def; the configuration, the counters and the manual
 * are made from the same rows.
 */
#ifndef CORE_MESSAGE_LIMITS_H
#define CORE_MESSAGE_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

#define KIB (INT64_C(1) << 10)
#define MIB (INT64_C(1) << 20)
#define GIB (INT64_C(1) << 30)

enum limit {
#define LIMIT(id, key, type, preset, min, max, sentence) LIMIT_##id,
#include "core/message/limits.def"
#undef LIMIT
	LIMIT_COUNT,
};

struct limits {
	int64_t max[LIMIT_COUNT];
};

/* Which limits a message reached: bit LIMIT_x. */
struct limits_reached {
	uint32_t bits;
};

static inline void
limits_mark(struct limits_reached *reached, enum limit limit)
{
	reached->bits |= UINT32_C(1) << limit;
}

static inline bool
limits_marked(const struct limits_reached *reached, enum limit limit)
{
	return (reached->bits >> limit & 1) != 0;
}

/* The defaults of limits.def. */
void limits_default(struct limits *limits_r);

/* The key of limits.def ("MaxParts"), for a header or a log line. */
const char *limits_key(enum limit limit);

#endif
