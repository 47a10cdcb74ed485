/*
 * cms - what S/MIME puts around a message (RFC 5652, RFC 8551)
 *
 *     SEQUENCE { OID of the kind, [0] { SEQUENCE {
 *         version, ...
 *         SEQUENCE { OID of the content, [0] { OCTET STRING } },
 *         ... } } }
 *
 * Each kind has other things around the inner sequence.  They are passed over,
 * whatever they are: the first sequence that begins with an OID and has a [0]
 * right behind it holds the content.
 */
#include "core/encoded/cms.h"

#include <string.h>

#include "core/encoded/ber.h"

/* pkcs-7 and id-ct; the last number tells the kinds. */
#define PKCS7_ARC SLICE("\x2A\x86\x48\x86\xF7\x0D\x01\x07")
#define SMIME_ARC SLICE("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01")

struct kind {
	struct slice arc;
	uint8_t last;
	enum cms_kind kind;
};

static const struct kind kinds[] = {
    {PKCS7_ARC, 1, CMS_DATA}, {PKCS7_ARC, 2, CMS_SIGNED},
    {PKCS7_ARC, 3, CMS_ENCRYPTED}, /* enveloped */
    {PKCS7_ARC, 4, CMS_ENCRYPTED}, /* signed and enveloped */
    {PKCS7_ARC, 5, CMS_SIGNED},    /* digested */
    {PKCS7_ARC, 6, CMS_ENCRYPTED},
    {SMIME_ARC, 2, CMS_SIGNED}, /* authenticated */
    {SMIME_ARC, 9, CMS_COMPRESSED},
    {SMIME_ARC, 23, CMS_ENCRYPTED}, /* enveloped and authenticated */
};

static bool
kind_of(struct slice oid, enum cms_kind *kind_r)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct slice arc = kinds[i].arc;

		if (oid.size == arc.size + 1 && slice_starts_with(oid, arc) &&
		    oid.data[arc.size] == kinds[i].last) {
			*kind_r = kinds[i].kind;
			return true;
		}
	}
	return false;
}

/* A sequence of an OID and a [0]. */
struct typed {
	struct slice oid;
	struct ber ber; /* which the [0] came out of */
	struct ber_value holder;
};

/* ---- the content ------------------------------------------------------- */

/* One pass over the pieces of a string. */
struct pieces {
	uint8_t *out; /* NULL: they are only measured */
	size_t size;
	size_t size_max;
	struct slice last; /* that is not empty */
	bool bad, cut;
};

static void
take_piece(struct pieces *pieces, struct slice piece)
{
	if (piece.size == 0)
		return;
	if (piece.size > pieces->size_max - pieces->size) {
		piece.size = pieces->size_max - pieces->size;
		pieces->cut = true;
	}
	if (pieces->out != NULL && piece.size > 0)
		memcpy(pieces->out + pieces->size, piece.data, piece.size);
	pieces->size += piece.size;
	pieces->last = piece;
}

/* The strings in a string, and in those again, in their order. */
static void
walk_pieces(struct pieces *pieces, const struct ber *ber,
    const struct ber_value *string)
{
	struct ber inside = ber_enter(ber, string);
	struct ber_value value;
	size_t open = string->endless ? 1 : 0;

	while (ber_step(&inside, &value)) {
		if (ber_is(&value, BER_UNIVERSAL, BER_END)) {
			if (open > 0 && --open == 0)
				break;
		} else if (value.constructed) {
			open += value.endless;
		} else if (ber_is(&value, BER_UNIVERSAL, BER_OCTET_STRING)) {
			take_piece(pieces, value.bytes);
		} else {
			pieces->bad = true;
		}
	}
	pieces->bad |= inside.bad || open > 0;
	pieces->cut |= inside.stopped;
}

static void
note(struct cms *cms, const struct pieces *pieces)
{
	if (pieces->cut)
		cms->flags |= CMS_CUT;
	if (pieces->bad)
		cms->flags |= CMS_BAD;
}

static void
join_pieces(struct cms *cms, const struct ber *ber,
    const struct ber_value *string, size_t size_max, struct arena *arena)
{
	struct pieces pieces = {.size_max = size_max};
	uint8_t *out;

	walk_pieces(&pieces, ber, string);
	note(cms, &pieces);
	cms->content = pieces.last;
	if (pieces.size == pieces.last.size)
		return;
	cms->content = (struct slice){NULL, 0};
	out = arena_alloc(arena, pieces.size);
	if (out == NULL) {
		cms->flags |= CMS_CUT;
		return;
	}
	pieces = (struct pieces){.out = out, .size_max = pieces.size};
	walk_pieces(&pieces, ber, string);
	note(cms, &pieces);
	CHECK(arena_resize_last(arena, out, pieces.size));
	cms->content = (struct slice){out, pieces.size};
}

static void
take_whole(struct cms *cms, struct slice content, size_t size_max)
{
	cms->content = slice_sub(content, 0, size_max);
	if (content.size > size_max)
		cms->flags |= CMS_CUT;
}

/* What [0] holds: the bytes of a string.  PKCS #7 has anything there, which is
 * taken as it stands. */
static void
take_content(struct cms *cms, const struct typed *typed, size_t size_max,
    struct arena *arena)
{
	const struct ber_value *holder = &typed->holder;
	struct ber inside;
	struct ber_value value;
	bool found;

	if (typed->ber.bad)
		cms->flags |= CMS_BAD;
	if (!holder->constructed) {
		take_whole(cms, holder->bytes, size_max);
		return;
	}
	inside = ber_enter(&typed->ber, holder);
	found = ber_next(&inside, &value);
	if (inside.bad)
		cms->flags |= CMS_BAD;
	if (!found)
		return;
	if (!ber_is(&value, BER_UNIVERSAL, BER_OCTET_STRING))
		take_whole(cms, holder->bytes, size_max);
	else if (value.constructed)
		join_pieces(cms, &inside, &value, size_max, arena);
	else
		take_whole(cms, value.bytes, size_max);
}

/* ---- what is around it ------------------------------------------------- */

static bool
read_typed(
    const struct ber *ber, const struct ber_value *value, struct typed *typed_r)
{
	struct ber_value oid;

	if (!ber_is(value, BER_UNIVERSAL, BER_SEQUENCE) || !value->constructed)
		return false;
	typed_r->ber = ber_enter(ber, value);
	if (!ber_next(&typed_r->ber, &oid) ||
	    !ber_is(&oid, BER_UNIVERSAL, BER_OID) || oid.constructed)
		return false;
	typed_r->oid = oid.bytes;
	return ber_next(&typed_r->ber, &typed_r->holder) &&
	       ber_is(&typed_r->holder, BER_CONTEXT, 0);
}

/* Among the values of a kind, which holder has, the first such sequence. */
static bool
find_typed(struct cms *cms, const struct typed *outer, struct typed *typed_r)
{
	struct ber holder, inside;
	struct ber_value value;
	bool found = false;

	if (!outer->holder.constructed)
		return false;
	holder = ber_enter(&outer->ber, &outer->holder);
	if (!ber_next(&holder, &value) || !value.constructed)
		return false;
	inside = ber_enter(&holder, &value);
	while (!found && ber_next(&inside, &value))
		found = read_typed(&inside, &value, typed_r);
	if (holder.bad || inside.bad)
		cms->flags |= CMS_BAD;
	if (inside.stopped)
		cms->flags |= CMS_CUT;
	return found;
}

bool
cms_read(struct slice bytes, size_t size_max, struct arena *arena,
    struct budget *budget, struct cms *cms_r)
{
	struct ber ber = ber_open(bytes, budget);
	struct ber_value value;
	struct typed outer, inner;

	*cms_r = (struct cms){.kind = CMS_DATA};
	if (!ber_next(&ber, &value) || !read_typed(&ber, &value, &outer) ||
	    !kind_of(outer.oid, &cms_r->kind))
		return false;
	if (ber.bad || outer.ber.bad)
		cms_r->flags |= CMS_BAD;
	if (cms_r->kind == CMS_DATA)
		take_content(cms_r, &outer, size_max, arena);
	else if (cms_r->kind != CMS_ENCRYPTED &&
		 find_typed(cms_r, &outer, &inner))
		take_content(cms_r, &inner, size_max, arena);
	return true;
}
