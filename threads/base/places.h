/*
 * places - where the program's files are
 *
 * The program's directory is that of argv[0] (CommuniGate starts
 * CGPFilter/CGPFilter from its base directory), or where the kernel says, if it
 * was started by its bare name; the configuration is looked for there first,
 * then in the current directory.
 *
 * Lifetime: one struct for the life of the process.
 */
#ifndef THREADS_BASE_PLACES_H
#define THREADS_BASE_PLACES_H

#include <limits.h>
#include <stdbool.h>

#include "core/base/text.h"
#include "core/config/config.h"

#define PLACE_BYTES 4096u

struct places {
	char program[PLACE_BYTES];   /* this very executable, to start again */
	char directory[PLACE_BYTES]; /* of the program */
	char config[PLACE_BYTES];    /* CGPFilter.cfg */
	char signal[PLACE_BYTES];    /* hup.sig */
	char default_cartridge[PLACE_BYTES]; /* the one that ships */
	/* Below StateDirectory, set by places_name() and places_use(): */
	char state[PLACE_BYTES];
	char good_config[PLACE_BYTES]; /* copy of the last good one */
	char image[PLACE_BYTES];       /* compiled signatures */
	char lock[PLACE_BYTES];        /* held while they are built */
	char signal_seen[PLACE_BYTES]; /* where hup.sig is moved to */
	char suspects[PLACE_BYTES];
	char store[PLACE_BYTES];      /* what learning remembers */
	char learn_lock[PLACE_BYTES]; /* held while it learns */
	char reports[PLACE_BYTES]; /* users' reports, until they are learnt */
	char report_lock[PLACE_BYTES]; /* held by who learns them */
	char crash[PLACE_BYTES];       /* report of the last crash */
};

/* False: a path is too long. */
bool places_find(struct places *places, const char *argv0);

/* Names below the state directory, nothing else.  False: one is too long. */
bool places_name(struct places *places, const struct config *config);

/* The same for the helper: the directory is made if need be.  False: it
 * cannot be; *error_r says why (the names are set all the same). */
bool places_use(
    struct places *places, const struct config *config, struct text *error_r);

/* Directory and name with a slash between.  False: too long. */
bool places_join(char *path, const char *directory, const char *name);

/*
 * What is named relative to the server's base directory: the one above the
 * program's, by its name (a program's directory may be a link), wherever the
 * process was started.  False: too long.
 */
bool places_in_base(const struct places *places, const char *name,
    char path_r[PLACE_BYTES]) MUST_USE;

/*
 * The configuration to run with at start, by what there is: the file; if that
 * is bad, the last good copy; else the defaults.  *note_r is empty, or a
 * sentence on what was wrong and what is used instead.  NULL: no memory.
 */
struct config *places_load_config(const struct places *places,
    config_warning *warning, void *owner, struct text *note_r) MUST_USE;

/* A copy of a small file, written aside first; nothing happens where that
 * cannot be. */
void places_keep_copy(const char *path, const char *copy);

/* Keep a copy of the configuration that was just loaded. */
void places_keep_good_config(const struct places *places);

#endif
