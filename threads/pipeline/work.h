/*
 * work - what a worker does with one request
 *
 * The pipeline moves requests and answers and knows nothing of mail; the work
 * is handed to it.  The product's work is scan_work.c; benchmarks and tests
 * bring their own (a null verdict, a sleeper, a crasher).
 */
#ifndef THREADS_PIPELINE_WORK_H
#define THREADS_PIPELINE_WORK_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/budget.h"
#include "core/base/text.h"
#include "core/protocol/response.h"
#include "core/verdict/policy.h"
#include "threads/pipeline/lanes.h"

enum work_result {
	WORK_ANSWERED,
	WORK_TO_SLOW,    /* try again in the slow lane */
	WORK_TO_SUSPECT, /* try again alone */
};

struct work_item {
	const char *path;         /* as the request had it */
	uint32_t worker;          /* 0 .. workers - 1 */
	enum lane lane;           /* where it is being worked on */
	uint32_t attempts;        /* times an engine died on it */
	struct budget *budget;    /* deadline and slow lane */
	struct text *text;        /* room for the answer's text */
	struct answer answer;     /* out: borrows text */
	enum addheader_form form; /* out */
};

struct work {
	void *owner;
	/* In a worker; false: it cannot serve, and tries again soon. */
	bool (*start)(void *owner, uint32_t worker);
	void (*stop)(void *owner, uint32_t worker);
	enum work_result (*run)(void *owner, struct work_item *item);
	/* In any thread: the answer where no worker could give one. */
	void (*fallback)(void *owner, enum outcome outcome, const char *path,
	    struct text *text, struct answer *answer_r);
};

#endif
