/*
 * predictor - differences back to bytes (ISO 32000-2, 7.4.4.4)
 *
 * PNG's predictors (10 to 15) have a byte ahead of each row that says which;
 * TIFF's (2) is the difference to the pixel on the left.
 */
#include <string.h>

#include "core/pdf/filter.h"

#define TIFF 2
#define PNG 10
/* Rows longer than this are not of this world. */
#define ROW_MAX ((int64_t)1 << 30)

struct row {
	size_t size;  /* bytes of one */
	size_t pixel; /* ... and of a pixel, at least one */
};

/* False: parameters that make no sense. */
static bool
row_of(const struct pdf_filter *filter, struct row *row_r)
{
	int64_t colors = filter->colors, bits = filter->bits;
	int64_t columns = filter->columns;

	if (colors < 1 || colors > 64 || bits < 1 || bits > 16 || columns < 1 ||
	    columns > ROW_MAX)
		return false;
	row_r->pixel = (size_t)((colors * bits + 7) / 8);
	row_r->size = (size_t)((colors * bits * columns + 7) / 8);
	return row_r->size <= (size_t)ROW_MAX;
}

/* ---- PNG (RFC 2083, 6) ------------------------------------------------- */

static uint8_t
paeth(int left, int up, int corner)
{
	int guess = left + up - corner;
	int to_left = guess > left ? guess - left : left - guess;
	int to_up = guess > up ? guess - up : up - guess;
	int to_corner = guess > corner ? guess - corner : corner - guess;

	if (to_left <= to_up && to_left <= to_corner)
		return (uint8_t)left;
	return (uint8_t)(to_up <= to_corner ? up : corner);
}

static uint8_t
predict(uint8_t type, uint8_t left, uint8_t up, uint8_t corner)
{
	switch (type) {
	case 1:
		return left;
	case 2:
		return up;
	case 3:
		return (uint8_t)((left + up) / 2);
	case 4:
		return paeth(left, up, corner);
	default:
		return 0;
	}
}

/* size bytes from in to out, which lies ahead of it; above: the row before. */
static void
undo_png_row(uint8_t type, const uint8_t *in, size_t size, size_t pixel,
    const uint8_t *above, uint8_t *out)
{
	if (type == 0 || type > 4) {
		memmove(out, in, size);
		return;
	}
	for (size_t i = 0; i < size; i++) {
		uint8_t left = i >= pixel ? out[i - pixel] : 0;
		uint8_t up = above != NULL ? above[i] : 0;
		uint8_t corner =
		    above != NULL && i >= pixel ? above[i - pixel] : 0;

		out[i] = (uint8_t)(in[i] + predict(type, left, up, corner));
	}
}

static size_t
undo_png(const struct row *row, uint8_t *bytes, size_t size)
{
	size_t in = 0, out = 0;
	const uint8_t *above = NULL;

	while (size - in > 1) {
		size_t now = size - in - 1;

		if (now > row->size)
			now = row->size;
		undo_png_row(bytes[in], bytes + in + 1, now, row->pixel, above,
		    bytes + out);
		above = bytes + out;
		in += now + 1;
		out += now;
	}
	return out;
}

/* ---- TIFF (6.0, section 14) -------------------------------------------- */

/* Samples of a byte or two; others stay as they are, for they are only in
 * pictures. */
static void
undo_tiff_row(
    const struct pdf_filter *filter, uint8_t *bytes, size_t size, size_t pixel)
{
	if (filter->bits == 8) {
		for (size_t i = pixel; i < size; i++)
			bytes[i] = (uint8_t)(bytes[i] + bytes[i - pixel]);
	} else if (filter->bits == 16) {
		for (size_t i = pixel; i + 1 < size; i += 2) {
			unsigned left = (unsigned)bytes[i - pixel] << 8 |
					bytes[i - pixel + 1];
			unsigned sum =
			    ((unsigned)bytes[i] << 8 | bytes[i + 1]) + left;

			bytes[i] = (uint8_t)(sum >> 8);
			bytes[i + 1] = (uint8_t)sum;
		}
	}
}

size_t
pdf_undo_predictor(const struct pdf_filter *filter, uint8_t *bytes, size_t size)
{
	struct row row;

	if (size == 0 || !row_of(filter, &row))
		return size;
	if (filter->predictor >= PNG)
		return undo_png(&row, bytes, size);
	if (filter->predictor != TIFF)
		return size;
	for (size_t at = 0; at < size; at += row.size) {
		size_t now = size - at < row.size ? size - at : row.size;

		undo_tiff_row(filter, bytes + at, now, row.pixel);
	}
	return size;
}
