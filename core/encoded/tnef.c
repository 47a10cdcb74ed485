/*
 * tnef - what Outlook packs into winmail.dat ([MS-OXTNEF])
 *
 * A message's attributes come first, then those of each attachment.  What an
 * attachment has is gathered until the next one begins; properties are kept as
 * a list to go through, as they may hold bodies and further messages.
 */
#include "core/encoded/tnef.h"

#include "core/base/integer.h"
#include "core/encoded/codepage.h"
#include "core/encoded/lzfu.h"
#include "core/encoded/sink.h"
#include "core/encoded/tnef_attribute.h"
#include "core/text/utf16.h"

#define SIGNATURE SLICE("\x78\x9F\x3E\x22")
#define BEGIN_BYTES 6u /* signature and a key */
/* An object's value begins with the interface that it is stored by. */
#define INTERFACE_BYTES 16u

/* One call of tnef_next(). */
struct call {
	struct tnef *tnef;
	size_t size_max;
	struct arena *arena;
	struct budget *budget;
	struct tnef_file *file;
};

/* ---- text -------------------------------------------------------------- */

static struct slice
without_nul(struct slice s)
{
	while (s.size > 0 && s.data[s.size - 1] == 0)
		s.size--;
	return s;
}

/* UTF-16LE without what follows a NUL, as UTF-8 in the arena. */
static struct slice
from_utf16(const struct call *call, struct slice s, bool *cut_r)
{
	struct sink sink = sink_open(call->arena, call->size_max);

	for (size_t at = 0; at + 1 < s.size && !sink.cut;) {
		uint32_t c = utf16_next(s, &at);

		if (c == 0)
			break;
		if (sink_reserve(&sink, UTF8_MAX))
			sink.size += utf8_put(c, sink.data + sink.size);
	}
	*cut_r = sink.cut;
	return sink_close(&sink);
}

/* A name by its property or attribute; the better one stays. */
static void
take_name(const struct call *call, unsigned rank, bool unicode, struct slice s)
{
	struct tnef *tnef = call->tnef;
	struct tnef_file *attachment = &tnef->attachment;
	bool cut = false;

	if (unicode)
		s = from_utf16(call, s, &cut);
	else
		s = slice_sub(s, 0, slice_find_byte(s, 0));
	if (s.size == 0 || rank < tnef->name_rank)
		return;
	tnef->name_rank = rank;
	attachment->name = s;
	attachment->name_charset = unicode || utf8_valid(s)
				       ? (struct slice){NULL, 0}
				       : codepage_name(tnef->codepage);
}

/* ---- bodies ------------------------------------------------------------ */

static bool
give(const struct call *call, enum tnef_kind kind, unsigned flags,
    struct slice body)
{
	if (body.size > call->size_max) {
		body = slice_sub(body, 0, call->size_max);
		flags |= TNEF_CUT;
	}
	*call->file =
	    (struct tnef_file){.kind = kind, .flags = flags, .body = body};
	return body.size > 0 || (flags & TNEF_CUT) != 0;
}

static bool
give_text(const struct call *call, struct slice media_type, unsigned flags,
    struct slice body)
{
	bool any = give(call, TNEF_BODY, flags, body);

	call->file->media_type = media_type;
	call->file->charset = codepage_name(call->tnef->codepage);
	return any;
}

static bool
give_value_text(const struct call *call, struct slice media_type,
    const struct mapi_value *value)
{
	bool cut = false, any;

	if (value->type != MAPI_UNICODE)
		return give_text(
		    call, media_type, 0, without_nul(value->bytes));
	any = give_text(
	    call, media_type, 0, from_utf16(call, value->bytes, &cut));
	call->file->charset = SLICE("utf-8");
	if (cut)
		call->file->flags |= TNEF_CUT;
	return any;
}

static bool
give_rtf(const struct call *call, struct slice bytes)
{
	struct sink sink = sink_open(call->arena, call->size_max);
	unsigned flags = 0;
	bool bad, any;

	lzfu_decode(bytes, &sink, call->budget, &bad);
	if (bad)
		flags |= TNEF_BAD;
	if (sink.cut)
		flags |= TNEF_CUT;
	any = give(call, TNEF_BODY, flags, sink_close(&sink));
	call->file->media_type = SLICE("text/rtf");
	return any;
}

/* A file under the name of the attachment. */
static bool
give_attached(const struct call *call, enum tnef_kind kind, unsigned flags,
    struct slice body)
{
	const struct tnef_file *attachment = &call->tnef->attachment;
	bool any = give(call, kind, flags, body);

	call->file->name = attachment->name;
	call->file->name_charset = attachment->name_charset;
	call->file->media_type = attachment->media_type;
	return any;
}

/* A storage, a stream or a message, behind the interface it is stored by. */
static bool
give_object(const struct call *call, const struct mapi_value *value)
{
	struct slice inner = slice_skip(value->bytes, INTERFACE_BYTES);

	if (slice_starts_with(inner, SIGNATURE))
		return give_attached(call, TNEF_EMBEDDED, 0, inner);
	if (slice_starts_with(value->bytes, SIGNATURE))
		return give_attached(call, TNEF_EMBEDDED, 0, value->bytes);
	return give_attached(call, TNEF_ATTACHMENT, 0,
	    value->type == MAPI_OBJECT ? inner : value->bytes);
}

/* ---- properties -------------------------------------------------------- */

static void
take_codepage(struct tnef *tnef, struct mapi mapi)
{
	struct mapi_value value;

	while (mapi_next(&mapi, &value))
		if ((value.id == MAPI_INTERNET_CPID ||
			(value.id == MAPI_MESSAGE_CODEPAGE &&
			    tnef->codepage == 0)) &&
		    value.bytes.size == 4)
			tnef->codepage = u32_le(value.bytes, 0);
}

static void
take_attachment_value(const struct call *call, const struct mapi_value *value)
{
	bool unicode = value->type == MAPI_UNICODE, cut;

	switch (value->id) {
	case MAPI_ATTACH_LONG_FILENAME:
		take_name(call, 5, unicode, value->bytes);
		break;
	case MAPI_ATTACH_FILENAME:
		take_name(call, 3, unicode, value->bytes);
		break;
	case MAPI_DISPLAY_NAME:
		take_name(call, 2, unicode, value->bytes);
		break;
	case MAPI_ATTACH_MIME_TAG:
		call->tnef->attachment.media_type =
		    unicode ? from_utf16(call, value->bytes, &cut)
			    : without_nul(value->bytes);
		break;
	default:
		break;
	}
}

/* The next value that is a file. */
static bool
next_of_props(const struct call *call)
{
	struct tnef *tnef = call->tnef;
	struct mapi_value value;
	bool given = false;

	while (!given && mapi_next(&tnef->props, &value)) {
		if (value.id == MAPI_ATTACH_DATA)
			given = give_object(call, &value);
		else if (tnef->props_attachment)
			continue;
		else if (value.id == MAPI_BODY)
			given =
			    give_value_text(call, SLICE("text/plain"), &value);
		else if (value.id == MAPI_BODY_HTML)
			given =
			    give_value_text(call, SLICE("text/html"), &value);
		else if (value.id == MAPI_RTF_COMPRESSED)
			given = give_rtf(call, value.bytes);
	}
	if (!given && tnef->props.broken) {
		tnef->props.broken = false;
		tnef->props.left = tnef->props.values_left = 0;
		given = give_attached(call, TNEF_ATTACHMENT, TNEF_BAD,
		    slice_skip(tnef->props.bytes, tnef->props.at));
	}
	return given;
}

static void
take_props(const struct call *call, struct slice bytes, bool of_attachment)
{
	struct tnef *tnef = call->tnef;
	struct mapi_value value;

	tnef->props = mapi_open(bytes);
	tnef->props_attachment = of_attachment;
	if (of_attachment) {
		struct mapi names = tnef->props;

		while (mapi_next(&names, &value))
			take_attachment_value(call, &value);
	} else {
		take_codepage(tnef, tnef->props);
	}
	tnef->unasked += 2 * bytes.size;
}

/* ---- attributes -------------------------------------------------------- */

/* Give what the attachment has in an attribute of its own, once. */
static bool
close_data(const struct call *call)
{
	struct tnef_file *attachment = &call->tnef->attachment;
	struct slice body = attachment->body;

	attachment->body = (struct slice){NULL, 0};
	return body.size > 0 &&
	       give_attached(call, TNEF_ATTACHMENT, attachment->flags, body);
}

static void
new_attachment(struct tnef *tnef)
{
	tnef->attachment = (struct tnef_file){.kind = TNEF_ATTACHMENT};
	tnef->name_rank = 0;
}

/* An attribute that another attachment, or another body of this one, begins
 * with: what was gathered goes out first. */
static bool
ends_data(const struct tnef_attribute *attribute)
{
	return attribute->id == TNEF_ATTACH_REND_DATA ||
	       attribute->id == TNEF_ATTACH_DATA;
}

static bool
take_attribute(const struct call *call, const struct tnef_attribute *attribute)
{
	struct tnef *tnef = call->tnef;
	struct slice bytes = attribute->bytes;
	unsigned flags = attribute->bad ? TNEF_BAD : 0;

	switch (attribute->id) {
	case TNEF_OEM_CODEPAGE:
		if (bytes.size >= 4)
			tnef->codepage = u32_le(bytes, 0);
		return false;
	case TNEF_MESSAGE_BODY:
		return give_text(
		    call, SLICE("text/plain"), flags, without_nul(bytes));
	case TNEF_MAPI_PROPS:
	case TNEF_ATTACHMENT_PROPS:
		take_props(call, bytes, attribute->id != TNEF_MAPI_PROPS);
		return false;
	case TNEF_ATTACH_REND_DATA:
		new_attachment(tnef);
		return false;
	case TNEF_ATTACH_TITLE:
		take_name(call, 4, false, bytes);
		return false;
	case TNEF_ATTACH_TRANSPORT_FILENAME:
		take_name(call, 1, false, bytes);
		return false;
	case TNEF_ATTACH_DATA:
		tnef->attachment.body = bytes;
		tnef->attachment.flags = flags;
		return false;
	default:
		return false;
	}
}

static bool
is_stopped(const struct call *call)
{
	struct tnef *tnef = call->tnef;

	if (tnef->unasked >= BUDGET_SLICE && call->budget != NULL) {
		tnef->unasked = 0;
		tnef->stopped = tnef->stopped || budget_spent(call->budget);
	}
	return tnef->stopped;
}

bool
tnef_begin(struct tnef *tnef, struct slice bytes)
{
	*tnef = (struct tnef){.bytes = bytes, .at = BEGIN_BYTES};
	new_attachment(tnef);
	return bytes.size >= BEGIN_BYTES && slice_starts_with(bytes, SIGNATURE);
}

bool
tnef_next(struct tnef *tnef, size_t size_max, struct arena *arena,
    struct budget *budget, struct tnef_file *file_r)
{
	struct call call = {tnef, size_max, arena, budget, file_r};
	struct tnef_attribute attribute;

	while (!is_stopped(&call)) {
		size_t from = tnef->at;

		if (next_of_props(&call))
			return true;
		if (!tnef_attribute_next(tnef, &attribute))
			return close_data(&call);
		if (ends_data(&attribute) && close_data(&call)) {
			tnef->at = from; /* it is its turn next */
			return true;
		}
		if (take_attribute(&call, &attribute))
			return true;
	}
	return false;
}
