/*
 * unlzma - LZMA, and what goes with it, to bytes (the door to liblzma)
 *
 * Streams without a header of their own, as a 7z has them.
 *
 * The dictionary is no larger than what can come out, whatever the properties
 * name.  It is liblzma's only memory of note, taken for the time of a call.
 */
#ifndef CORE_ARCHIVE_METHOD_UNLZMA_H
#define CORE_ARCHIVE_METHOD_UNLZMA_H

#include "core/archive/member/body_output.h"

enum unlzma_result {
	UNLZMA_OK,          /* all of size */
	UNLZMA_CUT,         /* the output is cut, or there was no memory */
	UNLZMA_DAMAGED,     /* as far as it went */
	UNLZMA_UNSUPPORTED, /* properties that liblzma does not know */
};

/* Of a stream that has a mark at its end. */
#define UNLZMA_TO_ITS_END UINT64_MAX

/* LZMA2, or LZMA as it was before, of which size bytes are to come. */
enum unlzma_result unlzma(bool lzma2, struct slice properties,
    struct slice packed, uint64_t size, struct body_output *output) MUST_USE;

/* Is that a method of 7z that unlzma_filter() knows? */
bool unlzma_has_filter(uint64_t method) MUST_USE;

/*
 * Undo, in place, what was done to programs (addresses made absolute) or to
 * sounds (differences) for the sake of better packing.
 */
enum unlzma_result unlzma_filter(uint64_t method, struct slice properties,
    uint8_t *data, size_t size, struct budget *budget) MUST_USE;

#endif
