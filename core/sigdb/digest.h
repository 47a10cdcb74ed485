/*
 * digest - MD5, SHA-1 and SHA-256 through libcrypto
 *
 * Signatures name files by these three, told apart by their length.  MD5 and
 * SHA-1 are not used here to prove anything, so they are asked for even where
 * the system is in FIPS mode.
 *
 * Threads: one digester a thread.  Computing allocates nothing of its own.
 */
#ifndef CORE_SIGDB_DIGEST_H
#define CORE_SIGDB_DIGEST_H

#include "core/base/check.h"
#include "core/base/slice.h"

enum digest_algorithm {
	DIGEST_MD5,
	DIGEST_SHA1,
	DIGEST_SHA256,
	DIGEST_ALGORITHMS,
};

#define DIGEST_MAX 32u

/* 16, 20, 32. */
size_t digest_size(enum digest_algorithm algorithm);

struct digester;

/* NULL: no memory, or there is no libcrypto, or it has none of them. */
struct digester *digester_create(void) MUST_USE;
void digester_destroy(struct digester **digester);

/* False: libcrypto refused (no memory); digest_r is undefined. */
bool digest_compute(struct digester *digester, enum digest_algorithm algorithm,
    struct slice bytes, uint8_t digest_r[DIGEST_MAX]) MUST_USE;

/* The same a piece at a time: begin, add as often as wanted, end. */
bool digest_begin(
    struct digester *digester, enum digest_algorithm algorithm) MUST_USE;
bool digest_add(struct digester *digester, enum digest_algorithm algorithm,
    struct slice bytes) MUST_USE;
bool digest_end(struct digester *digester, enum digest_algorithm algorithm,
    uint8_t digest_r[DIGEST_MAX]) MUST_USE;

/* Exactly 2 * size hexadecimal digits, either case. */
bool digest_from_hex(struct slice hex, uint8_t *digest_r, size_t size) MUST_USE;

#endif
