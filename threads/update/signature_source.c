/*
 * signature_source - the set of signatures to run with
 */
#include "threads/update/signature_source.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/scan/scan.h"
#include "threads/shared/outlet.h"
#include "threads/update/builder.h"

/* Names and hashes that are checked before mail is answered: 4 ms. */
#define CHECK_AT_START_BYTES ((size_t)32 << 20)

static enum sigdb_result
build(const struct signature_source *source, uint64_t previous, int memory_fd)
{
	struct build_order order = {
	    .places = source->places,
	    .config = source->config,
	    .previous = previous,
	    .memory_fd = memory_fd,
	    .stop = source->stop,
	    .meanwhile = source->meanwhile,
	    .wake_fd = source->wake_fd,
	    .say = outlet_tell,
	    .owner = source->owner,
	};

	return builder_run(&order);
}

struct sigdb *
signature_source_image(const struct signature_source *source)
{
	char buffer[512];
	struct text error = TEXT_OVER(buffer);
	struct sigdb *sigdb = NULL;
	enum sigdb_result result =
	    sigdb_open(source->places->image, &sigdb, &error);

	/* The checksum says that the file is as it was written; this, that
	 * what was written cannot lead a scan astray (1 ms). */
	if (result == SIGDB_OK &&
	    (!scan_check_programs(sigdb) ||
		!sigdb_check_small(sigdb, CHECK_AT_START_BYTES))) {
		sigdb_close(&sigdb);
		result = SIGDB_DAMAGED;
	}
	if (result != SIGDB_OK && access(source->places->image, F_OK) == 0)
		outlet_notice("%s: %s; it is built anew", source->places->image,
		    sigdb_result_text(result));
	return sigdb;
}

/* The same, with nothing left to be found damaged, or done, by a scan. */
static struct sigdb *
open_whole_image(const struct signature_source *source)
{
	struct sigdb *sigdb = signature_source_image(source);

	if (sigdb != NULL && !sigdb_check_rest(sigdb)) {
		sigdb_close(&sigdb);
		outlet_notice("%s: %s; it is built anew", source->places->image,
		    sigdb_result_text(SIGDB_DAMAGED));
	}
	return sigdb;
}

bool
signature_source_is_fresh(
    const struct signature_source *source, const struct sigdb *sigdb)
{
	struct sigdb_options options = builder_options(source->config);
	uint64_t stamp;

	return sigdb_source_stamp(&options, &stamp) == SIGDB_OK &&
	       sigdb_info(sigdb)->stamp == stamp;
}

/* A file in memory for the image; 0: none can be had. */
static int
make_memory(void)
{
#if ON_LINUX
	int fd = memfd_create("CGPFilter-signatures", MFD_CLOEXEC);
#else
	char name[64];
	int fd;

	/* Shared memory whose name is gone at once; the descriptor is closed on
	 * exec by itself. */
	snprintf(name, sizeof(name), "/CGPFilter-%ld", (long)getpid());
	fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
	if (fd >= 0)
		shm_unlink(name);
#endif
	return fd < 0 ? 0 : fd;
}

/* The image that had no room on the disk; NULL: it is on the disk. */
static struct sigdb *
open_memory(int fd)
{
	char path[64], buffer[512];
	struct text error = TEXT_OVER(buffer);
	struct sigdb *sigdb = NULL;
	struct stat status;

	if (fd == 0 || fstat(fd, &status) != 0 || status.st_size == 0)
		return NULL;
	snprintf(path, sizeof(path), BUILDER_FILE_PATH, fd);
	if (sigdb_open(path, &sigdb, &error) != SIGDB_OK)
		outlet_notice("signatures in memory: %s", error.data);
	return sigdb;
}

/* A new set, or NULL. */
static struct sigdb *
build_and_open(const struct signature_source *source, uint64_t previous,
    enum sigdb_result *result_r)
{
	int memory_fd = make_memory();
	struct sigdb *sigdb = NULL;

	*result_r = build(source, previous, memory_fd);
	if (*result_r == SIGDB_OK) {
		sigdb = open_memory(memory_fd);
		if (sigdb == NULL)
			sigdb = open_whole_image(source);
	}
	if (memory_fd > 0)
		close(memory_fd); /* mapped, if it is of use */
	return sigdb;
}

struct sigdb *
signature_source_load(const struct signature_source *source, uint64_t previous)
{
	const struct config *config = source->config;
	struct sigdb *sigdb = open_whole_image(source);
	struct sigdb *built;
	enum sigdb_result result;

	if (sigdb != NULL && signature_source_is_fresh(source, sigdb))
		return sigdb;
	if (!file_is_directory(config->database_directory)) {
		outlet_notice(
		    "%s: no signature directory", config->database_directory);
		return sigdb;
	}
	/* At start the image of last time is what a new set is held against. */
	if (sigdb != NULL && previous == 0)
		previous = sigdb_info(sigdb)->signatures;
	built = build_and_open(source, previous, &result);
	if (atomic_load(source->stop)) {
		sigdb_close(&built);
		return sigdb; /* cut short by our own end: nobody's fault */
	}
	if (result != SIGDB_OK) {
		outlet_notice("new signatures refused: %s; %s",
		    sigdb_result_text(result),
		    sigdb != NULL ? "the old ones stay" : "none are loaded");
		return sigdb;
	}
	sigdb_close(&sigdb);
	return built;
}
