/*
 * filetype_claim - what names and media types claim, and whether it is so
 *
 * Two sorted tables, and for each claim the set of types that bear it out.
 */
#include "core/filetype/filetype.h"

#include <string.h>

#include "core/base/check.h"

struct claim {
	struct slice word;
	enum filetype type;
	bool executable;
};

static const struct claim extensions[] = {
#define FILETYPE_NAME(word, type, executable)                                  \
	{SLICE(word), FILETYPE_##type, executable},
#include "core/filetype/filetype_names.def"
#undef FILETYPE_NAME
};

static const struct claim media_types[] = {
#define FILETYPE_MEDIA(word, type) {SLICE(word), FILETYPE_##type, false},
#include "core/filetype/filetype_media_types.def"
#undef FILETYPE_MEDIA
};

/* Media types that share their beginning. */
static const struct claim media_families[] = {
    {SLICE("application/vnd.openxmlformats-officedocument.wordprocessingml."),
	FILETYPE_DOCX, false},
    {SLICE("application/vnd.openxmlformats-officedocument.spreadsheetml."),
	FILETYPE_XLSX, false},
    {SLICE("application/vnd.openxmlformats-officedocument.presentationml."),
	FILETYPE_PPTX, false},
    {SLICE("application/vnd.ms-word."), FILETYPE_DOCX, false},
    {SLICE("application/vnd.ms-excel."), FILETYPE_XLSX, false},
    {SLICE("application/vnd.ms-powerpoint."), FILETYPE_PPTX, false},
    {SLICE("application/vnd.oasis.opendocument."), FILETYPE_ODF, false},
    {SLICE("text/"), FILETYPE_TEXT, false},
    {SLICE("image/"), FILETYPE_GRAPHICS, false},
    {SLICE("audio/"), FILETYPE_MEDIA, false},
    {SLICE("video/"), FILETYPE_MEDIA, false},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
/* No extension in the table is longer. */
#define EXTENSION_MAX 24u

/* ---- looking up -------------------------------------------------------- */

static int
compare(struct slice a, struct slice b)
{
	size_t size = a.size < b.size ? a.size : b.size;
	int order = size == 0 ? 0 : memcmp(a.data, b.data, size);

	return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static const struct claim *
look_up(const struct claim *claims, size_t count, struct slice word)
{
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = compare(word, claims[middle].word);

		if (order == 0)
			return &claims[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

/* Windows drops dots and blanks at the end of a name, and so do the mail
 * clients that save under it. */
static struct slice
without_tail(struct slice name)
{
	while (name.size > 0 && (name.data[name.size - 1] <= ' ' ||
				    name.data[name.size - 1] == '.'))
		name.size--;
	return name;
}

static const struct claim *
claim_of_name(struct slice name)
{
	uint8_t lower[EXTENSION_MAX];
	size_t size = 0;

	name = without_tail(name);
	while (size < name.size && name.data[name.size - size - 1] != '.')
		if (++size > EXTENSION_MAX)
			return NULL;
	if (size == name.size)
		return NULL; /* no dot, so no extension */
	for (size_t i = 0; i < size; i++) {
		uint8_t c = name.data[name.size - size + i];

		lower[i] = c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c;
	}
	return look_up(
	    extensions, COUNT(extensions), (struct slice){lower, size});
}

enum filetype
filetype_of_name(struct slice name)
{
	const struct claim *claim = claim_of_name(name);

	return claim == NULL ? FILETYPE_OTHER : claim->type;
}

bool
filetype_name_is_executable(struct slice name)
{
	const struct claim *claim = claim_of_name(name);

	return claim != NULL && claim->executable;
}

enum filetype
filetype_of_media_type(struct slice media_type)
{
	const struct claim *claim;

	/* Most parts of most mails, and asked several times for each. */
	if (slice_equal(media_type, SLICE("text/plain")))
		return FILETYPE_TEXT;
	claim = look_up(media_types, COUNT(media_types), media_type);
	if (claim != NULL)
		return claim->type;
	for (size_t i = 0; i < COUNT(media_families); i++)
		if (slice_starts_with(media_type, media_families[i].word))
			return media_families[i].type;
	return FILETYPE_OTHER;
}

/* ---- whether it is so -------------------------------------------------- */

/* A set of types, a bit each. */
__extension__ typedef unsigned __int128 type_set;

#define BIT(type) ((type_set)1 << FILETYPE_##type)
_Static_assert(FILETYPES <= 128, "a set of types is one word");

#define TEXTS                                                                  \
	(BIT(TEXT) | BIT(ODD_TEXT) | BIT(HTML) | BIT(MAIL) | BIT(SCRIPT) |     \
	    BIT(URL) | BIT(POSTSCRIPT) | BIT(CALENDAR) | BIT(VCARD) |          \
	    BIT(PGP))
#define PICTURES                                                               \
	(BIT(GIF) | BIT(PNG) | BIT(JPEG) | BIT(TIFF) | BIT(BMP) | BIT(WEBP) |  \
	    BIT(GRAPHICS))
#define OFFICE_ZIPS (BIT(DOCX) | BIT(XLSX) | BIT(PPTX) | BIT(ZIP))
#define ZIPS (OFFICE_ZIPS | BIT(ODF) | BIT(EPUB) | BIT(JAR) | BIT(APK))
/* Office opens each under the names of the others; an encrypted DOCX is OLE2,
 * and Word saved RTF as .doc. */
#define OFFICE (OFFICE_ZIPS | BIT(OLE2) | BIT(RTF))

bool
filetype_is_zip(enum filetype type)
{
	CHECK((unsigned)type < FILETYPES);
	return (ZIPS >> type & 1) != 0;
}

/* The types that bear a claim out, besides the claimed one. */
static type_set
bearing_out(enum filetype claimed)
{
	type_set itself = (type_set)1 << claimed;

	if ((itself & TEXTS) != 0)
		/* Binary OpenPGP goes by the same name. */
		return claimed == FILETYPE_PGP ? TEXTS | BIT(OTHER) : TEXTS;
	/* There are pictures, films and songs that we do not know. */
	if (claimed == FILETYPE_GRAPHICS || claimed == FILETYPE_MEDIA)
		return PICTURES | BIT(MEDIA) | BIT(OTHER);
	if ((itself & PICTURES) != 0)
		return PICTURES;
	if (claimed == FILETYPE_OLE2 || (itself & OFFICE_ZIPS & ~BIT(ZIP)) != 0)
		return OFFICE;
	if ((itself & ZIPS) != 0)
		return ZIPS;
	switch (claimed) {
	case FILETYPE_RAR:
	case FILETYPE_RAR5:
		return BIT(RAR) | BIT(RAR5);
	case FILETYPE_CAB:
		return BIT(CAB) | BIT(ISCAB);
	case FILETYPE_PKCS7:
		return BIT(OTHER) | TEXTS; /* PEM, or BER that we do not know */
	case FILETYPE_ARCHIVE:
	case FILETYPE_DISK:
		return BIT(ARCHIVE) | BIT(DISK) | BIT(ISO) | BIT(UDF) |
		       BIT(OTHER);
	case FILETYPE_ISO:
		return BIT(UDF);
	default:
		return 0;
	}
}

bool
filetype_mismatch(enum filetype claimed, enum filetype found)
{
	CHECK((unsigned)claimed < FILETYPES && (unsigned)found < FILETYPES);
	if (claimed == FILETYPE_OTHER || claimed == found)
		return false;
	return (bearing_out(claimed) >> found & 1) == 0;
}
