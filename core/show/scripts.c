/*
 * scripts - words that are put together from letters of several scripts
 */
#include "core/show/scripts.h"

#include "core/text/utf8.h"

enum script {
	SCRIPT_NONE, /* no letter, or of a script that looks like no other */
	SCRIPT_LATIN,
	SCRIPT_ALIKE, /* has letters that look like Latin ones */
};

struct range {
	uint32_t first, last;
	enum script script;
};

/* Blocks of the Unicode standard. */
static const struct range ranges[] = {
    {'A', 'Z', SCRIPT_LATIN}, {'a', 'z', SCRIPT_LATIN},
    {0x00C0, 0x00D6, SCRIPT_LATIN}, {0x00D8, 0x00F6, SCRIPT_LATIN},
    {0x00F8, 0x024F, SCRIPT_LATIN}, {0x0370, 0x03FF, SCRIPT_ALIKE}, /* Greek */
    {0x0400, 0x052F, SCRIPT_ALIKE}, /* Cyrillic */
    {0x0531, 0x058A, SCRIPT_ALIKE}, /* Armenian */
    {0x13A0, 0x13FD, SCRIPT_ALIKE}, /* Cherokee */
    {0x1E00, 0x1EFF, SCRIPT_LATIN}, {0x1F00, 0x1FFF, SCRIPT_ALIKE}, /* Greek */
    {0x2C80, 0x2CFF, SCRIPT_ALIKE},                                 /* Coptic */
};

static enum script
script_of(uint32_t code_point)
{
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (code_point >= ranges[i].first &&
		    code_point <= ranges[i].last)
			return ranges[i].script;
	return SCRIPT_NONE;
}

bool
scripts_are_mixed(struct slice text)
{
	bool latin = false, alike = false;
	size_t at = 0;

	while (at < text.size) {
		enum script script = script_of(utf8_next(text, &at));

		/* What is no letter ends a word. */
		latin =
		    script == SCRIPT_LATIN || (latin && script != SCRIPT_NONE);
		alike =
		    script == SCRIPT_ALIKE || (alike && script != SCRIPT_NONE);
		if (latin && alike)
			return true;
	}
	return false;
}
