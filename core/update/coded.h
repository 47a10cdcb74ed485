/*
 * coded - the numbers of a delta, written and read (private to this folder)
 *
 * Little endian; a varint has seven bits a byte, the lowest first, the top bit
 * says that more follow.
 */
#ifndef CORE_UPDATE_CODED_H
#define CORE_UPDATE_CODED_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"
#include "core/base/slice.h"

/* A growing run of bytes.  What finds no memory is remembered, and the bytes
 * are gone. */
struct coded {
	uint8_t *bytes;
	size_t size, capacity;
	bool failed;
};

void coded_put(struct coded *coded, struct slice bytes);
void coded_put_u8(struct coded *coded, uint8_t value);
void coded_put_u32(struct coded *coded, uint32_t value);
void coded_put_u64(struct coded *coded, uint64_t value);
void coded_put_varint(struct coded *coded, uint64_t value);
void coded_free(struct coded *coded);

/* What is left to read.  False: not that many bytes, or a varint over 64 bits;
 * nothing was read. */
bool coded_take(
    struct slice *rest, size_t size, struct slice *bytes_r) MUST_USE;
bool coded_take_u8(struct slice *rest, uint8_t *value_r) MUST_USE;
bool coded_take_u32(struct slice *rest, uint32_t *value_r) MUST_USE;
bool coded_take_u64(struct slice *rest, uint64_t *value_r) MUST_USE;
bool coded_take_varint(struct slice *rest, uint64_t *value_r) MUST_USE;
/* The same, where only 32 bits make sense. */
bool coded_take_varint32(struct slice *rest, uint32_t *value_r) MUST_USE;

#endif
