/*
 * charset_iconv - the only door to iconv
 */
#include "core/text/charset_iconv.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "core/base/check.h"

/* Stands for a descriptor that could not be opened: not asked for again. */
#define MISSING ((void *)-1)

void
charset_iconv_fini(struct charset_iconv *iconv)
{
	for (size_t i = 0; i < CHARSET_INFO_MAX; i++)
		if (iconv->descriptors[i] != NULL &&
		    iconv->descriptors[i] != MISSING)
			iconv_close((iconv_t)iconv->descriptors[i]);
}

bool
charset_iconv_has(struct charset_iconv *iconv, const struct charset_info *info)
{
	void **place = &iconv->descriptors[charset_index(info)];

	if (*place == NULL && info->iconv[0] != '\0') {
		iconv_t descriptor = iconv_open("UTF-8", info->iconv);

		*place = (void *)descriptor;
		if (*place != MISSING)
			iconv->open++;
	}
	return *place != NULL && *place != MISSING;
}

static iconv_t
descriptor_of(struct charset_iconv *state, const struct charset_info *info)
{
	iconv_t descriptor;

	CHECK(charset_iconv_has(state, info));
	descriptor = (iconv_t)state->descriptors[charset_index(info)];
	iconv(descriptor, NULL, NULL, NULL, NULL);
	return descriptor;
}

size_t
charset_iconv_one(struct charset_iconv *state, const struct charset_info *info,
    struct slice character, uint8_t out[CHARSET_ICONV_ONE_MAX])
{
	iconv_t descriptor;
	char *in = (char *)(uintptr_t)character.data;
	size_t in_left = character.size;
	char *to = (char *)out;
	size_t room = CHARSET_ICONV_ONE_MAX;

	if (!charset_iconv_has(state, info))
		return 0;
	descriptor = descriptor_of(state, info);
	if (iconv(descriptor, &in, &in_left, &to, &room) == (size_t)-1 ||
	    iconv(descriptor, NULL, NULL, &to, &room) == (size_t)-1)
		return 0;
	return CHARSET_ICONV_ONE_MAX - room;
}

/* Back to where the line in hand begins in what was written. */
static char *
line_begin(char *to, const char *out)
{
	while (to > out && to[-1] != '\n')
		to--;
	return to;
}

size_t
charset_iconv_lines(struct charset_iconv *state,
    const struct charset_info *info, struct slice lines, uint8_t *out,
    size_t room)
{
	iconv_t descriptor = descriptor_of(state, info);
	char *in = (char *)(uintptr_t)lines.data, *to = (char *)out;
	size_t in_left = lines.size, left = room;

	while (in_left > 0 &&
	       iconv(descriptor, &in, &in_left, &to, &left) == (size_t)-1) {
		const char *end = memchr(in, '\n', in_left);

		if (errno != EILSEQ || end == NULL)
			break;
		in_left -= (size_t)(end - in);
		in += end - in;
		to = line_begin(to, (char *)out);
		left = room - (size_t)(to - (char *)out);
		iconv(descriptor, NULL, NULL, NULL, NULL);
	}
	return (size_t)(to - (char *)out);
}

/* What iconv may write before it is asked again. */
#define ROOM_MIN 64u

/*
 * One call of iconv, from *at up to until.  What it cannot read is one byte
 * and U+FFFD, so each round takes a byte or makes room: time is linear.
 */
static void
step(iconv_t descriptor, struct slice bytes, size_t *at, size_t until,
    struct charset_out *out)
{
	char *in = (char *)(uintptr_t)(bytes.data + *at);
	size_t in_left = until - *at;
	char *to = (char *)(out->begin + out->size);
	size_t room = out->room - out->size - ROOM_MIN;
	size_t room_before = room;
	size_t r = iconv(descriptor, &in, &in_left, &to, &room);
	int error = r == (size_t)-1 ? errno : 0;

	*at = until - in_left;
	out->size += room_before - room;
	if (error == EILSEQ || (error == EINVAL && until == bytes.size)) {
		charset_out_replace(out);
		*at += *at < until;
	}
}

/* A character may be torn by the end of a piece: its bytes are left for the
 * next one. */
void
charset_iconv_decode(struct charset_iconv *state,
    const struct charset_info *info, struct slice bytes,
    struct charset_out *out)
{
	iconv_t descriptor = descriptor_of(state, info);
	size_t at = 0;
	size_t piece;

	while ((piece = charset_out_piece(
		    out, bytes.size - at, 4, 2 * ROOM_MIN)) > 0) {
		size_t until = at + piece;

		while (at < until) {
			size_t before = at;
			size_t size = out->size;

			step(descriptor, bytes, &at, until, out);
			if (out->room - out->size < 2 * ROOM_MIN)
				break;
			if (at == before && out->size == size)
				break;
		}
		/* A state that swallows all and yields nothing ends here. */
		if (at == until - piece) {
			charset_out_replace(out);
			at++;
		}
	}
}
