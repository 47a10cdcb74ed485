/*
 * zip_library - one member of a zip, for the methods and ciphers that
 * libarchive knows
 */
#ifndef CORE_ARCHIVE_ZIP_ZIP_LIBRARY_H
#define CORE_ARCHIVE_ZIP_ZIP_LIBRARY_H

#include "core/archive/member/unpacking.h"
#include "core/archive/zip/zip_header.h"

/*
 * The body of one member of a zip by way of libarchive, for methods and ciphers
 * of its own: header says what it is, packed are its bytes.  Into member: body
 * and flags.
 */
void library_read_zip_member(struct unpacking *unpacking,
    const struct zip_header *header, struct slice packed,
    struct member *member);

#endif
