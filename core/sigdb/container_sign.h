/*
 * container_sign - the signatures inside containers
 *
 * Numbers are written with 64 digits (a-z, A-Z, 0-9, +, /), the least
 * significant first.
 *
 * Threads: any.
 */
#ifndef CORE_SIGDB_CONTAINER_SIGN_H
#define CORE_SIGDB_CONTAINER_SIGN_H

#include "core/sigdb/container.h"
#include "core/sigdb/digest.h"

enum sign_result {
	SIGN_GOOD,
	SIGN_BAD,
	SIGN_NO_MEMORY,
};

/* Is signature ^ exponent mod modulus this MD5?  (Textbook RSA.) */
enum sign_result sign_check_header(struct slice signature,
    const uint8_t md5[16], const struct container_keys *keys) MUST_USE;

/* Is it an RSA-PSS signature (SHA-256, MGF1, 32 bytes of salt) of text? */
enum sign_result sign_check_info(struct slice signature, struct slice text,
    const struct container_keys *keys, struct digester *digester) MUST_USE;

#endif
