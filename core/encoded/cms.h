/*
 * cms - what S/MIME puts around a message (RFC 5652, RFC 8551)
 *
 * Signed and compressed data hold what mail clients show, which is mostly a
 * MIME entity; encrypted data say only that they are.  DER and BER, with
 * contents in any number of pieces.  PKCS #7, which CMS grew out of, is read as
 * well.  Signatures are not looked at.
 *
 * Threads: any.  Memory: a content in one piece is borrowed, one in several
 * lies in the arena.
 */
#ifndef CORE_ENCODED_CMS_H
#define CORE_ENCODED_CMS_H

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/check.h"
#include "core/base/slice.h"

enum cms_kind {
	CMS_DATA,       /* nothing but a content */
	CMS_SIGNED,     /* or digested, or authenticated */
	CMS_COMPRESSED, /* content is a stream of zlib (RFC 3274) */
	CMS_ENCRYPTED,  /* content is empty */
};

enum cms_flag {
	CMS_CUT = 1 << 0, /* size_max, the arena or the time */
	CMS_BAD = 1 << 1, /* ends early, or holds what does not belong there */
};

struct cms {
	enum cms_kind kind;
	unsigned flags;
	struct slice content; /* empty: there is none (a detached signature) */
};

/*
 * Take bytes apart.  size_max: bytes that the content may take.  False: they
 * are no CMS, and nothing is said.
 */
bool cms_read(struct slice bytes, size_t size_max, struct arena *arena,
    struct budget *budget, struct cms *cms_r) MUST_USE;

#endif
