/*
 * tally - how often prints were seen in a run, until it goes into the store
 *
 * Threads: one.  Memory: some 64 bytes for each print; when there are very many
 * the store gets them ahead of the end.
 */
#ifndef THREADS_COMMAND_LEARN_TALLY_H
#define THREADS_COMMAND_LEARN_TALLY_H

#include "core/print/print.h"
#include "core/store/store.h"

struct tally_count {
	struct store_print_key key;
	uint8_t kind;
	int8_t reports, phishing, excuses; /* -1, 0, 1 */
	int16_t trust;                     /* 255: full */
	uint32_t people;
};

/* What is said of a message's prints. */
struct tally_word {
	enum store_class class;
	int8_t times;    /* 1: learnt, -1: taken back, 0: more people say so */
	uint8_t weight;  /* /255: the trust in it */
	uint32_t people; /* bits, as in struct store_print */
};

struct tally {
	struct tally_count *items;
	size_t count, room;
	uint16_t today; /* days since 1970 */
	/* Prints that nobody had reported, or excused, before: */
	uint64_t added, excused;
	bool no_memory;
};

void tally_fini(struct tally *tally);

void tally_add(struct tally *tally, struct store *store,
    const struct print *prints, size_t count, const struct tally_word *word);

/* All of it into the store; the tally is empty afterwards. */
void tally_put(struct tally *tally, struct store *store);

/*
 * A table for the cartridge of what the store knows; of what users reported,
 * that which so many people did.  False: no memory.
 */
bool tally_table(struct store *store, unsigned people, uint8_t **table_r,
    size_t *size_r, size_t *count_r) MUST_USE;

#endif
