/*
 * day_names - names of files of kept days (private to day_store)
 */
#ifndef THREADS_RECORD_DAY_NAMES_H
#define THREADS_RECORD_DAY_NAMES_H

#include "core/report/day.h"

enum day_name_kind { DAY_NAME_OPEN, DAY_NAME_CLOSED, DAY_NAME_TOLD };

struct day_name {
	enum day_name_kind kind;
	int32_t day;       /* CLOSED, TOLD */
	int64_t pid;       /* OPEN */
	uint64_t instance; /* OPEN, CLOSED */
	uint64_t saving;   /* CLOSED */
};

/* False: none of ours. */
bool day_name_read(struct slice name, struct day_name *name_r) MUST_USE;
void day_name_put(struct text *text, const struct day_name *name);

#endif
