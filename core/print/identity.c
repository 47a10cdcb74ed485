/*
 * identity - when are two files the same message?
 *
 * Servers add fields and change line ends; what a sender wrote stays.
 */
#include <string.h>

#include "core/canonical/canonical.h"
#include "core/message/message.h"
#include "core/print/digest.h"

/* As they stand: the canonical ones tell less, so that nothing is learnt of a
 * date or an identifier. */
static void
chain_fields(const struct message *message, uint8_t *digest)
{
	static const char *const names[] = {
	    "date", "from", "message-id", "subject"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct header_field *field = header_find(
		    &message->top->header, slice_from_string(names[i]), 0);

		if (field != NULL)
			digest_chain(digest, slice_trim(field->value));
	}
}

void
prints_identity(const struct canonical *canonical, const struct prints *prints,
    uint8_t digest_r[PRINT_EXACT_BYTES])
{
	memset(digest_r, 0, PRINT_EXACT_BYTES);
	if (canonical->message != NULL)
		chain_fields(canonical->message, digest_r);
	digest_chain(digest_r, canonical->text);
	digest_chain(digest_r, canonical->hidden);
	for (size_t i = 0; i < canonical->link_count; i++)
		digest_chain(digest_r, canonical->links[i].url);
	for (size_t i = 0; i < prints->count; i++)
		if (prints->items[i].kind == PRINT_ATTACHMENT ||
		    prints->items[i].kind == PRINT_IMAGE)
			digest_chain(
			    digest_r, (struct slice){prints->items[i].digest,
					  PRINT_EXACT_BYTES});
}
