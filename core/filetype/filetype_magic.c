/*
 * filetype_magic - types that fixed bytes at a fixed place give away
 *
 * One table for what a string of bytes decides, and a few functions for the
 * formats that need a second look.
 */
#include "core/filetype/filetype_magic.h"

#include "core/base/integer.h"

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
    {0,
	SLICE("\x7F"
	      "ELF"),
	FILETYPE_ELF, ALWAYS},
    {0, SLICE("\xFE\xED\xFA\xCE"), FILETYPE_MACHO, ALWAYS},
    {0, SLICE("\xFE\xED\xFA\xCF"), FILETYPE_MACHO, ALWAYS},
    {0, SLICE("\xCE\xFA\xED\xFE"), FILETYPE_MACHO, ALWAYS},
    {0, SLICE("\xCF\xFA\xED\xFE"), FILETYPE_MACHO, ALWAYS},
    {0, SLICE("\xCA\xFE\xBA\xBF"), FILETYPE_MACHO, ALWAYS},
    {0, SLICE("\xBF\xBA\xFE\xCA"), FILETYPE_MACHO, ALWAYS},
    {0, SLICE("\xBE\xBA\xFE\xCA"), FILETYPE_MACHO, ALWAYS},
    {0, SLICE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), FILETYPE_OLE2, ALWAYS},
    /* Hangul word processor: a size ahead of the same. */
    {4, SLICE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), FILETYPE_OLE2, ALWAYS},
    {0, SLICE("{\\rt"), FILETYPE_RTF, ALWAYS},

    {0, SLICE("GIF8"), FILETYPE_GIF, IF_BINARY},
    {0, SLICE("\x89PNG"), FILETYPE_PNG, ALWAYS},
    {0, SLICE("\xFF\xD8\xFF"), FILETYPE_JPEG, ALWAYS},
    {0, SLICE("II*\0"), FILETYPE_TIFF, ALWAYS},
    {0, SLICE("MM\0*"), FILETYPE_TIFF, ALWAYS},
    {0, SLICE("\0\0\0\x0CjP  \r\n\x87\n"), FILETYPE_GRAPHICS, ALWAYS},
    {0, SLICE("\xFF\x4F\xFF\x51"), FILETYPE_GRAPHICS, ALWAYS},
    {0, SLICE("8BPS\0"), FILETYPE_GRAPHICS, ALWAYS},
    {0, SLICE("\xD7\xCD\xC6\x9A\0\0"), FILETYPE_GRAPHICS, ALWAYS},
    {4, SLICE("ftypheic"), FILETYPE_GRAPHICS, IF_BINARY},
    {4, SLICE("ftypavif"), FILETYPE_GRAPHICS, IF_BINARY},
    {40, SLICE(" EMF"), FILETYPE_GRAPHICS, IF_BINARY},

    {0, SLICE("PK\x03\x04"), FILETYPE_ZIP, ALWAYS},
    {0, SLICE("PK\x05\x06"), FILETYPE_ZIP, ALWAYS},
    {0, SLICE("PK\x07\x08"), FILETYPE_ZIP, ALWAYS},
    {0, SLICE("PK00PK\x03\x04"), FILETYPE_ZIP, ALWAYS},
    {0, SLICE("Rar!\x1A\x07\x01"), FILETYPE_RAR5, ALWAYS},
    {0, SLICE("Rar!\x1A\x07"), FILETYPE_RAR, ALWAYS},
    {0, SLICE("RE~^"), FILETYPE_RAR, IF_BINARY},
    {0, SLICE("7z\xBC\xAF\x27\x1C"), FILETYPE_SEVENZIP, ALWAYS},
    {0, SLICE("\x1F\x8B\x08"), FILETYPE_GZIP, ALWAYS},
    {0, SLICE("\x1F\x9D"), FILETYPE_COMPRESS, ALWAYS},
    {0, SLICE("\x1F\xA0"), FILETYPE_COMPRESS, ALWAYS},
    {0,
	SLICE("\xFD"
	      "7zXZ\0"),
	FILETYPE_XZ, ALWAYS},
    {0, SLICE("\x28\xB5\x2F\xFD"), FILETYPE_ZSTD, ALWAYS},
    {0, SLICE("\x04\x22\x4D\x18"), FILETYPE_LZ4, ALWAYS},
    {0, SLICE("\x02\x21\x4C\x18"), FILETYPE_LZ4, ALWAYS},
    {0, SLICE("LZIP\x01"), FILETYPE_LZIP, ALWAYS},
    {0, SLICE("MSCF\0\0\0\0"), FILETYPE_CAB, ALWAYS},
    {0, SLICE("ISc("), FILETYPE_ISCAB, IF_BINARY},
    {0, SLICE("MSWIM\0\0\0"), FILETYPE_ARCHIVE, ALWAYS},
    {0, SLICE("\x60\xEA"), FILETYPE_ARCHIVE, IF_BINARY},
    {7, SLICE("**ACE**"), FILETYPE_ARCHIVE, IF_BINARY},
    {0, SLICE("ALZ\x01"), FILETYPE_ARCHIVE, ALWAYS},
    {0, SLICE("EGGA"), FILETYPE_ARCHIVE, IF_BINARY},
    {20, SLICE("\xDC\xA7\xC4\xFD"), FILETYPE_ARCHIVE, ALWAYS},
    {0, SLICE("ITSF\x03"), FILETYPE_CHM, ALWAYS},
    {8, SLICE("\x19\x04\x00\x10"), FILETYPE_SIS, IF_BINARY},
    {0, SLICE("SZDD\x88\xF0\x27\x33"), FILETYPE_SZDD, ALWAYS},
    {0, SLICE("KWAJ\x88\xF0\x27\xD1"), FILETYPE_KWAJ, ALWAYS},
    {0, SLICE("SZ \x88\xF0\x27\x33\xD1"), FILETYPE_ARCHIVE, ALWAYS},
    {0, SLICE("\x78\x9F\x3E\x22"), FILETYPE_TNEF, ALWAYS},
    {0, SLICE("xar!"), FILETYPE_XAR, IF_BINARY},
    {0, SLICE("!<arch>\n"), FILETYPE_AR, ALWAYS},
    {0, SLICE("\xED\xAB\xEE\xDB"), FILETYPE_RPM, ALWAYS},
    {0, SLICE("hsqs"), FILETYPE_ARCHIVE, IF_BINARY},
    {0, SLICE("070701"), FILETYPE_CPIO, ALWAYS},
    {0, SLICE("070702"), FILETYPE_CPIO, ALWAYS},
    {0, SLICE("070707"), FILETYPE_CPIO, ALWAYS},
    {0, SLICE("\xC7\x71"), FILETYPE_CPIO, IF_BINARY},
    {0, SLICE("\x71\xC7"), FILETYPE_CPIO, IF_BINARY},
    /* OneNote: a container of files. */
    {0, SLICE("\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D"), FILETYPE_ONENOTE, ALWAYS},
    {257, SLICE("ustar"), FILETYPE_TAR, ALWAYS},
    {32769, SLICE("CD001"), FILETYPE_ISO, ALWAYS},
    {32769, SLICE("BEA01"), FILETYPE_ISO, ALWAYS},
    {0, SLICE("conectix"), FILETYPE_DISK, IF_BINARY},
    {0, SLICE("vhdxfile"), FILETYPE_DISK, IF_BINARY},

    {0, SLICE("L\0\0\0\x01\x14\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46"),
	FILETYPE_SHORTCUT, ALWAYS},
    {0, SLICE("ID3"), FILETYPE_MEDIA, IF_BINARY},
    {0, SLICE("OggS\0"), FILETYPE_MEDIA, ALWAYS},
    {0, SLICE("fLaC\0"), FILETYPE_MEDIA, ALWAYS},
    {0, SLICE("MThd\0\0"), FILETYPE_MEDIA, ALWAYS},
    {0, SLICE("FLV\x01"), FILETYPE_MEDIA, ALWAYS},
    {0, SLICE("\x1A\x45\xDF\xA3"), FILETYPE_MEDIA, ALWAYS},
    {0, SLICE("\0\0\x01\xBA"), FILETYPE_MEDIA, ALWAYS},
    {0, SLICE("\x30\x26\xB2\x75\x8E\x66\xCF\x11"), FILETYPE_MEDIA, ALWAYS},
    {4, SLICE("ftyp"), FILETYPE_MEDIA, IF_BINARY},
    {8, SLICE("WAVEfmt "), FILETYPE_MEDIA, IF_BINARY},
    {8, SLICE("AVI LIST"), FILETYPE_MEDIA, IF_BINARY},
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

static enum filetype
by_table(struct slice bytes, bool binary)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		const struct magic *magic = &magics[i];

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
	if (is_fixed_vhd(bytes))
		return FILETYPE_DISK;
	return is_old_tar(bytes) ? FILETYPE_TAR : FILETYPE_OTHER;
}
