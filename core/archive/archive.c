/*
 * archive - an archive or compressed file to its members
 *
 * Chooses the reader, counts what it gives, and stops it.
 */
#include "core/archive/archive.h"

#include <stdlib.h>

#include "core/archive/crypt/rar_crypt.h"
#include "core/archive/crypt/sevenzip_crypt.h"
#include "core/archive/member/archives.h"
#include "core/archive/method/inflate.h"

struct archives *
archives_create(void)
{
	struct archives *archives = calloc(1, sizeof(*archives));

	if (archives == NULL)
		return NULL;
	archives->quota = quota_create();
	archives->inflater = inflater_create();
	archives->crypt = sevenzip_crypt_create();
	archives->rar_crypt = rar_crypt_create();
	if (archives->quota == NULL || archives->inflater == NULL ||
	    archives->crypt == NULL || archives->rar_crypt == NULL) {
		archives_destroy(&archives);
		return NULL;
	}
	archives->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	return archives;
}

bool
archives_prepare(struct archives *archives)
{
	return sevenzip_crypt_prepare(archives->crypt);
}

void
archives_destroy(struct archives **archives)
{
	struct archives *dying = *archives;

	*archives = NULL;
	if (dying == NULL)
		return;
	quota_destroy(&dying->quota);
	inflater_destroy(&dying->inflater);
	sevenzip_crypt_destroy(&dying->crypt);
	rar_crypt_destroy(&dying->rar_crypt);
	if (dying->utf8 != (locale_t)0)
		freelocale(dying->utf8);
	free(dying);
}

static const struct archive_reader *
reader_of(enum filetype type)
{
	if (filetype_is_zip(type))
		return &zip_reader;
	switch (type) {
	case FILETYPE_GZIP:
		return &gzip_reader;
	case FILETYPE_ARJ:
		return &arj_reader;
	case FILETYPE_SEVENZIP:
		return &sevenzip_reader;
	case FILETYPE_CAB:
		return &cab_reader;
	case FILETYPE_CHM:
		return &chm_reader;
	case FILETYPE_UDF:
		return &udf_reader;
	case FILETYPE_DISK:
		return &disk_reader;
	case FILETYPE_WIM:
		return &wim_reader;
	case FILETYPE_SIS:
		return &sis_reader;
	case FILETYPE_AUTOIT:
		return &autoit_reader;
	case FILETYPE_NSIS:
		return &nsis_reader;
	case FILETYPE_ISCAB:
		return &iscab_reader;
	case FILETYPE_ISHIELD:
		return &ishield_reader;
	case FILETYPE_SZDD:
	case FILETYPE_KWAJ:
		return &single_reader;
	case FILETYPE_RAR:
	case FILETYPE_RAR5:
		return &rar_reader;
	case FILETYPE_TAR:
	case FILETYPE_CPIO:
	case FILETYPE_AR:
	case FILETYPE_ISO:
	case FILETYPE_JOLIET:
	case FILETYPE_LHA:
	case FILETYPE_XAR:
	case FILETYPE_RPM:
	case FILETYPE_COMPRESS:
	case FILETYPE_BZIP2:
	case FILETYPE_XZ:
	case FILETYPE_LZMA:
	case FILETYPE_LZIP:
	case FILETYPE_LZ4:
	case FILETYPE_ZSTD:
		return &library_reader;
	default:
		return NULL;
	}
}

bool
archive_readable(enum filetype type)
{
	return reader_of(type) != NULL;
}

/* ---- the reader, within its quota -------------------------------------- */

/* A dictionary is as large as the packer liked to write down, up to 4 GB. */
#define DICTIONARY_MAX ((uint64_t)4 << 30)

/*
 * These allocate their dictionary, which is used as far as there is output, and
 * little else.  So it may be larger than the limit, and body_output ends what
 * would use that: a small file with a large dictionary is no hiding place.
 */
static bool
has_lazy_dictionary(const struct archive_reader *reader, enum filetype type)
{
	return reader == &sevenzip_reader || reader == &nsis_reader ||
	       type == FILETYPE_XZ || type == FILETYPE_LZMA ||
	       type == FILETYPE_LZIP;
}

static void
enter(const struct archive_reader *reader, struct unpacking *unpacking)
{
	const struct limits *limits = unpacking->options->limits;
	uint64_t max = (uint64_t)limits->max[LIMIT_ARCHIVE_MEMORY];

	if (has_lazy_dictionary(reader, unpacking->type))
		max += DICTIONARY_MAX;
	quota_enter(unpacking->archives->quota,
	    max > SIZE_MAX ? SIZE_MAX : (size_t)max);
}

static bool
open_with(const struct archive_reader *reader, struct unpacking *unpacking)
{
	bool opened;

	enter(reader, unpacking);
	opened = reader->open(unpacking);
	quota_leave(unpacking->archives->quota);
	return opened;
}

/* What one reader refuses is tried with libarchive, where that knows it. */
static bool
open_reader(const struct archive_reader **reader, struct unpacking *unpacking)
{
	if (open_with(*reader, unpacking))
		return true;
	if ((*reader != &cab_reader && *reader != &sevenzip_reader) ||
	    unpacking->ended)
		return false;
	*reader = &library_reader;
	return open_with(*reader, unpacking);
}

static bool
next_member(const struct archive_reader *reader, struct unpacking *unpacking,
    struct member *member_r)
{
	bool found;

	if (unpacking_late(unpacking))
		return false;
	enter(reader, unpacking);
	found = reader->next(unpacking, member_r);
	quota_leave(unpacking->archives->quota);
	return found;
}

/* ---- the archive ------------------------------------------------------- */

/* What the reader found out, for the caller to see. */
static void
publish(struct archive *archive)
{
	archive->flags = archive->unpacking.flags;
	archive->limit = archive->unpacking.limit;
}

void
archive_begin(struct archive *archive, struct archives *archives,
    struct slice bytes, enum filetype type,
    const struct archive_options *options, struct arena *arena,
    struct budget *budget)
{
	struct unpacking *unpacking = &archive->unpacking;

	*archive = (struct archive){
	    .reader = reader_of(type),
	    .unpacking = {.archives = archives,
		.options = options,
		.bytes = bytes,
		.type = type,
		.arena = arena,
		.budget = budget},
	};
	if (archive->reader == NULL) {
		unpacking->flags |= ARCHIVE_UNSUPPORTED;
	} else if (!open_reader(&archive->reader, unpacking)) {
		archive->reader = NULL;
		if ((unpacking->flags & ARCHIVE_CUT) == 0)
			unpacking->flags |= ARCHIVE_UNSUPPORTED;
	}
	publish(archive);
}

static bool
any_name_escapes(const struct member *member)
{
	for (uint16_t i = 0; i < member->more_count; i++)
		if (member_name_escapes(member->more_names[i]))
			return true;
	return member_name_escapes(member->name);
}

bool
archive_next(struct archive *archive, struct member *member_r)
{
	struct unpacking *unpacking = &archive->unpacking;
	bool found;

	if (archive->reader == NULL || unpacking->ended)
		return false;
	*member_r = member_unknown();
	found = next_member(archive->reader, unpacking, member_r);
	if (found) {
		member_r->position = ++unpacking->count;
		if (any_name_escapes(member_r))
			member_r->flags |= MEMBER_ABSOLUTE;
		if (member_r->flags & MEMBER_ENCRYPTED)
			unpacking->flags |= ARCHIVE_ENCRYPTED;
	} else {
		unpacking->ended = true;
	}
	publish(archive);
	return found;
}

void
archive_end(struct archive *archive)
{
	struct unpacking *unpacking = &archive->unpacking;

	if (archive->reader == NULL)
		return;
	enter(archive->reader, unpacking);
	archive->reader->close(unpacking);
	quota_leave(unpacking->archives->quota);
	quota_clear(unpacking->archives->quota);
	archive->reader = NULL;
}
