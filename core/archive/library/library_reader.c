/*
 * library_reader - the archives that libarchive reads
 *
 * A member is always read to its end or the archive ends there: to pass over
 * the rest of one, libarchive would unpack it.
 */
#include <errno.h>
#include <string.h>

#include "core/archive/library/library.h"

#include "core/archive/method/inflate.h"
#include "core/base/integer.h"
#include "core/base/libarchive.h"

/* Headers between two looks at the clock. */
#define HEADERS_A_LOOK 256u
/* Tables of contents of xar that are parsed: XML, at 25 MB/s. */
#define XAR_CONTENTS_MAX ((uint64_t)8 << 20)
/* Headers that are broken in an archive that can be read on. */
#define FAILURES_MAX 64u

/* ---- errors ------------------------------------------------------------ */

/*
 * libarchive has no code for what it cannot do, only sentences.
 */
static bool
is_unsupported(struct archive *archive)
{
	const char *sentence = libarchive.archive_error_string(archive);

	return sentence != NULL &&
	       (strcasestr(sentence, "unsupported") != NULL ||
		   strcasestr(sentence, "not supported") != NULL ||
		   strcasestr(sentence, "unrecognized") != NULL);
}

/* Libraries below libarchive give other errors when malloc was refused. */
static bool
is_out_of_memory(const struct library *library)
{
	return libarchive.archive_errno(library->archive) == ENOMEM ||
	       quota_refused(library->unpacking->archives->quota);
}

void
library_failed(struct library *library)
{
	struct unpacking *unpacking = library->unpacking;

	unpacking->ended = true;
	if (library->late)
		return;
	if (is_out_of_memory(library)) {
		unpacking_cut(unpacking, LIMIT_ARCHIVE_MEMORY);
		return;
	}
	/* Before a format is found libarchive 3.6 reads past its table here. */
	if (library->opened && libarchive.archive_read_has_encrypted_entries(
				   library->archive) == 1)
		unpacking->flags |= ARCHIVE_ENCRYPTED;
	unpacking_damaged(unpacking);
	if (unpacking->count == 0 && is_unsupported(library->archive))
		unpacking->flags |= ARCHIVE_UNSUPPORTED;
}

/* ---- members ----------------------------------------------------------- */

/*
 * The name in the charset it was stored in, or in UTF-8; empty when there is
 * none or no room for it.
 */
static struct slice
copy_name(struct unpacking *unpacking, struct archive_entry *entry)
{
	const char *name = libarchive.archive_entry_pathname(entry);
	struct slice copy = {NULL, 0};

	if (name == NULL)
		name = libarchive.archive_entry_pathname_utf8(entry);
	if (name == NULL ||
	    !arena_copy(unpacking->arena, slice_from_string(name), &copy))
		return (struct slice){NULL, 0};
	return copy;
}

static void
describe(
    struct library *library, struct archive_entry *entry, struct member *member)
{
	if (libarchive.archive_format(library->archive) != ARCHIVE_FORMAT_RAW)
		member->name = copy_name(library->unpacking, entry);
	if (libarchive.archive_entry_size_is_set(entry) &&
	    libarchive.archive_entry_size(entry) >= 0)
		member->size = (uint64_t)libarchive.archive_entry_size(entry);
	if (libarchive.archive_entry_is_encrypted(entry))
		member->flags |= MEMBER_ENCRYPTED;
	if (libarchive.archive_entry_hardlink(entry) != NULL ||
	    libarchive.archive_entry_filetype(entry) == AE_IFLNK)
		member->flags |= MEMBER_LINK;
}

/*
 * One block, and in a tar, which may be sparse, the zeros ahead of it.  (Of
 * the others none has holes, and xar counts offsets over all members.)  False:
 * it is cut.
 */
static bool
write_block(struct body_output *output, const void *data, size_t size,
    la_int64_t offset)
{
	uint64_t at = offset < 0 ? 0 : (uint64_t)offset;

	if (output->unpacking->type == FILETYPE_TAR && at > output->size &&
	    !body_output_zeros(output, at - output->size))
		return false;
	return size == 0 || body_output_write(output, data, size);
}

static void
body_failed(
    struct library *library, struct body_output *output, struct member *member)
{
	if (library->late || is_out_of_memory(library)) {
		output->cut = true;
		output->limit =
		    library->late ? LIMIT_COUNT : LIMIT_ARCHIVE_MEMORY;
		return;
	}
	if (output->size == 0 && is_unsupported(library->archive))
		member->flags |= MEMBER_UNSUPPORTED;
	else
		member->flags |= MEMBER_DAMAGED;
}

int
library_read_body(
    struct library *library, uint64_t packed, struct member *member)
{
	struct body_output output;
	int result;

	body_output_begin(&output, library->unpacking, packed);
	for (;;) {
		const void *data = NULL;
		size_t size = 0;
		la_int64_t offset = 0;

		result = libarchive.archive_read_data_block(
		    library->archive, &data, &size, &offset);
		if (result < ARCHIVE_WARN)
			break;
		if (!write_block(&output, data, size, offset) ||
		    result == ARCHIVE_EOF)
			break;
	}
	if (result < ARCHIVE_WARN)
		body_failed(library, &output, member);
	body_output_end(&output, member);
	return result;
}

static void
read_body(struct library *library, struct member *member)
{
	int result = library_read_body(library, UINT64_MAX, member);

	/* To go on it would unpack the rest. */
	if (member->flags & MEMBER_CUT)
		unpacking_cut(library->unpacking, member->limit);
	if (result == ARCHIVE_FATAL)
		library_failed(library);
}

static bool
next_header(struct library *library, struct archive_entry **entry_r)
{
	struct unpacking *unpacking = library->unpacking;

	while (library->failures < FAILURES_MAX) {
		int result;

		if (library->headers++ % HEADERS_A_LOOK == 0 &&
		    unpacking_late(unpacking))
			return false;
		result = libarchive.archive_read_next_header(
		    library->archive, entry_r);
		library->entries +=
		    result >= ARCHIVE_WARN && result != ARCHIVE_EOF;
		if (result == ARCHIVE_EOF)
			return false;
		if (result == ARCHIVE_FATAL) {
			library_failed(library);
			return false;
		}
		if (result < ARCHIVE_WARN) {
			library->failures++;
			unpacking->flags |= ARCHIVE_DAMAGED;
		} else if (libarchive.archive_entry_filetype(*entry_r) !=
			   AE_IFDIR) {
			return true;
		}
	}
	unpacking_damaged(unpacking);
	return false;
}

/* rar 5: our own walk over the headers keeps step by the names. */
static void
note_rar5_encryption(struct library *library, struct member *member)
{
	struct rar5_file file;

	while (rar5_walk_next(&library->rar5, &file))
		if (slice_equal(file.name, member->name)) {
			if (file.encrypted)
				member->flags |= MEMBER_ENCRYPTED;
			return;
		}
}

static bool
has_body(struct archive_entry *entry, const struct member *member)
{
	mode_t type = libarchive.archive_entry_filetype(entry);

	return (member->flags & MEMBER_ENCRYPTED) == 0 &&
	       (type == AE_IFREG || type == 0);
}

static bool
next_member(struct library *library, struct member *member_r)
{
	struct archive_entry *entry;

	if (!next_header(library, &entry) ||
	    !unpacking_may_add(library->unpacking))
		return false;
	describe(library, entry, member_r);
	if (library->unpacking->type == FILETYPE_RAR5)
		note_rar5_encryption(library, member_r);
	if (has_body(entry, member_r))
		read_body(library, member_r);
	if (library->plain != NULL &&
	    (member_r->flags & MEMBER_ENCRYPTED) == 0 &&
	    rar_plain_opened(library->plain, library->entries - 1))
		member_r->flags |= MEMBER_ENCRYPTED | MEMBER_PASSWORD;
	return true;
}

/* ---- the reader -------------------------------------------------------- */

/* With the locale in which names come out as UTF-8. */
static bool
library_next(struct unpacking *unpacking, struct member *member_r)
{
	locale_t utf8 = unpacking->archives->utf8;
	locale_t before = utf8 == (locale_t)0 ? utf8 : uselocale(utf8);
	bool found = next_member(unpacking->state, member_r);

	if (before != (locale_t)0)
		uselocale(before);
	return found;
}

static void
note_rar(struct unpacking *unpacking, struct rar_facts facts)
{
	if (facts.many)
		unpacking->flags |= ARCHIVE_MANY;
	if (facts.encrypted)
		unpacking->flags |= ARCHIVE_ENCRYPTED;
}

/* What libarchive does not tell, from the headers. */
static void
note_headers(struct library *library)
{
	struct unpacking *unpacking = library->unpacking;
	struct slice bytes = unpacking->bytes;

	if (unpacking->type == FILETYPE_RAR) {
		note_rar(unpacking, rar4_facts(bytes));
	} else if (unpacking->type == FILETYPE_RAR5) {
		note_rar(unpacking, rar5_facts(bytes));
		rar5_walk_begin(&library->rar5, library->bytes);
	} else if (unpacking->type == FILETYPE_SEVENZIP &&
		   (u64_le(bytes, 12) > bytes.size ||
		       u64_le(bytes, 20) > bytes.size ||
		       u64_le(bytes, 12) + u64_le(bytes, 20) + 32 >
			   bytes.size)) {
		/* Its directory is behind its end: cut, or the first part. */
		unpacking->flags |= ARCHIVE_MANY;
	}
}

/*
 * The table of contents of a xar is packed XML, which libarchive parses to its
 * end whatever that takes: 1.5 GB of empty elements come of 2 MB.  So it is
 * measured ahead, since the size in the header need not be true.
 */
static bool
contents_are_bounded(const struct unpacking *unpacking)
{
	const size_t zlib_head = 2;
	struct slice bytes = unpacking->bytes;
	struct slice rest = slice_skip(bytes, u16_be(bytes, 4));
	uint64_t packed = u64_be(bytes, 8);

	if (packed < rest.size)
		rest = slice_sub(rest, 0, (size_t)packed);
	return inflate_is_within(unpacking->archives->inflater,
	    slice_skip(rest, zlib_head), XAR_CONTENTS_MAX, unpacking->budget);
}

/* By the passwords that there are. */
static void
open_encrypted(struct library *library)
{
	struct unpacking *unpacking = library->unpacking;

	if (!rar_is_encrypted(unpacking->bytes, unpacking->type))
		return;
	library->plain = rar_plain_make(unpacking);
	if (library->plain != NULL)
		library->bytes =
		    (struct slice){library->plain->out, library->plain->size};
}

static bool
library_open(struct unpacking *unpacking)
{
	struct library *library =
	    arena_alloc(unpacking->arena, sizeof(*library));

	if (library == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	if (unpacking->type == FILETYPE_XAR &&
	    !contents_are_bounded(unpacking)) {
		if (!unpacking_late(unpacking))
			unpacking_cut(unpacking, LIMIT_ARCHIVE_MEMORY);
		return false;
	}
	*library = (struct library){
	    .unpacking = unpacking,
	    .bytes = unpacking->bytes,
	};
	unpacking->state = library;
	if (unpacking->type == FILETYPE_RAR || unpacking->type == FILETYPE_RAR5)
		open_encrypted(library);
	note_headers(library);
	if (!library_create(library))
		return false;
	/* A filter that fails at once looks like an empty file to libarchive,
	 * and is a success that left an error behind. */
	library->opened =
	    library_switch_on(library, unpacking->type) &&
	    libarchive.archive_read_open1(library->archive) >= ARCHIVE_WARN &&
	    libarchive.archive_errno(library->archive) == 0;
	if (library->opened)
		return true;
	library_failed(library);
	library_destroy(library);
	return false;
}

static void
library_close(struct unpacking *unpacking)
{
	library_destroy(unpacking->state);
}

const struct archive_reader library_reader = {
    .open = library_open,
    .next = library_next,
    .close = library_close,
};
