/*
 * unpacking - what the readers of all kinds of archives share
 */
#include "core/archive/member/unpacking.h"

struct unpacking
unpacking_of(struct archives *archives, struct slice bytes,
    const struct archive_options *options, struct arena *arena,
    struct budget *budget)
{
	return (struct unpacking){
	    .archives = archives,
	    .options = options,
	    .bytes = bytes,
	    .arena = arena,
	    .budget = budget,
	};
}

void
unpacking_cut(struct unpacking *unpacking, enum limit limit)
{
	unpacking->ended = true;
	if (unpacking->flags & ARCHIVE_CUT)
		return;
	unpacking->flags |= ARCHIVE_CUT;
	unpacking->limit = limit;
}

void
unpacking_damaged(struct unpacking *unpacking)
{
	unpacking->ended = true;
	unpacking->flags |= ARCHIVE_DAMAGED;
}

bool
unpacking_take_key_work(
    struct unpacking *unpacking, uint64_t *own, uint64_t work)
{
	uint64_t *shared = unpacking->options->key_work_left;

	if (work > *own || (shared != NULL && work > *shared))
		return false;
	*own -= work;
	if (shared != NULL)
		*shared -= work;
	return true;
}

bool
unpacking_late(struct unpacking *unpacking)
{
	if (unpacking->budget == NULL || !budget_spent(unpacking->budget))
		return false;
	unpacking_cut(unpacking, LIMIT_COUNT);
	return true;
}

bool
unpacking_may_add(struct unpacking *unpacking)
{
	if (unpacking->count < unpacking->options->members_max)
		return true;
	unpacking_cut(unpacking, LIMIT_MEMBERS);
	return false;
}

bool
unpacking_lend(
    struct unpacking *unpacking, struct slice body, struct member *member)
{
	uint64_t bytes_max = unpacking->options->bytes_max;
	uint64_t room = 0;

	if (bytes_max > unpacking->written)
		room = bytes_max - unpacking->written;
	member->body = body;
	if (body.size > room)
		member->body = slice_sub(body, 0, (size_t)room);
	unpacking->written += member->body.size;
	if (body.size <= room)
		return true;
	member->flags |= MEMBER_CUT;
	member->limit = LIMIT_DECODED_BYTES;
	unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
	return false;
}

struct member
member_unknown(void)
{
	return (struct member){
	    .size_packed = UINT64_MAX,
	    .size = UINT64_MAX,
	};
}

static bool
is_separator(uint8_t c)
{
	return c == '/' || c == '\\';
}

static bool
has_drive(struct slice name)
{
	uint8_t letter;

	if (name.size < 2 || name.data[1] != ':')
		return false;
	letter = name.data[0] | 0x20;
	return letter >= 'a' && letter <= 'z';
}

bool
member_name_escapes(struct slice name)
{
	size_t from = 0;

	if (name.size == 0)
		return false;
	if (is_separator(name.data[0]) || has_drive(name))
		return true;
	for (size_t i = 0; i <= name.size; i++) {
		if (i < name.size && !is_separator(name.data[i]))
			continue;
		if (i - from == 2 && name.data[from] == '.' &&
		    name.data[from + 1] == '.')
			return true;
		from = i + 1;
	}
	return false;
}
