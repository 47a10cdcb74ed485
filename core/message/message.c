/*
 * message - one mail, decoded once, as a tree of parts
 */
#include "core/message/message.h"

#include <string.h>

#include "core/message/emlx.h"
#include "core/message/mime.h"

enum message_result
message_parse(struct slice file, const struct limits *limits,
    struct arena *arena, struct budget *budget, struct message *message_r)
{
	int64_t most = limits->max[LIMIT_MESSAGE_BYTES];
	enum message_result result;

	*message_r = (struct message){.file = file};
	if (most >= 0 && file.size > (uint64_t)most) {
		limits_mark(&message_r->reached, LIMIT_MESSAGE_BYTES);
		message_r->file = slice_sub(file, 0, (size_t)most);
	}
	envelope_parse(message_r->file, limits, arena, &message_r->reached,
	    &message_r->envelope, &message_r->content);
	if (!message_r->envelope.present)
		message_r->content = emlx_message(message_r->content);
	result = mime_walk(message_r, limits, arena, budget);
	if (result == MESSAGE_OK && message_r->reached.bits != 0)
		result = MESSAGE_INCOMPLETE;
	return result;
}

size_t
message_arena_bytes(const struct limits *limits)
{
	size_t decoded = (size_t)limits->max[LIMIT_DECODED_BYTES];
	size_t recipients = (size_t)limits->max[LIMIT_RECIPIENTS];
	size_t header = (size_t)limits->max[LIMIT_HEADER_BYTES];

	/*
	 * Decoded bytes lie behind each other; the newest may want half as
	 * much again while it is being made.  Unquoted parameters are small
	 * change, for which a large header stands.
	 */
	return decoded + decoded / 2 + recipients * sizeof(struct slice) +
	       2 * header + mime_walk_bytes(limits) + MIB;
}
