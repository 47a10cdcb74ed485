/*
 * cartridge_source - which cartridge the helper runs on, and when it changes
 */
#include "threads/update/cartridge_source.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#if ON_LINUX
#include <sys/inotify.h>
#endif

#include "core/learn/model.h"
#include "core/print/print.h"
#include "core/update/image.h"

/* ---- one file ---------------------------------------------------------- */

/* The sections' own checks, by those who will read them. */
static bool
sections_hold(const struct cartridge *cartridge, const char **what_r)
{
	struct slice model = cartridge->sections[CARTRIDGE_MODEL];

	*what_r = "model";
	if (model.size > 0 && !model_check(model))
		return false;
	*what_r = "table of prints";
	return prints_check(cartridge->sections[CARTRIDGE_PRINTS]);
}

/* NULL: as cartridge_source_open() says. */
static struct cartridge *
looked_through(struct cartridge *cartridge, const char *path,
    enum cartridge_result *result_r, struct text *error_r)
{
	const char *what;

	if (*result_r != CARTRIDGE_OK || sections_hold(cartridge, &what))
		return cartridge;
	cartridge_close(&cartridge);
	text_printf(error_r,
	    "%s: its %s is not for this program; make it anew with LEARN, or "
	    "use the program that made it",
	    path, what);
	*result_r = CARTRIDGE_FOREIGN;
	return NULL;
}

struct cartridge *
cartridge_source_open(
    const char *path, enum cartridge_result *result_r, struct text *error_r)
{
	struct cartridge *cartridge;

	*result_r = cartridge_open(path, &cartridge, error_r);
	return looked_through(cartridge, path, result_r, error_r);
}

struct cartridge *
cartridge_source_read(
    const char *path, enum cartridge_result *result_r, struct text *error_r)
{
	struct cartridge *cartridge;

	*result_r = cartridge_read(path, &cartridge, error_r);
	return looked_through(cartridge, path, result_r, error_r);
}

bool
cartridge_source_join(
    struct cartridge *cartridge, const char *published, struct text *error_r)
{
	enum cartridge_result result;
	struct cartridge *other =
	    cartridge_source_open(published, &result, error_r);
	bool joined;

	if (result == CARTRIDGE_NO_FILE) {
		text_clear(error_r);
		return true;
	}
	if (other == NULL)
		return false;
	joined = image_join_prints(cartridge, other);
	cartridge_close(&other);
	if (!joined)
		text_printf(error_r, "%s: no memory for its prints", published);
	return joined;
}

/* ---- being told -------------------------------------------------------- */

void
cartridge_source_init(
    struct cartridge_source *source, const struct places *places)
{
	memset(source, 0, sizeof(*source));
	source->places = places;
	source->watch_fd = -1;
	source->watch = -1;
#if ON_LINUX
	/* -1 where there are too many of them: then we look now and then. */
	source->watch_fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
#endif
}

void
cartridge_source_fini(struct cartridge_source *source)
{
	if (source->watch_fd >= 0)
		close(source->watch_fd);
	source->watch_fd = -1;
}

int
cartridge_source_fd(const struct cartridge_source *source)
{
	return source->watch_fd;
}

/* The directory: the file is replaced, and it may not be there yet. */
static void
watch(struct cartridge_source *source, const char *path)
{
#if ON_LINUX
	char directory[PLACE_BYTES], events[4096];

	if (source->watch_fd < 0)
		return;
	while (read(source->watch_fd, events, sizeof(events)) > 0)
		;
	snprintf(directory, sizeof(directory), "%s", path);
	(void)dirname(directory);
	/* One that was removed and made again has to be watched again. */
	source->watch = inotify_add_watch(source->watch_fd, directory,
	    IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE | IN_ONLYDIR);
#else
	(void)source;
	(void)path;
#endif
}

/* ---- what there is ----------------------------------------------------- */

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	       a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* The site's, where there is one; else what came as an update.  False: there is
 * none at all. */
static bool
choose(const struct cartridge_source *source, const struct config *config,
    const char **path_r, struct stat *status_r)
{
	const char *const paths[] = {config->cartridge, source->published,
	    source->places->default_cartridge};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		*path_r = paths[i];
		if (paths[i][0] != '\0' && stat(paths[i], status_r) == 0)
			return true;
	}
	return false;
}

/* True: it is not the one of the last look. */
static bool
published_changed(struct cartridge_source *source)
{
	struct stat status;

	if (source->published[0] == '\0' ||
	    stat(source->published, &status) != 0)
		memset(&status, 0, sizeof(status));
	if (same_file(&source->last_published, &status))
		return false;
	source->last_published = status;
	return true;
}

static struct cartridge *
open_and_tell(struct cartridge_source *source, const char *path)
{
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);
	enum cartridge_result result;
	struct cartridge *cartridge =
	    path[0] == '\0' ? NULL
			    : cartridge_source_open(path, &result, &error);

	if (cartridge == NULL && error.size > 0 && result != CARTRIDGE_NO_FILE)
		source->say(source->owner, error.data);
	return cartridge;
}

/* What was published, put to a site's own. */
static void
join_and_tell(struct cartridge_source *source, struct cartridge *cartridge)
{
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);

	if (source->published[0] != '\0' &&
	    !cartridge_source_join(cartridge, source->published, &error))
		source->say(source->owner, error.data);
}

/* In place of one that cannot be used: the one before it, or what ships. */
static struct cartridge *
open_another(struct cartridge_source *source, const char *path)
{
	char old[PLACE_BYTES + 8];
	struct cartridge *cartridge;

	snprintf(old, sizeof(old), "%s.old", path);
	cartridge = open_and_tell(source, old);
	if (cartridge == NULL && strcmp(path, source->published) != 0)
		cartridge = open_and_tell(source, source->published);
	if (cartridge == NULL)
		cartridge =
		    open_and_tell(source, source->places->default_cartridge);
	source->say(source->owner, cartridge != NULL
				       ? "the cartridge before it serves"
				       : "no cartridge is left to serve");
	return cartridge;
}

struct cartridge *
cartridge_source_first(
    struct cartridge_source *source, const struct config *config)
{
	struct cartridge *cartridge;
	const char *path;

	watch(source, config->cartridge);
	source->seen = choose(source, config, &path, &source->last);
	(void)published_changed(source);
	if (!source->seen)
		return NULL;
	cartridge = open_and_tell(source, path);
	if (cartridge == NULL && path != source->places->default_cartridge)
		return open_another(source, path);
	if (cartridge != NULL && path == config->cartridge)
		join_and_tell(source, cartridge);
	return cartridge;
}

/* True: it fails for the first time as it is, so it may be half written. */
static bool
give_time(struct cartridge_source *source, const struct stat *status)
{
	if (source->doubtful && same_file(&source->doubted, status))
		return false;
	source->doubtful = true;
	source->doubted = *status;
	return true;
}

/* The site's own changed, or what is put to it did. */
static struct cartridge *
open_changed(struct cartridge_source *source, const char *path, bool join,
    const struct stat *status, struct text *error_r)
{
	enum cartridge_result result;
	struct cartridge *cartridge =
	    cartridge_source_open(path, &result, error_r);

	if (cartridge == NULL && give_time(source, status)) {
		text_clear(error_r);
		return NULL;
	}
	source->doubtful = false;
	source->last = *status;
	if (cartridge != NULL && join)
		join_and_tell(source, cartridge);
	return cartridge;
}

struct cartridge *
cartridge_source_look(struct cartridge_source *source,
    const struct config *config, struct text *error_r)
{
	struct stat status;
	const char *path;
	bool joined, changed;

	watch(source, config->cartridge);
	changed = published_changed(source);
	if (!choose(source, config, &path, &status))
		return NULL;
	joined = path == config->cartridge;
	if (source->seen && same_file(&source->last, &status) &&
	    !(joined && changed))
		return NULL;
	source->seen = true;
	return open_changed(source, path, joined, &status, error_r);
}
