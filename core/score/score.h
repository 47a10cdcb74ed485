/*
 * score - how likely a message is spam, and why
 *
 * From the canonical message: what the model has learnt of such words, what the
 * prints of reported mail say, and what the site's lists decide.  Everything
 * that is read is immutable, so any number of messages may be scored at once.
 *
 * A score that cannot be given is not given: without a cartridge, or when the
 * time of the message is spent, the message goes on without one.
 *
 * Threads: any, each with a renderer and a scratch of its own.
 * Memory: the renderer's arena; no malloc.
 */
#ifndef CORE_SCORE_SCORE_H
#define CORE_SCORE_SCORE_H

#include "core/cartridge/cartridge.h"
#include "core/config/config.h"
#include "core/list/lists.h"
#include "core/render/render.h"

/* Of one message; the strongest are kept. */
#define SCORE_REASONS_MAX 16u
/* Bytes of the text of one reason. */
#define SCORE_REASON_BYTES 160u

/* What spoke. */
enum score_source {
	SCORE_BY_WORDS,     /* the model: text is what it read */
	SCORE_BY_PRINT,     /* a message like this was reported */
	SCORE_BY_WHITELIST, /* decides alone */
	SCORE_BY_RULE,      /* of cartridge.cfg: empty messages */
};

struct score_reason {
	enum score_source source;
	struct slice text; /* for people, UTF-8; in the arena */
	double weight;     /* log-odds; over 0 speaks for spam */
};

struct score {
	double value; /* 0..100, with no more than six decimals */
	struct score_reason *reasons; /* strongest first; in the arena */
	size_t reason_count;
};

/* What all messages are scored with. */
struct score_data {
	const struct cartridge *cartridge; /* NULL: nothing gets a score */
	const struct lists *lists;         /* NULL: there are none */
	const struct config *config; /* names fields of ours; NULL: the default
				      */
};

enum score_result {
	SCORE_GIVEN,
	SCORE_WHITELISTED, /* the same, and it is 0 because of an entry */
	SCORE_NONE,        /* no cartridge, or no time left */
};

/*
 * Score a message that was parsed, and unpacked or not.  Fields that the
 * program itself adds lose their names.  Its time is that of the renderer's
 * budget.  with_reasons: find them, too; that costs nearly as much again.
 * They outlive the message's bytes, not the arena's reset.
 */
enum score_result score_message(const struct score_data *data,
    struct message *message, struct renderer *renderer,
    struct regex_scratch *scratch, bool with_reasons, struct score *score_r);

/* What it may take of the arena, on top of what decoding takes. */
#define SCORE_ARENA_BYTES ((size_t)8 << 20)

/* A message without text and attachments, by `consider empty messages spam`. */
#define SCORE_OF_EMPTY 96.0

/* "WORDS", "PRINT": the name of a source in a list of reasons. */
const char *score_source_name(enum score_source source);

/* value made one that can be shown: 0..100, six decimals; not a number is 0. */
double score_value(double value);

/* 0 "", over 0 "X", from 40 "XX", 81, 91, 96, 100 "XXXXXX". */
struct slice score_bar(double value);

#endif
