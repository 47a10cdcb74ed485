/*
 * feedback_forward - what was believed here, sent on to the authority
 */
#include "threads/command/feedback/feedback_forward.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/submission.h"

/* Bytes that become one line of 76 characters (RFC 2045). */
#define LINE_BYTES 57u
#define HEAD_MAX 1024u

void
forward_init(struct forward *forward, const struct gateways *gateways)
{
	*forward = (struct forward){.gateways = gateways};
}

void
forward_fini(struct forward *forward)
{
	for (size_t i = 0; i < forward->count; i++)
		bundle_free(&forward->bundles[i]);
	forward->count = 0;
}

/* The one that has room for size bytes more; NULL: none. */
static struct bundle_writer *
writer_for(struct forward *forward, size_t size)
{
	struct bundle_writer *last =
	    forward->count == 0 ? NULL : &forward->bundles[forward->count - 1];

	if (size > BUNDLE_BYTES_MAX)
		return NULL;
	if (last != NULL && last->size + size <= BUNDLE_BYTES_MAX)
		return last;
	if (forward->count == FORWARD_BUNDLES_MAX)
		return NULL;
	last = &forward->bundles[forward->count++];
	bundle_begin(last, &forward->gateways->self, clock_wall_s());
	return last;
}

void
forward_add(struct forward *forward, const struct lesson *lesson,
    struct slice original, enum store_class class)
{
	enum forward_form form = forward->gateways->form;
	size_t size = form == FORWARD_MESSAGES ? original.size + 64
					       : (lesson->print_count + 1) * 96;
	struct bundle_writer *writer;

	if (form == FORWARD_NOTHING)
		return;
	writer = writer_for(forward, size);
	if (writer == NULL)
		forward->left_out++;
	else if (form == FORWARD_MESSAGES)
		bundle_put_original(writer, class, original);
	else
		bundle_put_prints(writer, class, lesson->identity,
		    lesson->prints, lesson->print_count);
}

/* ---- the mail --------------------------------------------------------------
 */

static void
put_base64(struct text *text, struct slice bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < bytes.size; i += 3) {
		size_t left = bytes.size - i;
		uint32_t word = (uint32_t)bytes.data[i] << 16;

		if (left > 1)
			word |= (uint32_t)bytes.data[i + 1] << 8;
		if (left > 2)
			word |= bytes.data[i + 2];
		text_put_byte(text, digits[word >> 18]);
		text_put_byte(text, digits[word >> 12 & 63]);
		text_put_byte(text, left > 1 ? digits[word >> 6 & 63] : '=');
		text_put_byte(text, left > 2 ? digits[word & 63] : '=');
		if (i % LINE_BYTES == LINE_BYTES - 3 || left <= 3)
			text_put_byte(text, '\n');
	}
}

/* No boundary line can be in base64. */
static void
put_mail(struct text *text, const struct gateways *gateways, size_t count,
    struct slice bundle)
{
	text_put(text, SLICE("To: "));
	text_put(text, gateways->authority);
	text_put(text, SLICE("\nFrom: CGPFilter <"));
	text_put(text, gateways->authority);
	text_printf(text,
	    ">\nSubject: reports of %.*s\n" BUNDLE_FIELD ": " BUNDLE_VALUE
	    "\nAuto-Submitted: auto-generated\nMIME-Version: 1.0\n"
	    "Content-Type: multipart/mixed; boundary=\"=_bundle\"\n\n"
	    "--=_bundle\n\n"
	    "%zu messages that users of %.*s reported, for CGPFilter "
	    "FEEDBACK.\n\n"
	    "--=_bundle\nContent-Type: " BUNDLE_TYPE "\n"
	    "Content-Transfer-Encoding: base64\n\n",
	    (int)gateways->self.name.size,
	    (const char *)gateways->self.name.data, count,
	    (int)gateways->self.name.size,
	    (const char *)gateways->self.name.data);
	put_base64(text, bundle);
	text_put(text, SLICE("\n--=_bundle--\n"));
}

static bool
submit(const struct gateways *gateways, size_t count, struct slice bundle,
    const char *directory, struct text *why_r)
{
	size_t room = bundle.size / LINE_BYTES * 78 + 2 * HEAD_MAX;
	char *mail = malloc(room);
	struct text text;
	bool good;

	if (mail == NULL) {
		text_put(why_r, SLICE("no memory for a mail to the authority"));
		return false;
	}
	text = text_over(mail, room);
	put_mail(&text, gateways, count, bundle);
	CHECK(!text.truncated);
	good = submission_write(directory, text_slice(&text), why_r);
	free(mail);
	return good;
}

/* ---- until the server takes it ---------------------------------------------
 */

/* An entry is the number of messages, and the bundle. */
#define COUNT_BYTES 4u

static bool
keep_one(struct store *store, struct bundle_writer *bundle,
    const struct gateway *self)
{
	size_t size;
	uint32_t count = (uint32_t)bundle->count;
	uint8_t *entry;

	if (!bundle_end(bundle, self))
		return false;
	size = COUNT_BYTES + bundle->size;
	entry = malloc(size);
	if (entry == NULL)
		return false;
	memcpy(entry, &count, COUNT_BYTES);
	memcpy(entry + COUNT_BYTES, bundle->bytes, bundle->size);
	store_outbox_put(
	    store, STORE_TO_AUTHORITY, (struct slice){entry, size});
	free(entry);
	return true;
}

void
forward_keep(struct forward *forward, struct store *store, struct text *why_r)
{
	for (size_t i = 0; i < forward->count; i++)
		if (!keep_one(
			store, &forward->bundles[i], &forward->gateways->self))
			forward->left_out += forward->bundles[i].count;
	if (forward->left_out > 0)
		text_printf(why_r,
		    "%zu messages are too large for a mail to the authority, "
		    "or too many",
		    forward->left_out);
}

static void
tell_of_waiting(struct store *store, struct text *note_r)
{
	size_t waiting = store_outbox_count(store, STORE_TO_AUTHORITY);
	uint64_t unsent = store_number(store, STORE_UNSENT_AUTHORITY);

	if (waiting == 0)
		return;
	text_printf(note_r,
	    "; %zu mails to the authority wait for the next run", waiting);
	if (unsent > 0)
		text_printf(note_r,
		    ", %" PRIu64 " older ones were given up since at most %u "
		    "wait",
		    unsent, STORE_MAILS_WAITING_MAX);
}

struct sending {
	const struct gateways *gateways;
	const char *directory;
	struct text *why_r;
	size_t sent;
};

static bool
send_entry(void *owner, struct slice entry)
{
	struct sending *sending = owner;
	uint32_t count;

	if (entry.size <= COUNT_BYTES)
		return true; /* nothing that could be sent */
	memcpy(&count, entry.data, COUNT_BYTES);
	if (!submit(sending->gateways, count, slice_skip(entry, COUNT_BYTES),
		sending->directory, sending->why_r))
		return false;
	sending->sent += count;
	return true;
}

size_t
forward_send(struct store *store, const struct gateways *gateways,
    const char *directory, struct text *why_r)
{
	struct sending sending = {gateways, directory, why_r, 0};
	char buffer[160];
	struct text waiting = TEXT_OVER(buffer);

	if (gateways->form == FORWARD_NOTHING ||
	    store_begin(store, true) != STORE_OK)
		return 0;
	store_outbox_send(store, STORE_TO_AUTHORITY, send_entry, &sending);
	tell_of_waiting(store, &waiting);
	if (store_commit(store) != STORE_OK && why_r->size == 0)
		text_put(why_r, SLICE("the store cannot be written"));
	text_put(why_r, text_slice(&waiting));
	return sending.sent;
}
