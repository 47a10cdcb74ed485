/*
 * version - what this program says of itself
 */
#ifndef THREADS_BASE_VERSION_H
#define THREADS_BASE_VERSION_H

/* "2026-11-22"; static storage. */
const char *version_build_date(void);

/* "hyperscan 5.4.0, kernels avx512": what does the work; static storage. */
const char *version_engine(void);

#endif
