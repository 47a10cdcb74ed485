/*
 * slice - a borrowed run of bytes
 *
 * A slice owns nothing.  Whoever hands one out names the owner of the bytes;
 * the slice dies with it.  {NULL, 0} is the empty slice; data may be NULL only
 * when size is 0.  The bytes may hold NUL and are not terminated.
 */
#ifndef CORE_BASE_SLICE_H
#define CORE_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slice {
	const uint8_t *data;
	size_t size;
};

/* A slice over a string literal, without its NUL. */
#define SLICE(literal)                                                         \
	((struct slice){(const uint8_t *)("" literal), sizeof(literal) - 1})

/* Bytes [from, from + size) of s, cut to what s holds. */
struct slice slice_sub(struct slice s, size_t from, size_t size);

/* s without its first n bytes (all of them, if it has fewer). */
struct slice slice_skip(struct slice s, size_t n);

/* s without blanks, tabs, CR and LF at both ends. */
struct slice slice_trim(struct slice s);

struct slice slice_from_string(const char *string);

bool slice_equal(struct slice a, struct slice b);

/* ASCII letters compare equal in either case; other bytes exactly. */
bool slice_equal_nocase(struct slice a, struct slice b);

bool slice_starts_with(struct slice s, struct slice prefix);
bool slice_starts_with_nocase(struct slice s, struct slice prefix);

/* Index of the first such byte, or s.size. */
size_t slice_find_byte(struct slice s, uint8_t byte);

/* Index of the first occurrence of needle, or haystack.size. */
size_t slice_find(struct slice haystack, struct slice needle);

/*
 * The same with ASCII letters equal in either case.  For short texts: each
 * place costs a comparison.
 */
size_t slice_find_nocase(struct slice haystack, struct slice needle);

/*
 * Decimal digits, all of s and at least one of them.  False: empty, another
 * byte, or over UINT64_MAX; *value_r is untouched.
 */
bool slice_to_u64(struct slice s, uint64_t *value_r);

#endif
