/*
 * archives - what one thread keeps for unpacking (private to core/archive;
 * core/pdf borrows the inflater)
 */
#ifndef CORE_ARCHIVE_ARCHIVES_H
#define CORE_ARCHIVE_ARCHIVES_H

#include <locale.h>

#include "core/archive/inflate.h"
#include "core/archive/rar_crypt.h"
#include "core/archive/sevenzip_crypt.h"
#include "core/archive/zip_header.h"
#include "core/base/quota.h"

struct archives {
	/* libarchive turns names into the charset of the locale, and the
	 * process has none.  (locale_t)0: the system has no such locale. */
	locale_t utf8;
	struct quota *quota; /* in which all readers run */
	struct inflater *inflater;
	struct sevenzip_crypt *crypt;
	struct rar_crypt *rar_crypt;
};

extern const struct archive_reader library_reader; /* libarchive */
extern const struct archive_reader zip_reader;
extern const struct archive_reader gzip_reader;
extern const struct archive_reader arj_reader;
extern const struct archive_reader sevenzip_reader;
extern const struct archive_reader cab_reader;
extern const struct archive_reader chm_reader;
extern const struct archive_reader udf_reader;
extern const struct archive_reader disk_reader; /* VHD, VHDX, raw */
extern const struct archive_reader sis_reader;  /* Symbian */
extern const struct archive_reader autoit_reader;
extern const struct archive_reader nsis_reader;
extern const struct archive_reader iscab_reader; /* cabinets: InstallShield's */
extern const struct archive_reader ishield_reader; /* ... and its programs */
extern const struct archive_reader single_reader;  /* SZDD, KWAJ */

/*
 * The body of one member of a zip by way of libarchive, for methods and ciphers
 * of its own: header says what it is, packed are its bytes.  Into member: body
 * and flags.
 */
void library_read_zip_member(struct unpacking *unpacking,
    const struct zip_header *header, struct slice packed,
    struct member *member);

#endif
