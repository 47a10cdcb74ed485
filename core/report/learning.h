/*
 * learning - what is counted of learning and of users' reports
 *
 * Names and labels of the rows of learning.def.
 *
 * Threads: any.
 */
#ifndef CORE_REPORT_LEARNING_H
#define CORE_REPORT_LEARNING_H

enum learning {
#define LEARNING(id, name, label) LEARNING_##id,
#include "core/report/learning.def"
#undef LEARNING
	LEARNING_COUNT
};

/* "learnt_spam", in files and JSON. */
const char *learning_name(enum learning row);

/* "messages learnt as spam", for a person. */
const char *learning_label(enum learning row);

#endif
