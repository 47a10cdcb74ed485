/*
 * settings - cartridge.cfg: what a site sets for the scorer
 *
 * Lines "key words = value" in the form of CGPCloudmark's file; '#' begins a
 * comment line, case and the number of blanks in a key do not count.  The keys
 * stand in settings.def.  A key that is not known is told and passed over,
 * since old files hold such; a value that is not allowed refuses the file.
 *
 * Threads: settings never change once read.
 */
#ifndef CORE_LIST_SETTINGS_H
#define CORE_LIST_SETTINGS_H

#include <stdio.h>

#include "core/base/check.h"
#include "core/base/text.h"

#define SETTINGS_FILE_MAX ((size_t)1 << 20)
/* Bytes of a text, its NUL included. */
#define SETTING_TEXT_BYTES 256u

enum image_depth {
	IMAGE_DEPTH_NONE,
	IMAGE_DEPTH_LOW,
	IMAGE_DEPTH_MEDIUM,
	IMAGE_DEPTH_HIGH,
};

struct settings {
#define SETTING_BOOL(field, key, preset, sentence) bool field;
#define SETTING_NUMBER(field, key, preset, min, max, sentence) uint32_t field;
#define SETTING_SPAN(field, key, preset, max, sentence) uint32_t field;
#define SETTING_DEPTH(field, key, preset, sentence) enum image_depth field;
#define SETTING_TEXT(field, key, preset, sentence)                             \
	char field[SETTING_TEXT_BYTES];
#include "core/list/settings.def"
#undef SETTING_BOOL
#undef SETTING_NUMBER
#undef SETTING_SPAN
#undef SETTING_DEPTH
#undef SETTING_TEXT
};

enum settings_result {
	SETTINGS_OK,
	SETTINGS_NO_FILE,
	SETTINGS_BAD, /* *error_r: "name:line: reason" */
	SETTINGS_NO_MEMORY,
};

/* Told of keys that are not known or given twice, and of values that cannot
 * work: "name:line: sentence".  At
 * most 40 a file.  May be NULL. */
typedef void settings_warning(void *owner, const char *sentence);

void settings_default(struct settings *settings_r);

/* On failure *settings_r holds the defaults. */
enum settings_result settings_load(const char *path, settings_warning *warning,
    void *owner, struct settings *settings_r, struct text *error_r) MUST_USE;
enum settings_result settings_parse(struct slice bytes, const char *name,
    settings_warning *warning, void *owner, struct settings *settings_r,
    struct text *error_r) MUST_USE;

/* "key = value" of every key, for CHECK; passwords are not shown. */
void settings_print(const struct settings *settings, FILE *out);

#endif
