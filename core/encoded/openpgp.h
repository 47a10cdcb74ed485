/*
 * openpgp - packets of OpenPGP (RFC 9580), as far as nothing is encrypted
 *
 * A message that was signed, or only packed, is a file in a literal packet,
 * which mostly lies in a compressed one; with signatures around it.
 *
 *     compressed ─▶ one-pass signature, literal, signature
 *
 * Threads: any.  Memory: bodies that came in several pieces are put together in
 * the arena, all else is borrowed.
 */
#ifndef CORE_ENCODED_OPENPGP_H
#define CORE_ENCODED_OPENPGP_H

#include "core/base/arena.h"
#include "core/base/check.h"
#include "core/base/slice.h"

/* Types of packets (RFC 9580, 5). */
enum openpgp_type {
	OPENPGP_SIGNATURE = 2,
	OPENPGP_ONE_PASS = 4,
	OPENPGP_COMPRESSED = 8,
	OPENPGP_MARKER = 10,
	OPENPGP_LITERAL = 11,
	OPENPGP_PADDING = 21,
};

struct openpgp_packet {
	unsigned type;
	struct slice body;
	bool cut;     /* it should have been longer */
	bool no_room; /* why there is none */
};

/* The packet at *at, which moves behind it.  False: there is none, or no room.
 */
bool openpgp_next(struct slice bytes, size_t *at, struct arena *arena,
    struct openpgp_packet *packet_r) MUST_USE;

/* Do packets that hold a file begin there?  By the first one, whose length and
 * fields have to be possible. */
bool openpgp_begins(struct slice bytes) MUST_USE;

/* How a compressed packet is packed (RFC 9580, 9.4): its first byte. */
enum openpgp_packing {
	OPENPGP_STORED = 0,
	OPENPGP_DEFLATE = 1,
	OPENPGP_ZLIB = 2,
	OPENPGP_BZIP2 = 3,
};

/* What is in a literal packet; false: it is none. */
bool openpgp_literal(
    struct slice body, struct slice *name_r, struct slice *file_r) MUST_USE;

/* What stands between a line "-----BEGIN PGP MESSAGE-----" with its fields and
 * the sum or the end, at or behind *at, which moves there.  Empty: there is
 * none. */
struct slice openpgp_armoured(struct slice text, size_t *at);

#endif
