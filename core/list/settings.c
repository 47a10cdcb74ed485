/*
 * settings - cartridge.cfg: what a site sets for the scorer
 */
#include "core/list/settings.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/ascii.h"
#include "core/base/entry_file.h"

#define WARNINGS_MAX 40u
#define KEY_BYTES 64u

enum kind { BOOL, NUMBER, SPAN, DEPTH, TEXT };

static const struct setting {
	const char *key;
	enum kind kind;
	size_t offset;
	uint32_t preset, min, max;
	const char *text_preset;
} table[] = {
#define OFFSET(field) offsetof(struct settings, field)
#define SETTING_BOOL(field, key, preset, sentence)                             \
	{key, BOOL, OFFSET(field), preset, 0, 1, NULL},
#define SETTING_NUMBER(field, key, preset, min, max, sentence)                 \
	{key, NUMBER, OFFSET(field), preset, min, max, NULL},
#define SETTING_SPAN(field, key, preset, max, sentence)                        \
	{key, SPAN, OFFSET(field), preset, 0, max, NULL},
#define SETTING_DEPTH(field, key, preset, sentence)                            \
	{key, DEPTH, OFFSET(field), preset, 0, 0, NULL},
#define SETTING_TEXT(field, key, preset, sentence)                             \
	{key, TEXT, OFFSET(field), 0, 0, 0, preset},
#include "core/list/settings.def"
};

#define SETTINGS (sizeof(table) / sizeof(table[0]))

static const char *const depths[] = {"none", "low", "medium", "high"};

_Static_assert(sizeof(enum image_depth) == sizeof(uint32_t), "one size");

struct reading {
	const char *name;
	settings_warning *warning;
	void *owner;
	struct text *error;
	struct settings *settings;
	unsigned line;
	unsigned warnings;
	unsigned seen[SETTINGS]; /* the line it was given in */
};

/* ---- one setting ------------------------------------------------------- */

static void
set_number(
    struct settings *settings, const struct setting *setting, uint32_t number)
{
	char *field = (char *)settings + setting->offset;

	if (setting->kind == BOOL)
		*(bool *)field = number != 0;
	else
		memcpy(field, &number, sizeof(number));
}

static uint32_t
get_number(const struct settings *settings, const struct setting *setting)
{
	const char *field = (const char *)settings + setting->offset;
	uint32_t number;

	if (setting->kind == BOOL)
		return *(const bool *)field;
	memcpy(&number, field, sizeof(number));
	return number;
}

/* False: too long, or with controls in it. */
static bool
set_text(struct settings *settings, const struct setting *setting,
    struct slice value)
{
	char *field = (char *)settings + setting->offset;

	if (value.size >= SETTING_TEXT_BYTES)
		return false;
	for (size_t i = 0; i < value.size; i++)
		if (value.data[i] < 0x20 || value.data[i] == 0x7F)
			return false;
	if (value.size > 0)
		memcpy(field, value.data, value.size);
	field[value.size] = '\0';
	return true;
}

static bool
read_bool(struct slice value, uint32_t *number_r)
{
	static const char *const words[] = {
	    "no", "yes", "off", "on", "false", "true", "0", "1"};

	for (uint32_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_equal_nocase(value, slice_from_string(words[i]))) {
			*number_r = i % 2;
			return true;
		}
	return false;
}

static bool
read_depth(struct slice value, uint32_t *number_r)
{
	for (uint32_t i = 0; i < sizeof(depths) / sizeof(depths[0]); i++)
		if (slice_equal_nocase(value, slice_from_string(depths[i]))) {
			*number_r = i;
			return true;
		}
	return false;
}

static bool
read_number(
    const struct setting *setting, struct slice value, uint32_t *number_r)
{
	uint64_t number;

	if (setting->min == 0 && slice_equal_nocase(value, SLICE("auto")))
		number = 0;
	else if (!slice_to_u64(value, &number) || number < setting->min ||
		 number > setting->max)
		return false;
	*number_r = (uint32_t)number;
	return true;
}

/* "90s", "5m", "2h", "1d", or hours: "2". */
static bool
read_span(const struct setting *setting, struct slice value, uint32_t *number_r)
{
	static const struct {
		char letter;
		uint32_t seconds;
	} units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
	uint64_t number, unit = 3600;

	if (slice_equal_nocase(value, SLICE("auto"))) {
		*number_r = 0;
		return true;
	}
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (value.size > 0 && ascii_lower(value.data[value.size - 1]) ==
					  (uint8_t)units[i].letter) {
			unit = units[i].seconds;
			value.size--;
			break;
		}
	if (!slice_to_u64(value, &number) || number > setting->max / unit)
		return false;
	*number_r = (uint32_t)(number * unit);
	return true;
}

static void
put_allowed(struct text *why, const struct setting *setting)
{
	switch (setting->kind) {
	case BOOL:
		text_put(why, SLICE("allowed is yes or no"));
		break;
	case DEPTH:
		text_put(why, SLICE("allowed is none, low, medium or high"));
		break;
	case NUMBER:
		text_printf(why, "allowed is a whole number from %u to %u",
		    setting->min, setting->max);
		break;
	case SPAN:
		text_printf(why,
		    "allowed is auto, a number of hours, or a number with s, "
		    "m, h or d behind it (90s), up to %ud",
		    setting->max / 86400);
		break;
	case TEXT:
		text_put(why, SLICE("the value is too long, or has control "
				    "characters in it"));
		break;
	}
}

/* False: *why says what is wrong. */
static bool
read_value(struct settings *settings, const struct setting *setting,
    struct slice value, struct text *why)
{
	uint32_t number = 0;
	bool good = false;

	switch (setting->kind) {
	case BOOL:
		good = read_bool(value, &number);
		break;
	case DEPTH:
		good = read_depth(value, &number);
		break;
	case NUMBER:
		good = read_number(setting, value, &number);
		break;
	case SPAN:
		good = read_span(setting, value, &number);
		break;
	case TEXT:
		good = set_text(settings, setting, value);
		break;
	}
	if (!good)
		put_allowed(why, setting);
	else if (setting->kind != TEXT)
		set_number(settings, setting, number);
	return good;
}

static bool
is_key_of_updates(const struct setting *setting)
{
	return setting->offset == OFFSET(update_public_key) ||
	       setting->offset == OFFSET(update_cipher_key);
}

static bool
is_hexadecimal(struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		if (ascii_hex_value(s.data[i]) < 0)
			return false;
	return true;
}

/* What cannot work, but costs no more than the updates: not worth refusing
 * what else stands in the file.  NULL: nothing. */
static const char *
doubt(const struct setting *setting, struct slice value)
{
	if (is_key_of_updates(setting) && value.size > 0 &&
	    (value.size != 64 || !is_hexadecimal(value)))
		return "is not 64 hexadecimal digits: no update can be read";
	if (setting->offset == OFFSET(update_host) &&
	    slice_find_byte(value, '/') < value.size)
		return "is the name of a host alone: the path has a key of its "
		       "own, and micro-update https is for the rest";
	return NULL;
}

/* ---- the file ---------------------------------------------------------- */

/* Small letters, one blank between words. */
static void
put_key(struct text *text, struct slice key)
{
	for (size_t i = 0; i < key.size; i++) {
		bool blank = ascii_is_space(key.data[i]);

		if (blank && text->size > 0 &&
		    text->data[text->size - 1] == ' ')
			continue;
		text_put_byte(
		    text, blank ? ' ' : (char)ascii_lower(key.data[i]));
	}
}

static const struct setting *
find_setting(struct slice key)
{
	char room[KEY_BYTES];
	struct text text = TEXT_OVER(room);

	put_key(&text, key);
	for (size_t i = 0; i < SETTINGS && !text.truncated; i++)
		if (strcmp(room, table[i].key) == 0)
			return &table[i];
	return NULL;
}

static void
warn(struct reading *reading, struct slice key, const char *what)
{
	char room[512];
	struct text text = TEXT_OVER(room);

	if (reading->warning == NULL || reading->warnings == WARNINGS_MAX)
		return;
	reading->warnings++;
	text_printf(&text, "%s:%u: \"", reading->name, reading->line);
	text_put_printable(&text, key, KEY_BYTES);
	text_printf(&text, "\" %s", what);
	reading->warning(reading->owner, text.data);
}

static bool
refuse(struct reading *reading, const char *key, const char *reason)
{
	text_clear(reading->error);
	text_printf(reading->error, "%s:%u: %s%s%s", reading->name,
	    reading->line, key, key[0] == '\0' ? "" : ": ", reason);
	return false;
}

static bool
read_line(struct reading *reading, struct slice line)
{
	size_t equals = slice_find_byte(line, '=');
	struct slice key = slice_trim(slice_sub(line, 0, equals));
	struct slice value = slice_trim(slice_skip(line, equals + 1));
	const struct setting *setting;
	const char *odd;
	char room[256];
	struct text why = TEXT_OVER(room);

	if (equals == line.size || key.size == 0)
		return refuse(reading, "", "a line is key = value");
	setting = find_setting(key);
	if (setting == NULL) {
		warn(reading, key, "is not a key that means something here");
		return true;
	}
	if (reading->seen[setting - table] != 0)
		warn(reading, key, "was given already; this one counts");
	reading->seen[setting - table] = reading->line;
	if (!read_value(reading->settings, setting, value, &why))
		return refuse(reading, setting->key, room);
	odd = doubt(setting, value);
	if (odd != NULL)
		warn(reading, key, odd);
	return true;
}

void
settings_default(struct settings *settings_r)
{
	memset(settings_r, 0, sizeof(*settings_r));
	for (size_t i = 0; i < SETTINGS; i++)
		if (table[i].kind == TEXT)
			CHECK(set_text(settings_r, &table[i],
			    slice_from_string(table[i].text_preset)));
		else
			set_number(settings_r, &table[i], table[i].preset);
}

enum settings_result
settings_parse(struct slice bytes, const char *name, settings_warning *warning,
    void *owner, struct settings *settings_r, struct text *error_r)
{
	struct reading reading = {.name = name,
	    .warning = warning,
	    .owner = owner,
	    .error = error_r,
	    .settings = settings_r};
	struct slice line;

	settings_default(settings_r);
	while (entry_file_next(&bytes, &line, &reading.line))
		if (!read_line(&reading, line)) {
			settings_default(settings_r);
			return SETTINGS_BAD;
		}
	return SETTINGS_OK;
}

enum settings_result
settings_load(const char *path, settings_warning *warning, void *owner,
    struct settings *settings_r, struct text *error_r)
{
	enum settings_result result = SETTINGS_NO_MEMORY;
	uint8_t *bytes;
	size_t size;

	settings_default(settings_r);
	switch (
	    entry_file_load(path, SETTINGS_FILE_MAX, &bytes, &size, error_r)) {
	case ENTRY_FILE_OK:
		result = settings_parse((struct slice){bytes, size}, path,
		    warning, owner, settings_r, error_r);
		free(bytes);
		break;
	case ENTRY_FILE_NONE:
		return SETTINGS_NO_FILE;
	case ENTRY_FILE_BAD:
		return SETTINGS_BAD;
	case ENTRY_FILE_NO_MEMORY:
		break;
	}
	return result;
}

static bool
is_secret(const struct setting *setting)
{
	return strstr(setting->key, "auth") != NULL ||
	       strstr(setting->key, "cipher") != NULL;
}

void
settings_print(const struct settings *settings, FILE *out)
{
	for (size_t i = 0; i < SETTINGS; i++) {
		const struct setting *setting = &table[i];
		const char *text = (const char *)settings + setting->offset;
		uint32_t number =
		    setting->kind == TEXT ? 0 : get_number(settings, setting);

		fprintf(out, "%s = ", setting->key);
		if (setting->kind == BOOL)
			fprintf(out, "%s\n", number != 0 ? "yes" : "no");
		else if (setting->kind == DEPTH)
			fprintf(out, "%s\n", depths[number]);
		else if (setting->kind == NUMBER)
			fprintf(out, "%u\n", (unsigned)number);
		else if (setting->kind == SPAN)
			fprintf(out, number == 0 ? "auto\n" : "%us\n",
			    (unsigned)number);
		else
			fprintf(out, "%s\n",
			    text[0] != '\0' && is_secret(setting) ? "(hidden)"
								  : text);
	}
}
