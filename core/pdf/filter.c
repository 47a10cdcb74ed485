/*
 * filter - what the filters of a stream made of it, undone (ISO 32000-2, 7.4)
 */
#include "core/pdf/filter.h"

#include "core/archive/member/archives.h"
#include "core/archive/method/inflate.h"
#include "core/pdf/lexer.h"

static const struct {
	struct slice name;
	enum pdf_filter_kind kind;
} names[] = {
    {SLICE("FlateDecode"), PDF_FLATE},
    {SLICE("Fl"), PDF_FLATE},
    {SLICE("LZWDecode"), PDF_LZW},
    {SLICE("LZW"), PDF_LZW},
    {SLICE("ASCII85Decode"), PDF_ASCII85},
    {SLICE("A85"), PDF_ASCII85},
    {SLICE("ASCIIHexDecode"), PDF_ASCII_HEX},
    {SLICE("AHx"), PDF_ASCII_HEX},
    {SLICE("RunLengthDecode"), PDF_RUN_LENGTH},
    {SLICE("RL"), PDF_RUN_LENGTH},
    {SLICE("Crypt"), PDF_CRYPT},
    {SLICE("DCTDecode"), PDF_JPEG},
    {SLICE("DCT"), PDF_JPEG},
    {SLICE("JPXDecode"), PDF_JPEG},
    {SLICE("CCITTFaxDecode"), PDF_PIXELS},
    {SLICE("CCF"), PDF_PIXELS},
    {SLICE("JBIG2Decode"), PDF_PIXELS},
};

enum pdf_filter_kind
pdf_filter_of(struct slice name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (pdf_name_is(name, names[i].name))
			return names[i].kind;
	return PDF_OTHER_FILTER;
}

/* ---- Flate ------------------------------------------------------------- */

#define ZLIB_HEADER 2u
#define METHOD_DEFLATE 8u

/* Line ends stand ahead of some. */
static struct slice
skip_line_ends(struct slice packed)
{
	while (packed.size > 0 &&
	       (packed.data[0] == '\r' || packed.data[0] == '\n'))
		packed = slice_skip(packed, 1);
	return packed;
}

static bool
has_zlib_header(struct slice packed)
{
	return packed.size >= ZLIB_HEADER &&
	       (packed.data[0] & 0x0F) == METHOD_DEFLATE;
}

/* A header that is wrong is passed over, as some programs do. */
static bool
undo_flate(struct slice packed, struct body_output *output)
{
	struct inflater *inflater = output->unpacking->archives->inflater;
	struct slice stream = skip_line_ends(packed);
	size_t consumed;

	if (!has_zlib_header(stream) && has_zlib_header(packed))
		stream = packed;
	return inflate_stream(inflater, slice_skip(stream, ZLIB_HEADER), output,
		   &consumed, NULL) != INFLATE_DAMAGED;
}

/* ---- the chain --------------------------------------------------------- */

static bool
undo(const struct pdf_filter *filter, struct slice packed,
    struct body_output *output)
{
	switch (filter->kind) {
	case PDF_FLATE:
		return undo_flate(packed, output);
	case PDF_LZW:
		return pdf_undo_lzw(packed, filter->late, output);
	case PDF_ASCII85:
		return pdf_undo_ascii85(packed, output);
	case PDF_ASCII_HEX:
		return pdf_undo_ascii_hex(packed, output);
	default:
		return pdf_undo_run_length(packed, output);
	}
}

static void
step(const struct pdf_filter *filter, struct unpacking *unpacking,
    struct member *member)
{
	struct body_output output;

	body_output_begin(&output, unpacking, member->body.size);
	if (!undo(filter, member->body, &output))
		member->flags |= MEMBER_DAMAGED;
	if (filter->predictor > 1 &&
	    (filter->kind == PDF_FLATE || filter->kind == PDF_LZW))
		output.size =
		    pdf_undo_predictor(filter, output.data, output.size);
	body_output_end(&output, member);
}

void
pdf_filters_undo(const struct pdf_filters *filters, struct slice packed,
    struct unpacking *unpacking, struct member *member_r)
{
	*member_r = member_unknown();
	member_r->body = packed;
	for (unsigned i = 0; i < filters->count; i++) {
		const struct pdf_filter *filter = &filters->filter[i];

		if (filter->kind > PDF_CRYPT)
			return;
		if (filter->kind != PDF_CRYPT)
			step(filter, unpacking, member_r);
	}
	if (filters->cut)
		member_r->flags |= MEMBER_DAMAGED;
}
