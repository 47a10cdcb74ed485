/*
 * hangul - what the streams of a document of Hangul are (HWP 5)
 */
#include "core/document/hangul.h"

#include "core/base/integer.h"

#define FLAGS_AT 36u
#define FLAG_COMPRESSED 1u
#define FLAG_ENCRYPTED 2u

bool
hangul_header(struct slice path, struct slice stream, unsigned *flags_r)
{
	uint32_t flags = u32_le(stream, FLAGS_AT);

	if (!slice_equal(path, SLICE("FileHeader")) ||
	    !slice_starts_with(stream, SLICE("HWP Document File")))
		return false;
	*flags_r = ((flags & FLAG_COMPRESSED) != 0 ? HANGUL_COMPRESSED : 0) |
		   ((flags & FLAG_ENCRYPTED) != 0 ? HANGUL_ENCRYPTED : 0);
	return true;
}

bool
hangul_is_deflated(struct slice path)
{
	static const struct slice prefixes[] = {
	    SLICE("BinData/"),
	    SLICE("BodyText/"),
	    SLICE("DocInfo"),
	    SLICE("Scripts/"),
	};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (slice_starts_with(path, prefixes[i]))
			return true;
	return false;
}
