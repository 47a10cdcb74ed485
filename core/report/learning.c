/*
 * learning - what is counted of learning and of users' reports
 */
#include "core/report/learning.h"

#include "core/base/check.h"

static const struct {
	const char *name, *label;
} rows[LEARNING_COUNT] = {
#define LEARNING(id, name, label) {name, label},
#include "core/report/learning.def"
#undef LEARNING
};

const char *
learning_name(enum learning row)
{
	CHECK(row < LEARNING_COUNT);
	return rows[row].name;
}

const char *
learning_label(enum learning row)
{
	CHECK(row < LEARNING_COUNT);
	return rows[row].label;
}
