/*
 * scan_database - the signatures of a person's scan
 *
 * The compiled database of the installation where it is up to date; else the
 * same sources compiled into a file that nobody sees, which takes seconds.  The
 * helper's own files are never written.
 */
#ifndef THREADS_COMMAND_SCAN_SCAN_DATABASE_H
#define THREADS_COMMAND_SCAN_SCAN_DATABASE_H

#include "core/sigdb/sigdb.h"
#include "threads/command/input/opener.h"

/*
 * source NULL: what the configuration names; else a directory of signature
 * files, or one such file.  Without any sources EICAR alone, which is told on
 * standard error.  NULL: told there too.
 */
struct sigdb *scan_database_open(
    const struct opener *opener, const char *source) MUST_USE;

#endif
