/*
 * sevenzip_bytes - the numbers of a 7z header, one after the other
 */
#include "core/archive/sevenzip/sevenzip_bytes.h"

#include "core/base/integer.h"

struct slice
sevenzip_take(struct sevenzip_bytes *bytes, uint64_t size)
{
	struct slice taken;

	if (size > bytes->rest.size) {
		bytes->failed = true;
		bytes->rest = (struct slice){NULL, 0};
		return bytes->rest;
	}
	taken = slice_sub(bytes->rest, 0, (size_t)size);
	bytes->rest = slice_skip(bytes->rest, (size_t)size);
	return taken;
}

uint8_t
sevenzip_byte(struct sevenzip_bytes *bytes)
{
	struct slice taken = sevenzip_take(bytes, 1);

	return taken.size == 0 ? 0 : taken.data[0];
}

uint32_t
sevenzip_u32(struct sevenzip_bytes *bytes)
{
	return u32_le(sevenzip_take(bytes, 4), 0);
}

uint64_t
sevenzip_number(struct sevenzip_bytes *bytes)
{
	uint8_t first = sevenzip_byte(bytes);
	uint64_t value = 0;

	for (unsigned i = 0; i < 8; i++) {
		uint8_t mask = (uint8_t)(0x80u >> i);

		if ((first & mask) == 0) {
			uint64_t high = first & (mask - 1u);

			return bytes->failed ? 0 : value | high << 8 * i;
		}
		value |= (uint64_t)sevenzip_byte(bytes) << 8 * i;
	}
	return bytes->failed ? 0 : value;
}

struct sevenzip_flags
sevenzip_take_flags(struct sevenzip_bytes *bytes, uint64_t count)
{
	uint64_t size = count / 8 + (count % 8 != 0);

	return (struct sevenzip_flags){
	    .bits = sevenzip_take(bytes, size),
	    .count = count,
	};
}

struct sevenzip_flags
sevenzip_take_some_flags(struct sevenzip_bytes *bytes, uint64_t count)
{
	if (sevenzip_byte(bytes) != 0)
		return (struct sevenzip_flags){.count = count, .all = true};
	return sevenzip_take_flags(bytes, count);
}

bool
sevenzip_flag(const struct sevenzip_flags *flags, uint64_t n)
{
	if (n >= flags->count)
		return false;
	if (flags->all)
		return true;
	return n / 8 < flags->bits.size &&
	       (flags->bits.data[n / 8] & 0x80u >> n % 8) != 0;
}

uint64_t
sevenzip_flags_set(const struct sevenzip_flags *flags)
{
	uint64_t set = 0;

	if (flags->all)
		return flags->count;
	for (size_t i = 0; i < flags->bits.size; i++) {
		uint64_t left = flags->count - (uint64_t)i * 8;
		uint8_t byte = flags->bits.data[i];

		/* The last byte is filled up with what counts for nothing. */
		if (left < 8)
			byte = (uint8_t)(byte & 0xFF00u >> left);
		set += (unsigned)__builtin_popcount(byte);
	}
	return set;
}

struct sevenzip_sums
sevenzip_take_sums(struct sevenzip_bytes *bytes, uint64_t count)
{
	struct sevenzip_sums sums = {
	    .known = sevenzip_take_some_flags(bytes, count),
	};
	uint64_t set = sevenzip_flags_set(&sums.known);

	if (set > bytes->rest.size / 4)
		bytes->failed = true;
	else
		sums.values.rest = sevenzip_take(bytes, set * 4);
	return sums;
}

bool
sevenzip_next_sum(struct sevenzip_sums *sums, uint32_t *sum_r)
{
	if (!sevenzip_flag(&sums->known, sums->next++))
		return false;
	*sum_r = sevenzip_u32(&sums->values);
	return true;
}
