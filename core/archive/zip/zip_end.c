/*
 * zip_end - where the central directory of a zip is
 *
 * APPNOTE.TXT 4.3.14 to 4.3.16.
 */
#include "core/archive/zip/zip_end.h"

#include <string.h>

#include "core/archive/zip/zip_header.h"
#include "core/base/integer.h"

#define END_SIZE 22u
#define LOCATOR_SIZE 20u
#define END64_SIZE 56u

#define NONE UINT64_MAX

/* What an end record says. */
struct record {
	uint64_t at; /* the directory ends here at the latest */
	uint64_t size;
	uint64_t offset;
	uint64_t count;
	bool many;
	bool last;
};

static uint64_t
last_record(struct slice bytes)
{
	size_t end = bytes.size < END_SIZE ? 0 : bytes.size - END_SIZE + 1;

	while (end > 0) {
		const uint8_t *at = memrchr(bytes.data, 'P', end);

		if (at == NULL)
			break;
		end = (size_t)(at - bytes.data);
		if (zip_signature(bytes, end, 5, 6))
			return end;
	}
	return NONE;
}

static struct record
read_record(struct slice bytes, uint64_t at)
{
	unsigned disk = u16_le(bytes, at + 4);
	unsigned directory_disk = u16_le(bytes, at + 6);

	return (struct record){
	    .at = at,
	    .size = u32_le(bytes, at + 12),
	    .offset = u32_le(bytes, at + 16),
	    .count = u16_le(bytes, at + 10),
	    .last = bytes.size - at == END_SIZE + u16_le(bytes, at + 20),
	    .many = (disk != 0 && disk != UINT16_MAX) ||
		    (directory_disk != 0 && directory_disk != UINT16_MAX),
	};
}

/* The record of zip64 stands where its locator says, or right ahead of it. */
static void
read_record64(struct slice bytes, struct record *record)
{
	uint64_t locator, at;

	if (record->at < LOCATOR_SIZE)
		return;
	locator = record->at - LOCATOR_SIZE;
	if (!zip_signature(bytes, locator, 6, 7))
		return;
	at = u64_le(bytes, locator + 8);
	if (!zip_signature(bytes, at, 6, 6))
		at = locator < END64_SIZE ? NONE : locator - END64_SIZE;
	if (!zip_signature(bytes, at, 6, 6) || bytes.size - at < END64_SIZE)
		return;
	record->at = at;
	record->count = u64_le(bytes, at + 32);
	record->size = u64_le(bytes, at + 40);
	record->offset = u64_le(bytes, at + 48);
	record->many = record->many || u32_le(bytes, at + 16) != 0 ||
		       u32_le(bytes, at + 20) != 0;
}

bool
zip_end_find(struct slice bytes, struct zip_end *end_r)
{
	uint64_t at = last_record(bytes);
	struct record record;
	uint64_t start;

	*end_r = (struct zip_end){0};
	if (at == NONE)
		return false;
	record = read_record(bytes, at);
	read_record64(bytes, &record);
	end_r->many = record.many;
	end_r->last = record.last;
	end_r->empty = record.count == 0 && record.size == 0;
	if (end_r->empty) {
		end_r->directory = record.at;
		return true;
	}
	start = record.size > record.at ? NONE : record.at - record.size;
	if (!zip_signature(bytes, start, 1, 2)) {
		start = record.offset;
		if (!zip_signature(bytes, start, 1, 2))
			return false;
	}
	end_r->directory = start;
	end_r->shift = start - record.offset;
	return true;
}
