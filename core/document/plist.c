/*
 * plist - data in a binary property list
 */
#include "core/document/plist.h"

#include "core/base/integer.h"

#define TRAILER 32u

/* The high half of an object's first byte. */
#define KIND_INTEGER 0x10u
#define KIND_DATA 0x40u
/* In the low half: the size stands behind it, as an integer. */
#define SIZE_BEHIND 0x0Fu

/* Of size bytes, the highest first; 0: they are not all there. */
static uint64_t
number_at(struct slice bytes, uint64_t at, unsigned size)
{
	uint64_t number = 0;

	if (!integer_fits(bytes, at, size))
		return 0;
	for (unsigned i = 0; i < size; i++)
		number = number << 8 | bytes.data[at + i];
	return number;
}

bool
plist_begin(struct plist *plist, struct slice bytes)
{
	uint64_t trailer;

	*plist = (struct plist){.bytes = bytes, .left = bytes.size};
	if (bytes.size < 8 + TRAILER ||
	    !slice_starts_with(bytes, SLICE("bplist")))
		return false;
	trailer = bytes.size - TRAILER;
	plist->offset_size = bytes.data[trailer + 6];
	plist->count = u64_be(bytes, trailer + 8);
	plist->table = u64_be(bytes, trailer + 24);
	/* Each object has an offset at least. */
	if (plist->count > bytes.size)
		plist->count = bytes.size;
	return plist->offset_size >= 1 && plist->offset_size <= 8 &&
	       plist->table < trailer;
}

/* False: it is no data. */
static bool
read_data(struct plist *plist, uint64_t at, struct slice *data_r)
{
	struct slice bytes = plist->bytes;
	uint64_t size;
	unsigned width;

	if (!integer_fits(bytes, at, 1) || (bytes.data[at] & 0xF0) != KIND_DATA)
		return false;
	size = bytes.data[at++] & 0x0F;
	if (size == SIZE_BEHIND) {
		if (!integer_fits(bytes, at, 1) ||
		    (bytes.data[at] & 0xF0) != KIND_INTEGER)
			return false;
		width = 1u << (bytes.data[at++] & 3);
		size = number_at(bytes, at, width);
		at += width;
	}
	if (at > bytes.size || size > bytes.size - at)
		plist->bad = true;
	if (at >= bytes.size)
		return false;
	*data_r = slice_sub(
	    bytes, (size_t)at, size > bytes.size ? bytes.size : (size_t)size);
	return data_r->size > 0;
}

bool
plist_next(struct plist *plist, struct slice *data_r)
{
	while (plist->next < plist->count) {
		uint64_t entry =
		    plist->table + plist->next++ * plist->offset_size;
		uint64_t at =
		    number_at(plist->bytes, entry, plist->offset_size);

		if (!read_data(plist, at, data_r))
			continue;
		if (data_r->size > plist->left) {
			plist->bad = true;
			return false;
		}
		plist->left -= data_r->size;
		return true;
	}
	return false;
}
