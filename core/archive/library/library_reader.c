/*
 * library_reader - the archives that libarchive reads
 *
 * A member is always read to its end or the archive ends there: to pass over
 * the rest of one, libarchive would unpack it.
 */
#include <errno.h>
#include <string.h>

#include "core/archive/library/library.h"
#include "core/archive/library/library_links.h"

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

static bool
has_body(struct archive_entry *entry, const struct member *member)
{
	mode_t type = libarchive.archive_entry_filetype(entry);

	return (member->flags & MEMBER_ENCRYPTED) == 0 &&
	       (type == AE_IFREG || type == 0);
}

bool
library_next_header(struct library *library, struct member *member_r)
{
	if (!next_header(library, &library->entry) ||
	    !unpacking_may_add(library->unpacking))
		return false;
	describe(library, library->entry, member_r);
	return true;
}

static void
read_link(struct library *library, struct member *member)
{
	struct unpacking *unpacking = library->unpacking;
	const char *target = libarchive.archive_entry_hardlink(library->entry);
	struct slice body;

	if (target == NULL || member->body.size > 0)
		return;
	body = library_links_body(
	    library->links, member, slice_from_string(target));
	if (body.size > 0)
		(void)!unpacking_lend(unpacking, body, member);
}

void
library_next_body(struct library *library, struct member *member)
{
	if (!has_body(library->entry, member))
		return;
	read_body(library, member);
	if (library->links == NULL || library->unpacking->ended)
		return;
	read_link(library, member);
	library_links_add(library->links, library->unpacking->arena, member);
}

static bool
has_links(enum filetype type)
{
	return type == FILETYPE_TAR || type == FILETYPE_RAR5 ||
	       type == FILETYPE_CPIO;
}

locale_t
library_enter(const struct library *library)
{
	locale_t utf8 = library->unpacking->archives->utf8;

	return utf8 == (locale_t)0 ? utf8 : uselocale(utf8);
}

void
library_leave(locale_t before)
{
	if (before != (locale_t)0)
		uselocale(before);
}

bool
library_open(
    struct library *library, struct unpacking *unpacking, struct slice bytes)
{
	*library = (struct library){
	    .unpacking = unpacking,
	    .bytes = bytes,
	};
	if (!library_create(library))
		return false;
	if (has_links(unpacking->type))
		library->links = library_links_create(unpacking->arena);
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

/* ---- the reader -------------------------------------------------------- */

static bool
reader_next(struct unpacking *unpacking, struct member *member_r)
{
	struct library *library = unpacking->state;
	locale_t before = library_enter(library);
	bool found = library_next_header(library, member_r);

	if (found)
		library_next_body(library, member_r);
	library_leave(before);
	return found;
}

/* The directory of a 7z is behind its end: cut, or the first part. */
static bool
is_cut_7z(const struct unpacking *unpacking)
{
	struct slice bytes = unpacking->bytes;
	uint64_t offset = u64_le(bytes, 12), size = u64_le(bytes, 20);

	return unpacking->type == FILETYPE_SEVENZIP &&
	       (offset > bytes.size || size > bytes.size ||
		   offset + size + 32 > bytes.size);
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

static bool
reader_open(struct unpacking *unpacking)
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
	unpacking->state = library;
	if (is_cut_7z(unpacking))
		unpacking->flags |= ARCHIVE_MANY;
	return library_open(library, unpacking, unpacking->bytes);
}

static void
reader_close(struct unpacking *unpacking)
{
	library_destroy(unpacking->state);
}

const struct archive_reader library_reader = {
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
