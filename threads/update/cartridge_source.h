/*
 * cartridge_source - which cartridge the helper runs on, and when it changes
 *
 * The site's own (key Cartridge), which LEARN makes, with the prints of the one
 * that came as an update; where the site has none, that one alone; where there
 * is neither, the one that ships in the program's directory.  Changes are
 * noticed by inode, size and times; on Linux the kernel wakes who waits for
 * one.  What cannot be used is told once and never takes the place of what can.
 *
 * Threads: one, the updater.
 */
#ifndef THREADS_UPDATE_CARTRIDGE_SOURCE_H
#define THREADS_UPDATE_CARTRIDGE_SOURCE_H

#include <sys/stat.h>

#include "core/cartridge/cartridge.h"
#include "threads/base/places.h"

struct cartridge_source {
	const struct places *places;
	/* Lines for the operator. */
	void (*say)(void *owner, const char *line);
	void *owner;
	/* Where updates come (published.h); "": nowhere.  May change between
	 * two calls. */
	char published[PLACE_BYTES];
	/* Private. */
	int watch_fd; /* -1: none */
	int watch;
	char watched[PLACE_BYTES]; /* directory */
	bool seen;                 /* what follows was tried */
	struct stat last;
	struct stat last_published; /* all zero: there was none */
	bool doubtful; /* it failed, perhaps since it was being written */
	struct stat doubted;
};

void cartridge_source_init(
    struct cartridge_source *source, const struct places *places);
void cartridge_source_fini(struct cartridge_source *source);

/*
 * Readable when something happened where the site's cartridge lies; -1: there
 * is no such thing, look now and then.
 */
int cartridge_source_fd(const struct cartridge_source *source);

/*
 * At start: the site's cartridge, or the published one, or the copy of the one
 * before it, or the shipped one, or NULL.
 */
struct cartridge *cartridge_source_first(
    struct cartridge_source *source, const struct config *config) MUST_USE;

/*
 * A cartridge that came or changed since the last look; NULL: none.  *error_r
 * is empty, or says why what came cannot be used.
 */
struct cartridge *cartridge_source_look(struct cartridge_source *source,
    const struct config *config, struct text *error_r) MUST_USE;

/*
 * A cartridge with all that is in it checked.  NULL: *result_r and *error_r say
 * why.
 */
struct cartridge *cartridge_source_open(const char *path,
    enum cartridge_result *result_r, struct text *error_r) MUST_USE;
/* The same by cartridge_read(), for who goes on from it. */
struct cartridge *cartridge_source_read(const char *path,
    enum cartridge_result *result_r, struct text *error_r) MUST_USE;

/*
 * Put the prints of the published one to those of a cartridge, where there is
 * one that is good.  False: it is there, and *error_r says why it cannot be
 * used; cartridge is as it was.
 */
bool cartridge_source_join(struct cartridge *cartridge, const char *published,
    struct text *error_r) MUST_USE;

#endif
