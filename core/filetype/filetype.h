/*
 * filetype - what bytes are, by looking at them
 *
 * Neither the name nor the Content-Type is believed: they are claims, and
 * filetype_mismatch() says whether the bytes bear them out.  The types are
 * those that signatures can ask for (ClamAV's target types) and those that
 * decoding and people tell apart (filetype.def).
 *
 * Threads: any.  Nothing here allocates.
 */
#ifndef CORE_FILETYPE_FILETYPE_H
#define CORE_FILETYPE_FILETYPE_H

#include <stdbool.h>

#include "core/base/slice.h"

enum filetype {
#define FILETYPE(id, name, class) FILETYPE_##id,
#include "core/filetype/filetype.def"
#undef FILETYPE
	FILETYPES,
};

enum fileclass {
	FILECLASS_OTHER, /* binary, not known */
	FILECLASS_TEXT,
	FILECLASS_HTML,
	FILECLASS_MAIL, /* an RFC 5322 message */
	FILECLASS_PE,
	FILECLASS_ELF,
	FILECLASS_MACHO,
	FILECLASS_OLE2,
	FILECLASS_PDF,
	FILECLASS_RTF,
	FILECLASS_SWF,
	FILECLASS_JAVA,
	FILECLASS_GRAPHICS,
	FILECLASS_ARCHIVE, /* holds other files, or one compressed one */
	FILECLASSES,
};

enum filetype filetype_detect(struct slice bytes);

/*
 * The same, and on the way what there is certainly not in these bytes (all of
 * them): bits of enum bytes_seen (simd/bytes.h), and that below.  0: nothing is
 * known.
 */
#define FILETYPE_PDF_LOOK 1024u /* bytes in which readers take a PDF's mark */
#define FILETYPE_LACKS_PDF 256u /* "%PDF-" in so many bytes */

enum filetype filetype_look(struct slice bytes, unsigned *lacks_r);

/* The size of the line ahead of the mail in bytes that has nothing but a number
 * in it, as Apple Mail writes it (.emlx); 0: there is none, or no mail. */
size_t filetype_emlx_line(struct slice bytes);

/* Where "%PDF-" stands first in head, or head.size: there is none. */
size_t filetype_find_pdf(struct slice head);

enum fileclass filetype_class(enum filetype type);

/* "text", "PE": for people. */
const char *filetype_name(enum filetype type);

/* A zip, or one of its kinds (DOCX, JAR, ...): all are read as a zip. */
bool filetype_is_zip(enum filetype type);

/*
 * What a name ("invoice.pdf", UTF-8) or a media type ("application/pdf", lower
 * case) claims; FILETYPE_OTHER: nothing that we could tell.  Of a name its last
 * extension counts, without the dots and blanks that Windows drops behind it.
 */
enum filetype filetype_of_name(struct slice name);
enum filetype filetype_of_media_type(struct slice media_type);

/* Windows runs a file of that name, or what it names, when it is opened. */
bool filetype_name_is_executable(struct slice name);

/*
 * A claim that bytes of that type do not bear out; no claim is never wrong, and
 * neither is one that readers would shrug at: any picture for another, any
 * Office document for another, a page or a message as text.  Not to be asked
 * about a body without bytes.
 */
bool filetype_mismatch(enum filetype claimed, enum filetype found);

#endif
