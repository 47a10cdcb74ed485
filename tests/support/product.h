/*
 * product - the low 64 bits of a product, as one learns it at school
 *
 * For tests of hashes that the program makes by instructions of its own.
 */
#ifndef TESTS_SUPPORT_PRODUCT_H
#define TESTS_SUPPORT_PRODUCT_H

#include <stdint.h>

static inline uint64_t
product(uint64_t a, uint64_t b)
{
	uint64_t sum = 0;

	for (unsigned bit = 0; bit < 64; bit++)
		if ((a >> bit & 1) != 0)
			sum += b << bit;
	return sum;
}

#endif
