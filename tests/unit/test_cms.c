/*
 * test_cms - contents come out of what S/MIME puts around them
 *
 * The data marked so were made by openssl cms (3.0), the others by hand after
 * RFC 5652 and X.690.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/encoded/cms.h"
#include "tests/support/arena_case.h"
#include "tests/support/slices.h"

#define B(literal) SLICE(literal)
#define NONE SLICE("")

static bool
read_cms(struct slice bytes, size_t size_max, struct cms *cms_r)
{
	arena_reset(arena);
	return cms_read(bytes, size_max, arena, NULL, cms_r);
}

/* openssl cms -digest_create -stream -md sha1 */
#define STREAMED                                                               \
	B("\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x05\xA0\x80\x30"   \
	  "\x80\x02\x01\x00\x30\x07\x06\x05\x2B\x0E\x03\x02\x1A\x30\x80\x06"   \
	  "\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01\xA0\x80\x24\x80\x04\x07"   \
	  "\x46\x72\x6F\x6D\x3A\x20\x61\x00\x00\x00\x00\x00\x00\x04\x14\xDF"   \
	  "\x3E\xF1\x02\x64\x5D\xE0\xD1\xA4\xE7\xC5\x55\xF6\x0E\xAA\x0E\xE4"   \
	  "\x08\x34\xA8\x00\x00\x00\x00\x00\x00")
/* openssl cms -sign -nodetach -nocerts -noattr */
#define SIGNED                                                                 \
	B("\x30\x81\xCB\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02\xA0\x81"   \
	  "\xBD\x30\x81\xBA\x02\x01\x01\x31\x0D\x30\x0B\x06\x09\x60\x86\x48"   \
	  "\x01\x65\x03\x04\x02\x01\x30\x16\x06\x09\x2A\x86\x48\x86\xF7\x0D"   \
	  "\x01\x07\x01\xA0\x09\x04\x07\x46\x72\x6F\x6D\x3A\x20\x61\x31\x81"   \
	  "\x8D\x30\x81\x8A\x02\x01\x01\x30\x24\x30\x0C\x31\x0A\x30\x08\x06"   \
	  "\x03\x55\x04\x03\x0C\x01\x74\x02\x14\x50\xF2\x72\x98\x30\x51\xBD"   \
	  "\xBC\x40\xBE\x19\x3E\x87\x46\xF5\x7C\xA0\xA6\xC2\x2C\x30\x0B\x06"   \
	  "\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x30\x0A\x06\x08\x2A\x86"   \
	  "\x48\xCE\x3D\x04\x03\x02\x04\x46\x30\x44\x02\x20\x24\x37\x36\x9F"   \
	  "\x03\x96\x7C\x14\x36\x2F\x4A\x9E\x66\x3A\xA0\x6E\x52\x6F\x18\xF8"   \
	  "\x1E\xBC\xB5\x25\x86\x7F\xE9\xEF\xCF\x2D\x35\x98\x02\x20\x4C\x93"   \
	  "\x8E\x84\xAF\xA0\x96\xA3\xA2\x06\x3F\x65\x68\xA0\x4E\xAD\x02\x70"   \
	  "\x53\x57\x37\x20\x23\xD5\xC0\xCA\xE6\xBE\x1F\xEE\x20\x38")
/* openssl cms -data_create */
#define DATA                                                                   \
	B("\x30\x16\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01\xA0\x09\x04"   \
	  "\x07\x46\x72\x6F\x6D\x3A\x20\x61")
/* openssl cms -EncryptedData_encrypt -aes128 */
#define ENCRYPTED                                                              \
	B("\x30\x50\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x06\xA0\x43\x30"   \
	  "\x41\x02\x01\x00\x30\x3C\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07"   \
	  "\x01\x30\x1D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x01\x02\x04\x10"   \
	  "\x83\xF2\xE6\x98\x8F\x62\x46\x16\x47\x44\x91\xB1\xD4\x26\x87\xC9"   \
	  "\x80\x10\x54\xAF\x29\xB7\x12\x2B\xC1\x26\x04\x36\x57\x1B\x9E\xF5"   \
	  "\xA1\x54")

/* The OIDs with tag and length. */
#define OID_DATA "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"
#define OID_SIGNED "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"
#define OID_ENVELOPED "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03"
#define OID_COMPRESSED "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x09"
#define OID_AUTH "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17"
/* Signed data without lengths, up to its content. */
#define TO_CONTENT                                                             \
	"\x30\x80" OID_SIGNED "\xA0\x80\x30\x80\2\1\1\x31\0\x30\x80" OID_DATA  \
	"\xA0\x80"
#define ENDS "\0\0\0\0\x31\0\0\0\0\0\0\0"

static void
contents_come_out_of_each_kind(void **state)
{
	static const struct {
		struct slice bytes;
		enum cms_kind kind;
		unsigned flags;
		struct slice content;
	} rows[] = {
	    {SIGNED, CMS_SIGNED, 0, B("From: a")},
	    {STREAMED, CMS_SIGNED, 0, B("From: a")},
	    {DATA, CMS_DATA, 0, B("From: a")},
	    {ENCRYPTED, CMS_ENCRYPTED, 0, NONE},
	    {B("\x30\x80" OID_ENVELOPED "\xA0\x80\x30\x80\0\0\0\0\0\0"),
		CMS_ENCRYPTED, 0, NONE},
	    {B("\x30\x80" OID_AUTH "\xA0\x80\x30\x80\0\0\0\0\0\0"),
		CMS_ENCRYPTED, 0, NONE},
	    /* RFC 3274: the algorithm is a sequence ahead of the content. */
	    {B("\x30\x80" OID_COMPRESSED "\xA0\x80\x30\x80\2\1\0\x30\x0D\6\x0B"
	       "\x2A\x86\x48\x86\xF7\x0D\1\x09\x10\3\x08\x30\x80" OID_DATA
	       "\xA0\x80\4\2\x78\x9C" ENDS),
		CMS_COMPRESSED, 0, B("\x78\x9C")},
	    /* A detached signature. */
	    {B("\x30\x80" OID_SIGNED
	       "\xA0\x80\x30\x80\2\1\1\x31\0\x30\x80" OID_DATA ENDS),
		CMS_SIGNED, 0, NONE},
	    /* Pieces: none, one, several, in each other, of known length. */
	    {B(TO_CONTENT "\x24\x80\0\0" ENDS), CMS_SIGNED, 0, NONE},
	    {B(TO_CONTENT "\x24\x80\4\0\4\2ab\4\0\0\0" ENDS), CMS_SIGNED, 0,
		B("ab")},
	    {B(TO_CONTENT "\x24\x80\4\1a\4\2bc\4\1d\0\0" ENDS), CMS_SIGNED, 0,
		B("abcd")},
	    {B(TO_CONTENT
		 "\x24\x80\4\1a\x24\x80\4\1b\x24\3\4\1c\0\0\4\1d\0\0" ENDS),
		CMS_SIGNED, 0, B("abcd")},
	    {B(TO_CONTENT "\x24\x06\4\1a\4\1b" ENDS), CMS_SIGNED, 0, B("ab")},
	    /* Lengths and tags longer than they need to be. */
	    {B(TO_CONTENT "\4\x89\0\0\0\0\0\0\0\0\2ab" ENDS), CMS_SIGNED, 0,
		B("ab")},
	    {B(TO_CONTENT "\x1F\4\2ab" ENDS), CMS_SIGNED, 0, B("ab")},
	    /* [0] as an implicit string; something else in it (PKCS #7). */
	    {B("\x30\x80" OID_SIGNED
	       "\xA0\x80\x30\x80\2\1\1\x31\0\x30\x80" OID_DATA "\x80\2ab" ENDS),
		CMS_SIGNED, 0, B("ab")},
	    {B("\x30\x80" OID_SIGNED
	       "\xA0\x80\x30\x80\2\1\1\x31\0\x30\x80" OID_DATA
	       "\xA0\4\x30\2\5\0" ENDS),
		CMS_SIGNED, 0, B("\x30\2\5\0")},
	    /* A piece of another kind is passed over. */
	    {B(TO_CONTENT "\x24\x80\4\1a\2\1x\4\1b\0\0" ENDS), CMS_SIGNED,
		CMS_BAD, B("ab")},
	    /* What says more than there is gives what there is. */
	    {B(TO_CONTENT "\4\x7F"
			  "ab"),
		CMS_SIGNED, CMS_BAD, B("ab")},
	    {B(TO_CONTENT "\4\x88\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"
			  "ab"),
		CMS_SIGNED, CMS_BAD, B("ab")},
	    {B(TO_CONTENT "\x24\x80\4\1a\4\x7F"
			  "b"),
		CMS_SIGNED, CMS_BAD, B("ab")},
	    {B(TO_CONTENT "\x24\x80\4\1a\4\1b"), CMS_SIGNED, CMS_BAD, B("ab")},
	    {B("\x30\x80" OID_SIGNED "\xA0\x80"), CMS_SIGNED, 0, NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct cms cms;

		if (!read_cms(rows[i].bytes, SIZE_MAX, &cms) ||
		    cms.flags != rows[i].flags)
			print_error("row %zu\n", i);
		assert_true(read_cms(rows[i].bytes, SIZE_MAX, &cms));
		assert_slice_is(cms.content, rows[i].content);
		assert_int_equal(cms.kind, rows[i].kind);
		assert_int_equal(cms.flags, rows[i].flags);
	}
}

static void
other_bytes_are_no_cms(void **state)
{
	static const struct slice rows[] = {
	    NONE,
	    B("\x30"),
	    B("\x30\x80"),
	    B("\x30\x80\0\0"),
	    B("\x30\x80" OID_SIGNED),
	    B("\x31\x80" OID_SIGNED "\xA0\x80"),
	    B("\x30\x80" OID_SIGNED "\xA1\x80"),
	    /* A certificate begins so. */
	    B("\x30\x80\x30\x80\xA0\3\2\1\2"),
	    /* An OID that is none of ours: one that goes on, ends, is odd. */
	    B("\x30\x80\6\x0A\x2A\x86\x48\x86\xF7\x0D\1\7\2\1\xA0\x80"),
	    B("\x30\x80\6\x08\x2A\x86\x48\x86\xF7\x0D\1\7\xA0\x80"),
	    B("\x30\x80\6\x09\x2A\x86\x48\x86\xF7\x0D\1\7\x09\xA0\x80"),
	    B("\x30\x80\6\0\xA0\x80"),
	    /* A primitive sequence, a tag and a length without an end. */
	    B("\x10\x0D" OID_SIGNED "\xA0\x00"),
	    B("\x3F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
	    B("\x30\xFF\1\1\1"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct cms cms;

		if (read_cms(rows[i], SIZE_MAX, &cms))
			print_error("row %zu\n", i);
		assert_false(read_cms(rows[i], SIZE_MAX, &cms));
	}
}

static void
contents_are_cut_to_size(void **state)
{
	struct cms cms;

	(void)state;
	assert_true(read_cms(SIGNED, 4, &cms));
	assert_slice(cms.content, "From");
	assert_int_equal(cms.flags, CMS_CUT);
	assert_true(
	    read_cms(B(TO_CONTENT "\x24\x80\4\2ab\4\2cd\0\0" ENDS), 3, &cms));
	assert_slice(cms.content, "abc");
	assert_int_equal(cms.flags, CMS_CUT);
	assert_true(
	    read_cms(B(TO_CONTENT "\x24\x80\4\2ab\4\2cd\0\0" ENDS), 0, &cms));
	assert_slice(cms.content, "");
	assert_int_equal(cms.flags, CMS_CUT);
}

static void
a_content_in_one_piece_is_borrowed(void **state)
{
	struct slice bytes = STREAMED;
	struct cms cms;

	(void)state;
	assert_true(read_cms(bytes, SIZE_MAX, &cms));
	assert_true(slice_is_within(cms.content, bytes));
	assert_int_equal(arena_used(arena), 0);
}

/* A megabyte of values that never end, each inside of the one before: each
 * byte is looked at a few times and not once for each value. */
static void
values_without_an_end_are_passed_over_once(void **state)
{
	static const struct slice head =
	    SLICE("\x30\x80" OID_SIGNED "\xA0\x80\x30\x80");
	size_t size = (size_t)1 << 20;
	uint8_t *bytes = malloc(size);
	struct budget budget;
	struct cms cms;

	(void)state;
	for (size_t i = 0; i < size; i++)
		bytes[i] = (i - head.size) % 2 == 0 ? 0x30 : 0x80;
	memcpy(bytes, head.data, head.size);
	assert_true(read_cms((struct slice){bytes, size}, SIZE_MAX, &cms));
	assert_int_equal(cms.flags, CMS_BAD);
	budget_init(&budget, 0);
	arena_reset(arena);
	assert_true(cms_read(
	    (struct slice){bytes, size}, SIZE_MAX, arena, &budget, &cms));
	assert_int_equal(cms.flags, CMS_CUT);
	assert_int_equal(budget.state, BUDGET_SPENT);
	free(bytes);
}

static void
data_may_end_at_every_byte(void **state)
{
	static const struct slice whole[] = {SIGNED, STREAMED, DATA, ENCRYPTED};

	(void)state;
	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
		for (size_t end = 0; end < whole[i].size; end++) {
			uint8_t *copy = malloc(end == 0 ? 1 : end);
			struct cms cms;

			memcpy(copy, whole[i].data, end);
			if (read_cms((struct slice){copy, end}, SIZE_MAX, &cms))
				assert_true(slice_starts_with(
				    SLICE("From: a"), cms.content));
			free(copy);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(contents_come_out_of_each_kind),
	    cmocka_unit_test(other_bytes_are_no_cms),
	    cmocka_unit_test(contents_are_cut_to_size),
	    cmocka_unit_test(a_content_in_one_piece_is_borrowed),
	    cmocka_unit_test(values_without_an_end_are_passed_over_once),
	    cmocka_unit_test(data_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
