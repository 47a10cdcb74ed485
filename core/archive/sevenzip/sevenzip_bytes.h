/*
 * sevenzip_bytes - the numbers of a 7z header, one after the other
 *
 * After 7zFormat.txt of the LZMA SDK.  What is not there reads as 0 and is
 * remembered, so that who reads asks once, at the end of a list.
 */
#ifndef CORE_ARCHIVE_SEVENZIP_SEVENZIP_BYTES_H
#define CORE_ARCHIVE_SEVENZIP_SEVENZIP_BYTES_H

#include "core/base/check.h"
#include "core/base/integer.h"
#include "core/base/slice.h"

struct sevenzip_bytes {
	struct slice rest;
	bool failed; /* something was not there, or not allowed */
};

uint8_t sevenzip_byte(struct sevenzip_bytes *bytes);
uint32_t sevenzip_u32(struct sevenzip_bytes *bytes);

/* One to nine bytes: the first one's upper bits say how many. */
uint64_t sevenzip_number(struct sevenzip_bytes *bytes);

struct slice sevenzip_take(struct sevenzip_bytes *bytes, uint64_t size);

/* A flag for each of so many things, the first one highest. */
struct sevenzip_flags {
	struct slice bits;
	uint64_t count;
	bool all; /* every flag is set, and no bits are stored */
};

struct sevenzip_flags sevenzip_take_flags(
    struct sevenzip_bytes *bytes, uint64_t count);
/* With a byte ahead that says whether all are set. */
struct sevenzip_flags sevenzip_take_some_flags(
    struct sevenzip_bytes *bytes, uint64_t count);
bool sevenzip_flag(const struct sevenzip_flags *flags, uint64_t n);
uint64_t sevenzip_flags_set(const struct sevenzip_flags *flags);

/* Sums of some of so many things. */
struct sevenzip_sums {
	struct sevenzip_flags known;
	struct sevenzip_bytes values; /* behind those that were read */
	uint64_t next;
};

struct sevenzip_sums sevenzip_take_sums(
    struct sevenzip_bytes *bytes, uint64_t count);
/* Of the next thing.  False: it has none. */
bool sevenzip_next_sum(struct sevenzip_sums *sums, uint32_t *sum_r);

#endif
