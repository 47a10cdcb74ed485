/*
 * filetype_magic - types that fixed bytes at a fixed place give away
 *
 * One table for what a string of bytes decides, and a few functions for the
 * formats that need a second look.
 */
#include "core/filetype/filetype_magic.h"

#include "core/base/integer.h"
#include "core/filetype/boot_sector.h"

/*
 * What a magic of printable letters proves depends on the rest: a text that
 * begins with "BM" or "FWS" is a text, and mail that wants to be taken for a
 * picture is not to have its way.
 */
enum condition {
	ALWAYS,
	IF_BINARY,
};

struct magic {
	uint32_t offset;
	struct slice bytes;
	enum filetype type;
	enum condition condition;
};

static const struct magic magics[] = {
#define MAGIC(bytes, type, condition) MAGIC_AT(0, bytes, type, condition)
#define MAGIC_AT(offset, bytes, type, condition)                               \
	{offset, SLICE(bytes), FILETYPE_##type, condition},
#include "core/filetype/filetype_magic.def"
#undef MAGIC
};

/* What does not stand at the beginning, in the same order. */
static const struct magic magics_behind[] = {
#define MAGIC(bytes, type, condition)
#include "core/filetype/filetype_magic.def"
#undef MAGIC
#undef MAGIC_AT
};

static bool
has_at(struct slice bytes, size_t offset, struct slice magic)
{
	return slice_starts_with(slice_skip(bytes, offset), magic);
}

/*
 * Any DOS program counts as PE, as it does for signatures of that target: its
 * new header may be damaged, or cut off by a bounce.  Text that begins with MZ
 * has a real one or is text.
 */
static bool
is_pe(struct slice bytes, bool binary)
{
	if (!has_at(bytes, 0, SLICE("MZ")))
		return false;
	if (binary)
		return true;
	return bytes.size >= 64 &&
	       has_at(bytes, u32_le(bytes, 60), SLICE("PE\0\0"));
}

/*
 * Java and Mach-O share a magic: behind it stands a class version (45 or more
 * since Java 1.0) or the small number of programs in a universal binary.
 */
static enum filetype
cafebabe(struct slice bytes)
{
	if (bytes.size < 8 || !has_at(bytes, 0, SLICE("\xCA\xFE\xBA\xBE")))
		return FILETYPE_OTHER;
	return u32_be(bytes, 4) < 43 ? FILETYPE_MACHO : FILETYPE_JAVA;
}

/* FWS, CWS, ZWS and a version that exists. */
static bool
is_swf(struct slice bytes)
{
	return bytes.size >= 8 && has_at(bytes, 1, SLICE("WS")) &&
	       (bytes.data[0] == 'F' || bytes.data[0] == 'C' ||
		   bytes.data[0] == 'Z') &&
	       bytes.data[3] > 0 && bytes.data[3] < 64;
}

/* The reserved words are 0 and the second header has a known size. */
static bool
is_bmp(struct slice bytes)
{
	uint32_t size;

	if (bytes.size < 18 || !has_at(bytes, 0, SLICE("BM")) ||
	    u32_le(bytes, 6) != 0)
		return false;
	size = u32_le(bytes, 14);
	return size == 12 || (size >= 16 && size <= 124);
}

/* An icon or cursor with a sensible count of pictures. */
static bool
is_icon(struct slice bytes)
{
	return bytes.size >= 22 &&
	       (has_at(bytes, 0, SLICE("\0\0\1\0")) ||
		   has_at(bytes, 0, SLICE("\0\0\2\0"))) &&
	       bytes.data[4] > 0 && bytes.data[5] == 0 && bytes.data[9] == 0;
}

static bool
is_webp(struct slice bytes)
{
	return has_at(bytes, 0, SLICE("RIFF")) &&
	       has_at(bytes, 8, SLICE("WEBPVP8"));
}

/* "-lh5-", "-lzs-", "-pm1-" behind two bytes of size and sum. */
static bool
is_lha(struct slice bytes)
{
	return bytes.size >= 21 && bytes.data[2] == '-' &&
	       bytes.data[6] == '-' &&
	       (has_at(bytes, 3, SLICE("lh")) ||
		   has_at(bytes, 3, SLICE("lz")) ||
		   has_at(bytes, 3, SLICE("pm")));
}

/* Two bytes, the size of a header, that of its fixed part, and the type that
 * the first one has. */
static bool
is_arj(struct slice bytes)
{
	uint32_t head;

	if (bytes.size < 34 || !has_at(bytes, 0, SLICE("\x60\xEA")))
		return false;
	head = u32_le(bytes, 0);
	return head >> 16 >= 32 && head >> 16 <= 2600 && bytes.data[4] >= 30 &&
	       bytes.data[4] < head >> 16 && bytes.data[10] == 2;
}

/*
 * A tar of before 1988 has no magic, but its first block has a sum: octal
 * digits at 148, over the block with blanks in their place.
 */
static bool
is_old_tar(struct slice bytes)
{
	uint32_t sum = 8 * ' ', said = 0;
	size_t digits = 0;

	if (bytes.size < 512 || bytes.data[0] == 0)
		return false;
	for (size_t i = 148; i < 156; i++) {
		uint8_t c = bytes.data[i];

		if (c >= '0' && c <= '7') {
			said = said * 8 + (c - (uint32_t)'0');
			digits++;
		} else if (c != ' ' && c != 0) {
			return false;
		}
	}
	for (size_t i = 0; i < 512; i++)
		if (i < 148 || i >= 156)
			sum += bytes.data[i];
	return digits > 0 && sum == said;
}

/* "BZh", a level, and the mark of a block or of the end. */
static bool
is_bzip2(struct slice bytes)
{
	return has_at(bytes, 0, SLICE("BZh")) && bytes.size >= 10 &&
	       bytes.data[3] >= '1' && bytes.data[3] <= '9' &&
	       (has_at(bytes, 4, SLICE("1AY&SY")) ||
		   has_at(bytes, 4, SLICE("\x17rE8P\x90")));
}

/* Frames that zstd and lz4 pass over; a frame of data follows. */
static bool
is_skippable(struct slice bytes)
{
	return bytes.size >= 8 && (bytes.data[0] & 0xF0) == 0x50 &&
	       has_at(bytes, 1, SLICE("\x2A\x4D\x18"));
}

/*
 * There is no magic: the usual properties, a dictionary of 2^n or 3 * 2^n
 * bytes, and a size that is unknown or below 256 GB.
 */
static bool
is_lzma(struct slice bytes)
{
	uint32_t dictionary, odd;

	if (bytes.size < 13 || bytes.data[0] != 0x5D)
		return false;
	dictionary = u32_le(bytes, 1);
	odd = dictionary;
	while (odd != 0 && (odd & 1) == 0)
		odd >>= 1;
	if (dictionary < 4096 ||
	    (odd != 1 && odd != 3 && dictionary != UINT32_MAX))
		return false;
	return u32_le(bytes, 9) < 64 ||
	       has_at(bytes, 5, SLICE("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"));
}

/* SEQUENCE { OBJECT IDENTIFIER of pkcs-7 or of S/MIME's further kinds } in DER
 * or BER. */
static bool
is_pkcs7(struct slice bytes)
{
	size_t size;

	if (bytes.size < 2 || bytes.data[0] != 0x30)
		return false;
	size = bytes.data[1] <= 0x80 ? 2 : 2 + (bytes.data[1] & 0x7Fu);
	return has_at(bytes, size,
		   SLICE("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07")) ||
	       has_at(bytes, size,
		   SLICE("\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01"));
}

/* A fixed disk has its header behind its data. */
static bool
is_fixed_vhd(struct slice bytes)
{
	return bytes.size > 512 &&
	       has_at(bytes, bytes.size - 512, SLICE("conectix"));
}

/* Are the first two bytes those of a row?  Compilers make a search of this. */
static bool
may_begin(struct slice bytes)
{
	unsigned two;

	if (bytes.size < 2)
		return false;
	two = u16_be(bytes, 0);
#define MAGIC(bytes, type, condition)                                          \
	if (two == ((unsigned)(uint8_t)(bytes)[0] << 8 | (uint8_t)(bytes)[1])) \
		return true;
#define MAGIC_AT(offset, bytes, type, condition)
#include "core/filetype/filetype_magic.def"
#undef MAGIC
#undef MAGIC_AT
	return false;
}

static enum filetype
by_rows(struct slice bytes, bool binary, const struct magic *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct magic *magic = &rows[i];

		if (magic->offset >= bytes.size ||
		    bytes.data[magic->offset] != magic->bytes.data[0])
			continue;
		if (magic->condition == IF_BINARY && !binary)
			continue;
		if (has_at(bytes, magic->offset, magic->bytes))
			return magic->type;
	}
	return FILETYPE_OTHER;
}

/* Most files begin as no row does. */
static enum filetype
by_table(struct slice bytes, bool binary)
{
	if (may_begin(bytes))
		return by_rows(
		    bytes, binary, magics, sizeof(magics) / sizeof(magics[0]));
	return by_rows(bytes, binary, magics_behind,
	    sizeof(magics_behind) / sizeof(magics_behind[0]));
}

enum filetype
filetype_by_magic(struct slice bytes, bool binary)
{
	enum filetype type = by_table(bytes, binary);

	if (is_arj(bytes))
		return FILETYPE_ARJ;
	if (type == FILETYPE_OTHER)
		type = cafebabe(bytes);
	if (type == FILETYPE_ZIP)
		return filetype_of_zip(bytes);
	if (type != FILETYPE_OTHER)
		return type;
	if (is_bzip2(bytes))
		return FILETYPE_BZIP2;
	if (is_pe(bytes, binary))
		return FILETYPE_PE;
	if (!binary)
		return FILETYPE_OTHER;
	if (is_swf(bytes))
		return FILETYPE_SWF;
	if (is_bmp(bytes))
		return FILETYPE_BMP;
	if (is_webp(bytes))
		return FILETYPE_WEBP;
	if (is_icon(bytes))
		return FILETYPE_GRAPHICS;
	if (is_lha(bytes))
		return FILETYPE_LHA;
	if (is_lzma(bytes))
		return FILETYPE_LZMA;
	if (is_skippable(bytes))
		return FILETYPE_ZSTD;
	if (is_pkcs7(bytes))
		return FILETYPE_PKCS7;
	if (is_fixed_vhd(bytes) || boot_sector_is_of_image(bytes))
		return FILETYPE_DISK;
	return is_old_tar(bytes) ? FILETYPE_TAR : FILETYPE_OTHER;
}
