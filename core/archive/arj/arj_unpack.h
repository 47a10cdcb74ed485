/*
 * arj_unpack - the methods of ARJ to a body
 *
 * 1 to 3 are LZ77 and Huffman's codes in blocks, a relative of LHA's, and
 * differ only in what the packer takes pains over; 4 is LZ77 with fixed codes.
 * Neither says where it ends: the size of the body does.
 */
#ifndef CORE_ARCHIVE_ARJ_ARJ_UNPACK_H
#define CORE_ARCHIVE_ARJ_ARJ_UNPACK_H

#include "core/archive/method/lz_output.h"

enum arj_method {
	ARJ_STORED = 0,
	ARJ_LZH_FIRST = 1,
	ARJ_LZH_LAST = 3,
	ARJ_FASTEST = 4,
};

/* size bytes, or as far as it goes.  Time: linear in what goes in and comes
 * out. */
enum lz_result arj_unpack_lzh(
    struct slice packed, uint64_t size, struct body_output *output) MUST_USE;
enum lz_result arj_unpack_fastest(
    struct slice packed, uint64_t size, struct body_output *output) MUST_USE;

#endif
