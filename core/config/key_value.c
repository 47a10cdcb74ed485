/*
 * key_value - numbers with their units, words, YES and NO
 *
 * Reading and printing stand side by side, since each must undo the other.
 */
#include <inttypes.h>

#include "core/config/keys.h"

struct unit {
	const char *suffix;
	int64_t factor;
};

/* From the largest down: the first that divides a number prints it. */
static const struct unit size_units[] = {
    {"G", GIB}, {"M", MIB}, {"K", KIB}, {"", 1}};
static const struct unit time_units[] = {
    {"d", 86400000}, {"h", 3600000}, {"m", 60000}, {"s", 1000}, {"ms", 1}};

#define UNITS(table) (table), sizeof(table) / sizeof((table)[0])

static void
put_in_unit(
    int64_t number, const struct unit *units, size_t count, struct text *text)
{
	size_t i = 0;

	while (i + 1 < count && number % units[i].factor != 0)
		i++;
	if (number == 0)
		text_put_byte(text, '0');
	else
		text_printf(text, "%" PRId64 "%s", number / units[i].factor,
		    units[i].suffix);
}

static void
put_word(const struct key *key, int64_t number, struct text *text)
{
	for (size_t i = 0; i < key_word_count; i++)
		if (strcmp(key_words[i].type, key->words) == 0 &&
		    key_words[i].value == number) {
			text_printf(text, "%s", key_words[i].word);
			return;
		}
	CHECK(false);
}

void
key_put_number(const struct key *key, int64_t number, struct text *text)
{
	switch (key->type) {
	case KEY_TYPE_COUNT:
		text_printf(text, "%" PRId64, number);
		break;
	case KEY_TYPE_SIZE:
		put_in_unit(number, UNITS(size_units), text);
		break;
	case KEY_TYPE_TIME:
		put_in_unit(number, UNITS(time_units), text);
		break;
	case KEY_TYPE_BOOL:
		text_printf(text, "%s", number != 0 ? "YES" : "NO");
		break;
	case KEY_TYPE_ENUM:
		put_word(key, number, text);
		break;
	default:
		CHECK(false);
	}
}

/* "auto, ok or bare" */
static void
put_words(const char *type, struct text *text)
{
	size_t left = 0;

	for (size_t i = 0; i < key_word_count; i++)
		left += strcmp(key_words[i].type, type) == 0;
	for (size_t i = 0; i < key_word_count; i++) {
		if (strcmp(key_words[i].type, type) != 0)
			continue;
		left--;
		text_printf(text, "%s%s", key_words[i].word,
		    left > 1    ? ", "
		    : left == 1 ? " or "
				: "");
	}
}

void
key_put_allowed(const struct key *key, struct text *text)
{
	switch (key->type) {
	case KEY_TYPE_COUNT:
	case KEY_TYPE_SIZE:
	case KEY_TYPE_TIME:
		text_printf(text, "%s from ",
		    key->type == KEY_TYPE_COUNT ? "a whole number"
		    : key->type == KEY_TYPE_SIZE
			? "a size (100K, 10M, 1G)"
			: "a time (250ms, 5s, 10m, 1h, 1d)");
		key_put_number(key, key->min, text);
		text_printf(text, " to ");
		key_put_number(key, key->max, text);
		break;
	case KEY_TYPE_BOOL:
		text_printf(text, "YES or NO");
		break;
	case KEY_TYPE_ENUM:
		put_words(key->words, text);
		break;
	case KEY_TYPE_TEXT:
		text_printf(text, "a string");
		break;
	case KEY_TYPE_ADDRESS:
		text_printf(text, "a string with a mail address");
		break;
	case KEY_TYPE_ADDRESSES:
		text_printf(
		    text, "a string with mail addresses and commas between");
		break;
	case KEY_TYPE_HEADER:
	case KEY_TYPE_SCORE:
		text_printf(text, "a string with header fields");
		break;
	case KEY_TYPE_LIST:
		text_printf(text, "a string with words and commas between");
		break;
	case KEY_TYPE_PATH:
		text_printf(text, "a string with a path");
		break;
	case KEY_TYPE_SECTION:
		CHECK(false);
	}
}

/* "10M": digits and one of the units; 0 needs none. */
static bool
read_in_unit(
    struct slice s, const struct unit *units, size_t count, int64_t *number_r)
{
	size_t digits = 0;
	struct slice suffix;
	uint64_t value;

	while (
	    digits < s.size && s.data[digits] >= '0' && s.data[digits] <= '9')
		digits++;
	suffix = slice_skip(s, digits);
	if (!slice_to_u64(slice_sub(s, 0, digits), &value))
		return false;
	if (value == 0 && suffix.size == 0) {
		*number_r = 0;
		return true;
	}
	for (size_t i = 0; i < count; i++) {
		uint64_t factor = (uint64_t)units[i].factor;

		if (!slice_equal(suffix, slice_from_string(units[i].suffix)))
			continue;
		if (value > (uint64_t)INT64_MAX / factor)
			return false;
		*number_r = (int64_t)(value * factor);
		return true;
	}
	return false;
}

/* Sizes are taken with small letters too; m and M must differ in times. */
static bool
read_size(struct slice s, int64_t *number_r)
{
	static const struct unit small[] = {{"g", GIB}, {"m", MIB}, {"k", KIB}};

	return read_in_unit(s, UNITS(size_units), number_r) ||
	       read_in_unit(s, UNITS(small), number_r);
}

static bool
read_count(struct slice s, int64_t *number_r)
{
	static const struct unit none[] = {{"", 1}};

	return read_in_unit(s, UNITS(none), number_r);
}

static bool
read_bool(struct slice s, int64_t *number_r)
{
	static const struct {
		const char *word;
		int64_t value;
	} words[] = {{"YES", 1}, {"NO", 0}, {"TRUE", 1}, {"FALSE", 0},
	    {"ON", 1}, {"OFF", 0}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_equal_nocase(s, slice_from_string(words[i].word))) {
			*number_r = words[i].value;
			return true;
		}
	return false;
}

static bool
read_word(const char *type, struct slice s, int64_t *number_r)
{
	for (size_t i = 0; i < key_word_count; i++)
		if (strcmp(key_words[i].type, type) == 0 &&
		    slice_equal_nocase(
			s, slice_from_string(key_words[i].word))) {
			*number_r = key_words[i].value;
			return true;
		}
	return false;
}

static bool
read_text(const struct key *key, struct slice s, int64_t *number_r)
{
	switch (key->type) {
	case KEY_TYPE_COUNT:
		return read_count(s, number_r);
	case KEY_TYPE_SIZE:
		return read_size(s, number_r);
	case KEY_TYPE_TIME:
		return read_in_unit(s, UNITS(time_units), number_r);
	case KEY_TYPE_BOOL:
		return read_bool(s, number_r);
	case KEY_TYPE_ENUM:
		return read_word(key->words, s, number_r);
	default:
		return false;
	}
}

/* #96 is a count or a size in bytes; a time has a unit, unless it is #0. */
static bool
read_hash(const struct key *key, int64_t value, int64_t *number_r)
{
	if (key->type != KEY_TYPE_COUNT && key->type != KEY_TYPE_SIZE &&
	    !(key->type == KEY_TYPE_TIME && value == 0))
		return false;
	*number_r = value;
	return true;
}

bool
key_read_number(
    const struct key *key, const struct data_object *value, int64_t *number_r)
{
	bool ranged = key->type == KEY_TYPE_COUNT ||
		      key->type == KEY_TYPE_SIZE || key->type == KEY_TYPE_TIME;
	int64_t number;

	if (value->kind == DATA_NUMBER) {
		if (!read_hash(key, value->number, &number))
			return false;
	} else if (value->kind != DATA_STRING ||
		   !read_text(key, value->text, &number)) {
		return false;
	}
	if (ranged && (number < key->min || number > key->max))
		return false;
	*number_r = number;
	return true;
}
