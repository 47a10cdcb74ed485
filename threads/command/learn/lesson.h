/*
 * lesson - what learning needs of one message
 *
 * Made by each of several threads; it outlives the message.
 */
#ifndef THREADS_COMMAND_LEARN_LESSON_H
#define THREADS_COMMAND_LEARN_LESSON_H

#include "core/learn/features.h"
#include "core/print/print.h"
#include "threads/command/input/opener.h"

struct lesson {
	const char *why; /* NULL: good; else why the message was not read */
	uint8_t identity[PRINT_EXACT_BYTES];
	struct features *features; /* NULL: nothing but prints is known */
	size_t print_count;
	struct print prints[]; /* `of` is not kept */
};

/* NULL: no memory. */
struct lesson *lesson_make(
    struct opener *opener, const struct mail_entry *entry) MUST_USE;
/* The same of a message in memory: one that was attached to another. */
struct lesson *lesson_make_of(
    struct opener *opener, struct slice bytes) MUST_USE;
/* Of a message that only its prints came of. */
struct lesson *lesson_of_prints(
    const uint8_t *identity, const struct print *prints, size_t count) MUST_USE;
void lesson_free(struct lesson **lesson);

/* A copy of it in the slab, with its features, in place of the lesson itself,
 * which is freed.  NULL: no memory, and the lesson stays. */
struct lesson *lesson_move(struct lesson **lesson, struct slab *slab) MUST_USE;

#endif
