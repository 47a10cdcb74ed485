/*
 * sign_file - the signature that lies beside a container
 *
 * NAME-VERSION.cvd.sign, of ClamAV 1.5 and later (functionality level 230):
 *
 *     #clamsign-1.0
 *     230::pkcs7-pem:MIIP...
 *
 * A line is MINLEVEL:MAXLEVEL:FORMAT:BASE64; the last is a detached PKCS#7
 * SignedData (RFC 2315) over the whole container, with the certificates on the
 * way to a root that the administrator trusts.  Lines for other levels, of
 * other formats, comments and empty lines are passed over.
 *
 * Threads: any.  Memory: libcrypto's.
 */
#ifndef CORE_SIGDB_SIGN_FILE_H
#define CORE_SIGDB_SIGN_FILE_H

#include "core/base/check.h"
#include "core/base/slice.h"

/* A real one has 15 KB. */
#define SIGN_FILE_BYTES_MAX ((size_t)1 << 20)
#define SIGN_FILE_NAME_MAX 256u

struct sign_anchors; /* certificates that are trusted */

/*
 * A PEM file, or a directory of such files (names in .pem or .crt).  NULL:
 * there are none, or no memory.
 */
struct sign_anchors *sign_anchors_load(const char *path) MUST_USE;
void sign_anchors_free(struct sign_anchors **anchors);

enum sign_file_result {
	SIGN_FILE_GOOD,      /* one line holds, and leads to an anchor */
	SIGN_FILE_WRONG,     /* one is there, and is not of these bytes */
	SIGN_FILE_UNTRUSTED, /* of these bytes, but by nobody we know */
	SIGN_FILE_EMPTY,     /* no line that we could check */
};

/* anchors may be NULL: then nothing is GOOD. */
enum sign_file_result sign_file_check(struct slice text, struct slice container,
    const struct sign_anchors *anchors) MUST_USE;

/*
 * What the sign file of a container is called.  False: too long, or name does
 * not end in ".cvd".
 */
bool sign_file_name(const char *container_name, uint64_t version,
    char name_r[SIGN_FILE_NAME_MAX]) MUST_USE;

#endif
