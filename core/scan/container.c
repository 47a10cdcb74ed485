/*
 * container - what a part lies in, by the names that signatures use
 */
#include "core/scan/run.h"

static const uint8_t cltype_of[FILETYPES] = {
    [FILETYPE_TEXT] = CLTYPE_TEXT_ASCII,
    [FILETYPE_HTML] = CLTYPE_HTML,
    [FILETYPE_MAIL] = CLTYPE_MAIL,
    [FILETYPE_PE] = CLTYPE_MSEXE,
    [FILETYPE_ELF] = CLTYPE_ELF,
    [FILETYPE_MACHO] = CLTYPE_MACHO,
    [FILETYPE_OLE2] = CLTYPE_MSOLE2,
    [FILETYPE_PDF] = CLTYPE_PDF,
    [FILETYPE_RTF] = CLTYPE_RTF,
    [FILETYPE_SWF] = CLTYPE_SWF,
    [FILETYPE_JAVA] = CLTYPE_JAVA,
    [FILETYPE_GIF] = CLTYPE_GIF,
    [FILETYPE_PNG] = CLTYPE_PNG,
    [FILETYPE_JPEG] = CLTYPE_JPEG,
    [FILETYPE_TIFF] = CLTYPE_TIFF,
    [FILETYPE_BMP] = CLTYPE_GRAPHICS,
    [FILETYPE_WEBP] = CLTYPE_RIFF,
    [FILETYPE_GRAPHICS] = CLTYPE_GRAPHICS,
    [FILETYPE_ZIP] = CLTYPE_ZIP,
    [FILETYPE_RAR] = CLTYPE_RAR,
    [FILETYPE_RAR5] = CLTYPE_RAR,
    [FILETYPE_SEVENZIP] = CLTYPE_7Z,
    [FILETYPE_TAR] = CLTYPE_POSIX_TAR,
    [FILETYPE_CPIO] = CLTYPE_CPIO_NEWC,
    [FILETYPE_ISO] = CLTYPE_ISO9660,
    [FILETYPE_UDF] = CLTYPE_UDF,
    [FILETYPE_JOLIET] = CLTYPE_ISO9660,
    [FILETYPE_CAB] = CLTYPE_MSCAB,
    [FILETYPE_LHA] = CLTYPE_LHA_LZH,
    [FILETYPE_ARJ] = CLTYPE_ARJ,
    [FILETYPE_XAR] = CLTYPE_XAR,
    [FILETYPE_GZIP] = CLTYPE_GZ,
    [FILETYPE_BZIP2] = CLTYPE_BZ,
    [FILETYPE_XZ] = CLTYPE_XZ,
    [FILETYPE_CHM] = CLTYPE_MSCHM,
    [FILETYPE_SZDD] = CLTYPE_MSSZDD,
    [FILETYPE_TNEF] = CLTYPE_TNEF,
    [FILETYPE_ONENOTE] = CLTYPE_ONENOTE,
    [FILETYPE_DOCX] = CLTYPE_OOXML_WORD,
    [FILETYPE_XLSX] = CLTYPE_OOXML_XL,
    [FILETYPE_PPTX] = CLTYPE_OOXML_PPT,
    [FILETYPE_ODF] = CLTYPE_ZIP,
    [FILETYPE_EPUB] = CLTYPE_ZIP,
    [FILETYPE_JAR] = CLTYPE_ZIP,
    [FILETYPE_APK] = CLTYPE_ZIP,
    [FILETYPE_SHORTCUT] = CLTYPE_LNK,
    [FILETYPE_NSIS] = CLTYPE_NULSFT,
    [FILETYPE_AUTOIT] = CLTYPE_AUTOIT,
    [FILETYPE_ISHIELD] = CLTYPE_ISHIELD_MSI,
    [FILETYPE_SCRIPT] = CLTYPE_SCRIPT,
    [FILETYPE_POSTSCRIPT] = CLTYPE_PS,
};

/*
 * The next layer outwards.  *part is the one inside, and becomes the one that
 * is told of; a multipart is no file of its own, and the message that all lies
 * in is the last.  False: there is none.
 */
static bool
next_container(const struct part **part, bool *top, enum cltype *type_r)
{
	if (*top || *part == NULL)
		return false;
	do
		*part = (*part)->parent;
	while (*part != NULL && (*part)->kind == PART_MULTIPART);
	*top = *part == NULL;
	if (*top || (*part)->kind == PART_MESSAGE)
		*type_r = CLTYPE_MAIL;
	else
		*type_r = (enum cltype)cltype_of[(*part)->type];
	return true;
}

bool
container_of_part(const struct run *run, const struct part *part,
    enum cltype *type_r, uint64_t *size_r)
{
	bool top = false;

	if (part->parent == NULL || !next_container(&part, &top, type_r))
		return false;
	*size_r = top || part->parent == NULL ? run->message->content.size
					      : part->body.size;
	return true;
}

/* From the innermost outwards; ANY is any. */
static bool
intermediates_fit(
    const uint32_t *types, uint32_t count, const struct part *part)
{
	bool top = false;

	while (count > 0) {
		enum cltype type;

		if (!next_container(&part, &top, &type))
			return false;
		count--;
		if (types[count] != CLTYPE_ANY &&
		    types[count] != (uint32_t)type)
			return false;
	}
	return true;
}

bool
container_fits(const struct sigdb *sigdb, const struct image_logical *logical,
    const struct part *part)
{
	const struct part *inner = part;
	bool top = false;
	enum cltype type = CLTYPE_ANY;

	if ((logical->flags & IMAGE_LOGICAL_CONTAINER) != 0) {
		/* ANY: what lies in nothing. */
		(void)next_container(&inner, &top, &type);
		if (logical->container != (uint16_t)type)
			return false;
	}
	return intermediates_fit(
	    sigdb->types + logical->first_type, logical->type_count, part);
}

uint32_t
container_target(enum cltype type)
{
	switch (type) {
	case CLTYPE_MSEXE:
		return TARGET_PE;
	case CLTYPE_MSOLE2:
		return TARGET_OLE2;
	case CLTYPE_HTML:
		return TARGET_HTML;
	case CLTYPE_MAIL:
		return TARGET_MAIL;
	case CLTYPE_GRAPHICS:
	case CLTYPE_GIF:
	case CLTYPE_PNG:
	case CLTYPE_JPEG:
	case CLTYPE_TIFF:
		return TARGET_GRAPHICS;
	case CLTYPE_ELF:
		return TARGET_ELF;
	case CLTYPE_MACHO:
		return TARGET_MACHO;
	case CLTYPE_PDF:
		return TARGET_PDF;
	case CLTYPE_SWF:
		return TARGET_SWF;
	case CLTYPE_JAVA:
		return TARGET_JAVA;
	default:
		return TARGET_NONE;
	}
}
