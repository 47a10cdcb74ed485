/*
 * scan_database - the signatures of a person's scan
 */
#include "threads/command/scan/scan_database.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/scan/scan.h"
#include "threads/update/builder.h"

static void
complain(const char *path, const char *why)
{
	fprintf(stderr, "CGPFilter: %s: %s\n", path, why);
}

/* ---- compiling --------------------------------------------------------- */

static bool
temporary_path(char path[PLACE_BYTES], const char *name)
{
	const char *directory = getenv("TMPDIR");

	return places_join(path,
	    directory != NULL && directory[0] == '/' ? directory : "/tmp",
	    name);
}

static struct sigdb *
open_checked(const char *image)
{
	char buffer[512];
	struct text error = TEXT_OVER(buffer);
	struct sigdb *sigdb = NULL;

	if (sigdb_open(image, &sigdb, &error) != SIGDB_OK ||
	    !scan_check_programs(sigdb)) {
		complain(image, "does not hold together");
		sigdb_close(&sigdb);
	}
	return sigdb;
}

/* A line of a signature file that is skipped. */
static void
tell_skipped(void *owner, const char *sentence)
{
	(void)owner;
	fprintf(stderr, "CGPFilter: %s\n", sentence);
}

/* Into a file that has no name any more once it is open. */
static struct sigdb *
compile(const struct sigdb_options *options)
{
	char image[PLACE_BYTES], buffer[1024];
	struct text error = TEXT_OVER(buffer);
	struct sigdb *sigdb = NULL;
	struct sigdb_info info;
	enum sigdb_result result;
	int fd;

	if (!temporary_path(image, "CGPFilter-scan-XXXXXX") ||
	    (fd = mkstemp(image)) < 0) {
		complain("temporary file", strerror(errno));
		return NULL;
	}
	close(fd);
	result = sigdb_build(options, image, &info, &error);
	if (result == SIGDB_OK)
		sigdb = open_checked(image);
	else
		fprintf(stderr, "CGPFilter: %s: %s\n",
		    sigdb_result_text(result), error.data);
	unlink(image);
	return sigdb;
}

/* What a person named on purpose must hold something. */
static struct sigdb *
compile_named(const struct sigdb_options *options, const char *name)
{
	struct sigdb *sigdb = compile(options);

	if (sigdb == NULL || sigdb_info(sigdb)->files > 0)
		return sigdb;
	complain(name, "no signature file: their names end in .ndb, .hdb, "
		       ".cvd and the like");
	sigdb_close(&sigdb);
	return NULL;
}

/* A directory that holds a link to the one file. */
static struct sigdb *
compile_file(struct sigdb_options *options, const char *file)
{
	char directory[PLACE_BYTES], link[PLACE_BYTES], *whole;
	const char *base = strrchr(file, '/');
	struct sigdb *sigdb = NULL;

	whole = realpath(file, NULL);
	if (whole == NULL) {
		complain(file, strerror(errno));
		return NULL;
	}
	if (temporary_path(directory, "CGPFilter-signatures-XXXXXX") &&
	    mkdtemp(directory) != NULL) {
		if (places_join(
			link, directory, base == NULL ? file : base + 1) &&
		    symlink(whole, link) == 0) {
			options->directory = directory;
			sigdb = compile_named(options, file);
			unlink(link);
		}
		rmdir(directory);
	} else {
		complain("temporary directory", strerror(errno));
	}
	free(whole);
	return sigdb;
}

/* ---- choosing ---------------------------------------------------------- */

/* The helper's database, if it was made from what is there now. */
static struct sigdb *
open_installed(const struct opener *opener, const struct sigdb_options *options)
{
	struct places places = opener->places;
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);
	struct sigdb *sigdb = NULL;
	uint64_t stamp;

	if (!opener->has_places || !places_name(&places, opener->config) ||
	    sigdb_source_stamp(options, &stamp) != SIGDB_OK ||
	    sigdb_open(places.image, &sigdb, &error) != SIGDB_OK)
		return NULL;
	if (sigdb_info(sigdb)->stamp != stamp || !scan_check_programs(sigdb))
		sigdb_close(&sigdb);
	return sigdb;
}

static struct sigdb *
open_builtin(const char *directory)
{
	struct sigdb *sigdb = NULL;

	complain(directory,
	    "no signature directory: only the EICAR test file is found");
	if (sigdb_open_builtin(&sigdb) != SIGDB_OK)
		complain(directory, "no memory");
	return sigdb;
}

struct sigdb *
scan_database_open(const struct opener *opener, const char *source)
{
	struct sigdb_options options = builder_options(opener->config);
	struct sigdb *sigdb;

	options.shrink_percent = 0;
	if (source != NULL) {
		options.report = tell_skipped;
		options.report_lines_only = true;
	}
	if (source != NULL && !file_is_directory(source))
		return compile_file(&options, source);
	if (source != NULL) {
		options.directory = source;
		return compile_named(&options, source);
	}
	if (!file_is_directory(options.directory))
		return open_builtin(options.directory);
	sigdb = open_installed(opener, &options);
	return sigdb != NULL ? sigdb : compile(&options);
}
