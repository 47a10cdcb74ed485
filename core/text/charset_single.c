/*
 * charset_single - single byte charsets
 */
#include "core/text/charset_decode.h"

void
charset_single_make(struct charset_single *single, size_t table)
{
	const uint16_t *points = charset_single(table);

	*single = (struct charset_single){.has_holes = false};
	unicode_single_make(&single->kernel, points);
	for (size_t i = 0; i < 128; i++)
		single->has_holes |= points[i] == UTF8_REPLACEMENT;
}

static size_t
count_holes(const uint16_t *points, const uint8_t *data, size_t size)
{
	size_t holes = 0;

	for (size_t i = 0; i < size; i++)
		if (data[i] >= 0x80)
			holes += points[data[i] - 0x80] == UTF8_REPLACEMENT;
	return holes;
}

void
charset_from_single(const struct charset_single *single, size_t table,
    struct slice bytes, struct charset_out *out)
{
	const uint16_t *points = charset_single(table);
	size_t at = 0;
	size_t piece;

	while ((piece = charset_out_piece(out, bytes.size - at, 3, 64)) > 0) {
		const uint8_t *data = bytes.data + at;

		out->size += unicode_from_single(
		    &single->kernel, data, piece, out->begin + out->size);
		if (single->has_holes)
			out->replaced += count_holes(points, data, piece);
		at += piece;
	}
}
