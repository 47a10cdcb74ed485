/*
 * tnef - what Outlook packs into winmail.dat ([MS-OXTNEF])
 *
 * Attachments with their long names, the body as plain text, HTML or RTF (the
 * compressed kind, [MS-OXRTFCP], is decompressed), and embedded messages, which
 * are TNEF again.
 *
 * Threads: any.  Memory: what must be decoded lies in the arena, the rest is
 * borrowed.
 */
#ifndef CORE_ENCODED_TNEF_H
#define CORE_ENCODED_TNEF_H

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/slice.h"

enum tnef_kind {
	TNEF_ATTACHMENT,
	TNEF_BODY,     /* plain text, HTML or RTF: media_type says which */
	TNEF_EMBEDDED, /* a message: TNEF in itself */
};

enum tnef_flag {
	TNEF_CUT = 1 << 0,
	TNEF_BAD = 1 << 1, /* wrong sums or lengths */
};

struct tnef_file {
	enum tnef_kind kind;
	unsigned flags;
	struct slice name;       /* UTF-8, may be empty */
	struct slice media_type; /* may be empty */
	struct slice charset;    /* of a body: "windows-1252"; may be empty */
	struct slice body;
};

struct tnef {
	struct slice bytes;
	size_t at;
	uint32_t codepage;
	/* What attachment attributes gathered so far. */
	struct tnef_file attachment;
	bool attachment_open;
};

/* False: this is no TNEF. */
bool tnef_begin(struct tnef *tnef, struct slice bytes) MUST_USE;

/* size_max: bytes that the body may take.  False: no more. */
bool tnef_next(struct tnef *tnef, size_t size_max, struct arena *arena,
    struct budget *budget, struct tnef_file *file_r) MUST_USE;

#endif
