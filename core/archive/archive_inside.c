/*
 * archive_inside - an archive in the middle of something else
 *
 * Programs that unpack themselves, pictures with a zip behind them.  Four bytes
 * come about by chance once in 4 GB and on purpose whenever somebody likes, so
 * what follows them must look like the header it should be.
 *
 * One pass over the bytes, and a header's length at each signature; whoever
 * goes on behind each find has made one pass in all.
 */
#include "core/archive/archive.h"

#include <string.h>

#include "core/archive/arj/arj_header.h"
#include "core/archive/disk/disk.h"
#include "core/archive/disk/udf.h"
#include "core/archive/installer/ishield.h"
#include "core/archive/zip/zip_end.h"
#include "core/archive/zip/zip_header.h"
#include "core/base/crc32.h"
#include "core/base/integer.h"
#include "core/filetype/boot_sector.h"
#include "simd/bytes.h"

/* Longer names of members are not believed in. */
#define NAME_MAX_BYTES 4096u
#define CAB_HEADER 36u

typedef bool plausible(struct slice here);

static bool
known_method(uint16_t method)
{
	return method <= 20 || (method >= 92 && method <= 99);
}

/* A name that shows, in a header whose version exists. */
static bool
is_zip(struct slice here)
{
	struct zip_header header;

	return zip_header_local(here, 0, &header) &&
	       (header.version & 0xFF) <= 63 && known_method(header.method) &&
	       header.name.size > 0 && header.name.size <= NAME_MAX_BYTES &&
	       header.name.data[0] >= ' ';
}

/* The main header (0x73) comes next, its flags and size unencrypted. */
static bool
is_rar(struct slice here)
{
	return here.size > 20 && here.data[9] == 0x73 && u16_le(here, 12) >= 13;
}

/* Sum, then a small length and a header type of 1 (main) or 4 (encrypted). */
static bool
is_rar5(struct slice here)
{
	return here.size > 20 && here.data[12] > 0 && here.data[12] < 0x80 &&
	       (here.data[13] == 1 || here.data[13] == 4);
}

/* The sum over what says where the true header is. */
static bool
is_7z(struct slice here)
{
	return here.size >= 32 && here.data[6] == 0 &&
	       u32_le(here, 8) == crc32_of(0, slice_sub(here, 12, 20));
}

static bool
is_cab(struct slice here)
{
	return here.size >= CAB_HEADER && u32_le(here, 4) == 0 &&
	       u32_le(here, 16) >= CAB_HEADER && here.data[25] == 1 &&
	       u16_le(here, 26) > 0 && u32_le(here, 16) < u32_le(here, 8);
}

/* Deflate, no reserved flag, what compressors write as their way and system,
 * and a first block of a type that exists. */
static bool
is_gzip(struct slice here)
{
	if (here.size < 18)
		return false;
	return (here.data[3] & 0xE0) == 0 &&
	       (here.data[8] == 0 || here.data[8] == 2 || here.data[8] == 4) &&
	       (here.data[9] <= 13 || here.data[9] == 255) &&
	       (here.data[3] != 0 || (here.data[10] & 6) != 6);
}

static bool
is_xz(struct slice here)
{
	return here.size >= 24 && here.data[6] == 0 &&
	       u32_le(here, 8) == crc32_of(0, slice_sub(here, 6, 2));
}

static bool
is_bzip2(struct slice here)
{
	return here.size >= 14 && here.data[3] >= '1' && here.data[3] <= '9' &&
	       slice_starts_with(
		   slice_skip(here, 4), SLICE("\x31\x41\x59\x26\x53\x59"));
}

static bool
is_chm(struct slice here)
{
	return here.size >= 0x60 && u32_le(here, 8) == 0x60;
}

/* Files of an InstallShield setup program; the first is all there. */
static bool
is_ishield(struct slice here)
{
	struct ishield ishield;

	return ishield_open(here, &ishield) >= ISHIELD_LEGACY;
}

/* Flags are few; a script, and more than that. */
static bool
is_nsis(struct slice here)
{
	return here.size > 32 && u32_le(here, 0) < 256 &&
	       u32_le(here, 20) > 0 && u32_le(here, 24) > 28;
}

static bool
is_autoit(struct slice here)
{
	return here.size > 40 && (here.data[23] == '5' || here.data[23] == '6');
}

/* A header of level 0 or 1 has a sum of its own; one of level 2 says how long
 * it is. */
static bool
is_lha(struct slice here)
{
	size_t size;
	uint8_t sum = 0;

	if (here.size < 24 || here.data[6] != '-' || here.data[20] > 2)
		return false;
	if (here.data[20] == 2)
		return u16_le(here, 0) >= 26 && u16_le(here, 0) < here.size;
	size = here.data[0];
	if (size < 22 || size + 2 > here.size)
		return false;
	for (size_t i = 0; i < size; i++)
		sum = (uint8_t)(sum + here.data[2 + i]);
	return sum == here.data[1];
}

/* The archive begins so many bytes ahead of its signature. */
static const struct {
	struct slice signature;
	enum filetype type;
	plausible *plausible;
	size_t ahead;
} kinds[] = {
    {SLICE("PK\x03\x04"), FILETYPE_ZIP, is_zip, 0},
    {SLICE("Rar!\x1A\x07\x00"), FILETYPE_RAR, is_rar, 0},
    {SLICE("Rar!\x1A\x07\x01\x00"), FILETYPE_RAR5, is_rar5, 0},
    {SLICE("7z\xBC\xAF\x27\x1C"), FILETYPE_SEVENZIP, is_7z, 0},
    {SLICE("MSCF\0\0\0\0"), FILETYPE_CAB, is_cab, 0},
    {SLICE("\x1F\x8B\x08"), FILETYPE_GZIP, is_gzip, 0},
    {SLICE("\xFD"
	   "7zXZ\0"),
	FILETYPE_XZ, is_xz, 0},
    {SLICE("BZh"), FILETYPE_BZIP2, is_bzip2, 0},
    {SLICE("ITSF\x03\0\0\0"), FILETYPE_CHM, is_chm, 0},
    {SLICE("\x60\xEA"), FILETYPE_ARJ, arj_header_plausible, 0},
    {SLICE("-lh"), FILETYPE_LHA, is_lha, 2},
    {SLICE("\xEF\xBE\xAD\xDENullsoftInst"), FILETYPE_NSIS, is_nsis, 4},
    {SLICE("\xA3\x48\x4B\xBE\x98\x6C\x4A\xA9\x99\x4C\x53\x0A\x86\xD6"
	   "\x48\x7D"
	   "AU3!EA0"),
	FILETYPE_AUTOIT, is_autoit, 0},
    /* "InstallShield", "ISSetupStream": by two bytes that are rare. */
    {SLICE("lShield\0"), FILETYPE_ISHIELD, is_ishield, 6},
    {SLICE("pStream\0"), FILETYPE_ISHIELD, is_ishield, 6},
};

#define KINDS (sizeof(kinds) / sizeof(*kinds))

/* Whose signature is at at, and which begins at from or behind it; SIZE_MAX:
 * none of them. */
static size_t
kind_of(struct slice bytes, size_t at, size_t from)
{
	struct slice here = slice_skip(bytes, at);

	for (size_t i = 0; i < KINDS; i++)
		if (slice_starts_with(here, kinds[i].signature) &&
		    at - from >= kinds[i].ahead &&
		    kinds[i].plausible(slice_skip(bytes, at - kinds[i].ahead)))
			return i;
	return SIZE_MAX;
}

/* How signatures begin; two that are more than there are groups share one. */
static void
fill_pairs(struct bytes_pairs *pairs)
{
	memset(pairs, 0, sizeof(*pairs));
	for (unsigned i = 0; i < KINDS; i++)
		bytes_pairs_add(pairs, i % BYTES_PAIR_GROUPS,
		    kinds[i].signature.data[0], kinds[i].signature.data[1]);
}

size_t
archive_inside(struct slice bytes, size_t from, enum filetype *type_r)
{
	struct bytes_pairs pairs;

	fill_pairs(&pairs);
	for (size_t at = from; at < bytes.size; at++) {
		size_t kind;

		at = bytes_find_pair(bytes.data, bytes.size, at, &pairs);
		if (at == bytes.size)
			break;
		kind = kind_of(bytes, at, from);
		if (kind == SIZE_MAX)
			continue;
		*type_r = kinds[kind].type;
		return at - kinds[kind].ahead;
	}
	return SIZE_MAX;
}

/* ---- from its end, or its middle --------------------------------------- */

/* Bytes of the end record of a zip, with the longest comment. */
#define ZIP_END_MAX (22u + UINT16_MAX)

/* By its first byte: memmem() takes seven times as long for a needle so short.
 */
static bool
has_end_mark(struct slice bytes)
{
	for (size_t at = 0;; at++) {
		at += slice_find_byte(slice_skip(bytes, at), 'P');
		if (at >= bytes.size)
			return false;
		if (zip_signature(bytes, at, 5, 6))
			return true;
	}
}

static bool
has_zip_end(struct slice bytes, bool claimed)
{
	struct slice tail = bytes;
	struct zip_end end;

	if (!claimed && bytes.size > ZIP_END_MAX)
		tail = slice_skip(bytes, bytes.size - ZIP_END_MAX);
	return has_end_mark(tail) && zip_end_find(bytes, &end) && !end.empty &&
	       (claimed || end.last);
}

static bool
is_plain_ishield(struct slice bytes)
{
	struct ishield ishield;
	enum ishield_layout layout = ishield_open(bytes, &ishield);

	return layout == ISHIELD_PLAIN || layout == ISHIELD_PLAIN_WIDE;
}

#define SECTOR 2048u
/* Descriptors of an ISO 9660 volume that are looked at, from sector 16 on. */
#define VOLUMES_MAX 16u

/*
 * An image with a tree for Windows (Joliet) beside one for Unix (Rock Ridge),
 * of which libarchive reads the latter: files may be in one only.
 */
static bool
is_two_trees(struct slice bytes)
{
	uint64_t first = 16 * (uint64_t)SECTOR, root;
	bool joliet = false;

	for (uint64_t i = 1; i < VOLUMES_MAX && !joliet; i++) {
		struct slice volume =
		    slice_skip(bytes, (size_t)(first + i * SECTOR));

		if (!slice_starts_with(slice_skip(volume, 1), SLICE("CD001")))
			break;
		joliet = volume.data[0] == 2 &&
			 slice_starts_with(slice_skip(volume, 88), SLICE("%/"));
	}
	/* The first directory's own record, and what Rock Ridge adds. */
	root = (uint64_t)u32_le(bytes, first + 156 + 2) * SECTOR;
	return joliet && root < bytes.size &&
	       slice_starts_with(
		   slice_skip(bytes, (size_t)root + 34), SLICE("SP\7"));
}

bool
archive_may_be(struct slice bytes, enum filetype type, bool claimed)
{
	if (filetype_is_zip(type))
		return has_zip_end(bytes, claimed);
	if (type == FILETYPE_ISHIELD)
		return is_plain_ishield(bytes);
	if (type == FILETYPE_TAR)
		return slice_starts_with(
		    slice_skip(bytes, 257), SLICE("ustar"));
	if (type == FILETYPE_UDF)
		return udf_is(bytes);
	if (type == FILETYPE_DISK)
		return disk_is_fixed_vhd(bytes) ||
		       boot_sector_is_of_image(bytes);
	if (type == FILETYPE_JOLIET)
		return is_two_trees(bytes);
	if (type == FILETYPE_ISO)
		return slice_starts_with(
		    slice_skip(bytes, 32769), SLICE("CD001"));
	return false;
}
