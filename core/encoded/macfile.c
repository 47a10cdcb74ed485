/*
 * macfile - the data fork out of what Macintosh mailers wrap files in
 *
 * MacBinary has no magic but in its third version.  The second one has a sum;
 * of the first one all we know is that what is unused is 0, and that the sizes
 * of the forks come to that of the file.
 */
#include "core/encoded/macfile.h"

#include "core/base/integer.h"
#include "core/encoded/crc16.h"

/* Where things stand in the header of MacBinary. */
#define BLOCK 128u
#define NAME_AT 1u
#define NAME_MAX_BYTES 63u
#define ZERO_1_AT 74u
#define ZERO_2_AT 82u
#define DATA_SIZE_AT 83u
#define RESOURCE_SIZE_AT 87u
#define UNUSED_AT 101u /* in MacBinary I, up to the sum */
#define MAGIC_AT 102u  /* in MacBinary III */
#define SECOND_SIZE_AT 120u
#define SUM_AT 124u

/* Of AppleSingle and AppleDouble. */
#define COUNT_AT 24u
#define ENTRIES_AT 26u
#define ENTRY_BYTES 12u
#define ENTRY_DATA 1u
#define ENTRY_NAME 3u

/* ---- MacBinary --------------------------------------------------------- */

/* Forks begin at blocks. */
static uint64_t
blocks(uint64_t size)
{
	return (size + BLOCK - 1) / BLOCK * BLOCK;
}

static size_t
data_at(struct slice bytes)
{
	return BLOCK + (size_t)blocks(u16_be(bytes, SECOND_SIZE_AT));
}

/* The end of the last fork needs no padding. */
static bool
sizes_add_up(struct slice bytes)
{
	uint64_t data = u32_be(bytes, DATA_SIZE_AT);
	uint64_t resource = u32_be(bytes, RESOURCE_SIZE_AT);
	uint64_t end = BLOCK + (resource == 0 ? data : blocks(data) + resource);

	return data + resource > 0 &&
	       (bytes.size == end || bytes.size == BLOCK + blocks(end - BLOCK));
}

static bool
is_unused(struct slice bytes)
{
	for (size_t i = UNUSED_AT; i < BLOCK - 2; i++)
		if (bytes.data[i] != 0)
			return false;
	return true;
}

static bool
is_name(struct slice name)
{
	for (size_t i = 0; i < name.size; i++)
		if (name.data[i] < ' ')
			return false;
	return name.size > 0 && name.size <= NAME_MAX_BYTES;
}

static bool
is_macbinary(struct slice bytes)
{
	if (bytes.size <= BLOCK || bytes.data[0] != 0 ||
	    bytes.data[ZERO_1_AT] != 0 || bytes.data[ZERO_2_AT] != 0 ||
	    !is_name(slice_sub(bytes, NAME_AT + 1, bytes.data[NAME_AT])))
		return false;
	if (slice_starts_with(slice_skip(bytes, MAGIC_AT), SLICE("mBIN")))
		return true;
	if (crc16_of(slice_sub(bytes, 0, SUM_AT), 0) == u16_be(bytes, SUM_AT) &&
	    !is_unused(bytes))
		return true;
	return is_unused(bytes) && sizes_add_up(bytes);
}

static bool
next_of_macbinary(struct macfile *macfile, struct macfile_fork *fork_r)
{
	struct slice bytes = macfile->bytes;
	uint32_t size = u32_be(bytes, DATA_SIZE_AT);

	if (macfile->at > 0 || size == 0)
		return false;
	macfile->at = bytes.size;
	fork_r->body = slice_sub(bytes, data_at(bytes), size);
	fork_r->bad = fork_r->body.size < size;
	return true;
}

/* ---- AppleSingle, AppleDouble ------------------------------------------ */

/* Behind the last entry that there is. */
static size_t
entries_end(struct slice bytes)
{
	size_t count = u16_be(bytes, COUNT_AT);
	size_t room = (bytes.size - ENTRIES_AT) / ENTRY_BYTES;

	return ENTRIES_AT + (count < room ? count : room) * ENTRY_BYTES;
}

/* The next entry with that number; *at is behind it then. */
static bool
next_entry(struct slice bytes, size_t *at, uint32_t number,
    struct macfile_fork *fork_r)
{
	size_t end = entries_end(bytes);

	while (*at < end) {
		size_t entry = *at;
		uint32_t size = u32_be(bytes, entry + 8);

		*at += ENTRY_BYTES;
		if (u32_be(bytes, entry) != number)
			continue;
		fork_r->body = slice_sub(bytes, u32_be(bytes, entry + 4), size);
		fork_r->bad = fork_r->body.size < size;
		return true;
	}
	return false;
}

/* ---- both -------------------------------------------------------------- */

bool
macfile_begin(struct macfile *macfile, struct slice bytes)
{
	struct macfile_fork name;
	size_t at = ENTRIES_AT;

	*macfile = (struct macfile){.kind = MACFILE_BINARY, .bytes = bytes};
	if (is_macbinary(bytes)) {
		macfile->name =
		    slice_sub(bytes, NAME_AT + 1, bytes.data[NAME_AT]);
		return true;
	}
	if (bytes.size < ENTRIES_AT)
		return false;
	if (slice_starts_with(bytes, SLICE("\0\5\x16\0")))
		macfile->kind = MACFILE_SINGLE;
	else if (slice_starts_with(bytes, SLICE("\0\5\x16\7")))
		macfile->kind = MACFILE_DOUBLE;
	else
		return false;
	macfile->at = ENTRIES_AT;
	if (next_entry(bytes, &at, ENTRY_NAME, &name))
		macfile->name = name.body;
	return true;
}

bool
macfile_next(struct macfile *macfile, struct macfile_fork *fork_r)
{
	if (macfile->kind == MACFILE_BINARY)
		return next_of_macbinary(macfile, fork_r);
	while (next_entry(macfile->bytes, &macfile->at, ENTRY_DATA, fork_r))
		if (fork_r->body.size > 0)
			return true;
	return false;
}
