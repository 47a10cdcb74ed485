/*
 * texts - what is seen and what is hidden, in normal form; private to
 * core/canonical/
 *
 * Threads: one at a time.  Memory: the arena.
 */
#ifndef CORE_CANONICAL_TEXTS_H
#define CORE_CANONICAL_TEXTS_H

#include "core/canonical/normal.h"
#include "core/canonical/sources.h"

struct texts {
	struct slice text;
	struct slice folded;
	struct slice hidden;
	unsigned cuts;
};

/* Facts about the text: text_marks.c. */
void texts_mark_text(struct slice text, struct marks *marks);

void texts_make(const struct sources *sources, struct arena *arena,
    struct marks *marks, struct texts *texts_r);

#endif
