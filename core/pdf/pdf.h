/*
 * pdf - the files, scripts, links and streams of a PDF (ISO 32000-2)
 *
 *     pdf_begin(&pdf, bytes, &options, arena, budget);
 *     if (pdf_wants_password(&pdf))
 *             pdf_try_passwords(&pdf, passwords, count);
 *     while (pdf_next(&pdf, &item))
 *             ...
 *
 * First come scripts, links and embedded files, then all other streams, decoded
 * as far as they can be; the same bytes once.  Of pictures only those that are
 * files (JPEG, JPEG 2000).  What is encrypted and stays so comes only where it
 * can be decoded as it stands, since a file may merely say that it is
 * encrypted.
 *
 * Not done: what a page shows as text; PDF as a text in another charset.
 *
 * Threads: one at a time for each struct archives and struct pdf_ciphers.
 * Memory: the arena; struct pdf may be on the stack (some 100 bytes).
 */
#ifndef CORE_PDF_PDF_H
#define CORE_PDF_PDF_H

#include "core/archive/archive.h"
#include "core/pdf/ciphers.h"

struct pdf_options {
	struct archives *archives;
	struct pdf_ciphers *ciphers;
	/* limits, bytes_max, aes_tries_left; the rest is not looked at. */
	struct archive_options shared;
	uint32_t objects_max;
};

enum pdf_item_kind {
	PDF_ITEM_SCRIPT, /* JavaScript; UTF-8 unless it is a stream */
	PDF_ITEM_LINKS,  /* URIs of actions, a line each */
	PDF_ITEM_FILE,   /* embedded */
	PDF_ITEM_STREAM,
};

struct pdf_item {
	enum pdf_item_kind kind;
	struct slice name; /* of a file, UTF-8; may be empty */
	struct slice body; /* in the arena or the bytes; never empty */
	unsigned flags;    /* MEMBER_CUT, _DAMAGED, _PASSWORD */
	enum limit limit;  /* with MEMBER_CUT; LIMIT_COUNT: the time */
};

enum pdf_flag {
	PDF_ENCRYPTED = 1 << 0, /* and no password was found */
	PDF_PASSWORD = 1 << 1,  /* one was, and it is not the empty one */
	PDF_CUT = 1 << 2,       /* see limit */
};

struct pdf_document; /* document.h */

struct pdf {
	struct pdf_document *document; /* NULL: no room for it */
	unsigned flags;                /* enum pdf_flag */
	enum limit limit;              /* LIMIT_COUNT: the time */
	uint32_t object_count;         /* of objects_max taken */
	uint64_t written;              /* of bytes_max taken */
};

/* Never fails: without objects nothing comes. */
void pdf_begin(struct pdf *pdf, struct slice bytes,
    const struct pdf_options *options, struct arena *arena,
    struct budget *budget);

/* Encrypted, and not with the empty password. */
bool pdf_wants_password(const struct pdf *pdf);
void pdf_try_passwords(
    struct pdf *pdf, const struct slice *passwords, size_t count);

/* False: the end, or a limit. */
bool pdf_next(struct pdf *pdf, struct pdf_item *item_r) MUST_USE;

#endif
