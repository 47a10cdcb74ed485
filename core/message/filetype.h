/*
 * filetype - what bytes are, by looking at them
 *
 * Neither the name nor the Content-Type is believed.  The types are those that
 * signatures can ask for (ClamAV's target types) plus what decoding needs.
 */
#ifndef CORE_MESSAGE_FILETYPE_H
#define CORE_MESSAGE_FILETYPE_H

#include "core/base/slice.h"

enum filetype {
	FILETYPE_OTHER, /* binary, not known */
	FILETYPE_TEXT,  /* plain text of some kind */
	FILETYPE_HTML,
	FILETYPE_MAIL, /* an RFC 5322 message */
	FILETYPE_PE,
	FILETYPE_ELF,
	FILETYPE_MACHO,
	FILETYPE_OLE2,
	FILETYPE_PDF,
	FILETYPE_RTF,
	FILETYPE_SWF,
	FILETYPE_JAVA,
	FILETYPE_GRAPHICS,
	FILETYPE_ARCHIVE, /* zip, rar, 7z, gz, ...: unpacked by a later stage */
	FILETYPES,
};

enum filetype filetype_detect(struct slice bytes);

/* "text", "PE": for people. */
const char *filetype_name(enum filetype type);

#endif
