/*
 * autoit_unpack - AutoIt's compression, and its scripts as text (private to
 * core/archive)
 */
#ifndef CORE_ARCHIVE_INSTALLER_AUTOIT_UNPACK_H
#define CORE_ARCHIVE_INSTALLER_AUTOIT_UNPACK_H

#include "core/archive/method/lz_output.h"

/*
 * A stream that begins with "EA05" or "EA06" and the size of what it becomes:
 * a bit for "literal", 8 bits; or 15 bits of distance and a length.
 */
enum lz_result autoit_unpack(
    struct slice packed, struct body_output *output) MUST_USE;

/*
 * A script of EA06 is tokens: operators, numbers, and words whose letters are
 * xored with their count.  They are written as lines, with blanks between;
 * keywords and functions that are mere numbers are left out.  LZ_DAMAGED: an
 * unknown token, or it ends in the middle.
 */
enum lz_result autoit_script(
    struct slice tokens, struct body_output *output) MUST_USE;

#endif
