/*
 * pipeline_place - where the benchmarks of the pipeline run
 *
 * The helpers stand beside the suite in the object folder.  Mails, signatures
 * and one base directory for each configuration lie in a scratch directory,
 * made when it is first asked for and removed when the program ends.
 *
 * Memory: paths live until the program ends.
 */
#ifndef BENCH_PIPELINE_PLACE_H
#define BENCH_PIPELINE_PLACE_H

#include <stdbool.h>

#include "bench/serve/files.h"

/* A program built beside the suite, or one folder up. */
const char *place_program(const char *name);

/* Signatures: 10,000 random literals in ClamAV's format. */
const char *place_signatures(void);

/* Mails of a kind ("5k", "50k", "500k"): clean ones, or each with one of the
 * signatures in it, in the text or in the attachment by turns. */
const struct files *place_mails(const char *kind, bool infected);

/*
 * A base directory with these signatures and a configuration for so many
 * workers, in strict order, that maps all files or reads all.  Returns the
 * program in it.
 */
const char *place_product(unsigned workers, bool mapped);

#endif
