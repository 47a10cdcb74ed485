/*
 * mspack_system - the world that libmspack sees (private to
 * core/archive/mspack)
 *
 * libmspack does all of its I/O and allocation through functions that are
 * handed to it.  These know one file to read, the archive, and one to write,
 * the body of the member at hand; they look at the clock whenever something is
 * read, and count what is allocated and read.
 */
#ifndef CORE_ARCHIVE_MSPACK_MSPACK_SYSTEM_H
#define CORE_ARCHIVE_MSPACK_MSPACK_SYSTEM_H

#include <mspack.h>

#include "core/archive/member/archives.h"
#include "core/archive/member/body_output.h"

/* That it has open at the same time: one, or two. */
#define STREAMS_MAX 4u

/* libmspack opens files by name; these two are compared as pointers. */
extern const char mspack_archive_name[];
extern const char mspack_body_name[];

/* A file as libmspack sees it, and what it does not see. */
struct stream {
	struct mspack_file file; /* first */
	bool writes;
	uint64_t position;
	struct mspack *owner;
};

struct mspack {
	struct mspack_system system;
	struct unpacking *unpacking;
	struct stream in[STREAMS_MAX];
	struct stream out;
	struct body_output *output; /* of the member at hand, or NULL */
	uint64_t read_bytes;
	uint64_t read_max;
	size_t taken; /* by libmspack */
	bool late;
	bool no_memory;
	bool over_read;
	void *state; /* of the reader */
};

/* In the arena.  NULL: no room, and the archive has ended for it. */
struct mspack *mspack_system_create(struct unpacking *unpacking) MUST_USE;

/* Ahead of all calls of libmspack: it is this one's turn. */
void mspack_system_turn(struct mspack *mspack);

/* What comes out goes there until mspack_system_finish(). */
void mspack_system_start(struct mspack *mspack, struct body_output *output);
/* error is libmspack's: why, into the output or the member; body and all. */
void mspack_system_finish(
    struct mspack *mspack, int error, struct member *member);

#endif
