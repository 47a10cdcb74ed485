/*
 * evaluate_corpus - the messages of an index, decoded once
 *
 * Of each only its features are kept, some 15 KB a message.
 *
 * Threads: one.  Blocks: on the disk.
 */
#ifndef THREADS_COMMAND_RATE_EVALUATE_CORPUS_H
#define THREADS_COMMAND_RATE_EVALUATE_CORPUS_H

#include "core/base/slab.h"
#include "core/learn/features.h"
#include "threads/command/input/opener.h"

struct evaluate_message {
	struct features *features;
	bool spam;
};

struct evaluate_corpus {
	struct evaluate_message *messages; /* in the order of the index */
	size_t count;
	size_t room;
	struct slab slab;    /* their features */
	uint64_t unreadable; /* lines whose message could not be read */
	uint64_t bytes;
	uint64_t decoded_ns; /* processor time from file to features */
};

/* Says on standard error what is wrong. False: nothing of it can be used. */
bool evaluate_corpus_read(struct evaluate_corpus *corpus_r,
    struct opener *opener, const char *index) MUST_USE;

void evaluate_corpus_free(struct evaluate_corpus *corpus);

/* Processor time of this process. */
uint64_t evaluate_cpu_ns(void);

#endif
