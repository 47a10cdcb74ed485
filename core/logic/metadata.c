/*
 * metadata - signatures of what an archive or a message says of its members
 */
#include "core/logic/metadata.h"

#include "core/base/ascii.h"

#define FIELDS_MIN 10u
#define FIELDS_MAX 12u
#define CRC32_DIGITS 8u

enum metadata_field {
	FIELD_NAME,
	FIELD_CONTAINER,
	FIELD_CONTAINER_SIZE,
	FIELD_REGEX,
	FIELD_PACKED,
	FIELD_SIZE,
	FIELD_ENCRYPTED,
	FIELD_POSITION,
	FIELD_CRC32,
	FIELD_RESERVED,
	FIELD_LEVEL_MIN,
	FIELD_LEVEL_MAX,
};

/* Where the next colon is; one behind a backslash belongs to the regex. */
static size_t
field_end(struct slice s, bool is_regex)
{
	size_t at = 0;

	while (at < s.size && s.data[at] != ':')
		at += is_regex && s.data[at] == '\\' && at + 1 < s.size ? 2 : 1;
	return at;
}

static size_t
split(struct slice line, struct slice fields[FIELDS_MAX])
{
	size_t count = 0;

	for (;;) {
		size_t end = field_end(line, count == FIELD_REGEX);

		if (count == FIELDS_MAX)
			return FIELDS_MAX + 1;
		fields[count++] = slice_sub(line, 0, end);
		if (end >= line.size)
			return count;
		line = slice_skip(line, end + 1);
	}
}

static bool
is_any(struct slice field)
{
	return field.size == 0 || slice_equal(field, SLICE("*"));
}

static bool
parse_number(struct slice field, uint64_t max, uint64_t *value_r)
{
	*value_r = METADATA_ANY;
	return is_any(field) ||
	       (slice_to_u64(field, value_r) && *value_r <= max);
}

static bool
parse_range(struct slice field, struct metadata_range *range_r)
{
	size_t dash = slice_find_byte(field, '-');

	*range_r = (struct metadata_range){0, METADATA_ANY};
	if (is_any(field))
		return true;
	if (!slice_to_u64(slice_sub(field, 0, dash), &range_r->min))
		return false;
	range_r->max = range_r->min;
	return dash == field.size ||
	       (slice_to_u64(slice_skip(field, dash + 1), &range_r->max) &&
		   range_r->max >= range_r->min);
}

static bool
parse_crc32(struct slice field, uint64_t *value_r)
{
	*value_r = METADATA_ANY;
	if (is_any(field))
		return true;
	if (field.size > CRC32_DIGITS)
		return false;
	*value_r = 0;
	for (size_t i = 0; i < field.size; i++) {
		int digit = ascii_hex_value(field.data[i]);

		if (digit < 0)
			return false;
		*value_r = *value_r << 4 | (uint64_t)digit;
	}
	return true;
}

static bool
refuse(const char **reason_r, const char *reason)
{
	*reason_r = reason;
	return false;
}

bool
metadata_parse(
    struct slice line, struct metadata *metadata_r, const char **reason_r)
{
	struct slice fields[FIELDS_MAX] = {{NULL, 0}};
	size_t count = split(line, fields);

	if (count < FIELDS_MIN || count > FIELDS_MAX)
		return refuse(reason_r, "it has not 10 to 12 fields");
	metadata_r->name = fields[FIELD_NAME];
	metadata_r->container = CLTYPE_ANY;
	if (!slice_equal(fields[FIELD_CONTAINER], SLICE("*")) &&
	    !cltype_from_name(fields[FIELD_CONTAINER], &metadata_r->container))
		return refuse(reason_r, "its container is no known type");
	if (!parse_range(
		fields[FIELD_CONTAINER_SIZE], &metadata_r->container_size) ||
	    !parse_range(fields[FIELD_PACKED], &metadata_r->packed) ||
	    !parse_range(fields[FIELD_SIZE], &metadata_r->size))
		return refuse(reason_r, "a size is no number and no range");
	metadata_r->regex = is_any(fields[FIELD_REGEX])
				? (struct slice){NULL, 0}
				: fields[FIELD_REGEX];
	if (!parse_number(fields[FIELD_ENCRYPTED], 1, &metadata_r->encrypted))
		return refuse(reason_r, "its encryption is not 0, 1 or *");
	if (!parse_number(
		fields[FIELD_POSITION], UINT32_MAX, &metadata_r->position))
		return refuse(reason_r, "its position is no number");
	if (!parse_crc32(fields[FIELD_CRC32], &metadata_r->crc32))
		return refuse(reason_r, "its CRC-32 is not hexadecimal");
	metadata_r->levels[0] = fields[FIELD_LEVEL_MIN];
	metadata_r->levels[1] = fields[FIELD_LEVEL_MAX];
	metadata_r->level_count = count - FIELDS_MIN;
	return true;
}
