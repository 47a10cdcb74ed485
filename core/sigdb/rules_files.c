/*
 * rules_files - which file holds which kind of line
 */
#include "core/sigdb/rules.h"

static const struct {
	const char *extension;
	struct rules_type type;
} types[] = {
    {".db", {RULES_BODY_OLD, false}},
    {".ndb", {RULES_BODY, false}},
    {".ndu", {RULES_BODY, true}},
    {".ldb", {RULES_LOGICAL, false}},
    {".ldu", {RULES_LOGICAL, true}},
    {".cdb", {RULES_METADATA, false}},
    {".pdb", {RULES_PHISHING, false}},
    {".wdb", {RULES_PHISHING_ALLOW, false}},
    {".pwdb", {RULES_PASSWORD, false}},
    {".ftm", {RULES_MAGIC, false}},
    {".yar", {RULES_YARA, false}},
    {".yara", {RULES_YARA, false}},
    {".hdb", {RULES_HASH, false}},
    {".hsb", {RULES_HASH, false}},
    {".hdu", {RULES_HASH, true}},
    {".hsu", {RULES_HASH, true}},
    {".mdb", {RULES_SECTION, false}},
    {".msb", {RULES_SECTION, false}},
    {".mdu", {RULES_SECTION, true}},
    {".msu", {RULES_SECTION, true}},
    {".imp", {RULES_IMPORTS, false}},
    {".fp", {RULES_ALLOW, false}},
    {".sfp", {RULES_ALLOW, false}},
    {".ign", {RULES_IGNORE_OLD, false}},
    {".ign2", {RULES_IGNORE, false}},
    {".cvd", {RULES_CVD, false}},
    {".cld", {RULES_CLD, false}},
    {".cud", {RULES_CUD, false}},
    /* Known, not used yet: their lines are counted, so that nobody believes
     * that they are in force. */
    {".crb", {RULES_UNSUPPORTED, false}},
    {".cat", {RULES_UNSUPPORTED, false}},
    {".gdb", {RULES_UNSUPPORTED, false}},
    {".idb", {RULES_UNSUPPORTED, false}},
    {".cfg", {RULES_UNSUPPORTED, false}},
    {".info", {RULES_UNSUPPORTED, false}},
    {".cbc", {RULES_UNSUPPORTED, false}},
    {".ioc", {RULES_UNSUPPORTED, false}},
    {".sdb", {RULES_UNSUPPORTED, false}},
    {".zmd", {RULES_UNSUPPORTED, false}},
    {".rmd", {RULES_UNSUPPORTED, false}},
};

static struct slice
extension_of(struct slice file_name)
{
	for (size_t i = file_name.size; i > 0; i--)
		if (file_name.data[i - 1] == '.')
			return slice_skip(file_name, i - 1);
	return (struct slice){NULL, 0};
}

struct rules_type
rules_type_of(struct slice file_name)
{
	struct slice extension = extension_of(file_name);

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (slice_equal_nocase(
			extension, slice_from_string(types[i].extension)))
			return types[i].type;
	return (struct rules_type){RULES_NONE, false};
}
