/*
 * files_archive - the members of an archive as files
 *
 * Streamed through libarchive, so that a corpus may be larger than memory.
 */
#include <archive.h>
#include <archive_entry.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "bench/serve/files.h"

bool
files_is_archive(const char *path)
{
	static const char *const endings[] = {".tar", ".tar.xz", ".txz",
	    ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.zst", ".zip"};
	size_t size = strlen(path);

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t length = strlen(endings[i]);

		if (size > length &&
		    strcasecmp(path + size - length, endings[i]) == 0)
			return true;
	}
	return false;
}

static struct archive *
open_archive(const char *path)
{
	struct archive *archive = archive_read_new();

	if (archive == NULL)
		errx(2, "no memory");
	archive_read_support_filter_all(archive);
	archive_read_support_format_tar(archive);
	archive_read_support_format_zip(archive);
	if (archive_read_open_filename(archive, path, 1 << 16) != ARCHIVE_OK)
		errx(2, "%s: %s", path, archive_error_string(archive));
	return archive;
}

static void
write_member(struct archive *archive, const char *path, const char *to)
{
	static char bytes[1 << 16];
	FILE *out = fopen(to, "wb");
	la_ssize_t size;

	if (out == NULL)
		err(2, "%s", to);
	while ((size = archive_read_data(archive, bytes, sizeof(bytes))) > 0)
		if (fwrite(bytes, 1, (size_t)size, out) != (size_t)size)
			err(2, "%s", to);
	if (size < 0)
		errx(2, "%s: %s", path, archive_error_string(archive));
	if (fclose(out) != 0)
		err(2, "%s", to);
}

static void
add_member(struct files *files, const char *path, const char *scratch,
    struct archive *archive, struct archive_entry *entry)
{
	const char *member = archive_entry_pathname(entry);
	char to[4096], name[8192];

	if ((size_t)snprintf(to, sizeof(to), "%s/a%07zu.msg", scratch,
		files->count + 1) >= sizeof(to))
		errx(2, "%s: the path is too long", scratch);
	write_member(archive, path, to);
	snprintf(name, sizeof(name), "%s:%s", path,
	    member == NULL ? "(no name)" : member);
	files_append(files, to, name);
}

void
files_add_archive(struct files *files, const char *path, const char *scratch)
{
	struct archive *archive = open_archive(path);
	struct archive_entry *entry;
	int result;

	while (
	    (result = archive_read_next_header(archive, &entry)) == ARCHIVE_OK)
		if (archive_entry_filetype(entry) == AE_IFREG)
			add_member(files, path, scratch, archive, entry);
	if (result != ARCHIVE_EOF)
		errx(2, "%s: %s", path, archive_error_string(archive));
	archive_read_free(archive);
}
