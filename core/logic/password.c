/*
 * password - a line of a .pwdb file: a password that archives are tried with
 */
#include "core/logic/password.h"

#include <string.h>

#include "core/base/ascii.h"

#define FIELDS 4u

/* The last field may hold semicolons. */
static bool
split(struct slice line, struct slice fields[FIELDS])
{
	for (size_t i = 0; i < FIELDS - 1; i++) {
		size_t end = slice_find_byte(line, ';');

		if (end == line.size)
			return false;
		fields[i] = slice_sub(line, 0, end);
		line = slice_skip(line, end + 1);
	}
	fields[FIELDS - 1] = line;
	return true;
}

/* "51", "51-255". */
static bool
take_levels(struct slice text, struct password *password)
{
	size_t dash = slice_find_byte(text, '-');

	if (!slice_to_u32(slice_sub(text, 0, dash), &password->level_min))
		return false;
	return dash == text.size ||
	       slice_to_u32(slice_skip(text, dash + 1), &password->level_max);
}

static bool
take_condition(
    struct slice pair, struct password *password, const char **reason_r)
{
	size_t colon = slice_find_byte(pair, ':');
	struct slice key = slice_sub(pair, 0, colon);
	struct slice value = slice_skip(pair, colon + 1);

	*reason_r = "a condition that is not known";
	if (slice_equal(key, SLICE("Engine"))) {
		*reason_r = "the levels are no range";
		return take_levels(value, password);
	}
	if (slice_equal(key, SLICE("Container"))) {
		*reason_r = "the container is no type that is known";
		return cltype_from_name(value, &password->container);
	}
	/* What a signature must have, and a password has no use for. */
	return slice_equal(key, SLICE("Target"));
}

static bool
take_conditions(
    struct slice text, struct password *password, const char **reason_r)
{
	while (text.size > 0) {
		size_t end = slice_find_byte(text, ',');

		if (!take_condition(
			slice_sub(text, 0, end), password, reason_r))
			return false;
		text = slice_skip(text, end + 1);
	}
	return true;
}

static bool
take_hex(struct slice text, struct password *password)
{
	if (text.size % 2 != 0)
		return false;
	for (size_t i = 0; i < text.size; i += 2) {
		int high = ascii_hex_value(text.data[i]);
		int low = ascii_hex_value(text.data[i + 1]);

		if (high < 0 || low < 0)
			return false;
		password->bytes[password->size++] = (uint8_t)(high << 4 | low);
	}
	return true;
}

static bool
take_password(struct slice form, struct slice text, struct password *password,
    const char **reason_r)
{
	bool hex = slice_equal(form, SLICE("1"));

	*reason_r = "the form is not 0 or 1";
	if (!hex && !slice_equal(form, SLICE("0")))
		return false;
	*reason_r = "the password is empty or too long";
	if (text.size == 0 || text.size > PASSWORD_MAX * (hex ? 2u : 1u))
		return false;
	*reason_r = "the password is no hexadecimal number";
	if (hex)
		return take_hex(text, password);
	memcpy(password->bytes, text.data, text.size);
	password->size = text.size;
	return true;
}

bool
password_parse(
    struct slice line, struct password *password_r, const char **reason_r)
{
	struct slice fields[FIELDS];

	*password_r = (struct password){.level_max = UINT32_MAX};
	if (!split(line, fields)) {
		*reason_r = "there are not 4 fields";
		return false;
	}
	password_r->name = fields[0];
	return take_conditions(fields[1], password_r, reason_r) &&
	       take_password(fields[2], fields[3], password_r, reason_r);
}
