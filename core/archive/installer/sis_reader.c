/*
 * sis_reader - installers of Symbian up to 8, which are archives
 *
 * A head with the number of languages and files; for each file a record with
 * its name and, for each language, where its bytes lie, as deflated by zlib
 * unless the head says otherwise.
 */
#include "core/archive/member/archives.h"
#include "core/archive/member/utf16_name.h"
#include "core/archive/method/inflate.h"
#include "core/base/integer.h"

/* Fields of the head. */
#define LANGUAGES_AT 18u
#define FILES_AT 20u
#define OPTIONS_AT 34u
#define RECORDS_AT 52u
#define HEAD_BYTES 100u
#define OPTION_STORED 8u

/* A record up to the sizes; lists for each language follow: packed size, place,
 * size. */
#define RECORD_BYTES 28u
#define NAME_SIZE_AT 20u
#define NAME_AT 24u
/* Lists, and the type and place of a media type. */
#define LANGUAGE_BYTES 12u
#define RECORD_TAIL 8u
/* Only these kinds of records stand for files, and have this layout: one for
 * all languages, one for each. */
#define KIND_ONE 0u
#define KIND_EACH 1u
#define LANGUAGES_MAX 256u

/* What is kept from one call to the next is where the record is. */
struct sis {
	size_t record;
	uint32_t files_left;
	uint32_t languages;
	uint32_t language; /* of the record, the next */
};

static bool
sis_open(struct unpacking *unpacking)
{
	struct slice bytes = unpacking->bytes;
	struct sis *sis;

	if (bytes.size < HEAD_BYTES)
		return false;
	sis = arena_alloc(unpacking->arena, sizeof(*sis));
	if (sis == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	*sis = (struct sis){
	    .record = u32_le(bytes, RECORDS_AT),
	    .files_left = u16_le(bytes, FILES_AT),
	    .languages = u16_le(bytes, LANGUAGES_AT),
	};
	unpacking->state = sis;
	return sis->languages > 0 && sis->languages <= LANGUAGES_MAX;
}

static struct slice
name_of(const struct unpacking *unpacking, size_t record)
{
	struct slice bytes = unpacking->bytes;

	return utf16_name(unpacking->arena,
	    slice_sub(bytes, u32_le(bytes, record + NAME_AT),
		u32_le(bytes, record + NAME_SIZE_AT) & 0x3FF));
}

static void
read_body(
    struct unpacking *unpacking, struct slice packed, struct member *member)
{
	struct body_output output;
	size_t consumed;
	uint32_t sum = 0;

	if ((u16_le(unpacking->bytes, OPTIONS_AT) & OPTION_STORED) != 0) {
		(void)!unpacking_lend(unpacking, packed, member);
		return;
	}
	body_output_begin(&output, unpacking, packed.size);
	if (inflate_stream(unpacking->archives->inflater, slice_skip(packed, 2),
		&output, &consumed, &sum) == INFLATE_DAMAGED)
		member->flags |= MEMBER_DAMAGED;
	body_output_end(&output, member);
}

static bool
sis_next(struct unpacking *unpacking, struct member *member_r)
{
	struct sis *sis = unpacking->state;
	struct slice bytes = unpacking->bytes, packed;
	uint32_t kind = u32_le(bytes, sis->record), count;
	size_t lists = sis->record + RECORD_BYTES;

	if (sis->files_left == 0 || !unpacking_may_add(unpacking))
		return false;
	count = kind == KIND_EACH ? sis->languages : 1;
	if ((kind != KIND_ONE && kind != KIND_EACH) ||
	    !integer_fits(bytes, lists, count * LANGUAGE_BYTES)) {
		unpacking_damaged(unpacking);
		return false;
	}
	member_r->size_packed = u32_le(bytes, lists + 4u * sis->language);
	member_r->size =
	    u32_le(bytes, lists + 4u * (2 * count + sis->language));
	packed = slice_sub(bytes,
	    u32_le(bytes, lists + 4u * (count + sis->language)),
	    u32_le(bytes, lists + 4u * sis->language));
	member_r->name = name_of(unpacking, sis->record);
	read_body(unpacking, packed, member_r);
	if (++sis->language < count)
		return true;
	sis->language = 0;
	sis->files_left--;
	sis->record = lists + count * LANGUAGE_BYTES + RECORD_TAIL;
	return true;
}

static void
sis_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

const struct archive_reader sis_reader = {
    .open = sis_open,
    .next = sis_next,
    .close = sis_close,
};
