/*
 * hangul - what the streams of a document of Hangul are (HWP 5)
 *
 * A compound file whose stream "FileHeader" says whether the text, the scripts
 * and the files of the document are deflated.
 *
 * Threads: any.  Memory: nothing.
 */
#ifndef CORE_DOCUMENT_HANGUL_H
#define CORE_DOCUMENT_HANGUL_H

#include "core/base/check.h"
#include "core/base/slice.h"

enum hangul_flag {
	HANGUL_COMPRESSED = 1 << 0,
	HANGUL_ENCRYPTED = 1 << 1,
};

/* What the stream of that path (UTF-8) says of the document; false: it is not
 * the one that does. */
bool hangul_header(
    struct slice path, struct slice stream, unsigned *flags_r) MUST_USE;

/* Would a stream of that path be deflated? */
bool hangul_is_deflated(struct slice path) MUST_USE;

#endif
