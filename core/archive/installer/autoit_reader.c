/*
 * autoit_reader - compiled scripts of AutoIt 3, and the files they bring
 *
 *     16 bytes of magic, "AU3!", "EA05" or "EA06", 16 bytes
 *     a file: "FILE", what it is for, its name, is it packed, sizes, a sum,
 *             times, its bytes
 *
 * All but sizes and times is hidden (autoit_cipher), each piece with a constant
 * of its own; lengths are xored with one.
 */
#include "core/archive/installer/autoit_cipher.h"
#include "core/archive/installer/autoit_unpack.h"
#include "core/archive/member/archives.h"
#include "core/archive/member/body_output.h"
#include "core/archive/member/utf16_name.h"
#include "core/base/integer.h"

#define MAGIC                                                                  \
	SLICE("\xA3\x48\x4B\xBE\x98\x6C\x4A\xA9\x99\x4C\x53\x0A\x86\xD6\x48"   \
	      "\x7D")
#define VERSION_AT 20u
#define SEED_AT 24u
#define SEED_BYTES 16u
#define FILES_AT 40u
/* "FILE"; behind the names: packed?, two sizes, a sum, two times. */
#define MARK_BYTES 4u
#define TAIL_BYTES 29u
#define TAIL_SIZE_AT 1u
#define TAIL_UNPACKED_AT 5u
/* Longer names are not believed in. */
#define NAME_UNITS_MAX 4096u

/* Constants of a version. */
struct constants {
	uint32_t mark;
	uint32_t purpose_size;
	uint32_t purpose;
	uint32_t name_size;
	uint32_t name;
	uint32_t size;
	uint32_t bytes;
	unsigned width; /* of a letter */
};

static const struct constants constants_of[] = {
    [AUTOIT_EA05] = {0x16FA, 0x29BC, 0xA25E, 0x29AC, 0xF25E, 0x45AA, 0x22AF, 1},
    [AUTOIT_EA06] = {0x18EE, 0xADBC, 0xB33F, 0xF820, 0xF479, 0x87BC, 0x2477, 2},
};

struct autoit {
	enum autoit_version version;
	uint32_t seed; /* what is added to the constant of files */
	size_t at;
};

static bool
autoit_open(struct unpacking *unpacking)
{
	struct slice bytes = unpacking->bytes;
	struct slice version = slice_sub(bytes, VERSION_AT, 4);
	struct autoit *autoit = arena_alloc(unpacking->arena, sizeof(*autoit));

	if (autoit == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	*autoit = (struct autoit){.at = FILES_AT};
	unpacking->state = autoit;
	if (!slice_starts_with(bytes, MAGIC) || bytes.size < FILES_AT)
		return false;
	if (slice_equal(version, SLICE("EA06"))) {
		autoit->version = AUTOIT_EA06;
		return true;
	}
	autoit->version = AUTOIT_EA05;
	for (size_t i = 0; i < SEED_BYTES; i++)
		autoit->seed += bytes.data[SEED_AT + i];
	return slice_equal(version, SLICE("EA05"));
}

/* ---- the head of a file ------------------------------------------------ */

/* Bytes without what hides them; empty: there is no room, or no time. */
static struct slice
uncover(struct unpacking *unpacking, struct slice bytes, uint32_t seed)
{
	const struct autoit *autoit = unpacking->state;
	struct autoit_cipher cipher;
	uint8_t *plain = arena_alloc(unpacking->arena, bytes.size);

	if (plain == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return SLICE("");
	}
	autoit_cipher_begin(&cipher, autoit->version, seed);
	for (size_t at = 0; at < bytes.size; at += BUDGET_SLICE) {
		if (at > 0 && unpacking_late(unpacking))
			return SLICE("");
		autoit_cipher_run(
		    &cipher, slice_sub(bytes, at, BUDGET_SLICE), plain + at);
	}
	return (struct slice){plain, bytes.size};
}

/* A text and its count of letters at the place; false: it is none. */
static bool
take_text(struct unpacking *unpacking, uint32_t size_mask, uint32_t seed,
    struct slice *text_r)
{
	struct autoit *autoit = unpacking->state;
	unsigned width = constants_of[autoit->version].width;
	uint32_t units = u32_le(unpacking->bytes, autoit->at) ^ size_mask;
	struct slice hidden;

	if (units > NAME_UNITS_MAX)
		return false;
	hidden =
	    slice_sub(unpacking->bytes, autoit->at + 4, (size_t)units * width);
	*text_r = uncover(unpacking, hidden, seed + units);
	if (width == 2)
		*text_r = utf16_name(unpacking->arena, *text_r);
	autoit->at += 4 + hidden.size;
	return hidden.size == (size_t)units * width;
}

/* What stands behind the last folder. */
static struct slice
last_name(struct slice path)
{
	for (size_t i = path.size; i > 0; i--)
		if (path.data[i - 1] == '\\' || path.data[i - 1] == '/')
			return slice_skip(path, i);
	return path;
}

/* The compiler's own files have names in brackets for what they are. */
static bool
is_script(struct slice purpose)
{
	return slice_starts_with(purpose, SLICE(">")) &&
	       slice_find(purpose, SLICE("SCRIPT<")) < purpose.size;
}

/* ---- its bytes --------------------------------------------------------- */

/* False: it is not packed as it says, and has no body. */
static bool
unpack_body(
    struct unpacking *unpacking, struct slice packed, struct member *member)
{
	struct body_output output;
	enum lz_result result;

	body_output_begin(&output, unpacking, packed.size);
	result = autoit_unpack(packed, &output);
	return body_output_end_damaged(&output, result == LZ_DAMAGED, member);
}

/* A script's tokens become text; what is none stays as it is. */
static void
write_script(struct unpacking *unpacking, struct member *member)
{
	struct member text = *member;
	struct body_output output;

	body_output_begin(&output, unpacking, member->body.size);
	if (autoit_script(member->body, &output) == LZ_DAMAGED) {
		body_output_drop(&output);
		return;
	}
	body_output_end(&output, &text);
	text.size = text.body.size;
	*member = text;
}

static void
read_body(struct unpacking *unpacking, struct slice hidden, bool packed,
    struct member *member)
{
	const struct autoit *autoit = unpacking->state;
	struct slice bytes = uncover(unpacking, hidden,
	    autoit->seed + constants_of[autoit->version].bytes);

	if (bytes.size < hidden.size) {
		member->flags |= MEMBER_CUT;
		member->limit = unpacking->limit;
		return;
	}
	if (packed && unpack_body(unpacking, bytes, member))
		return;
	if (packed)
		member->flags |= MEMBER_DAMAGED;
	(void)!unpacking_lend(unpacking, bytes, member);
}

/* ---- the reader -------------------------------------------------------- */

/* Is there another file? */
static bool
take_mark(struct unpacking *unpacking)
{
	struct autoit *autoit = unpacking->state;
	struct slice mark = uncover(unpacking,
	    slice_sub(unpacking->bytes, autoit->at, MARK_BYTES),
	    constants_of[autoit->version].mark);

	autoit->at += MARK_BYTES;
	return slice_equal(mark, SLICE("FILE"));
}

static bool
autoit_next(struct unpacking *unpacking, struct member *member_r)
{
	struct autoit *autoit = unpacking->state;
	const struct constants *constants = &constants_of[autoit->version];
	struct slice purpose, path, tail, hidden;

	if (!take_mark(unpacking) || !unpacking_may_add(unpacking))
		return false;
	if (!take_text(unpacking, constants->purpose_size, constants->purpose,
		&purpose) ||
	    !take_text(
		unpacking, constants->name_size, constants->name, &path)) {
		unpacking_damaged(unpacking);
		return false;
	}
	tail = slice_sub(unpacking->bytes, autoit->at, TAIL_BYTES);
	if (tail.size < TAIL_BYTES) {
		unpacking_damaged(unpacking);
		return false;
	}
	member_r->name =
	    is_script(purpose) ? SLICE("script.au3") : last_name(path);
	member_r->size_packed = u32_le(tail, TAIL_SIZE_AT) ^ constants->size;
	member_r->size = u32_le(tail, TAIL_UNPACKED_AT) ^ constants->size;
	hidden = slice_skip(unpacking->bytes, autoit->at + TAIL_BYTES);
	if (member_r->size_packed < hidden.size)
		hidden.size = (size_t)member_r->size_packed;
	else if (member_r->size_packed > hidden.size)
		member_r->flags |= MEMBER_DAMAGED;
	autoit->at += TAIL_BYTES + hidden.size;
	read_body(unpacking, hidden, tail.data[0] == 1, member_r);
	if (autoit->version == AUTOIT_EA06 && is_script(purpose) &&
	    member_r->flags == 0)
		write_script(unpacking, member_r);
	return true;
}

static void
autoit_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

const struct archive_reader autoit_reader = {
    .open = autoit_open,
    .next = autoit_next,
    .close = autoit_close,
};
