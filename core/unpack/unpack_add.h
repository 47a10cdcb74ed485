/*
 * unpack_add - what documents hold becomes parts
 *
 * Only core/unpack includes this.
 */
#ifndef CORE_UNPACK_UNPACK_ADD_H
#define CORE_UNPACK_UNPACK_ADD_H

#include "core/archive/stream/zlib_stream.h"
#include "core/document/ole_object.h"
#include "core/unpack/job.h"

enum document_flag {
	DOCUMENT_DAMAGED = 1 << 0,
	DOCUMENT_CUT = 1 << 1, /* by the limit of decoded bytes */
};

/* A child of part with that body, which may be borrowed; NULL: no room, and
 * part is cut. */
struct part *unpack_add_file(
    struct job *job, struct part *part, struct slice body, unsigned flags);

/* For a stream that holds one file. */
struct archive_options unpack_stream_options(const struct job *job);

/* What was read of it, as a child of part; nothing if that is nothing.  False:
 * no room for more. */
bool unpack_add_member(
    struct job *job, struct part *part, const struct member *member);

/* What packed becomes, as a child of part; nothing if it is no such stream.
 * False: no room for more. */
bool unpack_add_deflated(struct job *job, struct part *part,
    enum zlib_kind kind, struct slice packed);

/* The file in an object, under its name. */
void unpack_add_object(
    struct job *job, struct part *part, const struct ole_object *object);

#endif
