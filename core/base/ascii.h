/*
 * ascii - what kind of character a byte is, whatever the locale
 *
 * Bytes over 127 are of none.
 *
 * Threads: any.
 */
#ifndef CORE_BASE_ASCII_H
#define CORE_BASE_ASCII_H

#include <stdbool.h>
#include <stdint.h>

static inline bool
ascii_is_digit(uint8_t c)
{
	return (uint8_t)(c - '0') < 10;
}

static inline bool
ascii_is_letter(uint8_t c)
{
	return (uint8_t)((c | 0x20) - 'a') < 26;
}

/* Blank, tab, CR or LF. */
static inline bool
ascii_is_space(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A capital letter as a small one; other bytes as they are. */
static inline uint8_t
ascii_lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c;
}

/* Value of a hexadecimal digit in either case; -1: none. */
static inline int
ascii_hex_value(uint8_t c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
