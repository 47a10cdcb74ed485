/*
 * script_part - which parts are scripts
 */
#include "core/unpack/script_part.h"

/* What scripts write may be scripts, and so on, but each is as large. */
#define LAYERS_MAX 4u

/* A picture or an archive by its bytes is none, whatever it is called. */
static bool
may_be(const struct part *part)
{
	switch (filetype_class(part->type)) {
	case FILECLASS_TEXT:
	case FILECLASS_HTML:
	case FILECLASS_OTHER:
		return true;
	default:
		return part->type == FILETYPE_VBA;
	}
}

static bool
is_layer(const struct part *part)
{
	unsigned layers = 0;

	if (part->origin != PART_FROM_SCRIPT ||
	    filetype_class(part->type) != FILECLASS_TEXT ||
	    slice_equal(part->media_type, SCRIPT_FOLDED_TYPE))
		return false;
	for (; part != NULL && part->origin == PART_FROM_SCRIPT;
	     part = part->parent)
		layers++;
	return layers < LAYERS_MAX;
}

static bool
ends_with(struct slice name, struct slice end)
{
	return name.size >= end.size &&
	       slice_equal_nocase(slice_skip(name, name.size - end.size), end);
}

/* Not by their type: pages, lists and the like that programs run. */
static bool
is_run(struct slice name)
{
	static const struct slice ends[] = {SLICE(".hta"), SLICE(".sct"),
	    SLICE(".wsc"), SLICE(".xsl"), SLICE(".inf"), SLICE(".url")};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (ends_with(name, ends[i]))
			return true;
	return false;
}

static bool
is_sent_as_script(const struct part *part)
{
	if (part->type == FILETYPE_VBA || is_layer(part))
		return true;
	/* Few parts have other types than text and HTML. */
	if (!slice_equal(part->media_type, SLICE("text/plain")) &&
	    !slice_equal(part->media_type, SLICE("text/html")) &&
	    filetype_of_media_type(part->media_type) == FILETYPE_SCRIPT)
		return true;
	for (uint16_t i = 0; i < part->name_count; i++)
		if (filetype_of_name(part->names[i].text) == FILETYPE_SCRIPT ||
		    is_run(part->names[i].text))
			return true;
	return false;
}

bool
script_part_is(const struct part *part)
{
	return may_be(part) && is_sent_as_script(part);
}

static enum script_language
language_of_name(struct slice name)
{
	static const struct {
		struct slice end;
		enum script_language language;
	} ends[] = {
	    {SLICE(".js"), SCRIPT_JAVASCRIPT},
	    {SLICE(".jse"), SCRIPT_JAVASCRIPT},
	    {SLICE(".vbs"), SCRIPT_BASIC},
	    {SLICE(".vbe"), SCRIPT_BASIC},
	    {SLICE(".vba"), SCRIPT_BASIC},
	    {SLICE(".vb"), SCRIPT_BASIC},
	    {SLICE(".ps1"), SCRIPT_POWERSHELL},
	    {SLICE(".psm1"), SCRIPT_POWERSHELL},
	    {SLICE(".bat"), SCRIPT_BATCH},
	    {SLICE(".cmd"), SCRIPT_BATCH},
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (ends_with(name, ends[i].end))
			return ends[i].language;
	return SCRIPT_ANY;
}

enum script_language
script_part_language(const struct part *part)
{
	enum script_language language = SCRIPT_ANY;

	if (slice_equal(part->media_type, SLICE("application/x-powershell")))
		return SCRIPT_POWERSHELL;
	for (uint16_t i = 0; i < part->name_count; i++) {
		enum script_language other =
		    language_of_name(part->names[i].text);

		if (i > 0 && other != language)
			return SCRIPT_ANY;
		language = other;
	}
	return language;
}
