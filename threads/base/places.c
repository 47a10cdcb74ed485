/*
 * places - where the program's files are
 */
#include "threads/base/places.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONFIG_NAME "CGPFilter.cfg"
#define KEPT_MAX (4u << 20)

bool
places_join(char *path, const char *directory, const char *name)
{
	int size = snprintf(path, PLACE_BYTES, "%s/%s", directory, name);

	return size > 0 && (size_t)size < PLACE_BYTES;
}

bool
places_in_base(
    const struct places *places, const char *name, char path_r[PLACE_BYTES])
{
	const char *directory = places->directory;
	const char *slash = strrchr(directory, '/');
	const char *last = slash == NULL ? directory : slash + 1;
	char base[PLACE_BYTES];

	if (name[0] == '/')
		return snprintf(path_r, PLACE_BYTES, "%s", name) <
		       (int)PLACE_BYTES;
	if (last[0] == '\0' || strcmp(last, ".") == 0 ||
	    strcmp(last, "..") == 0)
		return places_join(base, directory, "..") &&
		       places_join(path_r, base, name);
	if (slash == NULL)
		return snprintf(path_r, PLACE_BYTES, "%s", name) <
		       (int)PLACE_BYTES;
	memcpy(base, directory, (size_t)(slash - directory));
	base[slash - directory] = '\0';
	return places_join(path_r, base, name);
}

/* The directory part of argv[0]; "." when the shell found it by PATH. */
static bool
find_directory(char *directory, const char *argv0)
{
	const char *slash = strrchr(argv0, '/');
	size_t size = slash == NULL ? 0 : (size_t)(slash - argv0);

	if (size >= PLACE_BYTES)
		return false;
	memcpy(directory, argv0, size);
	directory[size] = '\0';
	if (slash == argv0)
		memcpy(directory, "/", 2);
	else if (size == 0)
		memcpy(directory, ".", 2);
	return true;
}

#if ON_LINUX

/* The kernel says where the program is. */
static bool
find_program(char *program, const char *name)
{
	ssize_t size = readlink("/proc/self/exe", program, PLACE_BYTES - 1);

	(void)name;
	if (size <= 0)
		return false;
	program[size] = '\0';
	return true;
}

#else

/* The first one in PATH is it, as for who started it. */
static bool
find_program(char *program, const char *name)
{
	const char *path = getenv("PATH");
	char directory[PLACE_BYTES];

	while (path != NULL && *path != '\0') {
		size_t size = strcspn(path, ":");

		if (size > 0 && size < PLACE_BYTES) {
			memcpy(directory, path, size);
			directory[size] = '\0';
			if (places_join(program, directory, name) &&
			    access(program, X_OK) == 0)
				return true;
		}
		path += size + (path[size] == ':');
	}
	return false;
}

#endif

/*
 * Who starts a program by its bare name (the server's PIPE module, a shell by
 * its PATH) stands elsewhere: then it is where it was found, if a configuration
 * lies there and none here.
 */
static void
find_by_name(char *directory, const char *argv0)
{
	char program[PLACE_BYTES], place[PLACE_BYTES], config[PLACE_BYTES];

	if (strchr(argv0, '/') != NULL || access(CONFIG_NAME, F_OK) == 0)
		return;
	if (find_program(program, argv0) && find_directory(place, program) &&
	    places_join(config, place, CONFIG_NAME) &&
	    access(config, F_OK) == 0)
		memcpy(directory, place, strlen(place) + 1);
}

bool
places_find(struct places *places, const char *argv0)
{
	memset(places, 0, sizeof(*places));
	if (!find_directory(places->directory, argv0) ||
	    strlen(argv0) >= PLACE_BYTES)
		return false;
	find_by_name(places->directory, argv0);
	snprintf(places->program, PLACE_BYTES, "%s", argv0);
#if ON_LINUX
	/* Stays right when the file is replaced by an upgrade.  There may be
	 * no /proc where the server lives in a root of its own. */
	if (access("/proc/self/exe", X_OK) == 0)
		snprintf(places->program, PLACE_BYTES, "/proc/self/exe");
#endif
	if (!places_join(places->config, places->directory, CONFIG_NAME) ||
	    !places_join(places->signal, places->directory, "hup.sig") ||
	    !places_join(places->default_cartridge, places->directory,
		"default.cartridge"))
		return false;
	if (access(places->config, F_OK) != 0 && access(CONFIG_NAME, F_OK) == 0)
		snprintf(places->config, PLACE_BYTES, "%s", CONFIG_NAME);
	return true;
}

bool
places_name(struct places *places, const struct config *config)
{
	snprintf(places->state, PLACE_BYTES, "%s", config->state_directory);
	return places_join(
		   places->good_config, places->state, CONFIG_NAME ".good") &&
	       places_join(places->image, places->state, "signatures.image") &&
	       places_join(places->lock, places->state, "build.lock") &&
	       places_join(places->signal_seen, places->state, "hup.seen") &&
	       places_join(places->suspects, places->state, "suspects") &&
	       places_join(places->store, places->state, "learnt") &&
	       places_join(places->learn_lock, places->state, "learn.lock") &&
	       places_join(places->reports, places->state, "reports") &&
	       places_join(
		   places->report_lock, places->state, "reports.lock") &&
	       places_join(places->crash, places->state, "crash");
}

bool
places_use(
    struct places *places, const struct config *config, struct text *error_r)
{
	if (!places_name(places, config))
		errno = ENAMETOOLONG;
	else if (mkdir(places->state, 0700) == 0 || errno == EEXIST)
		errno = access(places->state, W_OK | X_OK) == 0 ? 0 : errno;
	if (errno == 0)
		return true;
	text_printf(error_r,
	    "state directory %s: %s; nothing is remembered across restarts",
	    places->state, strerror(errno));
	return false;
}

static struct config *
load_last_good(const struct places *places, config_warning *warning,
    void *owner, struct text *note_r)
{
	struct config *defaults = config_default(places->directory);
	struct config *config = NULL;
	struct places good = *places;
	char buffer[512];
	struct text ignored = TEXT_OVER(buffer);

	if (defaults == NULL)
		return NULL;
	/* The bad file may have named another state directory; the copy lies
	 * where the default one is, or nowhere. */
	places_use(&good, defaults, &ignored);
	if (config_load(good.good_config, places->directory, warning, owner,
		&config, &ignored) == CONFIG_OK) {
		text_put(note_r, SLICE("; the last good copy is used"));
		config_free(&defaults);
		return config;
	}
	text_put(note_r, SLICE("; built-in defaults are used"));
	return defaults;
}

struct config *
places_load_config(const struct places *places, config_warning *warning,
    void *owner, struct text *note_r)
{
	struct config *config = NULL;

	switch (config_load(places->config, places->directory, warning, owner,
	    &config, note_r)) {
	case CONFIG_OK:
		return config;
	case CONFIG_NO_FILE:
		text_clear(note_r);
		text_printf(note_r, "%s: no such file; defaults are used",
		    places->config);
		return config_default(places->directory);
	case CONFIG_BAD:
	case CONFIG_NO_MEMORY:
		break;
	}
	return load_last_good(places, warning, owner, note_r);
}

static bool
copy_bytes(int from, int to)
{
	char buffer[65536];
	size_t total = 0;
	ssize_t size;

	while ((size = read(from, buffer, sizeof(buffer))) > 0) {
		total += (size_t)size;
		if (total > KEPT_MAX || write(to, buffer, (size_t)size) != size)
			return false;
	}
	return size == 0;
}

void
places_keep_copy(const char *path, const char *copy)
{
	char aside[PLACE_BYTES + 8];
	int from = open(path, O_RDONLY | O_CLOEXEC);
	int to;

	if (from < 0)
		return;
	snprintf(
	    aside, sizeof(aside), "%s.%ld", copy, (long)getpid() % 1000000);
	to = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (to >= 0) {
		bool copied = copy_bytes(from, to);

		if (close(to) != 0 || !copied || rename(aside, copy) != 0)
			unlink(aside);
	}
	close(from);
}

void
places_keep_good_config(const struct places *places)
{
	places_keep_copy(places->config, places->good_config);
}
