/*
 * rar_reader - the members of a rar, by libarchive and what it does not tell
 *
 * Which are encrypted, whether there are other volumes; and an encrypted rar is
 * handed to it as if it had not been (rar_plain.h).
 */
#include "core/archive/library/library.h"
#include "core/archive/rar/rar_headers.h"
#include "core/archive/rar/rar_plain.h"

struct rar {
	struct library library;
	struct rar5_walk walk; /* at the header of the next member */
	/* NULL, or what libarchive reads. */
	const struct rar_plain *plain;
};

/* rar 5: our own walk over the headers keeps step by the names. */
static void
note_encryption(struct rar *rar, struct member *member)
{
	struct rar5_file file;

	while (rar5_walk_next(&rar->walk, &file))
		if (slice_equal(file.name, member->name)) {
			if (file.encrypted)
				member->flags |= MEMBER_ENCRYPTED;
			return;
		}
}

static bool
next_member(struct rar *rar, struct member *member_r)
{
	struct library *library = &rar->library;

	if (!library_next_header(library, member_r))
		return false;
	if (library->unpacking->type == FILETYPE_RAR5)
		note_encryption(rar, member_r);
	library_next_body(library, member_r);
	if (rar->plain != NULL && (member_r->flags & MEMBER_ENCRYPTED) == 0 &&
	    rar_plain_opened(rar->plain, library->entries - 1))
		member_r->flags |= MEMBER_ENCRYPTED | MEMBER_PASSWORD;
	return true;
}

static bool
rar_next(struct unpacking *unpacking, struct member *member_r)
{
	struct rar *rar = unpacking->state;
	locale_t before = library_enter(&rar->library);
	bool found = next_member(rar, member_r);

	library_leave(before);
	return found;
}

static void
note_facts(struct unpacking *unpacking)
{
	struct rar_facts facts = unpacking->type == FILETYPE_RAR
				     ? rar4_facts(unpacking->bytes)
				     : rar5_facts(unpacking->bytes);

	if (facts.many)
		unpacking->flags |= ARCHIVE_MANY;
	if (facts.encrypted)
		unpacking->flags |= ARCHIVE_ENCRYPTED;
}

static bool
rar_open(struct unpacking *unpacking)
{
	struct rar *rar = arena_alloc(unpacking->arena, sizeof(*rar));
	struct slice bytes = unpacking->bytes;

	if (rar == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	*rar = (struct rar){.plain = NULL};
	unpacking->state = rar;
	if (rar_is_encrypted(bytes, unpacking->type))
		rar->plain = rar_plain_make(unpacking);
	if (rar->plain != NULL)
		bytes = (struct slice){rar->plain->out, rar->plain->size};
	note_facts(unpacking);
	rar5_walk_begin(&rar->walk, bytes);
	return library_open(&rar->library, unpacking, bytes);
}

static void
rar_close(struct unpacking *unpacking)
{
	struct rar *rar = unpacking->state;

	library_destroy(&rar->library);
}

const struct archive_reader rar_reader = {
    .open = rar_open,
    .next = rar_next,
    .close = rar_close,
};
