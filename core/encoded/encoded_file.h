/*
 * encoded_file - one file that stood in a text
 */
#ifndef CORE_ENCODED_ENCODED_FILE_H
#define CORE_ENCODED_ENCODED_FILE_H

#include "core/base/slice.h"

enum encoded_kind {
	ENCODED_UUENCODE,
	ENCODED_XXENCODE,
	ENCODED_YENC,
	ENCODED_BINHEX, /* body is the data fork */
	ENCODED_KINDS,
};

enum encoded_flag {
	ENCODED_CUT = 1 << 0,    /* size_max, the arena or the time */
	ENCODED_NO_END = 1 << 1, /* its last line never came */
	ENCODED_BAD = 1 << 2,    /* a wrong line, sum or size */
	ENCODED_PIECE = 1 << 3,  /* one of several (yEnc part=) */
};

struct encoded_file {
	enum encoded_kind kind;
	unsigned flags;
	struct slice name; /* as written */
	struct slice raw;  /* from its first line to its last */
	struct slice body;
	struct slice resource; /* BinHex: the other fork */
	uint64_t piece_from;   /* ENCODED_PIECE: its first byte, from 0 ... */
	uint64_t whole_size;   /* ... in a file of so many; 0: not known */
};

#endif
