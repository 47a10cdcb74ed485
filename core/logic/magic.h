/*
 * magic - a line of a .ftm file: bytes that tell a type of file
 *
 *     magictype:offset:bytes:name:required type:type[:least[:greatest level]]
 *
 * Magictype 0 is for fixed bytes, 1 for a pattern; of patterns those at a fixed
 * place are read, of bytes, ?? and halves ("4?").
 *
 * Lifetime: slices borrow the line.  Threads: any.
 */
#ifndef CORE_LOGIC_MAGIC_H
#define CORE_LOGIC_MAGIC_H

#include "core/base/check.h"
#include "core/logic/cltype.h"

/* Bytes that are compared, of a line and in a file. */
#define MAGIC_MAX 32u
#define MAGIC_OFFSET_MAX (UINT32_C(1) << 20)

struct magic {
	struct slice name;
	uint32_t offset;
	enum cltype type;
	uint32_t size;
	/* A byte b of a file fits when (b & mask) == byte. */
	uint8_t bytes[MAGIC_MAX];
	uint8_t masks[MAGIC_MAX];
	struct slice levels[2]; /* as they stand; empty: not given */
};

enum magic_result {
	MAGIC_OK,
	MAGIC_MALFORMED,
	MAGIC_UNSUPPORTED, /* valid, or may be, but not for us */
};

/* *reason_r is a sentence in static storage unless the result is OK. */
enum magic_result magic_parse(
    struct slice line, struct magic *magic_r, const char **reason_r) MUST_USE;

#endif
