/*
 * feedback_sister - claims on their way to sister gateways, and numbers
 *
 * An entry of the outbox: the reporter, a byte for his proof, a bundle.
 */
#include "threads/command/feedback/feedback_sister.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/feedback/bundle.h"

#define HEAD_BYTES (STORE_DIGEST_BYTES + 1)

bool
sisters_are_set(const struct gateways *gateways)
{
	return gateways->meeting.host[0] != '\0';
}

/* ---- the outbox
 * -------------------------------------------------------------- */

static void
put_entry(struct store *store, const struct witness *witness,
    const struct bundle_writer *writer)
{
	size_t size = HEAD_BYTES + writer->size;
	uint8_t *entry = writer->no_memory ? NULL : malloc(size);

	if (entry == NULL)
		return;
	memcpy(entry, witness->key, STORE_DIGEST_BYTES);
	entry[STORE_DIGEST_BYTES] = (uint8_t)witness->by;
	memcpy(entry + HEAD_BYTES, writer->bytes, writer->size);
	store_outbox_put(store, STORE_TO_SISTERS, (struct slice){entry, size});
	free(entry);
}

void
sisters_note(struct store *store, const struct gateways *gateways,
    const struct witness *witness, const struct lesson *lesson,
    enum store_class class)
{
	struct bundle_writer writer;

	if (!sisters_are_set(gateways) || witness->by == REPORT_BY_NOBODY)
		return;
	bundle_begin(&writer, &gateways->self, clock_wall_s());
	bundle_put_prints(&writer, class, lesson->identity, lesson->prints,
	    lesson->print_count);
	put_entry(store, witness, &writer);
	bundle_free(&writer);
}

struct sending {
	struct sister *sister;
	struct text *why_r;
};

static bool
send_entry(void *owner, struct slice bytes)
{
	const struct sending *sending = owner;
	struct sister_claim claim = {.bundle = slice_skip(bytes, HEAD_BYTES)};

	if (bytes.size <= HEAD_BYTES)
		return true; /* nothing that could be sent */
	memcpy(claim.reporter, bytes.data, STORE_DIGEST_BYTES);
	claim.proof = bytes.data[STORE_DIGEST_BYTES];
	return sister_send(sending->sister, &claim, sending->why_r);
}

/* ---- numbers
 * ----------------------------------------------------------------- */

struct sister_number *
sisters_numbers(struct store *store, size_t *count_r)
{
	static const enum store_number rows[] = {STORE_REPORTS,
	    STORE_REPORTS_EMPTY, STORE_CLAIMS_SPAM, STORE_CLAIMS_PHISHING,
	    STORE_CLAIMS_LEGIT, STORE_CLAIMS_REPEATED, STORE_CLAIMS_OVER,
	    STORE_CLAIMS_TAKEN, STORE_CLAIMS_REFUSED};
	static struct sister_number numbers[] = {{"reports", 0},
	    {"reports_without_message", 0}, {"reported_spam", 0},
	    {"reported_phishing", 0}, {"reported_legitimate", 0},
	    {"reported_again", 0}, {"beyond_share_of_day", 0},
	    {"learnt_from_reports", 0}, {"refused_for_guard_mail", 0}};

	_Static_assert(sizeof(rows) / sizeof(rows[0]) ==
			   sizeof(numbers) / sizeof(numbers[0]),
	    "a name for each number");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		numbers[i].value = store_number(store, rows[i]);
	*count_r = sizeof(rows) / sizeof(rows[0]);
	return numbers;
}

void
sisters_send(struct store *store, struct sister *sister, size_t *left_r,
    struct text *why_r)
{
	struct sending sending = {sister, why_r};
	struct sister_number *numbers;
	size_t count;

	if (store_begin(store, true) != STORE_OK)
		return;
	if (sister_works(sister))
		store_outbox_send(
		    store, STORE_TO_SISTERS, send_entry, &sending);
	*left_r = store_outbox_count(store, STORE_TO_SISTERS);
	numbers = sisters_numbers(store, &count);
	/* The first failure is in *why_r. */
	if (sister_works(sister))
		(void)!sister_put_numbers(sister, numbers, count, why_r);
	if (store_commit(store) != STORE_OK && why_r->size == 0)
		text_put(why_r, SLICE("the store cannot be written"));
}
