/*
 * jury - which reports are believed
 *
 * A claim lies under the digest of the message itself, under that of its text,
 * and under the two halves of its shingles: texts that are nearly the same have
 * one of the halves in common.  Links do not count here: one site's links are
 * in wanted mail and in spam.
 */
#include "core/feedback/jury.h"

#include <string.h>

#include "core/print/digest.h"

/* Rounding: five times 0.2 is 1. */
#define ENOUGH (1 - 1e-9)
#define ALONE 0.7
#define TRUST_UNPROVED_MAX 0.1
#define UNPROVED_TOGETHER_MAX 0.5
#define AGREED_A_DAY_MAX 5u
#define DISAGREED_COUNTS 3.0
#define TRUST_AT_FIRST_OF 5.0
#define PEOPLE_BITS 31u
/* The message, its text, both halves of its shingles. */
#define DIGESTS_MAX 4u

struct digests {
	const uint8_t *items[DIGESTS_MAX];
	size_t count;
};

/* What is said under one digest. */
struct sides {
	double spam, legit; /* trust */
	unsigned spam_people, legit_people;
	unsigned phishing;
	uint32_t spam_bits, legit_bits;
};

/* ---- reporters ----------------------------------------------------------- */

struct witness
witness_of(enum report_by by, struct slice who)
{
	uint8_t kind = by == REPORT_BY_SENDER ? 's' : 'a', lower[256];
	struct witness witness = {.by = by};
	struct slice address = slice_sub(who, 0, sizeof(lower));

	for (size_t i = 0; i < address.size; i++)
		lower[i] = ascii_lower(address.data[i]);
	digest_chain(witness.key, (struct slice){&kind, 1});
	digest_chain(witness.key, (struct slice){lower, address.size});
	return witness;
}

double
jury_trust(const struct store_reporter *reporter, enum report_by by)
{
	double agreed = reporter->agreed, disagreed = reporter->disagreed;
	double trust = (1 + agreed) / (TRUST_AT_FIRST_OF + agreed +
					  DISAGREED_COUNTS * disagreed);

	switch (by) {
	case REPORT_BY_TRUSTED:
		return 1;
	case REPORT_BY_ACCOUNT:
		return trust;
	case REPORT_BY_SENDER:
		return trust < TRUST_UNPROVED_MAX ? trust : TRUST_UNPROVED_MAX;
	case REPORT_BY_NOBODY:
		break;
	}
	return 0;
}

/* As of today. */
static struct store_reporter
reporter_find(struct store *store, const uint8_t *key, uint16_t today)
{
	struct store_reporter reporter;

	if (!store_reporter_find(store, key, &reporter))
		reporter = (struct store_reporter){.first_day = today};
	if (reporter.last_day != today)
		reporter.today = reporter.agreed_today = 0;
	reporter.last_day = today;
	return reporter;
}

static bool
is_legit(unsigned class)
{
	return class == STORE_LEGIT;
}

/* ---- digests ------------------------------------------------------------- */

static struct digests
digests_of(const struct matter *matter)
{
	struct digests digests = {{matter->identity}, 1};

	for (size_t i = 0; i < matter->print_count; i++) {
		const struct print *print = &matter->prints[i];

		if (print->kind == PRINT_TEXT && digests.count < DIGESTS_MAX)
			digests.items[digests.count++] = print->digest;
		if (print->kind != PRINT_SHINGLES ||
		    digests.count + 2 > DIGESTS_MAX)
			continue;
		digests.items[digests.count++] = print->digest;
		digests.items[digests.count++] =
		    print->digest + STORE_DIGEST_BYTES;
	}
	return digests;
}

static struct store_claim *
claim_of(struct store_claims *claims, const uint8_t *reporter)
{
	for (size_t i = 0; i < claims->count; i++)
		if (memcmp(claims->items[i].reporter, reporter,
			STORE_DIGEST_BYTES) == 0)
			return &claims->items[i];
	return NULL;
}

/* ---- hearing ------------------------------------------------------------- */

/* Who changes his mind is heard again, but has said one thing only. */
static void
remember(struct store *store, const struct jury_rules *rules,
    const struct witness *witness, const uint8_t *digest,
    enum store_class class)
{
	struct store_claims claims;
	struct store_claim *claim;

	store_claims_find(store, digest, &claims);
	claim = claim_of(&claims, witness->key);
	if (claim == NULL) {
		if (claims.count == STORE_CLAIMS_MAX)
			return;
		claim = &claims.items[claims.count++];
		memcpy(claim->reporter, witness->key, STORE_DIGEST_BYTES);
	}
	claim->class = (uint8_t) class;
	claim->proof = (uint8_t)witness->by;
	claim->taken_back = 0;
	claims.last_day = rules->today;
	store_claims_put(store, digest, &claims);
}

/* What the reporter has said of this very message; false: nothing. */
static bool
find_said(struct store *store, const struct witness *witness,
    const struct matter *matter, struct store_claim *claim_r)
{
	struct store_claims claims;
	const struct store_claim *claim;

	store_claims_find(store, matter->identity, &claims);
	claim = claim_of(&claims, witness->key);
	if (claim != NULL)
		*claim_r = *claim;
	return claim != NULL;
}

static double
at_most(double value, double most)
{
	return value < most ? value : most;
}

static uint32_t
bit_of(const struct store_claim *claim)
{
	return claim->proof == REPORT_BY_TRUSTED
		   ? JURY_OPERATOR_BIT
		   : UINT32_C(1) << claim->reporter[0] % PEOPLE_BITS;
}

static struct sides
weigh(struct store *store, uint16_t today, const uint8_t *digest)
{
	double unproved[2] = {0, 0}, proved[2] = {0, 0};
	struct store_claims claims;
	struct sides sides = {.spam = 0};

	store_claims_find(store, digest, &claims);
	for (size_t i = 0; i < claims.count; i++) {
		const struct store_claim *claim = &claims.items[i];
		bool legit = is_legit(claim->class);
		struct store_reporter reporter =
		    reporter_find(store, claim->reporter, today);
		double trust =
		    jury_trust(&reporter, (enum report_by)claim->proof);

		if (claim->taken_back != 0)
			continue;
		if (claim->proof >= REPORT_BY_ACCOUNT)
			proved[legit] += trust;
		else
			unproved[legit] += trust;
		sides.spam_people += !legit;
		sides.legit_people += legit;
		sides.phishing += claim->class == STORE_IS_PHISHING;
		*(legit ? &sides.legit_bits : &sides.spam_bits) |=
		    bit_of(claim);
	}
	sides.spam = proved[0] + at_most(unproved[0], UNPROVED_TOGETHER_MAX);
	sides.legit = proved[1] + at_most(unproved[1], UNPROVED_TOGETHER_MAX);
	return sides;
}

/* The side of class, as one: ahead by so much, so many people. */
struct support {
	double ahead;
	unsigned people;
	uint32_t bits;
};

static struct support
support_for(const struct sides *sides, enum store_class class)
{
	if (is_legit(class))
		return (struct support){sides->legit - sides->spam,
		    sides->legit_people, sides->legit_bits};
	return (struct support){
	    sides->spam - sides->legit, sides->spam_people, sides->spam_bits};
}

/* The message and its texts: where this side is ahead most. */
static void
decide(struct store *store, const struct jury_rules *rules,
    const struct witness *witness, const struct matter *matter,
    enum store_class class, struct jury_finding *finding)
{
	struct digests digests = digests_of(matter);
	struct sides sides = weigh(store, rules->today, matter->identity);
	struct support own = support_for(&sides, class), best = own;
	struct store_reporter reporter =
	    reporter_find(store, witness->key, rules->today);
	double alone = jury_trust(&reporter, witness->by);

	for (size_t i = 1; i < digests.count; i++) {
		struct sides of_text =
		    weigh(store, rules->today, digests.items[i]);
		struct support support = support_for(&of_text, class);

		own.bits |= support.bits;
		if (support.ahead > best.ahead)
			best = support;
	}
	finding->class = is_legit(class) ? STORE_LEGIT
			 : 2 * sides.phishing > sides.spam_people
			     ? STORE_IS_PHISHING
			     : STORE_IS_SPAM;
	finding->people = own.bits;
	if ((best.ahead >= ENOUGH && best.people >= rules->people &&
		own.ahead > 0) ||
	    witness->by == REPORT_BY_TRUSTED)
		finding->weight = 1;
	else if (alone >= ALONE && own.ahead >= ALONE)
		finding->weight = alone;
	else
		return;
	finding->word = JURY_BELIEVES;
}

/* False: the share of today of all that prove nothing is spent. */
static bool
take_of_unproved(struct store *store, uint16_t today)
{
	uint64_t count = store_number(store, STORE_UNPROVED_DAY) == today
			     ? store_number(store, STORE_UNPROVED)
			     : 0;

	if (count >= JURY_UNPROVED_A_DAY)
		return false;
	store_set_number(store, STORE_UNPROVED_DAY, today);
	store_set_number(store, STORE_UNPROVED, count + 1);
	return true;
}

/* A claim more of this reporter today, if he may. */
static bool
take_of_day(struct store *store, const struct jury_rules *rules,
    const struct witness *witness)
{
	struct store_reporter reporter =
	    reporter_find(store, witness->key, rules->today);

	if (rules->per_day > 0 && witness->by != REPORT_BY_TRUSTED &&
	    reporter.today >= rules->per_day)
		return false;
	if (witness->by < REPORT_BY_ACCOUNT &&
	    !take_of_unproved(store, rules->today))
		return false;
	if (reporter.today < UINT16_MAX)
		reporter.today++;
	store_reporter_put(store, witness->key, &reporter);
	return true;
}

void
jury_hear(struct store *store, const struct jury_rules *rules,
    const struct witness *witness, const struct matter *matter,
    enum store_class class, struct jury_finding *finding_r)
{
	struct digests digests = digests_of(matter);
	struct store_claim said;

	*finding_r = (struct jury_finding){
	    .word = JURY_WAITS,
	    .repeated =
		find_said(store, witness, matter, &said) && said.class == class,
	};
	if (finding_r->repeated && said.taken_back != 0) {
		finding_r->word = JURY_TAKEN_BACK;
		return;
	}
	if (!finding_r->repeated) {
		if (!take_of_day(store, rules, witness)) {
			finding_r->word = JURY_TOO_MANY;
			return;
		}
		for (size_t i = 0; i < digests.count; i++)
			remember(
			    store, rules, witness, digests.items[i], class);
	}
	decide(store, rules, witness, matter, class, finding_r);
	if (finding_r->word == JURY_BELIEVES)
		jury_settle(store, rules->today, matter, finding_r->class,
		    witness->key);
}

/* ---- evidence ------------------------------------------------------------ */

/* Reporters that one matter has settled, each once. */
struct settled {
	uint8_t keys[DIGESTS_MAX * STORE_CLAIMS_MAX][STORE_DIGEST_BYTES];
	size_t count;
};

static bool
is_new(struct settled *settled, const uint8_t *key)
{
	for (size_t i = 0; i < settled->count; i++)
		if (memcmp(settled->keys[i], key, STORE_DIGEST_BYTES) == 0)
			return false;
	memcpy(settled->keys[settled->count++], key, STORE_DIGEST_BYTES);
	return true;
}

/* What struct store_claim's settled says. */
enum outcome { OUTCOME_NONE, OUTCOME_AGREED, OUTCOME_DISAGREED };

/* Better evidence takes back what earlier evidence gave. */
static void
take_from(struct store_reporter *reporter, uint8_t outcome)
{
	if (outcome == OUTCOME_AGREED && reporter->agreed > 0)
		reporter->agreed--;
	if (outcome == OUTCOME_DISAGREED && reporter->disagreed > 0)
		reporter->disagreed--;
}

static void
credit(struct store *store, const struct store_claim *claim, uint8_t outcome,
    uint16_t today)
{
	struct store_reporter reporter =
	    reporter_find(store, claim->reporter, today);

	take_from(&reporter, claim->settled);
	if (outcome == OUTCOME_DISAGREED && reporter.disagreed < UINT32_MAX)
		reporter.disagreed++;
	if (outcome == OUTCOME_AGREED && reporter.agreed < UINT32_MAX &&
	    reporter.agreed_today < AGREED_A_DAY_MAX) {
		reporter.agreed++;
		reporter.agreed_today++;
	}
	store_reporter_put(store, claim->reporter, &reporter);
}

static void
settle_one(struct store *store, uint16_t today, const uint8_t *digest,
    enum store_class class, const uint8_t *but, struct settled *settled)
{
	struct store_claims claims;
	bool changed = false;

	store_claims_find(store, digest, &claims);
	for (size_t i = 0; i < claims.count; i++) {
		struct store_claim *claim = &claims.items[i];
		uint8_t outcome = is_legit(claim->class) == is_legit(class)
				      ? OUTCOME_AGREED
				      : OUTCOME_DISAGREED;

		if (claim->settled == outcome ||
		    (but != NULL &&
			memcmp(claim->reporter, but, STORE_DIGEST_BYTES) == 0))
			continue;
		if (is_new(settled, claim->reporter))
			credit(store, claim, outcome, today);
		claim->settled = outcome;
		changed = true;
	}
	if (changed)
		store_claims_put(store, digest, &claims);
}

void
jury_settle(struct store *store, uint16_t today, const struct matter *matter,
    enum store_class class, const uint8_t *but)
{
	struct digests digests = digests_of(matter);
	struct settled settled = {.count = 0};

	for (size_t i = 0; i < digests.count; i++)
		settle_one(
		    store, today, digests.items[i], class, but, &settled);
}

void
jury_take_back(struct store *store, uint16_t today, const struct matter *matter,
    enum store_class class)
{
	struct store_claims claims;

	jury_settle(store, today, matter,
	    is_legit(class) ? STORE_IS_SPAM : STORE_LEGIT, NULL);
	store_claims_find(store, matter->identity, &claims);
	for (size_t i = 0; i < claims.count; i++)
		claims.items[i].taken_back = 1;
	claims.last_day = today;
	store_claims_put(store, matter->identity, &claims);
}
