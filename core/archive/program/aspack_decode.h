/*
 * aspack_decode - ASPack's compression (private to core/archive)
 *
 * Codes of literals and lengths, of long lengths, and of the last bits of
 * distances; their lengths are packed themselves, as changes of those before.
 * Three distances are remembered.
 */
#ifndef CORE_ARCHIVE_PROGRAM_ASPACK_DECODE_H
#define CORE_ARCHIVE_PROGRAM_ASPACK_DECODE_H

#include "core/archive/method/prefix_code.h"

#define ASPACK_LITERALS 721u
#define ASPACK_LENGTHS 28u
#define ASPACK_ALIGNS 8u
#define ASPACK_CODES (ASPACK_LITERALS + ASPACK_LENGTHS + ASPACK_ALIGNS)

/* What one decoding needs, some 10 KB. */
struct aspack_decoder {
	struct prefix_code literals, lengths, aligns, changes;
	uint8_t code_lengths[ASPACK_CODES];
	bool aligned; /* the code of last bits is in use */
	uint32_t distances[3];
};

/* One stream, which becomes size bytes.  False: it is damaged; to has what came
 * out. */
bool aspack_decode(struct aspack_decoder *decoder, struct slice packed,
    uint8_t *to, size_t size) MUST_USE;

#endif
