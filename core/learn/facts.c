/*
 * facts - which of a few kinds of mail a message is of
 */
#include "core/learn/facts.h"

_Static_assert(FACTS <= 32, "a fact is a bit");

/* Most words are none of them, which six bits of the hash tell. */
#define FILTER_BIT(hash) (UINT64_C(1) << ((hash)&63))
static const uint64_t filter = 0
#define FACT(hash, place, word) | FILTER_BIT(hash)
#include "core/learn/facts.def"
#undef FACT
    ;

#define KEY(place, hash) ((uint64_t)(place) << 32 | (hash))

/* 0: the word is none. */
static uint32_t
fact_of(const struct learn_word *word)
{
	switch (KEY(word->place, word->hash)) {
#define FACT(hash, place, word)                                                \
	case KEY(PLACE_##place, UINT32_C(hash)):                               \
		return UINT32_C(1) << FACT_##hash;
#include "core/learn/facts.def"
#undef FACT
	default:
		return 0;
	}
}

static bool
may_be_one(const struct learn_word *word)
{
	return (word->place == PLACE_NAME || word->place == PLACE_MARK) &&
	       (filter & FILTER_BIT(word->hash)) != 0;
}

uint32_t
facts_of(const struct learn_word *words, size_t count)
{
	uint32_t facts = 0;

	for (size_t i = 0; i < count; i++) {
		if (words[i].place == PLACE_LINK ||
		    words[i].place == PLACE_TEXT)
			break; /* the head and the marks come first */
		if (may_be_one(&words[i]))
			facts |= fact_of(&words[i]);
	}
	return facts;
}
