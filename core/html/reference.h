/*
 * reference - character references (HTML standard, 13.2.5.72 to 13.2.5.84)
 *
 * Named ones (all 2,231 names), decimal and hexadecimal ones with the remapping
 * of 0x80 to 0x9F to windows-1252.
 *
 * Threads: any.
 */
#ifndef CORE_HTML_REFERENCE_H
#define CORE_HTML_REFERENCE_H

#include "core/base/slice.h"

/* Bytes that one reference may become. */
#define REFERENCE_MAX 6u

/* A row of the table that make-tables writes. */
struct reference_row {
	uint16_t name; /* offset in html_reference_names */
	uint8_t name_size;
	uint8_t bare; /* known also without its semicolon */
	uint8_t text_size;
	uint8_t text[REFERENCE_MAX];
};

extern const char html_reference_names[];
extern const struct reference_row html_references[];
#define REFERENCE_BUCKETS 1024u
extern const uint16_t html_reference_buckets[REFERENCE_BUCKETS + 1];

/*
 * s begins with '&'.  Writes what the reference stands for to out (room for
 * REFERENCE_MAX) and its size to *written_r; returns the bytes of s that it
 * takes.  0: it is no reference, the '&' stands for itself.
 */
size_t reference_decode(
    struct slice s, bool in_attribute, uint8_t *out, size_t *written_r);

/* Is there anything in s to decode: '&' or NUL? */
bool reference_needs_decoding(struct slice s);

/*
 * All of s decoded to out, which has room for reference_room(s): "&nGt;" grows
 * from five bytes to six, and NUL becomes U+FFFD.
 */
size_t reference_room(struct slice s);
size_t reference_decode_all(struct slice s, bool in_attribute, uint8_t *out);

#endif
