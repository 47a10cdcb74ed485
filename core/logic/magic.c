/*
 * magic - a line of a .ftm file: bytes that tell a type of file
 */
#include "core/logic/magic.h"

#include "core/base/ascii.h"

#define FIELDS_MIN 6u
#define FIELDS_MAX 8u

static enum magic_result
malformed(const char *reason, const char **reason_r)
{
	*reason_r = reason;
	return MAGIC_MALFORMED;
}

static enum magic_result
unsupported(const char *reason, const char **reason_r)
{
	*reason_r = reason;
	return MAGIC_UNSUPPORTED;
}

/* Their number; more than FIELDS_MAX: FIELDS_MAX + 1. */
static size_t
split(struct slice line, struct slice fields[FIELDS_MAX])
{
	size_t count = 0;

	for (;;) {
		size_t end = slice_find_byte(line, ':');

		if (count == FIELDS_MAX)
			return FIELDS_MAX + 1;
		fields[count++] = slice_sub(line, 0, end);
		if (end == line.size)
			return count;
		line = slice_skip(line, end + 1);
	}
}

/* A digit, or ? for any.  False: neither. */
static bool
take_half(uint8_t digit, unsigned shift, uint8_t *byte, uint8_t *mask)
{
	int value = ascii_hex_value(digit);

	if (digit == '?')
		return true;
	if (value < 0)
		return false;
	*byte |= (uint8_t)((unsigned)value << shift);
	*mask |= (uint8_t)(0xFu << shift);
	return true;
}

/* At most MAGIC_MAX: what a longer one says behind that is not compared. */
static bool
take_bytes(struct slice text, struct magic *magic)
{
	size_t count = text.size / 2;

	if (text.size == 0 || text.size % 2 != 0)
		return false;
	for (size_t i = 0; i < count; i++) {
		uint8_t byte = 0, mask = 0;

		if (!take_half(text.data[2 * i], 4, &byte, &mask) ||
		    !take_half(text.data[2 * i + 1], 0, &byte, &mask))
			return false;
		if (i < MAGIC_MAX) {
			magic->bytes[i] = byte;
			magic->masks[i] = mask;
		}
	}
	magic->size = (uint32_t)(count < MAGIC_MAX ? count : MAGIC_MAX);
	return true;
}

static bool
has_static_byte(const struct magic *magic)
{
	for (uint32_t i = 0; i < magic->size; i++)
		if (magic->masks[i] == 0xFF)
			return true;
	return false;
}

enum magic_result
magic_parse(struct slice line, struct magic *magic_r, const char **reason_r)
{
	struct slice fields[FIELDS_MAX] = {{NULL, 0}};
	size_t count = split(line, fields);
	uint64_t offset;
	enum cltype required;

	*magic_r = (struct magic){.offset = 0};
	if (count < FIELDS_MIN || count > FIELDS_MAX)
		return malformed("there are not 6 to 8 fields", reason_r);
	magic_r->name = fields[3];
	magic_r->levels[0] = fields[6];
	magic_r->levels[1] = fields[7];
	if (slice_equal(fields[0], SLICE("4")))
		return unsupported("a partition of a disk", reason_r);
	if (!slice_equal(fields[0], SLICE("0")) &&
	    !slice_equal(fields[0], SLICE("1")))
		return malformed("the magic type is not 0, 1 or 4", reason_r);
	if (!cltype_from_name(fields[5], &magic_r->type))
		return unsupported("the type is not known", reason_r);
	if (!cltype_from_name(fields[4], &required) || required != CLTYPE_ANY)
		return unsupported("it asks for another type first", reason_r);
	if (slice_equal(fields[1], SLICE("*")))
		return unsupported("bytes at any place", reason_r);
	if (!slice_to_u64(fields[1], &offset) || offset > MAGIC_OFFSET_MAX)
		return unsupported("the offset is no number", reason_r);
	magic_r->offset = (uint32_t)offset;
	if (!take_bytes(fields[2], magic_r))
		return unsupported(
		    "more than bytes, ?? and halves of bytes", reason_r);
	if (!has_static_byte(magic_r))
		return malformed("no byte is fixed", reason_r);
	return MAGIC_OK;
}
