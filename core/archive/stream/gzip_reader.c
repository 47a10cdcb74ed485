/*
 * gzip_reader - one compressed file, or several whose contents are one
 *
 * RFC 1952.  What follows the last member and is no further one is passed over,
 * as gunzip does.
 */
#include "core/archive/member/archives.h"
#include "core/archive/method/inflate.h"
#include "core/base/integer.h"

#define HEADER_SIZE 10u
#define TRAILER_SIZE 8u

enum gzip_flag {
	GZIP_HEADER_SUM = 1 << 1,
	GZIP_EXTRA = 1 << 2,
	GZIP_NAME = 1 << 3,
	GZIP_COMMENT = 1 << 4,
};

/* A string that ends with NUL, and that NUL. */
static struct slice
take_string(struct slice *rest)
{
	struct slice string = slice_sub(*rest, 0, slice_find_byte(*rest, 0));

	*rest = slice_skip(*rest, string.size + 1);
	return string;
}

/* *rest: behind it.  False: no header. */
static bool
take_header(struct slice *rest, struct slice *name_r)
{
	uint8_t flags;

	if (!slice_starts_with(*rest, SLICE("\x1F\x8B\x08")) ||
	    rest->size < HEADER_SIZE)
		return false;
	flags = rest->data[3];
	*rest = slice_skip(*rest, HEADER_SIZE);
	*name_r = (struct slice){NULL, 0};
	if (flags & GZIP_EXTRA)
		*rest = slice_skip(*rest, 2 + (size_t)u16_le(*rest, 0));
	if (flags & GZIP_NAME)
		*name_r = take_string(rest);
	if (flags & GZIP_COMMENT)
		(void)take_string(rest);
	if (flags & GZIP_HEADER_SUM)
		*rest = slice_skip(*rest, 2);
	return true;
}

/* One stream and the sum behind it.  False: the last one. */
static bool
take_stream(struct unpacking *unpacking, struct slice *rest,
    struct body_output *output, struct member *member)
{
	size_t consumed;
	uint32_t sum = 0;
	enum inflate_result result = inflate_stream(
	    unpacking->archives->inflater, *rest, output, &consumed, &sum);

	*rest = slice_skip(*rest, consumed);
	if (result == INFLATE_CUT)
		return false;
	if (result == INFLATE_DAMAGED || rest->size < TRAILER_SIZE ||
	    u32_le(*rest, 0) != sum) {
		member->flags |= MEMBER_DAMAGED;
		return false;
	}
	member->crc32 = sum;
	*rest = slice_skip(*rest, TRAILER_SIZE);
	return true;
}

/* As Python's gzip has it: zeros may stand between, as tapes pad with them. */
static bool
take_next_header(struct slice *rest)
{
	struct slice name;

	while (rest->size > 0 && rest->data[0] == 0)
		*rest = slice_skip(*rest, 1);
	return take_header(rest, &name);
}

/* Many members without a byte each are many headers in one slice. */
static bool
may_go_on(struct unpacking *unpacking, size_t members)
{
	return members % 4096 != 0 || !unpacking_late(unpacking);
}

static bool
gzip_next(struct unpacking *unpacking, struct member *member_r)
{
	struct slice rest = unpacking->bytes;
	struct body_output output;
	size_t members = 0;

	if (unpacking->count > 0 || !unpacking_may_add(unpacking) ||
	    !take_header(&rest, &member_r->name))
		return false;
	member_r->size_packed = rest.size;
	body_output_begin(&output, unpacking, unpacking->bytes.size);
	while (take_stream(unpacking, &rest, &output, member_r) &&
	       may_go_on(unpacking, ++members) && take_next_header(&rest))
		;
	member_r->has_crc32 = members == 1;
	body_output_end(&output, member_r);
	return true;
}

static bool
gzip_open(struct unpacking *unpacking)
{
	struct slice rest = unpacking->bytes, name;

	return take_header(&rest, &name);
}

static void
gzip_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

const struct archive_reader gzip_reader = {
    .open = gzip_open,
    .next = gzip_next,
    .close = gzip_close,
};
