/*
 * body_output - the body of a member, as it is written
 *
 * Lies in the arena and grows there, so a decoder that can write into memory of
 * ours writes where the bytes stay.  Every limit on what unpacking makes is
 * kept here: the bytes of all members, the ratio of one, the arena, the time.
 *
 * While an output is open nothing else may be taken from the arena.
 */
#ifndef CORE_ARCHIVE_MEMBER_BODY_OUTPUT_H
#define CORE_ARCHIVE_MEMBER_BODY_OUTPUT_H

#include "core/archive/member/unpacking.h"

/* A member as large as this may have come of any number of bytes. */
#define OUTPUT_FREE_BYTES ((uint64_t)16 << 20)

struct body_output {
	struct unpacking *unpacking;
	uint8_t *data;
	size_t size;     /* written */
	size_t room;     /* taken from the arena */
	size_t checked;  /* size when the clock was last looked at */
	uint64_t max;    /* of size: the limit that is nearest */
	enum limit near; /* ... and its name */
	bool cut;        /* limit says why */
	enum limit limit;
	/* A decoder may have to be asked whether there is more: what goes here
	 * is over the limit. */
	uint8_t spare[16];
};

/* packed: the bytes it comes of; UINT64_MAX: unknown, the whole archive and all
 * that it has become are compared instead. */
void body_output_begin(
    struct body_output *output, struct unpacking *unpacking, uint64_t packed);

/* Where to write and how much, at least one byte; NULL: it is cut. */
uint8_t *body_output_room(struct body_output *output, size_t *room_r) MUST_USE;
/* So much was written there. */
void body_output_add(struct body_output *output, size_t size);

/* For what takes long and writes nothing: asks the clock now.  True: it is
 * late, and cut. */
bool body_output_late(struct body_output *output) MUST_USE;

/* False: it is cut. */
bool body_output_write(
    struct body_output *output, const uint8_t *data, size_t size) MUST_USE;
bool body_output_zeros(struct body_output *output, uint64_t size) MUST_USE;

/* Into member: body, and MEMBER_CUT with its limit.  Ends the archive for each
 * limit but the ratio. */
void body_output_end(struct body_output *output, struct member *member);

/* The same for one that may be damaged; false: of which nothing came out, as if
 * it had never begun. */
bool body_output_end_damaged(
    struct body_output *output, bool damaged, struct member *member) MUST_USE;

/* As if it had never begun. */
void body_output_drop(struct body_output *output);

#endif
