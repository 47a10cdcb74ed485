/*
 * tally - how often prints were seen in a run, until it goes into the store
 */
#include "threads/command/learn/tally.h"

#include <stdlib.h>
#include <string.h>

#include "core/feedback/jury.h"

/* Counts that are kept until they are put: 64 MB. */
#define COUNTS_MAX ((size_t)1 << 20)
/* As legitimate bulk counts what so many said was, and nobody reported. */
#define LEGITIMATE_FROM 2u
#define FULL 255u

void
tally_fini(struct tally *tally)
{
	free(tally->items);
	tally->items = NULL;
	tally->count = tally->room = 0;
}

static bool
make_room(struct tally *tally, struct store *store)
{
	struct tally_count *larger;
	size_t room = tally->room == 0 ? 4096 : 2 * tally->room;

	if (tally->count < tally->room)
		return true;
	if (tally->count >= COUNTS_MAX) {
		tally_put(tally, store);
		return true;
	}
	larger = realloc(tally->items, room * sizeof(*larger));
	if (larger == NULL) {
		tally->no_memory = true;
		return false;
	}
	tally->items = larger;
	tally->room = room;
	return true;
}

void
tally_add(struct tally *tally, struct store *store, const struct print *prints,
    size_t count, const struct tally_word *word)
{
	bool legit = word->class == STORE_LEGIT;
	bool phishing = word->class == STORE_IS_PHISHING;

	for (size_t i = 0; i < count; i++) {
		struct tally_count one = {.kind = (uint8_t)prints[i].kind};

		if (!make_room(tally, store))
			return;
		one.key.size = prints[i].kind == PRINT_SHINGLES
				   ? STORE_PRINT_BYTES
				   : STORE_DIGEST_BYTES;
		memcpy(one.key.digest, prints[i].digest, PRINT_BYTES);
		one.reports = legit ? 0 : word->times;
		one.phishing = phishing ? word->times : 0;
		one.excuses = legit ? word->times : 0;
		one.trust = (int16_t)(one.reports * word->weight);
		one.people = legit || word->times < 0 ? 0 : word->people;
		tally->items[tally->count++] = one;
	}
}

/* ---- into the store ---------------------------------------------------- */

static int
compare_counts(const void *a, const void *b)
{
	const struct tally_count *x = a, *y = b;

	if (x->key.size != y->key.size)
		return x->key.size < y->key.size ? -1 : 1;
	return memcmp(x->key.digest, y->key.digest, x->key.size);
}

static uint32_t
plus(uint32_t value, int64_t change)
{
	int64_t sum = (int64_t)value + change;

	if (sum < 0)
		return 0;
	return sum > UINT32_MAX ? UINT32_MAX : (uint32_t)sum;
}

/* All counts of one print. */
static void
put_one(struct tally *tally, struct store *store,
    const struct tally_count *items, size_t count)
{
	struct store_print print;
	int64_t reports = 0, phishing = 0, excuses = 0, trust = 0;

	if (!store_print_find(store, &items->key, &print))
		print = (struct store_print){
		    .kind = items->kind,
		    .first_day = tally->today,
		};
	for (size_t i = 0; i < count; i++) {
		reports += items[i].reports;
		phishing += items[i].phishing;
		excuses += items[i].excuses;
		trust += items[i].trust;
		print.reporters |= items[i].people;
	}
	tally->added += print.reports == 0 && reports > 0;
	tally->excused += print.excuses == 0 && excuses > 0;
	print.reports = plus(print.reports, reports);
	print.phishing = plus(print.phishing, phishing);
	print.excuses = plus(print.excuses, excuses);
	print.trust = plus(print.trust, trust);
	if (reports > 0 || excuses > 0)
		print.last_day = tally->today;
	store_print_put(store, &items->key, &print);
}

void
tally_put(struct tally *tally, struct store *store)
{
	size_t from = 0;

	if (tally->count > 0)
		qsort(tally->items, tally->count, sizeof(*tally->items),
		    compare_counts);
	while (from < tally->count) {
		size_t end = from + 1;

		while (end < tally->count && compare_counts(&tally->items[from],
						 &tally->items[end]) == 0)
			end++;
		put_one(tally, store, &tally->items[from], end - from);
		from = end;
	}
	tally->count = 0;
}

/* ---- a table of it ----------------------------------------------------- */

struct listing {
	struct print_entry *entries;
	size_t count, room;
	unsigned people;
};

/* Bits of those who reported it. */
static unsigned
people_of(uint32_t bits)
{
	unsigned count = 0;

	for (; bits != 0; bits &= bits - 1)
		count++;
	return count;
}

/* Whoever runs the program says it, or so many users do.  A print that was only
 * excused, or is of an older store, has no bits. */
static bool
counts(const struct listing *listing, const struct store_print *print)
{
	return print->reporters == 0 ||
	       (print->reporters & JURY_OPERATOR_BIT) != 0 ||
	       people_of(print->reporters) >= listing->people;
}

/* What a stranger's mail may share with wanted mail without being wanted. */
static bool
may_excuse(enum print_kind kind)
{
	return kind == PRINT_TEXT || kind == PRINT_SHINGLES;
}

static uint8_t
trust_of(const struct store_print *print)
{
	uint32_t trust =
	    print->reports == 0 ? FULL : print->trust / print->reports;

	return (uint8_t)(trust > FULL ? FULL : trust);
}

static bool
list_one(void *owner, const struct store_print_key *key,
    const struct store_print *print)
{
	struct listing *listing = owner;
	bool good = print->reports == 0;
	struct print_entry entry = {
	    .kind = print->kind,
	    .category = good ? PRINT_LEGITIMATE
			: 2 * (uint64_t)print->phishing > print->reports
			    ? PRINT_PHISHING
			    : PRINT_SPAM,
	    .weight = FULL,
	    .trust = trust_of(print),
	    .reports = print->reports,
	    .excuses = print->excuses,
	    .first_day = print->first_day,
	    .last_day = print->last_day,
	};

	if (print->kind >= PRINT_KINDS || !counts(listing, print) ||
	    (print->kind == PRINT_SHINGLES) !=
		(key->size == STORE_PRINT_BYTES) ||
	    (good && (print->excuses < LEGITIMATE_FROM ||
			 !may_excuse((enum print_kind)print->kind))))
		return true;
	if (listing->count == listing->room)
		return false;
	memcpy(entry.digest, key->digest, key->size);
	listing->entries[listing->count++] = entry;
	return true;
}

bool
tally_table(struct store *store, unsigned people, uint8_t **table_r,
    size_t *size_r, size_t *count_r)
{
	struct listing listing = {
	    .room = store_print_count(store), .people = people};
	bool good;

	listing.entries = malloc((listing.room + 1) * sizeof(*listing.entries));
	if (listing.entries == NULL)
		return false;
	store_prints_each(store, list_one, &listing);
	*count_r = listing.count;
	good = prints_build(listing.entries, listing.count, table_r, size_r);
	free(listing.entries);
	return good;
}
