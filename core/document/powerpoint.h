/*
 * powerpoint - objects in the stream "PowerPoint Document" ([MS-PPT] 2.10.34)
 *
 * Records with a head of eight bytes; containers hold further ones, which come
 * right behind their head, so the whole is one list.  An object or the project
 * of macros is a compound file in a record, mostly compressed by zlib.
 *
 * Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_DOCUMENT_POWERPOINT_H
#define CORE_DOCUMENT_POWERPOINT_H

#include "core/base/check.h"
#include "core/base/slice.h"

struct powerpoint {
	struct slice bytes;
	size_t at;
};

struct powerpoint_object {
	struct slice body;
	bool compressed; /* a stream of zlib */
	bool bad;        /* shorter than it says */
};

/* False: no more. */
bool powerpoint_next(
    struct powerpoint *powerpoint, struct powerpoint_object *object_r) MUST_USE;

#endif
