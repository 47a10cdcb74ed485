/*
 * wim - images of Windows' files
 */
#include "core/archive/wim/wim.h"

#include "core/base/integer.h"

/* ---- header ------------------------------------------------------------ */

#define HEADER_SIZE 208u
#define FLAG_PACKED 0x2u
#define FLAG_XPRESS 0x20000u

#define BODY_FREE 0x01u
#define BODY_NAMES 0x02u
#define BODY_PACKED 0x04u
#define BODY_SOLID 0x10u

/* 24 bytes: seven of the size, the flags, where it lies, the size unpacked. */
static struct wim_body
read_body(struct slice s, size_t at)
{
	uint64_t size = u64_le(s, at);
	unsigned flags = (unsigned)(size >> 56);

	return (struct wim_body){
	    .at = u64_le(s, at + 8),
	    .size_packed = size & 0x00FFFFFFFFFFFFFF,
	    .size = u64_le(s, at + 16),
	    .is_free = (flags & BODY_FREE) != 0,
	    .is_names = (flags & BODY_NAMES) != 0,
	    .is_packed = (flags & BODY_PACKED) != 0,
	    .is_solid = (flags & BODY_SOLID) != 0,
	};
}

bool
wim_open(struct wim *wim, struct slice bytes)
{
	uint32_t flags = u32_le(bytes, 16);

	if (bytes.size < HEADER_SIZE ||
	    !slice_starts_with(bytes, SLICE("MSWIM\0\0\0")))
		return false;
	*wim = (struct wim){
	    .bytes = bytes,
	    .packing = (flags & FLAG_PACKED) == 0 ? WIM_STORED
		       : (flags & FLAG_XPRESS)    ? WIM_XPRESS
						  : WIM_OTHER,
	    .chunk_size = u32_le(bytes, 20),
	    .part = u16_le(bytes, 40),
	    .parts = u16_le(bytes, 42),
	    .table = read_body(bytes, 48),
	};
	if (wim->packing != WIM_STORED && (wim->chunk_size < WIM_CHUNK_MIN ||
					      wim->chunk_size > WIM_CHUNK_MAX))
		wim->packing = WIM_OTHER;
	return true;
}

/* ---- bodies ------------------------------------------------------------ */

#define ENTRY_SIZE 50u

bool
wim_body_of(struct slice table, uint64_t number, struct wim_body *body_r)
{
	size_t at;

	if (number >= table.size / ENTRY_SIZE)
		return false;
	at = (size_t)number * ENTRY_SIZE;
	*body_r = read_body(table, at);
	body_r->part = u16_le(table, at + 24);
	body_r->sum = slice_sub(table, at + 30, WIM_SUM_SIZE);
	return true;
}

/* Where chunk number begins, behind the table of chunks. */
static uint64_t
chunk_at(struct slice packed, uint64_t number, size_t entry_size)
{
	if (number == 0)
		return 0;
	return entry_size == 8 ? u64_le(packed, (number - 1) * 8)
			       : u32_le(packed, (number - 1) * 4);
}

bool
wim_chunk(const struct wim *wim, const struct wim_body *body, uint64_t number,
    struct slice *packed_r, size_t *size_r)
{
	uint64_t count =
	    body->size / wim->chunk_size + (body->size % wim->chunk_size > 0);
	size_t entry_size = body->size > UINT32_MAX ? 8 : 4;
	uint64_t table = (count - 1) * entry_size, from, to;
	struct slice packed;

	if (number >= count || body->at > wim->bytes.size ||
	    body->size_packed > wim->bytes.size - body->at ||
	    table > body->size_packed)
		return false;
	packed =
	    slice_sub(wim->bytes, (size_t)body->at, (size_t)body->size_packed);
	from = chunk_at(packed, number, entry_size);
	to = number + 1 < count ? chunk_at(packed, number + 1, entry_size)
				: packed.size - table;
	if (from > to || to > packed.size - table)
		return false;
	*packed_r =
	    slice_sub(packed, (size_t)(table + from), (size_t)(to - from));
	*size_r = number + 1 < count
		      ? wim->chunk_size
		      : (size_t)(body->size - number * wim->chunk_size);
	return true;
}

/* ---- names ------------------------------------------------------------- */

#define NAME_SIZE 102u
#define STREAM_SIZE 38u
#define DIRECTORY 0x10u

static size_t
aligned(uint64_t size)
{
	return (size_t)((size + 7) & ~UINT64_C(7));
}

/* Behind the rights, whose size stands ahead of them. */
size_t
wim_names_begin(struct slice names)
{
	size_t size = aligned(u32_le(names, 0));

	return size < 8 ? 8 : size;
}

/* Other streams of a file stand behind it; the first may be that without a
 * name. */
static struct slice
take_streams(struct slice names, size_t *at, unsigned count, struct slice sum)
{
	static const uint8_t none[WIM_SUM_SIZE];

	for (unsigned i = 0; i < count && *at < names.size; i++) {
		size_t size = aligned(u64_le(names, *at) & UINT32_MAX);
		struct slice stream = slice_sub(names, *at, STREAM_SIZE);

		if (stream.size < STREAM_SIZE || size < STREAM_SIZE)
			break;
		if (u16_le(stream, 36) == 0 &&
		    slice_equal(sum, (struct slice){none, sizeof(none)}))
			sum = slice_sub(stream, 16, WIM_SUM_SIZE);
		*at += size;
	}
	return sum;
}

bool
wim_name_next(struct slice names, size_t *at, struct wim_name *name_r)
{
	while (*at < names.size && names.size - *at >= 8) {
		uint64_t size = u64_le(names, *at);
		struct slice entry = slice_skip(names, *at);

		/* A folder ends. */
		if (size <= 8) {
			*at += 8;
			continue;
		}
		if (size < NAME_SIZE || size > entry.size)
			return false;
		*at += aligned(size);
		name_r->sum = take_streams(names, at, u16_le(entry, 96),
		    slice_sub(entry, 64, WIM_SUM_SIZE));
		name_r->name = slice_sub(entry, NAME_SIZE, u16_le(entry, 100));
		if ((u32_le(entry, 8) & DIRECTORY) == 0)
			return true;
	}
	return false;
}
