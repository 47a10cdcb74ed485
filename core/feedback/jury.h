/*
 * jury - which reports are believed
 *
 * Each reporter has a trust from 0 to 1, by how often later evidence agreed
 * with what he said:
 *
 *     trust = (1 + agreed) / (5 + agreed + 3 * disagreed)
 *
 * so 0.2 at first, 0.5 after three agreements, 0.7 after nine; one mistake
 * takes what three agreements gave.  Who has not proved who he is has 0.1 at
 * most, and all such together lend a message half of what it needs.
 *
 * Of one message, or of messages with the same text, what reporters say for
 * spam (phishing is spam here) and for legitimate is summed by their trust,
 * each reporter once.  One side is believed when it is ahead by 1 and so many
 * people say it, or when one whose trust is 0.7 says it and nobody of weight
 * denies it. So nobody new decides anything alone.
 *
 * What was believed is evidence: those who had said so earlier have agreed (at
 * most five times a day each), those who had said the other have not.  The
 * operator's word (LEARN, UNLEARN, the guard mail) is evidence of the same
 * kind.
 *
 * Threads: one, between a store_begin() for writing and its end.
 */
#ifndef CORE_FEEDBACK_JURY_H
#define CORE_FEEDBACK_JURY_H

#include "core/feedback/feedback_mail.h"
#include "core/print/print.h"
#include "core/store/store.h"

struct jury_rules {
	unsigned people;  /* who must say so, if nobody trusted does */
	unsigned per_day; /* claims of a reporter; 0: any number */
	uint16_t today;   /* since 1970 */
};

struct witness {
	uint8_t key[STORE_DIGEST_BYTES];
	enum report_by by;
};

/* An address is the same in any case of letters; one that was proved is never
 * the same as one that was not. */
struct witness witness_of(enum report_by by, struct slice who);

/* A message that something is said of. */
struct matter {
	const uint8_t *identity; /* PRINT_EXACT_BYTES, as prints_identity() */
	const struct print *prints;
	size_t print_count;
};

enum jury_word {
	JURY_WAITS,    /* remembered; more must say so */
	JURY_BELIEVES, /* learn it */
	JURY_TOO_MANY, /* this reporter's share of the day is spent, or that of
			  all who prove nothing */
	JURY_TAKEN_BACK, /* he said so before, and it was a mistake */
};

struct jury_finding {
	enum jury_word word;
	bool repeated; /* the reporter had said so of this very message */
	/* With JURY_BELIEVES: */
	enum store_class class; /* spam or phishing by who says it more often */
	double weight;          /* over 0, up to 1 */
	uint32_t people;        /* a bit for each, as in struct store_print */
};

/* Anybody can make up senders, so all that prove nothing share this. */
#define JURY_UNPROVED_A_DAY 5000u

/* The bit of what the operator said. */
#define JURY_OPERATOR_BIT (UINT32_C(1) << 31)

void jury_hear(struct store *store, const struct jury_rules *rules,
    const struct witness *witness, const struct matter *matter,
    enum store_class class, struct jury_finding *finding_r);

/* It is certain now that the matter is of this class.  but (NULL: nobody) is
 * the reporter whose word made it so. */
void jury_settle(struct store *store, uint16_t today,
    const struct matter *matter, enum store_class class, const uint8_t *but);

/*
 * It was a mistake to take it for this class: those who said so disagreed, and
 * nothing that was said of this very message counts any more, nor is heard when
 * the same reporter says it again: a bundle that is sent twice, say.
 */
void jury_take_back(struct store *store, uint16_t today,
    const struct matter *matter, enum store_class class);

double jury_trust(const struct store_reporter *reporter, enum report_by by);

#endif
