/*
 * decode - the transfer encoding taken off one part
 */
#include "core/message/decode.h"

#include "simd/base64.h"
#include "simd/bytes.h"
#include "simd/qp.h"

static void
cut(struct decoder *decoder, struct part *part)
{
	limits_mark(decoder->reached, LIMIT_DECODED_BYTES);
	part->flags |= PART_CUT;
}

/*
 * As much of part->raw as there is room to decode: the arena's, and half again
 * what the limit leaves, since line ends and escapes vanish.  Decoding can
 * then be over the limit, but not by much; keep() cuts that.
 */
static struct slice
fitting(struct decoder *decoder, struct part *part)
{
	struct slice in = part->raw;
	size_t room = arena_free(decoder->arena);
	size_t most = decoder->left > (SIZE_MAX - 1024) / 3 * 2
			  ? SIZE_MAX
			  : decoder->left + decoder->left / 2 + 1024;

	/* Neither decoder needs more room than QP_ROOM(in.size + 3). */
	room = room > QP_ROOM(3) ? room - QP_ROOM(3) : 0;
	if (most > room)
		most = room;
	if (in.size > most) {
		in.size = most;
		cut(decoder, part);
	}
	return in;
}

/* The newest allocation, out, holds written bytes: they are the body. */
static void
keep(struct decoder *decoder, struct part *part, uint8_t *out, size_t written)
{
	if (written > decoder->left) {
		written = decoder->left;
		cut(decoder, part);
	}
	decoder->left -= written;
	CHECK(arena_resize_last(decoder->arena, out, written));
	part->body = (struct slice){out, written};
}

/* True: no time is left; part keeps what is decoded by now. */
static bool
is_spent(struct decoder *decoder, struct part *part)
{
	if (decoder->budget == NULL || !budget_spent(decoder->budget))
		return false;
	part->flags |= PART_CUT;
	return true;
}

/* ---- slices ---------------------------------------------------------------
 *
 * Bodies are decoded a slice at a time, with a look at the clock between two:
 * 100 MB of nothing but padding or of broken escapes take most of a second.
 * Slices end where the decoders' state is that of a beginning.  Where there is
 * no such place near the end of one it grows; the decoders are quick then.
 */

#define SLICE_BYTES BUDGET_SLICE
/* So far back from the end of a slice a place for the cut is looked for. */
#define CUT_LOOK 4096u

/* Behind '=' and its kind a new quantum of base64 begins. */
static bool
base64_may_cut(const uint8_t *at)
{
	return at[-1] == '=' && at[0] != '=';
}

/* Neither in an escape nor in blanks or a CR that what follows may change. */
static bool
qp_may_cut(const uint8_t *at)
{
	if (at[-1] == '\n')
		return true;
	return at[-1] != '=' && at[-1] != ' ' && at[-1] != '\t' &&
	       at[-1] != '\r' && at[-2] != '=';
}

/* Where the slice that begins at from ends. */
static size_t
slice_end(struct slice in, size_t from, bool (*may_cut)(const uint8_t *at))
{
	while (in.size - from > SLICE_BYTES) {
		from += SLICE_BYTES;
		for (size_t back = 0; back < CUT_LOOK; back++)
			if (may_cut(in.data + from - back))
				return from - back;
	}
	return in.size;
}

/* ---- base64 ------------------------------------------------------------ */

/* What a byte is to base64. */
enum kind { KIND_DATA, KIND_SPACE, KIND_PAD, KIND_URL, KIND_JUNK };

static enum kind
kind_of(uint8_t c)
{
	uint8_t low = c | 0x20;

	if ((low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
	    c == '/')
		return KIND_DATA;
	if (c == ' ' || (c >= '\t' && c <= '\r'))
		return KIND_SPACE;
	if (c == '=')
		return KIND_PAD;
	return c == '-' || c == '_' ? KIND_URL : KIND_JUNK;
}

/* Bytes that what stands ahead of the first junk decodes to. */
static size_t
size_until_junk(struct slice in)
{
	size_t size = 0, letters = 0;

	for (size_t i = 0; i < in.size; i++) {
		enum kind kind = kind_of(in.data[i]);

		if (kind == KIND_DATA)
			letters++;
		if (kind == KIND_PAD) {
			size += letters * 6 / 8;
			letters = 0;
		}
		if (kind >= KIND_URL)
			break;
	}
	return size + letters * 6 / 8;
}

/* Returns the bytes up to the first '='; *written_r: all. */
static size_t
base64_slices(struct decoder *decoder, struct part *part, struct slice in,
    uint8_t *out, size_t *written_r)
{
	struct base64_result result =
	    base64_decode(in.data, in.size, BASE64_STOP_AT_PADDING, out);
	size_t written = result.written, until = written, junk = result.junk;
	size_t at = result.consumed;

	while (at < in.size) {
		size_t end = slice_end(in, at, base64_may_cut);

		result = base64_decode(
		    in.data + at, end - at, BASE64_PASS_PADDING, out + written);
		written += result.written;
		junk += result.junk;
		at = end;
		if (at < in.size && is_spent(decoder, part))
			break;
	}
	if (junk > 0)
		part->flags |= PART_BAD_ENCODING;
	*written_r = written;
	return until;
}

static struct decode_result
decode_base64(struct decoder *decoder, struct part *part)
{
	struct decode_result result = {SIZE_MAX, SIZE_MAX, false};
	struct slice in = fitting(decoder, part);
	uint8_t *out = arena_alloc(decoder->arena, BASE64_ROOM(in.size) + 3);
	size_t written, until;

	if (out == NULL) {
		cut(decoder, part);
		part->body = SLICE("");
		return result;
	}
	until = base64_slices(decoder, part, in, out, &written);
	keep(decoder, part, out, written);
	if (until < part->body.size)
		result.until_padding = until;
	result.junk = (part->flags & PART_BAD_ENCODING) != 0;
	if (!result.junk)
		return result;
	until = size_until_junk(in);
	if (until > 0 && until < part->body.size)
		result.until_junk = until;
	return result;
}

/* ---- base64 with junk, otherwise --------------------------------------- */

/* Data that is gathered ahead of being decoded; whole quanta. */
#define GATHER ((size_t)4 << 10)

struct gather {
	uint8_t data[GATHER];
	size_t size;
	uint8_t *out;
	size_t written;
};

static void
flush(struct gather *gather)
{
	struct base64_result result = base64_decode(gather->data, gather->size,
	    BASE64_PASS_PADDING, gather->out + gather->written);

	gather->written += result.written;
	gather->size = 0;
}

static void
take_byte(struct gather *gather, uint8_t c, enum base64_other how)
{
	enum kind kind = kind_of(c);

	if (kind == KIND_PAD && how != BASE64_NO_PADDING)
		flush(gather);
	if (kind != KIND_DATA && (kind != KIND_URL || how != BASE64_URL))
		return;
	if (kind == KIND_URL)
		c = c == '-' ? '+' : '/';
	gather->data[gather->size++] = c;
	if (gather->size == GATHER)
		flush(gather);
}

static bool
is_pure(struct slice line)
{
	for (size_t i = 0; i < line.size; i++)
		if (kind_of(line.data[i]) >= KIND_URL)
			return false;
	return true;
}

static void
take_line(struct gather *gather, struct slice line, enum base64_other how)
{
	if (how == BASE64_PURE_LINES && !is_pure(line))
		return;
	for (size_t i = 0; i < line.size; i++)
		take_byte(gather, line.data[i], how);
}

void
decode_base64_other(
    struct decoder *decoder, struct part *part, enum base64_other how)
{
	struct slice in = fitting(decoder, part);
	struct gather gather;
	size_t looked = 0;

	gather.size = gather.written = 0;
	gather.out = arena_alloc(decoder->arena, BASE64_ROOM(in.size) + 3);
	if (gather.out == NULL) {
		cut(decoder, part);
		part->body = SLICE("");
		return;
	}
	for (size_t at = 0; at < in.size;) {
		struct slice rest = slice_skip(in, at);
		size_t end = bytes_find_lf(rest.data, rest.size);

		if (end < rest.size)
			end++;
		take_line(&gather, slice_sub(rest, 0, end), how);
		at += end;
		if (at - looked < SLICE_BYTES)
			continue;
		looked = at;
		if (is_spent(decoder, part))
			break;
	}
	flush(&gather);
	keep(decoder, part, gather.out, gather.written);
}

/* ---- quoted-printable -------------------------------------------------- */

/*
 * The line end behind a soft break at the end of a part belongs to the boundary
 * that follows.  The bytes ahead of such a break, or SIZE_MAX.
 */
static size_t
until_soft_break(struct slice in, struct slice body)
{
	size_t end = in.size, blanks;

	while (end > 0 && (in.data[end - 1] == ' ' || in.data[end - 1] == '\t'))
		end--;
	blanks = in.size - end;
	if (end == 0 || in.data[end - 1] != '=' || body.size < blanks + 1)
		return SIZE_MAX;
	return body.size - blanks - 1;
}

static struct decode_result
decode_qp(struct decoder *decoder, struct part *part)
{
	struct decode_result result = {SIZE_MAX, SIZE_MAX, false};
	struct slice in = fitting(decoder, part);
	uint8_t *out = arena_alloc(decoder->arena, QP_ROOM(in.size));
	size_t written = 0, errors = 0, at = 0;

	if (out == NULL) {
		cut(decoder, part);
		part->body = SLICE("");
		return result;
	}
	do {
		size_t end = slice_end(in, at, qp_may_cut);
		struct qp_result piece =
		    qp_decode(in.data + at, end - at, out + written);

		written += piece.written;
		errors += piece.errors;
		at = end;
	} while (at < in.size && !is_spent(decoder, part));
	if (errors > 0)
		part->flags |= PART_BAD_ENCODING;
	keep(decoder, part, out, written);
	if (written == part->body.size)
		result.until_padding = until_soft_break(in, part->body);
	return result;
}

/* ---- a part ------------------------------------------------------------ */

struct decode_result
decode_part(struct decoder *decoder, struct part *part)
{
	struct decode_result result = {SIZE_MAX, SIZE_MAX, false};

	part->body = part->raw;
	if (part->raw.size == 0)
		return result;
	if (part->encoding == ENCODING_BASE64)
		result = decode_base64(decoder, part);
	else if (part->encoding == ENCODING_QP)
		result = decode_qp(decoder, part);
	return result;
}
