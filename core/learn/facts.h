/*
 * facts - which of a few kinds of mail a message is of
 *
 * By the names of its fields and the facts that the canonical form notes: a
 * list's head, an answer, a page.  What a learner says is worth more in one
 * kind than in another; stacker.h learns how much.
 *
 * Threads: any.
 */
#ifndef CORE_LEARN_FACTS_H
#define CORE_LEARN_FACTS_H

#include "core/learn/words.h"

/* Those of facts.def, in its order. */
enum {
#define FACT(hash, place, word) FACT_##hash,
#include "core/learn/facts.def"
#undef FACT
	FACTS,
};

/* Bit i: fact i holds. */
uint32_t facts_of(const struct learn_word *words, size_t count);

/* The fact whose number is the lowest of these; there is one. */
static inline unsigned
facts_first(uint32_t facts)
{
	return (unsigned)__builtin_ctz(facts);
}

#endif
