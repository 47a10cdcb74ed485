/*
 * decode - the transfer encoding taken off one part
 */
#include "core/message/decode.h"

#include "simd/base64.h"
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

static size_t
decode_base64(struct decoder *decoder, struct part *part)
{
	struct slice in = fitting(decoder, part);
	uint8_t *out = arena_alloc(decoder->arena, BASE64_ROOM(in.size) + 3);
	size_t written, until;

	if (out == NULL) {
		cut(decoder, part);
		part->body = SLICE("");
		return SIZE_MAX;
	}
	until = base64_slices(decoder, part, in, out, &written);
	keep(decoder, part, out, written);
	return until < part->body.size ? until : SIZE_MAX;
}

/* ---- quoted-printable -------------------------------------------------- */

static void
decode_qp(struct decoder *decoder, struct part *part)
{
	struct slice in = fitting(decoder, part);
	uint8_t *out = arena_alloc(decoder->arena, QP_ROOM(in.size));
	size_t written = 0, errors = 0, at = 0;

	if (out == NULL) {
		cut(decoder, part);
		part->body = SLICE("");
		return;
	}
	do {
		size_t end = slice_end(in, at, qp_may_cut);
		struct qp_result result =
		    qp_decode(in.data + at, end - at, out + written);

		written += result.written;
		errors += result.errors;
		at = end;
	} while (at < in.size && !is_spent(decoder, part));
	if (errors > 0)
		part->flags |= PART_BAD_ENCODING;
	keep(decoder, part, out, written);
}

/* ---- a part ------------------------------------------------------------ */

struct decode_result
decode_part(struct decoder *decoder, struct part *part)
{
	struct decode_result result = {SIZE_MAX};

	part->body = part->raw;
	if (part->raw.size == 0)
		return result;
	if (part->encoding == ENCODING_BASE64)
		result.until_padding = decode_base64(decoder, part);
	else if (part->encoding == ENCODING_QP)
		decode_qp(decoder, part);
	return result;
}
