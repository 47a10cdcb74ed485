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
#include <string.h>

#include "core/base/ascii.h"

struct slice {
	const uint8_t *data;
	size_t size;
};

/* A slice over a string literal, without its NUL. */
#define SLICE(literal)                                                         \
	((struct slice){(const uint8_t *)("" literal), sizeof(literal) - 1})

/*
 * The small ones stand here for the compiler to see: with a literal for one
 * argument a comparison is two or three instructions, called it is forty, and a
 * short mail takes hundreds of them.
 */

/* Bytes [from, from + size) of s, cut to what s holds. */
static inline struct slice
slice_sub(struct slice s, size_t from, size_t size)
{
	if (from > s.size)
		from = s.size;
	if (size > s.size - from)
		size = s.size - from;
	return (struct slice){s.data == NULL ? NULL : s.data + from, size};
}

/* s without its first n bytes (all of them, if it has fewer). */
static inline struct slice
slice_skip(struct slice s, size_t n)
{
	return slice_sub(s, n, SIZE_MAX);
}

/* s without blanks, tabs, CR and LF at both ends. */
struct slice slice_trim(struct slice s);

static inline struct slice
slice_from_string(const char *string)
{
	return (struct slice){(const uint8_t *)string, strlen(string)};
}

static inline bool
slice_equal(struct slice a, struct slice b)
{
	return a.size == b.size &&
	       (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bool
slice_starts_with(struct slice s, struct slice prefix)
{
	return slice_equal(slice_sub(s, 0, prefix.size), prefix);
}

/* size bytes of both; behind the two below. */
bool slice_same_letters(const uint8_t *a, const uint8_t *b, size_t size);

/* ASCII letters compare equal in either case; other bytes exactly. */
static inline bool
slice_equal_nocase(struct slice a, struct slice b)
{
	return a.size == b.size &&
	       (a.size == 0 ||
		   (ascii_lower(a.data[0]) == ascii_lower(b.data[0]) &&
		       slice_same_letters(a.data, b.data, a.size)));
}

static inline bool
slice_starts_with_nocase(struct slice s, struct slice prefix)
{
	return slice_equal_nocase(slice_sub(s, 0, prefix.size), prefix);
}

/* Index of the first such byte, or s.size. */
static inline size_t
slice_find_byte(struct slice s, uint8_t byte)
{
	const uint8_t *at;

	if (s.size == 0)
		return 0;
	at = (const uint8_t *)memchr(s.data, byte, s.size);
	return at == NULL ? s.size : (size_t)(at - s.data);
}

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

/* The same, to UINT32_MAX. */
bool slice_to_u32(struct slice s, uint32_t *value_r);

#endif
