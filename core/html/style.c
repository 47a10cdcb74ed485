/*
 * style - declarations merged, and what a reader sees because of them
 */
#include "core/html/style.h"

/* Where text stops to be seen. */
#define FONT_UNSEEN 2000   /* 2 pixels, in thousandths */
#define OPACITY_UNSEEN 50  /* 5 per cent */
#define ALPHA_UNSEEN 12    /* of 255: the same */
#define COLOUR_NEAR 16     /* of 255, in each of red, green and blue */
#define BOX_UNSEEN 1000    /* 1 pixel */
#define OFF_PAGE (-500000) /* 500 pixels to the left or above */
#define ROOT_FONT_SIZE 16000

#define BLACK 0x000000FFu
#define WHITE 0xFFFFFFFFu

const struct style style_of_page = {
    .colour = BLACK,
    .background = WHITE,
    .font_size = ROOT_FONT_SIZE,
    .opacity = 1000,
};

void
declared_truth(struct declared *declared, enum declared_field field, bool truth)
{
	declared->set |= field;
	declared->truth &= ~(uint32_t)field;
	if (truth)
		declared->truth |= field;
}

#define MERGE(bit, field)                                                      \
	do {                                                                   \
		if ((take & (bit)) != 0)                                       \
			under->field = over->field;                            \
	} while (0)

static void
merge_boxes(struct declared *under, const struct declared *over, uint32_t take)
{
	MERGE(DECLARED_LEFT, left);
	MERGE(DECLARED_TOP, top);
	MERGE(DECLARED_MARGIN_LEFT, margin_left);
	MERGE(DECLARED_MARGIN_TOP, margin_top);
	MERGE(DECLARED_WIDTH, width);
	MERGE(DECLARED_HEIGHT, height);
	MERGE(DECLARED_MAX_WIDTH, max_width);
	MERGE(DECLARED_MAX_HEIGHT, max_height);
	MERGE(DECLARED_LINE_HEIGHT, line_height);
}

void
declared_merge(struct declared *under, const struct declared *over)
{
	uint32_t take = over->set & ~(under->important & ~over->important);

	MERGE(DECLARED_OPACITY, opacity);
	MERGE(DECLARED_COLOUR, colour);
	MERGE(DECLARED_FILL, fill);
	MERGE(DECLARED_BACKGROUND, background);
	MERGE(DECLARED_FONT_SIZE, font_size);
	MERGE(DECLARED_INDENT, indent);
	merge_boxes(under, over, take);
	under->truth = (under->truth & ~take) | (over->truth & take);
	under->set |= take;
	under->important |= over->important & take;
}

static bool
is_true(const struct declared *declared, enum declared_field field)
{
	return (declared->set & declared->truth & field) != 0;
}

static bool
is_set(const struct declared *declared, uint32_t fields)
{
	return (declared->set & fields) != 0;
}

/* In thousandths of a pixel; a percentage is of what is not known: as if of
 * base. */
static int32_t
pixels(struct length length, int32_t base)
{
	int64_t value = length.value;

	if (length.unit == UNIT_EM || length.unit == UNIT_FACTOR)
		value = value * base / 1000;
	else if (length.unit == UNIT_REM)
		value = value * ROOT_FONT_SIZE / 1000;
	else if (length.unit == UNIT_PERCENT)
		value = value * base / 100000;
	if (value > INT32_MAX)
		return INT32_MAX;
	return value < INT32_MIN ? INT32_MIN : (int32_t)value;
}

static uint32_t
channel(uint32_t colour, unsigned shift)
{
	return colour >> shift & 0xFF;
}

/* colour over an opaque one. */
static uint32_t
blend(uint32_t colour, uint32_t below)
{
	uint32_t alpha = colour & 0xFF;
	uint32_t mixed = 0xFF;

	if (alpha == 0xFF)
		return colour;
	for (unsigned shift = 8; shift <= 24; shift += 8) {
		uint32_t sum = channel(colour, shift) * alpha +
			       channel(below, shift) * (255 - alpha);

		mixed |= (sum + 127) / 255 << shift;
	}
	return mixed;
}

static bool
are_near(uint32_t a, uint32_t b)
{
	for (unsigned shift = 8; shift <= 24; shift += 8) {
		uint32_t x = channel(a, shift), y = channel(b, shift);

		if ((x > y ? x - y : y - x) > COLOUR_NEAR)
			return false;
	}
	return true;
}

static bool
is_no_box(const struct declared *d, enum declared_field field,
    struct length length, int32_t font_size)
{
	return is_set(d, field) && pixels(length, font_size) <= BOX_UNSEEN;
}

/* A box of no size that cuts off what is outside of it. */
static bool
is_cut_off(const struct declared *d, int32_t font_size)
{
	if (!is_true(d, DECLARED_OVERFLOW))
		return false;
	return is_no_box(d, DECLARED_HEIGHT, d->height, font_size) ||
	       is_no_box(d, DECLARED_MAX_HEIGHT, d->max_height, font_size) ||
	       is_no_box(d, DECLARED_WIDTH, d->width, font_size) ||
	       is_no_box(d, DECLARED_MAX_WIDTH, d->max_width, font_size) ||
	       (is_set(d, DECLARED_LINE_HEIGHT) && d->line_height.value == 0);
}

static bool
is_far(const struct declared *d, enum declared_field field,
    struct length length, int32_t font_size)
{
	return is_set(d, field) && pixels(length, font_size) <= OFF_PAGE;
}

static bool
is_off_page(const struct declared *d, int32_t font_size)
{
	if (is_far(d, DECLARED_MARGIN_LEFT, d->margin_left, font_size) ||
	    is_far(d, DECLARED_MARGIN_TOP, d->margin_top, font_size))
		return true;
	return is_true(d, DECLARED_POSITION) &&
	       (is_far(d, DECLARED_LEFT, d->left, font_size) ||
		   is_far(d, DECLARED_TOP, d->top, font_size));
}

static void
compute_colours(const struct declared *d, struct style *style)
{
	if (is_set(d, DECLARED_FILL)) {
		style->colour = d->fill;
		style->filled = true;
	} else if (is_set(d, DECLARED_COLOUR) && !style->filled) {
		style->colour = d->colour;
	}
	if (is_true(d, DECLARED_IMAGE))
		style->image = true;
	/* A colour beside an image is what its maker thought of it. */
	if (is_set(d, DECLARED_BACKGROUND) && (d->background & 0xFF) != 0) {
		style->background = blend(d->background, style->background);
		style->image = false;
	}
}

static bool
is_like_background(const struct style *style)
{
	if ((style->colour & 0xFF) <= ALPHA_UNSEEN)
		return true;
	return !style->image &&
	       are_near(
		   blend(style->colour, style->background), style->background);
}

static bool
makes_gone(const struct declared *d, const struct style *style)
{
	if (is_true(d, DECLARED_GONE) || is_true(d, DECLARED_CLIP) ||
	    is_true(d, DECLARED_TRANSFORM) || is_true(d, DECLARED_FILTER))
		return true;
	if (style->opacity <= OPACITY_UNSEEN)
		return true;
	return is_cut_off(d, style->font_size) ||
	       is_off_page(d, style->font_size);
}

static void
compute_inherited(const struct declared *d, struct style *style)
{
	if (is_set(d, DECLARED_FONT_SIZE))
		style->font_size = pixels(d->font_size, style->font_size);
	if (is_set(d, DECLARED_INVISIBLE))
		style->invisible = is_true(d, DECLARED_INVISIBLE);
	if (is_set(d, DECLARED_MSO_HIDE))
		style->mso_hide = is_true(d, DECLARED_MSO_HIDE);
	if (is_set(d, DECLARED_INDENT))
		style->off_page =
		    pixels(d->indent, style->font_size) <= OFF_PAGE;
	if (is_set(d, DECLARED_PRE))
		style->pre = is_true(d, DECLARED_PRE);
}

void
style_compute(const struct style *parent, const struct declared *declared,
    struct style *style_r)
{
	*style_r = *parent;
	if (declared->set == 0)
		return;
	compute_inherited(declared, style_r);
	compute_colours(declared, style_r);
	if (is_set(declared, DECLARED_OPACITY))
		style_r->opacity = style_r->opacity * declared->opacity / 1000;
	style_r->gone |= makes_gone(declared, style_r);
	style_r->hidden = style_r->gone || style_r->invisible ||
			  style_r->mso_hide || style_r->off_page ||
			  style_r->font_size <= FONT_UNSEEN ||
			  is_like_background(style_r);
}
