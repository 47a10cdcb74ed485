/*
 * sevenzip_decode - a folder of a 7z to its bytes
 *
 * Coder after coder: each one's output is made whole before the next begins.
 * Decryption has one piece of memory for the archive; filters work in place.
 */
#ifndef CORE_ARCHIVE_SEVENZIP_SEVENZIP_DECODE_H
#define CORE_ARCHIVE_SEVENZIP_SEVENZIP_DECODE_H

#include "core/archive/member/member.h"
#include "core/archive/sevenzip/sevenzip_keys.h"
#include "core/archive/sevenzip/sevenzip_streams.h"

struct sevenzip_decoder {
	struct unpacking *unpacking;
	const struct sevenzip_streams *streams;
	struct sevenzip_keys keys;
	/* The folder is a header: it is no body, and its limit is memory. */
	bool header;
	uint8_t *plain; /* decrypted; NULL: none, or it is in use for good */
	size_t plain_room;
};

struct sevenzip_decoded {
	struct slice
	    bytes;        /* may be fewer than the folder has; flags say why */
	unsigned flags;   /* enum member_flag */
	enum limit limit; /* with MEMBER_CUT */
};

/* Can all of its coders be undone here? */
bool sevenzip_can_decode(const struct sevenzip_recipe *recipe) MUST_USE;

/*
 * first: the first stream in it, by whose sum a password is known to be right.
 * Nothing here ends the archive.
 */
struct sevenzip_decoded sevenzip_decode(
    struct sevenzip_decoder *decoder, const struct sevenzip_stream *first);

#endif
