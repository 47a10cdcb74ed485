/*
 * base64_lines - learning the length of the lines, for the vector kernels
 */
#include "simd/base64_kernels.h"

#include <string.h>

/* How far to look for a line end: the longest line worth learning. */
#define LOOK_AHEAD 1024
/* Below this there is no gain in learning. */
#define LEARN_MIN 384
/* How long to do without, where lines are odd and where there are none. */
#define ODD_STRETCH 1024
#define ENDLESS_STRETCH 16384

/* Behind the next LF, no further than LOOK_AHEAD; NULL: none. */
static const uint8_t *
behind_lf(const uint8_t *in, const uint8_t *end)
{
	ptrdiff_t size = end - in < LOOK_AHEAD ? end - in : LOOK_AHEAD;
	const uint8_t *lf = size == 0 ? NULL : memchr(in, '\n', (size_t)size);

	return lf == NULL ? NULL : lf + 1;
}

bool
base64_learn_lines(const struct base64_cursor *c, struct base64_lines *lines_r,
    ptrdiff_t *stretch_r)
{
	const uint8_t *start = c->in;
	const uint8_t *next;

	*stretch_r = ENDLESS_STRETCH;
	if (c->end - c->in < LEARN_MIN)
		return false;
	if (c->in != c->data && c->in[-1] != '\n')
		start = behind_lf(c->in, c->end);
	if (start == NULL)
		return false;
	next = behind_lf(start, c->end);
	if (next == NULL)
		return false;
	*stretch_r = ODD_STRETCH;
	lines_r->start = start;
	lines_r->end_size = next - start >= 2 && next[-2] == '\r' ? 2 : 1;
	lines_r->chars = next - start - lines_r->end_size;
	return lines_r->chars > 0;
}
