/*
 * letters_scalar - the reference twin: plain C for any processor
 */
#include "simd/letters_kernels.h"

/* Of what is at a byte: nothing, or a letter of ASCII, or one byte of another
 * letter. */
static const uint8_t is_letter[256] = {
    ['a'] = 1,
    ['b'] = 1,
    ['c'] = 1,
    ['d'] = 1,
    ['e'] = 1,
    ['f'] = 1,
    ['g'] = 1,
    ['h'] = 1,
    ['i'] = 1,
    ['j'] = 1,
    ['k'] = 1,
    ['l'] = 1,
    ['m'] = 1,
    ['n'] = 1,
    ['o'] = 1,
    ['p'] = 1,
    ['q'] = 1,
    ['r'] = 1,
    ['s'] = 1,
    ['t'] = 1,
    ['u'] = 1,
    ['v'] = 1,
    ['w'] = 1,
    ['x'] = 1,
    ['y'] = 1,
    ['z'] = 1,
    [0x80 ... 0xff] = 1,
};

/* Both are written for each byte, and gone over where it is no letter. */
static size_t
copy(const uint8_t *data, size_t size, uint8_t *letters_r, uint32_t *starts_r,
    size_t *count_r)
{
	size_t to = 0, count = 0;
	uint8_t before = 0;

	for (size_t i = 0; i < size; i++) {
		uint8_t here = is_letter[data[i]];

		letters_r[to] = data[i];
		starts_r[count] = (uint32_t)to;
		count += (size_t)(here & ~before);
		to += here;
		before = here;
	}
	starts_r[count] = (uint32_t)to;
	*count_r = count;
	return to;
}

const struct letters_kernels letters_scalar = {
    .copy = copy,
};
