/*
 * active_mime - macros beside a document that is HTML or XML ("editdata.mso")
 *
 * A head, then a stream of zlib, which becomes a compound file.
 *
 * Threads: any.
 */
#ifndef CORE_DOCUMENT_ACTIVE_MIME_H
#define CORE_DOCUMENT_ACTIVE_MIME_H

#include "core/base/check.h"
#include "core/base/slice.h"

/* Streams that are tried in one file. */
#define ACTIVE_MIME_TRIES 16u

bool active_mime_is(struct slice bytes) MUST_USE;

/*
 * Where a stream of zlib may begin; tries counts from 0 and is the caller's,
 * who stops at the first that is one.  bytes.size: nowhere else.
 */
size_t active_mime_stream(struct slice bytes, unsigned tries);

#endif
