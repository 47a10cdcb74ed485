/*
 * ishield_reader - setup programs of InstallShield
 *
 * Their files, and behind them what stands in cabinets whose header and volumes
 * are among them (data1.hdr, data1.cab, data2.cab).  Such volumes are no
 * members themselves: each byte of them is one of the program.
 */
#include <string.h>

#include "core/archive/installer/iscab.h"
#include "core/archive/installer/ishield.h"
#include "core/archive/member/archives.h"
#include "core/archive/member/body_output.h"
#include "core/archive/member/utf16_name.h"
#include "core/archive/method/inflate.h"
#include "core/base/ascii.h"

/* Volumes that are looked for in one program, and files among which they are;
 * with more of either the archive is marked as damaged. */
#define VOLUMES_MAX 64u
#define FILES_MAX 65536u
#define EXTENSION_BYTES 4u /* ".cab", ".hdr" */
#define FILES_A_LOOK 256u
/* The key begins again. */
#define KEY_BLOCK 1024u

struct volume {
	struct slice stem; /* "data" of "data12.cab" */
	uint32_t number;
	bool header;
	struct slice bytes;
};

struct setup {
	struct ishield files;
	struct volume volumes[VOLUMES_MAX];
	uint32_t volume_count;
	uint32_t header; /* the volume whose files are next */
	bool opened;     /* ... and cab is of it */
	struct iscab cab;
	uint64_t readable;
};

/* ---- volumes ----------------------------------------------------------- */

/* By its name; false: it has none of a volume. */
static bool
read_volume(struct unpacking *unpacking, const struct ishield_file *file,
    struct volume *volume_r)
{
	struct slice stem = file->name;
	struct iscab cab;
	uint32_t place = 1;

	if (file->wide)
		stem = utf16_name(unpacking->arena, stem);
	if (stem.size <= EXTENSION_BYTES)
		return false;
	stem.size -= EXTENSION_BYTES;
	*volume_r = (struct volume){
	    .bytes = file->stored,
	    .header = iscab_open(file->stored, &cab),
	};
	while (stem.size > 0 && place < 10000 &&
	       ascii_is_digit(stem.data[stem.size - 1])) {
		volume_r->number +=
		    place * (uint32_t)(stem.data[--stem.size] - '0');
		place *= 10;
	}
	volume_r->stem = stem;
	return true;
}

static void
collect_volumes(struct unpacking *unpacking, struct setup *setup)
{
	struct ishield files = setup->files;
	struct ishield_file file;

	for (uint32_t i = 0; i < FILES_MAX; i++) {
		struct volume *volume = &setup->volumes[setup->volume_count];

		if ((i % FILES_A_LOOK == 0 && unpacking_late(unpacking)) ||
		    !ishield_next(&files, &file))
			return;
		if (!iscab_is_volume(file.stored))
			continue;
		if (setup->volume_count == VOLUMES_MAX)
			break;
		if (read_volume(unpacking, &file, volume))
			setup->volume_count++;
	}
	unpacking->flags |= ARCHIVE_DAMAGED;
}

/* The volume that has the bytes of file number of a cabinet; NULL: none. */
static const struct volume *
find_volume(const struct setup *setup, struct slice stem, uint32_t number)
{
	const struct volume *only = NULL;

	for (uint32_t i = 0; i < setup->volume_count; i++) {
		const struct volume *volume = &setup->volumes[i];

		if (volume->number != number ||
		    !slice_equal_nocase(volume->stem, stem))
			continue;
		/* data1.hdr and data1.cab have one number. */
		if (!volume->header)
			return volume;
		only = volume;
	}
	return only;
}

/* Is that a volume whose files come out? */
static bool
is_read(const struct setup *setup, struct slice stored)
{
	const struct volume *volume = NULL;

	for (uint32_t i = 0; i < setup->volume_count; i++)
		if (setup->volumes[i].bytes.data == stored.data)
			volume = &setup->volumes[i];
	for (uint32_t i = 0; volume != NULL && i < setup->volume_count; i++)
		if (setup->volumes[i].header &&
		    slice_equal_nocase(setup->volumes[i].stem, volume->stem))
			return true;
	return false;
}

/* The next file of any of the cabinets. */
static bool
next_in_cabinets(struct unpacking *unpacking, struct member *member_r)
{
	struct setup *setup = unpacking->state;
	struct iscab_file file;

	for (; setup->header < setup->volume_count; setup->header++) {
		const struct volume *volume = &setup->volumes[setup->header];
		const struct volume *from;

		if (!setup->opened)
			setup->opened = volume->header &&
					iscab_open(volume->bytes, &setup->cab);
		if (setup->opened &&
		    iscab_next(&setup->cab, unpacking, &file)) {
			if (!unpacking_may_add(unpacking))
				return false;
			from = find_volume(setup, volume->stem, file.volume);
			iscab_read(unpacking, &file,
			    from == NULL ? SLICE("") : from->bytes,
			    &setup->readable, member_r);
			return true;
		}
		setup->opened = false;
		if (unpacking->ended)
			return false;
	}
	return false;
}

/* ---- bodies ------------------------------------------------------------ */

/* The halves of each byte change places, and the name is in it. */
static uint8_t
ungarbled(uint8_t byte, struct slice key, size_t at)
{
	static const uint8_t mask[] = {0x13, 0x35, 0x86, 0x07};

	byte = (uint8_t)(byte << 4 | byte >> 4);
	return (uint8_t) ~(byte ^ key.data[at] ^ mask[at % sizeof(mask)]);
}

/* In the arena; empty: there is no room, or no time, and the archive has ended
 * for it. */
static struct slice
ungarble(struct unpacking *unpacking, const struct ishield_file *file,
    struct slice key)
{
	struct slice stored = file->stored;
	bool blocks = (file->flags & ISHIELD_GARBLED_BY_KB) != 0;
	uint8_t *plain = arena_alloc(unpacking->arena, stored.size);
	size_t at = 0; /* in the key */

	if (plain == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return SLICE("");
	}
	for (size_t i = 0; i < stored.size; i++) {
		if (i % BUDGET_SLICE == BUDGET_SLICE - 1 &&
		    unpacking_late(unpacking))
			return SLICE("");
		if (at == key.size || (blocks && i % KEY_BLOCK == 0))
			at = 0;
		plain[i] = ungarbled(stored.data[i], key, at++);
	}
	return (struct slice){plain, stored.size};
}

/* False: it is no stream of zlib, and there is no body. */
static bool
inflate_body(
    struct unpacking *unpacking, struct slice packed, struct member *member)
{
	struct body_output output;
	enum inflate_result result;
	size_t consumed;

	body_output_begin(&output, unpacking, packed.size);
	result = inflate_stream(unpacking->archives->inflater,
	    slice_skip(packed, 2), &output, &consumed, NULL);
	return body_output_end_damaged(
	    &output, result == INFLATE_DAMAGED, member);
}

static void
read_body(struct unpacking *unpacking, const struct ishield_file *file,
    struct member *member)
{
	struct slice bytes = file->stored;

	member->size_packed = file->size;
	if (file->stored.size < file->size)
		member->flags |= MEMBER_DAMAGED;
	if ((file->flags & (ISHIELD_GARBLED | ISHIELD_GARBLED_BY_KB)) != 0 &&
	    member->name.size > 0 && bytes.size > 0) {
		bytes = ungarble(unpacking, file, member->name);
		if (bytes.size == 0) {
			member->flags |= MEMBER_CUT;
			member->limit = unpacking->limit;
			return;
		}
	}
	if (!file->deflated || !inflate_body(unpacking, bytes, member))
		(void)!unpacking_lend(unpacking, bytes, member);
}

/* ---- the reader -------------------------------------------------------- */

static bool
ishield_reader_open(struct unpacking *unpacking)
{
	struct setup *setup = arena_alloc(unpacking->arena, sizeof(*setup));

	if (setup == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	memset(setup, 0, sizeof(*setup));
	setup->readable = iscab_readable(unpacking->bytes);
	unpacking->state = setup;
	switch (ishield_open(unpacking->bytes, &setup->files)) {
	case ISHIELD_NONE:
		return false;
	case ISHIELD_PLAIN:
	case ISHIELD_PLAIN_WIDE:
		collect_volumes(unpacking, setup);
		return true;
	default:
		return true;
	}
}

static bool
ishield_reader_next(struct unpacking *unpacking, struct member *member_r)
{
	struct setup *setup = unpacking->state;
	struct ishield_file file;

	for (unsigned i = 1; ishield_next(&setup->files, &file); i++) {
		if (is_read(setup, file.stored)) {
			if (i % FILES_A_LOOK == 0 && unpacking_late(unpacking))
				return false;
			continue;
		}
		if (!unpacking_may_add(unpacking))
			return false;
		member_r->name = file.wide
				     ? utf16_name(unpacking->arena, file.name)
				     : file.name;
		read_body(unpacking, &file, member_r);
		return true;
	}
	if (setup->files.left > 0 && setup->files.layout > ISHIELD_PLAIN_WIDE)
		unpacking->flags |= ARCHIVE_DAMAGED;
	return next_in_cabinets(unpacking, member_r);
}

static void
ishield_reader_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

const struct archive_reader ishield_reader = {
    .open = ishield_reader_open,
    .next = ishield_reader_next,
    .close = ishield_reader_close,
};
