/*
 * onenote - files in a section of OneNote ([MS-ONESTORE] 2.6.13)
 *
 * Each lies in one piece between two GUIDs, with its size ahead; so it is found
 * without reading the rest.
 *
 * Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_DOCUMENT_ONENOTE_H
#define CORE_DOCUMENT_ONENOTE_H

#include "core/base/check.h"
#include "core/base/slice.h"

struct onenote_file {
	struct slice body;
	bool bad; /* shorter than it says */
};

/* The first one at or behind *at, which is behind its head then: a size that
 * lies does not hide the next.  False: no more. */
bool onenote_next(
    struct slice bytes, size_t *at, struct onenote_file *file_r) MUST_USE;

#endif
