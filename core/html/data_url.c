/*
 * data_url - a data: URL taken apart (RFC 2397, as the Fetch standard reads it)
 */
#include "core/html/html.h"

#include <string.h>

#include "core/base/percent.h"
#include "core/html/tokenizer.h"
#include "simd/base64.h"

/* "; base64" at the end of the media type is taken off. */
static bool
take_base64(struct slice *type)
{
	const struct slice word = SLICE("base64");
	struct slice rest;

	if (type->size < word.size ||
	    !slice_equal_nocase(
		slice_skip(*type, type->size - word.size), word))
		return false;
	rest = html_trim(slice_sub(*type, 0, type->size - word.size));
	if (rest.size == 0 || rest.data[rest.size - 1] != ';')
		return false;
	*type = html_trim(slice_sub(rest, 0, rest.size - 1));
	return true;
}

static bool
decode_body(struct slice text, bool is_base64, struct arena *arena,
    struct slice *body_r)
{
	uint8_t *plain = arena_alloc(arena, text.size);
	struct base64_result result;
	uint8_t *out;
	size_t size;

	if (plain == NULL)
		return false;
	size = percent_decode(text, plain);
	*body_r = (struct slice){plain, size};
	if (!is_base64)
		return arena_resize_last(arena, plain, size);
	/* Smaller than what it is made from, but base64_decode() does not work
	 * in place. */
	out = arena_alloc(arena, BASE64_ROOM(size));
	if (out == NULL)
		return false;
	result = base64_decode(plain, size, BASE64_PASS_PADDING, out);
	*body_r = (struct slice){out, result.written};
	return arena_resize_last(arena, out, result.written);
}

bool
data_url_decode(struct slice url, struct arena *arena, struct data_url *data_r)
{
	struct slice type;
	size_t comma;
	bool is_base64;

	while (url.size > 0 && url.data[0] <= ' ')
		url = slice_skip(url, 1);
	if (!slice_starts_with_nocase(url, SLICE("data:")))
		return false;
	url = slice_skip(url, SLICE("data:").size);
	comma = slice_find_byte(url, ',');
	if (comma == url.size)
		return false;
	type = html_trim(slice_sub(url, 0, comma));
	is_base64 = take_base64(&type);
	/* Parameters alone ("data:;charset=x,") leave the type to be plain. */
	if (type.size == 0 || type.data[0] == ';')
		type = SLICE("text/plain");
	data_r->media_type = type;
	return decode_body(
	    slice_skip(url, comma + 1), is_base64, arena, &data_r->body);
}
