/*
 * sources - the signature files of a directory
 */
#include "core/sigdb/sources.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/checksum.h"
#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/sigdb/blob.h"
#include "core/sigdb/sign_file.h"

static enum sigdb_result
unreadable(struct text *error_r, const char *directory, const char *name)
{
	text_printf(error_r,
	    "cannot read %s%s%s: %s; see that it exists and can be read",
	    directory, name == NULL ? "" : "/", name == NULL ? "" : name,
	    strerror(errno));
	return SIGDB_NO_DIRECTORY;
}

static int
compare_names(const void *a, const void *b)
{
	const struct source *left = a, *right = b;

	return strcmp(left->name, right->name);
}

static void
free_items(struct source *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(items[i].name);
}

void
sources_fini(struct sources *sources)
{
	free_items(sources->items, sources->count);
	free(sources->items);
	*sources = (struct sources){NULL, 0};
}

/* Adds the entry if it is a signature file; one that vanished meanwhile is
 * none. */
static void
add(struct blob *found, int directory_fd, const char *name)
{
	struct source source = {
	    .type = rules_type_of(slice_from_string(name)),
	};
	struct stat status;

	if (name[0] == '.' || source.type.format == RULES_NONE ||
	    fstatat(directory_fd, name, &status, 0) != 0 ||
	    !S_ISREG(status.st_mode))
		return;
	source.size = (uint64_t)status.st_size;
	source.mtime_ns = (int64_t)status.st_mtim.tv_sec * (int64_t)NS_PER_S +
			  status.st_mtim.tv_nsec;
	source.name = strdup(name);
	if (source.name == NULL)
		found->failed = true;
	else
		blob_put(found, &source, sizeof(source));
	if (found->failed)
		free(source.name);
}

enum sigdb_result
sources_list(
    const char *directory, struct sources *sources_r, struct text *error_r)
{
	DIR *entries = directory == NULL ? NULL : opendir(directory);
	struct blob found = {0};
	struct dirent *entry;

	*sources_r = (struct sources){NULL, 0};
	if (entries == NULL && (directory == NULL || errno == ENOENT))
		return SIGDB_OK;
	if (entries == NULL)
		return unreadable(error_r, directory, NULL);
	while (!found.failed && (entry = readdir(entries)) != NULL)
		add(&found, dirfd(entries), entry->d_name);
	closedir(entries);
	sources_r->items = BLOB_ITEMS(&found, struct source);
	sources_r->count = BLOB_COUNT(&found, struct source);
	if (found.failed) {
		sources_fini(sources_r);
		text_printf(error_r, "out of memory");
		return SIGDB_NO_MEMORY;
	}
	if (sources_r->count > 0)
		qsort(sources_r->items, sources_r->count, sizeof(struct source),
		    compare_names);
	return SIGDB_OK;
}

static enum sigdb_result
read_open(int fd, const char *directory, const struct source *source,
    uint8_t **bytes_r, size_t *size_r, struct text *error_r)
{
	struct stat status;
	uint8_t *bytes;

	if (fstat(fd, &status) != 0)
		return unreadable(error_r, directory, source->name);
	if (!S_ISREG(status.st_mode) ||
	    (uint64_t)status.st_size > SOURCE_BYTES_MAX) {
		errno = EFBIG;
		return unreadable(error_r, directory, source->name);
	}
	bytes = malloc((size_t)status.st_size + 1);
	if (bytes == NULL) {
		text_printf(error_r, "out of memory for %s", source->name);
		return SIGDB_NO_MEMORY;
	}
	if (!file_read(fd, bytes, (size_t)status.st_size, size_r)) {
		free(bytes);
		return unreadable(error_r, directory, source->name);
	}
	*bytes_r = bytes;
	return SIGDB_OK;
}

enum sigdb_result
sources_read(const char *directory, const struct source *source,
    uint8_t **bytes_r, size_t *size_r, struct text *error_r)
{
	char path[PATH_MAX];
	enum sigdb_result result;
	int wanted, fd;

	wanted = snprintf(path, sizeof(path), "%s/%s", directory, source->name);
	if (wanted < 0 || (size_t)wanted >= sizeof(path)) {
		errno = ENAMETOOLONG;
		return unreadable(error_r, directory, source->name);
	}
	/* Not blocking: the name may have become a FIFO. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return unreadable(error_r, directory, source->name);
	result = read_open(fd, directory, source, bytes_r, size_r, error_r);
	close(fd);
	return result;
}

bool
sources_read_beside(const char *directory, const char *container_name,
    uint64_t version, uint8_t **owned_r, struct slice *text_r)
{
	char name[SIGN_FILE_NAME_MAX], unused[512];
	struct source source = {.name = name};
	struct text error = TEXT_OVER(unused);
	size_t size;

	if (!sign_file_name(container_name, version, name) ||
	    sources_read(directory, &source, owned_r, &size, &error) !=
		SIGDB_OK)
		return false;
	*text_r = (struct slice){*owned_r, size};
	return true;
}

uint64_t
sources_stamp(
    const struct sources *sources, const struct sigdb_options *options)
{
	uint64_t stamp = UINT64_C(1) + options->pua +
			 2 * (uint64_t)options->portable_matcher;

	for (size_t i = 0; i < sources->count; i++) {
		const struct source *source = &sources->items[i];

		stamp = checksum64(source->name, strlen(source->name), stamp);
		stamp = checksum64(&source->size, sizeof(source->size), stamp);
		stamp = checksum64(
		    &source->mtime_ns, sizeof(source->mtime_ns), stamp);
	}
	return stamp;
}

enum sigdb_result
sigdb_source_stamp(const struct sigdb_options *options, uint64_t *stamp_r)
{
	char unused[512];
	struct text error = TEXT_OVER(unused);
	struct sources sources;
	enum sigdb_result result =
	    sources_list(options->directory, &sources, &error);

	if (result != SIGDB_OK)
		return result;
	*stamp_r = sources_stamp(&sources, options);
	sources_fini(&sources);
	return SIGDB_OK;
}
