/*
 * archives - what one thread keeps for unpacking (private to core/archive;
 * core/pdf borrows the inflater)
 */
#ifndef CORE_ARCHIVE_MEMBER_ARCHIVES_H
#define CORE_ARCHIVE_MEMBER_ARCHIVES_H

#include <locale.h>

#include "core/archive/member/unpacking.h"
#include "core/base/quota.h"

struct inflater;       /* core/archive/method/inflate.h */
struct rar_crypt;      /* core/archive/crypt/rar_crypt.h */
struct sevenzip_crypt; /* core/archive/crypt/sevenzip_crypt.h */

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
extern const struct archive_reader rar_reader;
extern const struct archive_reader zip_reader;
extern const struct archive_reader gzip_reader;
extern const struct archive_reader arj_reader;
extern const struct archive_reader sevenzip_reader;
extern const struct archive_reader cab_reader;
extern const struct archive_reader chm_reader;
extern const struct archive_reader udf_reader;
extern const struct archive_reader disk_reader; /* VHD, VHDX, raw */
extern const struct archive_reader wim_reader;
extern const struct archive_reader sis_reader; /* Symbian */
extern const struct archive_reader autoit_reader;
extern const struct archive_reader nsis_reader;
extern const struct archive_reader iscab_reader; /* cabinets: InstallShield's */
extern const struct archive_reader ishield_reader; /* ... and its programs */
extern const struct archive_reader single_reader;  /* SZDD, KWAJ */

#endif
