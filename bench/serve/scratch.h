/*
 * scratch - a directory that is gone with the program
 */
#ifndef BENCH_SERVE_SCRATCH_H
#define BENCH_SERVE_SCRATCH_H

/*
 * Its path, below TMPDIR or /tmp; made by the first call, removed with all that
 * is in it when the process that made it exits.  Cannot be made: the end of
 * the program.
 */
const char *scratch_directory(void);

#endif
