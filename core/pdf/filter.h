/*
 * filter - what the filters of a stream made of it, undone (ISO 32000-2, 7.4)
 *
 * Broken input gives what could be decoded.  Each limit on what comes out is
 * kept by body_output: the bytes of all streams, the ratio, the arena, the
 * time.
 *
 * Threads: one at a time for each struct archives.  Memory: the arena, also for
 * what lies between two filters.
 */
#ifndef CORE_PDF_FILTER_H
#define CORE_PDF_FILTER_H

#include "core/archive/member/body_output.h"

enum pdf_filter_kind {
	PDF_FLATE,
	PDF_LZW,
	PDF_ASCII85,
	PDF_ASCII_HEX,
	PDF_RUN_LENGTH,
	PDF_CRYPT,        /* see crypt.h: nothing happens here */
	PDF_JPEG,         /* DCT, JPX: what is left is a file of its own */
	PDF_PIXELS,       /* CCITT, JBIG2: what is left is of no use alone */
	PDF_OTHER_FILTER, /* nobody knows it */
};

/* Acrobat writes one or two, and reads any number. */
#define PDF_FILTERS_MAX 16u

struct pdf_filter {
	enum pdf_filter_kind kind;
	/* Flate and LZW only. */
	int64_t predictor, colors, bits, columns;
	bool late;     /* LZW: EarlyChange 0 */
	bool identity; /* Crypt: with the filter "Identity" */
};

struct pdf_filters {
	struct pdf_filter filter[PDF_FILTERS_MAX];
	unsigned count;
	bool cut; /* there were more */
};

enum pdf_filter_kind pdf_filter_of(struct slice name);

/*
 * Undo all up to the first that is none of the first six.  member_r: body,
 * MEMBER_DAMAGED, MEMBER_CUT with its limit.  Without anything to do the body
 * is packed itself.
 */
void pdf_filters_undo(const struct pdf_filters *filters, struct slice packed,
    struct unpacking *unpacking, struct member *member_r);

/* ---- filter_text.c, filter_lzw.c --------------------------------------- */

/* As inflate_stream(): as far as it goes.  False: damaged. */
bool pdf_undo_ascii85(struct slice packed, struct body_output *output);
bool pdf_undo_ascii_hex(struct slice packed, struct body_output *output);
bool pdf_undo_run_length(struct slice packed, struct body_output *output);
bool pdf_undo_lzw(struct slice packed, bool late, struct body_output *output);

/* ---- predictor.c ------------------------------------------------------- */

/* In place; returns the bytes that are left. */
size_t pdf_undo_predictor(
    const struct pdf_filter *filter, uint8_t *bytes, size_t size);

#endif
