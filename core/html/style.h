/*
 * style - what hides text: declarations of CSS, and what comes of them
 *
 * A struct declared holds what attributes, style= and style sheets say of one
 * element; a struct style what follows from it and from the elements around.
 *
 * Threads: any.
 */
#ifndef CORE_HTML_STYLE_H
#define CORE_HTML_STYLE_H

#include "core/base/slice.h"

enum length_unit {
	UNIT_NONE, /* a plain number */
	UNIT_PX,
	UNIT_EM, /* of the font of the element, or of its parent */
	UNIT_REM,
	UNIT_PERCENT,
	UNIT_FACTOR, /* font-size: smaller, larger */
};

/* In thousandths, so that no rounding is left to the processor. */
struct length {
	int32_t value;
	enum length_unit unit;
};

/* Bits of declared.set and declared.important, one a field. */
enum declared_field {
	DECLARED_GONE = 1 << 0,
	DECLARED_INVISIBLE = 1 << 1,
	DECLARED_OPACITY = 1 << 2,
	DECLARED_COLOUR = 1 << 3,
	DECLARED_BACKGROUND = 1 << 4,
	DECLARED_IMAGE = 1 << 5,
	DECLARED_FONT_SIZE = 1 << 6,
	DECLARED_INDENT = 1 << 7,
	DECLARED_POSITION = 1 << 8,
	DECLARED_LEFT = 1 << 9,
	DECLARED_TOP = 1 << 10,
	DECLARED_MARGIN_LEFT = 1 << 11,
	DECLARED_MARGIN_TOP = 1 << 12,
	DECLARED_WIDTH = 1 << 13,
	DECLARED_HEIGHT = 1 << 14,
	DECLARED_MAX_WIDTH = 1 << 15,
	DECLARED_MAX_HEIGHT = 1 << 16,
	DECLARED_LINE_HEIGHT = 1 << 17,
	DECLARED_OVERFLOW = 1 << 18,
	DECLARED_MSO_HIDE = 1 << 19,
	DECLARED_CLIP = 1 << 20,
	DECLARED_TRANSFORM = 1 << 21,
	DECLARED_FILTER = 1 << 22,
	DECLARED_PRE = 1 << 23,
	DECLARED_FILL = 1 << 24,
	DECLARED_FIELDS = 25,
};

struct declared {
	uint32_t set;
	uint32_t important;
	/* Those that are only true or false: the same bits. */
	uint32_t truth;
	uint32_t colour, fill, background; /* 0xRRGGBBAA */
	int32_t opacity;                   /* thousandths */
	struct length font_size, indent, left, top, margin_left, margin_top;
	struct length width, height, max_width, max_height, line_height;
};

struct style {
	uint32_t colour;     /* 0xRRGGBBAA */
	uint32_t background; /* opaque: of the nearest that has one */
	int32_t font_size;   /* thousandths of a pixel */
	int32_t opacity;     /* thousandths, of all around it */
	bool image;          /* behind the text; the background is a guess */
	bool gone;           /* and so is whatever is inside */
	bool invisible;      /* visibility: what is inside may differ */
	bool mso_hide;
	bool off_page; /* text-indent */
	bool filled;   /* colour comes from -webkit-text-fill-color */
	bool pre;
	bool hidden; /* what follows: a reader does not see text here */
};

/* Black on white, 16 pixels. */
extern const struct style style_of_page;

/* declarations ("color: red; ...") on top of what is in declared. */
void declared_read(struct declared *declared, struct slice declarations);

/* over on top of under, field by field; what is important stays. */
void declared_merge(struct declared *under, const struct declared *over);

void declared_truth(
    struct declared *declared, enum declared_field field, bool truth);

/* What is seen inside an element: parent is seen around it. */
void style_compute(const struct style *parent, const struct declared *declared,
    struct style *style_r);

/* A number with its unit at the beginning of s. */
bool length_read(struct slice s, struct length *length_r);

/* A colour of CSS; hashless ones too, as browsers in quirks mode. */
bool colour_read(struct slice s, uint32_t *colour_r);

/* A colour as in bgcolor= (HTML standard, 2.3.6 "legacy colour value"). */
bool colour_read_legacy(struct slice s, uint32_t *colour_r);

/* The word at *at in s, up to a blank outside brackets; *at is behind it. */
bool css_next_word(struct slice s, size_t *at, struct slice *word_r);

#endif
