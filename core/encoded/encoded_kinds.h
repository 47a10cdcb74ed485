/*
 * encoded_kinds - one reader for each way to write a file into a text
 *
 * Private to core/encoded.
 */
#ifndef CORE_ENCODED_ENCODED_KINDS_H
#define CORE_ENCODED_ENCODED_KINDS_H

#include "core/encoded/encoded_file.h"
#include "core/encoded/encoded_start.h"
#include "core/encoded/lines.h"
#include "core/encoded/sink.h"

/* First lines are no longer, so that many starts in one endless line do not
 * each cost all of it. */
#define ENCODED_HEAD_MAX 1024u

/*
 * Read the file whose first line is head, which lines is just behind.  False:
 * it is none.  name, body, resource, kind and flags are filled in; lines ends
 * up behind it.
 */
bool uuencode_read(struct lines *lines, struct slice head, struct sink *sink,
    struct encoded_file *file);
bool yenc_read(struct lines *lines, struct slice head, struct sink *sink,
    struct encoded_file *file);
bool binhex_read(
    struct lines *lines, struct sink *sink, struct encoded_file *file);

#endif
