/*
 * filetype_zip - which kind of zip it is, by its first members
 *
 *     local header: "PK" 3 4, version (2), flags (2), method (2), time (4),
 *     CRC (4), packed size (4), size (4), size of name (2), of extra (2)
 *
 * Office documents, OpenDocument, Java and Android packages begin with members
 * of known names.  The members are gone through from header to header; where a
 * size stands behind its data, the next header is searched for.
 */
#include "core/filetype/filetype_magic.h"

#include "core/base/integer.h"

#define MEMBERS 32u
#define SEARCH ((size_t)64 << 10)
#define HEADER 30u
#define SIZE_BEHIND 8u /* flag: sizes follow the data */

/* What the names of the members say. */
struct look {
	bool package; /* Office Open XML and the like */
	bool manifest;
	bool android;
	enum filetype office; /* FILETYPE_ZIP: not seen */
	enum filetype stored; /* said by a member "mimetype" */
};

static enum filetype
by_mimetype(struct slice content)
{
	if (slice_starts_with(content, SLICE("application/epub+zip")))
		return FILETYPE_EPUB;
	if (slice_starts_with(
		content, SLICE("application/vnd.oasis.opendocument.")) ||
	    slice_starts_with(content, SLICE("application/vnd.sun.xml.")))
		return FILETYPE_ODF;
	return FILETYPE_ZIP;
}

static void
look_at_member(struct look *look, struct slice name, struct slice content)
{
	if (slice_equal_nocase(name, SLICE("[Content_Types].xml")) ||
	    slice_equal_nocase(name, SLICE("_rels/.rels")))
		look->package = true;
	else if (slice_starts_with_nocase(name, SLICE("word/")))
		look->office = FILETYPE_DOCX;
	else if (slice_starts_with_nocase(name, SLICE("xl/")))
		look->office = FILETYPE_XLSX;
	else if (slice_starts_with_nocase(name, SLICE("ppt/")))
		look->office = FILETYPE_PPTX;
	else if (slice_equal(name, SLICE("mimetype")))
		look->stored = by_mimetype(content);
	else if (slice_equal_nocase(name, SLICE("META-INF/MANIFEST.MF")))
		look->manifest = true;
	else if (slice_equal(name, SLICE("AndroidManifest.xml")))
		look->android = true;
}

/* Where the next local header may be. */
static size_t
next_header(struct slice bytes, size_t content)
{
	struct slice window = slice_sub(bytes, content, SEARCH);
	size_t found = slice_find(window, SLICE("PK\x03\x04"));

	return found < window.size ? content + found : bytes.size;
}

enum filetype
filetype_of_zip(struct slice bytes)
{
	struct look look = {.office = FILETYPE_ZIP, .stored = FILETYPE_ZIP};
	size_t at = 0;

	for (unsigned i = 0; i < MEMBERS; i++) {
		struct slice header = slice_skip(bytes, at);
		size_t name, content, packed;

		if (header.size < HEADER ||
		    !slice_starts_with(header, SLICE("PK\x03\x04")))
			break;
		name = u16_le(header, 26);
		content = HEADER + name + u16_le(header, 28);
		packed = u32_le(header, 18);
		look_at_member(&look, slice_sub(header, HEADER, name),
		    slice_skip(header, content));
		/* at is inside of bytes, and what is added below 2^33. */
		if (packed == 0 && (u16_le(header, 6) & SIZE_BEHIND) != 0)
			at = next_header(bytes, at + content);
		else if (packed <= header.size)
			at += content + packed;
		else
			break;
	}
	if (look.stored != FILETYPE_ZIP)
		return look.stored;
	if (look.android)
		return FILETYPE_APK;
	if (look.package && look.office != FILETYPE_ZIP)
		return look.office;
	return look.manifest ? FILETYPE_JAR : FILETYPE_ZIP;
}
