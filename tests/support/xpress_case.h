/*
 * xpress_case - the chunks of [MS-XCA] 3.2
 */
#ifndef TESTS_SUPPORT_XPRESS_CASE_H
#define TESTS_SUPPORT_XPRESS_CASE_H

#include <string.h>

#include "core/base/slice.h"

#define XPRESS_CASE_MAX 400u

/* "abcdefghijklmnopqrstuvwxyz" */
static inline struct slice
xpress_letters(uint8_t *chunk)
{
	static const uint8_t bits[] = {0xd8, 0x52, 0x3e, 0xd7, 0x94, 0x11, 0x5b,
	    0xe9, 0x19, 0x5f, 0xf9, 0xd6, 0x7c, 0xdf, 0x8d, 0x04, 0, 0, 0, 0};

	memset(chunk, 0, 256);
	memset(chunk + 49, 0x55, 10);
	chunk[48] = 0x50;
	chunk[59] = 0x45;
	chunk[60] = 0x44;
	chunk[61] = 0x04;
	chunk[128] = 0x04;
	memcpy(chunk + 256, bits, sizeof(bits));
	return (struct slice){chunk, 256 + sizeof(bits)};
}

/* "abc", a hundred times. */
static inline struct slice
xpress_repeated(uint8_t *chunk)
{
	static const uint8_t bits[] = {0xa8, 0xdc, 0, 0, 0xff, 0x26, 0x01};

	memset(chunk, 0, 256);
	chunk[48] = 0x30;
	chunk[49] = 0x23;
	chunk[128] = 0x02;
	chunk[143] = 0x20;
	memcpy(chunk + 256, bits, sizeof(bits));
	return (struct slice){chunk, 256 + sizeof(bits)};
}

#endif
