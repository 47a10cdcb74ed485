/*
 * library_format - what of libarchive is switched on for a type
 *
 * Exactly one format is, that of the file's type, and for a single compressed
 * file its filter alone: what is not on cannot be attacked.  Filters that would
 * start a program (lrzip, lzop, grzip, or one whose library was missing when
 * libarchive was built) are never on, nor are formats that name other files
 * (mtree).
 */
#include "core/archive/library/library.h"

#include "core/base/libarchive.h"

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

bool
library_switch_on(struct library *library, enum filetype type)
{
	struct archive *archive = library->archive;

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
