/*
 * office_lock - is a document of Office encrypted?
 */
#include "core/document/office_lock.h"

#include "core/base/integer.h"

/* Word: the kinds of its first word (97, and 6 to 95), flags. */
#define WORD_97 0xA5ECu
#define WORD_6 0xA5DCu
#define WORD_FLAGS_AT 10u
#define WORD_ENCRYPTED 0x0100u
/* Excel: the record that tells the password's sum, not far from the first. */
#define EXCEL_PASSWORD 0x002Fu
#define EXCEL_RECORDS 64u
/* PowerPoint: a token of "Current User". */
#define POWERPOINT_TOKEN_AT 12u
#define POWERPOINT_ENCRYPTED 0xF3D1C4DFu

static bool
is_word(struct slice stream)
{
	uint16_t kind = u16_le(stream, 0);

	return (kind == WORD_97 || kind == WORD_6) &&
	       (u16_le(stream, WORD_FLAGS_AT) & WORD_ENCRYPTED) != 0;
}

static bool
is_excel(struct slice stream)
{
	size_t at = 0;

	for (unsigned i = 0; i < EXCEL_RECORDS && at < stream.size; i++) {
		if (u16_le(stream, at) == EXCEL_PASSWORD)
			return true;
		at += 4 + (size_t)u16_le(stream, at + 2);
	}
	return false;
}

bool
office_lock_is(struct slice name, struct slice stream)
{
	if (slice_equal_nocase(name, SLICE("EncryptedPackage")) ||
	    slice_equal_nocase(name, SLICE("EncryptedSummary")))
		return true;
	if (slice_equal_nocase(name, SLICE("WordDocument")))
		return is_word(stream);
	if (slice_equal_nocase(name, SLICE("Workbook")) ||
	    slice_equal_nocase(name, SLICE("Book")))
		return is_excel(stream);
	if (slice_equal_nocase(name, SLICE("Current User")))
		return u32_le(stream, POWERPOINT_TOKEN_AT) ==
		       POWERPOINT_ENCRYPTED;
	return false;
}
