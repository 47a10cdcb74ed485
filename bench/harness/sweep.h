/*
 * sweep - names that take one value after the other
 *
 * Every combination is a point.  "@NAME@" in the arguments of a helper and in
 * the template of its configuration stands for the value; some names the
 * harness knows itself (plan.h).
 */
#ifndef BENCH_HARNESS_SWEEP_H
#define BENCH_HARNESS_SWEEP_H

#include <stddef.h>

#define SWEEP_DIMENSIONS_MAX 4u
#define SWEEP_VALUES_MAX 64u

struct dimension {
	const char *name; /* of small letters, digits, "-" and "_" */
	const char *values[SWEEP_VALUES_MAX];
	size_t count;
};

struct sweep {
	struct dimension dimensions[SWEEP_DIMENSIONS_MAX];
	size_t count;
};

/* Take "NAME=VALUE,VALUE..."; text is cut up and stays borrowed.  NULL: taken;
 * else what is wrong with it. */
const char *sweep_add(struct sweep *sweep, char *text);

/* 1 where nothing is swept. */
size_t sweep_points(const struct sweep *sweep);

/* The value of a dimension at a point; the last dimension turns fastest. */
const char *sweep_value(
    const struct sweep *sweep, size_t point, size_t dimension);

/* The same by name, or otherwise where no dimension has that name. */
const char *sweep_named(const struct sweep *sweep, size_t point,
    const char *name, const char *otherwise);

/* text with every @NAME@ of a dimension replaced; the caller frees it. */
char *sweep_fill(const struct sweep *sweep, size_t point, const char *text);

#endif
