/*
 * test_unpack_document - documents in messages become parts
 *
 * Names, types and flags of what comes out of a compound file; that encrypted
 * documents are told by name; and the law of test_unpack_limits: whatever the
 * limits and however small the arena, the test file is a part, or a limit is
 * marked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "tests/support/compound.h"
#include "tests/support/slices.h"
#include "tests/support/unpack_case.h"

#define B(literal) SLICE(literal)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define EICAR                                                                  \
	"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+"  \
	"H*"
/* A package ("x.com") of the test file. */
#define PACKAGE "\2\0l\0i\0\0\0\3\0\6\0\0\0x.com\0\x44\0\0\0" EICAR "\0\0"
#define NATIVE "\x5E\0\0\0" PACKAGE
/* One chunk that is not packed, of 68 bytes. */
#define MACRO "\x01\x43\x30" EICAR
#define DIR                                                                    \
	"\x01\xFF\x3F\x19\0\1\0\0\0A\x1A\0\1\0\0\0A\x31\0\4\0\0\0\3\0\0\0"     \
	"\x2B\0\0\0\0\0"

/* ---- messages ---------------------------------------------------------- */

static void
put_base64(struct text *text, struct slice bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"
				     "nopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < bytes.size; i += 3) {
		uint32_t triple = 0;
		char four[4];

		for (size_t k = 0; k < 3; k++)
			triple = triple << 8 |
				 (i + k < bytes.size ? bytes.data[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			four[k] = i + k > bytes.size
				      ? '='
				      : digits[triple >> (18 - 6 * k) & 63];
		text_put(text, (struct slice){(const uint8_t *)four, 4});
		if (i % 57 == 54)
			text_put(text, SLICE("\n"));
	}
	text_put(text, SLICE("\n"));
}

static char letter_bytes[1 << 17];

/* A message that is this file, "a.doc". */
static struct slice
letter(struct slice file)
{
	struct text text = TEXT_OVER(letter_bytes);

	text_put(&text, SLICE("Content-Type: application/octet-stream; "
			      "name=a.doc\n"
			      "Content-Transfer-Encoding: base64\n\n"));
	put_base64(&text, file);
	return text_slice(&text);
}

static struct slice
compound_letter(const struct compound_stream *streams, size_t count)
{
	struct compound_file file = compound_make(0, streams, count);
	struct slice message = letter(compound_slice(&file));

	compound_free(&file);
	return message;
}

static enum message_result
unpack(struct slice file, struct arena *memory, struct message *message)
{
	struct budget budget;
	enum message_result result;

	arena_reset(memory);
	budget_init(&budget, UINT64_MAX);
	result = message_parse(file, &limits, memory, &budget, message);
	if (result != MESSAGE_NO_MEMORY)
		unpack_message(unpacker, message, &limits, memory, &budget);
	return result;
}

/* ---- compound files ---------------------------------------------------- */

static const struct compound_stream document[] = {
    {"WordDocument", B("\xEC\xA5\0\1\2\3")},
    {"Macros/VBA/dir", B(DIR)},
    {"Macros/VBA/A", B("\0\1\2" MACRO)},
    {"ObjectPool/_1/\1Ole10Native", B(NATIVE)},
    {"__attach_version1.0_#00000000/__substg1.0_3707001F",
	B("n\0a\0\xFC\0m\0e\0")},
    {"__attach_version1.0_#00000000/__substg1.0_37010102", B("data")},
    {"__substg1.0_1000001F", B("h\0i\0")},
};

static void
streams_become_parts_with_names(void **state)
{
	static const struct {
		size_t parent;
		const char *name;
		const char *media_type;
		enum filetype type;
		enum part_kind kind;
	} expected[] = {
	    {0, "a.doc", "application/octet-stream", FILETYPE_OLE2,
		PART_ARCHIVE},
	    {0, "WordDocument", "application/octet-stream", FILETYPE_OTHER,
		PART_LEAF},
	    {0, "Macros/VBA/dir", "application/octet-stream", FILETYPE_OTHER,
		PART_LEAF},
	    {0, "Macros/VBA/A", "application/octet-stream", FILETYPE_OTHER,
		PART_ARCHIVE},
	    {3, "A.vba", "application/octet-stream", FILETYPE_VBA, PART_LEAF},
	    {0, "ObjectPool/_1/\1Ole10Native", "application/octet-stream",
		FILETYPE_OTHER, PART_ARCHIVE},
	    {5, "x.com", "application/octet-stream", FILETYPE_TEXT, PART_LEAF},
	    {0, "__attach_version1.0_#00000000/__substg1.0_3707001F",
		"application/octet-stream", FILETYPE_OTHER, PART_LEAF},
	    {0, "na\xC3\xBCme", "application/octet-stream", FILETYPE_TEXT,
		PART_LEAF},
	    {0, "__substg1.0_1000001F", "text/plain", FILETYPE_OTHER,
		PART_LEAF},
	    {0, "macros.vba", "application/octet-stream", FILETYPE_VBA,
		PART_LEAF},
	};
	struct message message;

	(void)state;
	unpack(compound_letter(document, COUNT(document)), arena, &message);
	assert_int_equal(message.part_count, COUNT(expected));
	for (size_t i = 0; i < COUNT(expected); i++) {
		const struct part *part = message.parts[i];

		assert_int_equal(part->name_count, 1);
		assert_slice_is(
		    part->names[0].text, slice_from_string(expected[i].name));
		assert_slice_is(part->media_type,
		    slice_from_string(expected[i].media_type));
		assert_int_equal(part->type, expected[i].type);
		assert_int_equal(part->kind, expected[i].kind);
		if (i == 0)
			continue;
		assert_int_equal(part->origin, PART_FROM_DOCUMENT);
		assert_int_equal(part->parent->index, expected[i].parent);
	}
	assert_slice(message.parts[4]->body, EICAR);
	assert_slice(message.parts[6]->body, EICAR);
	assert_slice(message.parts[8]->body, "data");
	assert_slice(message.parts[9]->charset, "utf-16le");
	assert_int_equal(message.reached.bits, 0);
}

static void
encrypted_documents_are_told_by_name(void **state)
{
	static const struct {
		struct compound_stream streams[2];
		bool locked;
	} rows[] = {
	    {{{"EncryptionInfo", B("x")}, {"EncryptedPackage", B("xxxx")}},
		true},
	    {{{"WordDocument", B("\xEC\xA5\xC1\0\0\0\0\0\0\0\0\1")},
		 {"1Table", B("x")}},
		true},
	    {{{"FileHeader", B("HWP Document File\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
			       "\0\0\0\5\2\0\0\0")},
		 {"x", B("x")}},
		true},
	    {{{"WordDocument", B("\xEC\xA5\xC1\0")}, {"1Table", B("x")}},
		false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		static char buffer[256];
		struct text names = TEXT_OVER(buffer);
		struct message message;
		size_t opened;

		unpack(compound_letter(rows[i].streams, 2), arena, &message);
		assert_int_equal(
		    unpack_count_encrypted(&message, &names, &opened),
		    rows[i].locked);
		if (rows[i].locked)
			assert_slice(text_slice(&names), "a.doc");
	}
}

static void
a_hangul_document_is_inflated(void **state)
{
	/* "hi", stored. */
	static const struct compound_stream streams[] = {
	    {"BinData/BIN0001.txt", B("\1\2\0\xFD\xFFhi")},
	    {"FileHeader", B("HWP Document File\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
			     "\0\0\0\5\1\0\0\0")},
	};
	struct message message;

	(void)state;
	unpack(compound_letter(streams, 2), arena, &message);
	assert_int_equal(message.part_count, 4);
	assert_slice(message.parts[2]->body, "hi");
	assert_int_equal(message.parts[2]->parent->index, 1);
}

/* ---- limits ------------------------------------------------------------ */

#define ONENOTE                                                                \
	"\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1\x53\x78\xD0\x29\x96\xD3"     \
	"\xE7\x16\xE3\xBD\x65\x26\x11\x45\xA4\xC4\x8D\x4D\x0B\x7A\x9E\xAC"     \
	"\x44\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" EICAR
#define EICAR_64                                                               \
	"WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJV" \
	"Uy1URVNULUZJTEUhJEgrSCo="
/* The end of a byte in another group: several readings. */
#define RTF                                                                    \
	"{\\rtf1{\\object{\\*\\objdata 0105000002000000020000005800"           \
	"0000000000000000"                                                     \
	"5E000000\\bin94 " PACKAGE "{\\b }}}}"
#define XML                                                                    \
	"<?xml version='1.0'?><w:binData w:name='x.com'>" EICAR_64             \
	"<!-- x --></w:binData>"

static const struct {
	const char *what;
	struct slice file;
} files[] = {
    {"OneNote", B(ONENOTE)},
    {"RTF", B(RTF)},
    {"XML", B(XML)},
};

static const struct {
	const char *what;
	struct compound_stream stream;
} compounds[] = {
    {"a package", {"\1Ole10Native", B(NATIVE)}},
    {"a macro", {"Macros/VBA/A", B(MACRO)}},
    {"an object of PowerPoint",
	{"PowerPoint Document", B("\0\0\x11\x10\x44\0\0\0" EICAR)}},
};

static struct slice
row(size_t i, const char **what_r)
{
	struct compound_stream streams[2] = {
	    {"Macros/VBA/dir", B("\x01\xFF\x3F\x19\0\1\0\0\0A\x1A\0\1\0\0\0A"
				 "\x31\0\4\0\0\0\0\0\0\0\x2B\0\0\0\0\0")}};

	if (i < COUNT(files)) {
		*what_r = files[i].what;
		return letter(files[i].file);
	}
	i -= COUNT(files);
	*what_r = compounds[i].what;
	streams[1] = compounds[i].stream;
	return compound_letter(streams, 2);
}

#define ROWS (COUNT(files) + COUNT(compounds))

enum outcome { FOUND, TOLD, HIDDEN };

static enum outcome
play(struct slice file, struct arena *memory)
{
	struct message message;

	if (unpack(file, memory, &message) == MESSAGE_NO_MEMORY)
		return TOLD;
	for (size_t i = 0; i < message.part_count; i++)
		if (slice_equal(message.parts[i]->body, SLICE(EICAR)))
			return FOUND;
	return message.reached.bits != 0 ? TOLD : HIDDEN;
}

static void
no_value_of_a_limit_hides_silently(void **state)
{
	static const struct {
		enum limit limit;
		int64_t most;
	} tried[] = {{LIMIT_PARTS, 12}, {LIMIT_NESTING, 4},
	    {LIMIT_DECODED_BYTES, 9000}, {LIMIT_DEPTH, 6}};

	(void)state;
	for (size_t i = 0; i < ROWS; i++)
		for (size_t t = 0; t < COUNT(tried); t++) {
			const char *what;
			struct slice file = row(i, &what);
			enum outcome outcome = HIDDEN;

			for (int64_t value = 0; value <= tried[t].most;
			     value += tried[t].most > 100 ? 13 : 1) {
				limits_default(&limits);
				limits.max[tried[t].limit] = value;
				outcome = play(file, arena);
				if (outcome == HIDDEN)
					fail_msg("%s is hidden by %s = %d",
					    what, limits_key(tried[t].limit),
					    (int)value);
			}
			if (outcome != FOUND)
				fail_msg("%s is not found with %s = %d", what,
				    limits_key(tried[t].limit),
				    (int)tried[t].most);
		}
	limits_default(&limits);
}

static void
no_size_of_the_arena_hides_silently(void **state)
{
	(void)state;
	limits_default(&limits);
	for (size_t i = 0; i < ROWS; i++) {
		const char *what;
		struct slice file = row(i, &what);
		enum outcome outcome = TOLD;

		for (size_t size = 1024; outcome != FOUND; size += 96) {
			struct arena *small = arena_create(size);

			assert_non_null(small);
			outcome = play(file, small);
			arena_destroy(&small);
			if (outcome == HIDDEN)
				fail_msg("%s is hidden by an arena of %zu",
				    what, size);
			assert_in_range(size, 0, 1 << 21);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(streams_become_parts_with_names),
	    cmocka_unit_test(encrypted_documents_are_told_by_name),
	    cmocka_unit_test(a_hangul_document_is_inflated),
	    cmocka_unit_test(no_value_of_a_limit_hides_silently),
	    cmocka_unit_test(no_size_of_the_arena_hides_silently),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
