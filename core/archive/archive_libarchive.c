/*
 * archive_libarchive - the archives that libarchive reads
 *
 * Exactly one format is switched on, that of the file's type, and for a single
 * compressed file its filter alone: what is not on cannot be attacked.  Filters
 * that would start a program (lrzip, lzop, grzip, or one whose library was
 * missing when libarchive was built) are never on, nor are formats that name
 * other files (mtree).
 *
 * libarchive reads through callbacks, so that the clock is looked at however
 * long it takes on its own.  A member is always read to its end or the archive
 * ends there: to pass over the rest of one, libarchive would unpack it.
 */
#include <errno.h>
#include <string.h>

#include "core/archive/library.h"

#include "core/base/integer.h"
#include "core/base/libarchive.h"

/* Headers between two looks at the clock. */
#define HEADERS_A_LOOK 256u
/* Bytes it is given between two looks at the clock: what it makes of them on
 * its own (passing over a packed header) may be thousands of times as much. */
#define READ_STEP ((size_t)16 << 10)
/* Tables of contents of xar that are parsed: XML, at 25 MB/s. */
#define XAR_CONTENTS_MAX ((uint64_t)8 << 20)
/* Headers that are broken in an archive that can be read on. */
#define FAILURES_MAX 64u

/* ---- the bytes --------------------------------------------------------- */

static uint64_t
total_size(const struct library *library)
{
	return library->head.size + library->bytes.size;
}

/* From the position on, at most a step. */
static struct slice
bytes_here(const struct library *library)
{
	uint64_t at = library->position;
	struct slice rest =
	    at < library->head.size
		? slice_skip(library->head, (size_t)at)
		: slice_skip(library->bytes, (size_t)(at - library->head.size));

	return slice_sub(rest, 0, READ_STEP);
}

static la_ssize_t
read_bytes(struct archive *archive, void *owner, const void **data_r)
{
	struct library *library = owner;
	struct slice here = bytes_here(library);

	if (library->late || unpacking_late(library->unpacking)) {
		library->late = true;
		libarchive.archive_set_error(archive, ETIMEDOUT, "time");
		return ARCHIVE_FATAL;
	}
	library->position += here.size;
	*data_r = here.data;
	return (la_ssize_t)here.size;
}

static la_int64_t
seek_bytes(struct archive *archive, void *owner, la_int64_t offset, int whence)
{
	struct library *library = owner;
	int64_t size = (int64_t)total_size(library);
	int64_t base = whence == SEEK_SET   ? 0
		       : whence == SEEK_CUR ? (int64_t)library->position
					    : size;
	int64_t target;

	(void)archive;
	if (__builtin_add_overflow(base, offset, &target) || target < 0)
		return ARCHIVE_FATAL;
	if (target > size)
		target = size;
	library->position = (uint64_t)target;
	return target;
}

static la_int64_t
skip_bytes(struct archive *archive, void *owner, la_int64_t wanted)
{
	struct library *library = owner;
	uint64_t left = total_size(library) - library->position;
	uint64_t skip = wanted < 0 ? 0 : (uint64_t)wanted;

	(void)archive;
	if (skip > left)
		skip = left;
	library->position += skip;
	return (la_int64_t)skip;
}

/* What a loader allocates stays, so it is no matter of the quota. */
static bool
load(struct quota *quota)
{
	bool loaded;

	if (shared_library_is_loaded(&libarchive_library))
		return true;
	quota_suspend(quota);
	loaded = shared_library_load(&libarchive_library);
	quota_resume(quota);
	return loaded;
}

bool
library_create(struct library *library)
{
	struct archive *archive;

	if (!load(library->unpacking->archives->quota))
		return false;
	archive = libarchive.archive_read_new();
	library->archive = archive;
	if (archive == NULL) {
		unpacking_cut(library->unpacking, LIMIT_ARCHIVE_MEMORY);
		return false;
	}
	libarchive.archive_read_set_read_callback(archive, read_bytes);
	libarchive.archive_read_set_seek_callback(archive, seek_bytes);
	libarchive.archive_read_set_skip_callback(archive, skip_bytes);
	libarchive.archive_read_set_callback_data(archive, library);
	return true;
}

void
library_destroy(struct library *library)
{
	libarchive.archive_read_free(library->archive);
	library->archive = NULL;
}

/* ---- what is switched on ----------------------------------------------- */

typedef int support(struct archive *archive);

/*
 * Its own look at these knows fewer than their decoders: no dictionary of 96 MB
 * or above 128 MB, no frame to be skipped ahead of the first.  What it does not
 * know it would hand out as it is.
 */
static int
insist_on_lzma(struct archive *archive)
{
	return libarchive.archive_read_append_filter(
	    archive, ARCHIVE_FILTER_LZMA);
}

static int
insist_on_zstd(struct archive *archive)
{
	return libarchive.archive_read_append_filter(
	    archive, ARCHIVE_FILTER_ZSTD);
}

/* On behind the zeros that end one, as tar --ignore-zeros: GNU tar pads with up
 * to 10 KB of them, so two in a row have as many in between. */
static int
support_tar(struct archive *archive)
{
	int result = libarchive.archive_read_support_format_tar(archive);

	if (result != ARCHIVE_OK)
		return result;
	return libarchive.archive_read_set_format_option(
	    archive, "tar", "read_concatenated_archives", "1");
}

/* The names that Windows shows, where there are those of Rock Ridge too. */
static int
support_joliet(struct archive *archive)
{
	int result = libarchive.archive_read_support_format_iso9660(archive);

	if (result != ARCHIVE_OK)
		return result;
	return libarchive.archive_read_set_format_option(
	    archive, "iso9660", "rockridge", NULL);
}

static support *const tar = support_tar;
static support *const joliet = support_joliet;
static support *const lzma = insist_on_lzma;
static support *const zstd = insist_on_zstd;

/* A filter, and raw as the format that takes any bytes.  Where functions will
 * be found: libarchive may not be loaded yet. */
static const struct {
	enum filetype type;
	support *const *format;
	support *const *filter;
} formats[] = {
    {FILETYPE_RAR, &libarchive.archive_read_support_format_rar, NULL},
    {FILETYPE_RAR5, &libarchive.archive_read_support_format_rar5, NULL},
    {FILETYPE_SEVENZIP, &libarchive.archive_read_support_format_7zip, NULL},
    {FILETYPE_TAR, &tar, NULL},
    {FILETYPE_CPIO, &libarchive.archive_read_support_format_cpio, NULL},
    {FILETYPE_AR, &libarchive.archive_read_support_format_ar, NULL},
    {FILETYPE_ISO, &libarchive.archive_read_support_format_iso9660, NULL},
    {FILETYPE_JOLIET, &joliet, NULL},
    {FILETYPE_CAB, &libarchive.archive_read_support_format_cab, NULL},
    {FILETYPE_LHA, &libarchive.archive_read_support_format_lha, NULL},
    {FILETYPE_XAR, &libarchive.archive_read_support_format_xar, NULL},
    {FILETYPE_RPM, &libarchive.archive_read_support_format_cpio,
	&libarchive.archive_read_support_filter_rpm},
    {FILETYPE_COMPRESS, NULL, &libarchive.archive_read_support_filter_compress},
    {FILETYPE_BZIP2, NULL, &libarchive.archive_read_support_filter_bzip2},
    {FILETYPE_XZ, NULL, &libarchive.archive_read_support_filter_xz},
    {FILETYPE_LZMA, NULL, &lzma},
    {FILETYPE_LZIP, NULL, &libarchive.archive_read_support_filter_lzip},
    {FILETYPE_LZ4, NULL, &libarchive.archive_read_support_filter_lz4},
    {FILETYPE_ZSTD, NULL, &zstd},
};

/* What the payload of an rpm may be packed with. */
static support *const *const rpm_filters[] = {
    &libarchive.archive_read_support_filter_gzip,
    &libarchive.archive_read_support_filter_bzip2,
    &libarchive.archive_read_support_filter_xz,
    &libarchive.archive_read_support_filter_lzma,
    &libarchive.archive_read_support_filter_zstd,
};

/* Anything but ARCHIVE_OK may mean that a program would be started. */
static bool
switch_on(struct archive *archive, support *what)
{
	return what(archive) == ARCHIVE_OK;
}

static bool
switch_on_rpm(struct archive *archive)
{
	for (size_t i = 0; i < sizeof(rpm_filters) / sizeof(*rpm_filters); i++)
		if (!switch_on(archive, *rpm_filters[i]))
			return false;
	return true;
}

static bool
switch_on_type(struct archive *archive, enum filetype type)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		if (formats[i].type != type)
			continue;
		if (formats[i].filter != NULL &&
		    !switch_on(archive, *formats[i].filter))
			return false;
		if (type == FILETYPE_RPM && !switch_on_rpm(archive))
			return false;
		if (formats[i].format != NULL)
			return switch_on(archive, *formats[i].format);
		return switch_on(archive,
			   libarchive.archive_read_support_format_raw) &&
		       switch_on(archive,
			   libarchive.archive_read_support_format_empty);
	}
	return false;
}

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
		rar5_walk_begin(&library->rar5, bytes);
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
	note_headers(library);
	if (!library_create(library))
		return false;
	/* A filter that fails at once looks like an empty file to libarchive,
	 * and is a success that left an error behind. */
	library->opened =
	    switch_on_type(library->archive, unpacking->type) &&
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
