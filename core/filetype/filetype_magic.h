/*
 * filetype_magic - types that fixed bytes at a fixed place give away
 *
 * Private to core/filetype.
 */
#ifndef CORE_FILETYPE_FILETYPE_MAGIC_H
#define CORE_FILETYPE_FILETYPE_MAGIC_H

#include "core/base/slice.h"
#include "core/filetype/filetype.h"

/* FILETYPE_OTHER: none of them.  binary: the first bytes are not text. */
enum filetype filetype_by_magic(struct slice bytes, bool binary);

/* Of bytes that are a zip: FILETYPE_ZIP or one of its kinds. */
enum filetype filetype_of_zip(struct slice bytes);

/* Of a text without tags: FILETYPE_TEXT or what it begins as. */
enum filetype filetype_of_text(struct slice text);

#endif
