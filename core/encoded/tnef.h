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
#include "core/encoded/mapi.h"

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
	struct slice name;         /* may be empty */
	struct slice name_charset; /* of the name; empty: it is UTF-8 */
	struct slice media_type;   /* as written, may be empty */
	struct slice charset;      /* of a body: "windows-1252"; may be empty */
	struct slice body;
};

/* How far the reading is; nothing in it is for the caller. */
struct tnef {
	struct slice bytes;
	size_t at;
	size_t unasked; /* bytes since the budget was asked */
	uint32_t codepage;
	bool stopped; /* by the budget */
	/* What attachment attributes gathered so far. */
	struct tnef_file attachment;
	unsigned name_rank; /* how good its name is */
	bool attachment_open;
	struct mapi props;     /* values that may be files of their own */
	bool props_attachment; /* ... of the attachment */
};

/* False: this is no TNEF. */
bool tnef_begin(struct tnef *tnef, struct slice bytes) MUST_USE;

/*
 * The next file.  size_max: bytes that its body may take.  False: no more.
 *
 * An attachment may have data in its own attribute and in its properties; both
 * are given, under the same name.  Properties that do not hold together are
 * given as they stand, from where they break, as an attachment with TNEF_BAD.
 */
bool tnef_next(struct tnef *tnef, size_t size_max, struct arena *arena,
    struct budget *budget, struct tnef_file *file_r) MUST_USE;

#endif
