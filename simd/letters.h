/*
 * letters - a text without all that is no letter, and where its words begin
 *
 * Letters are small ones of ASCII, and bytes from 0x80 on, which are parts of
 * others.  Every variant gives the same.
 *
 * Threads: any.
 */
#ifndef SIMD_LETTERS_H
#define SIMD_LETTERS_H

#include <stddef.h>
#include <stdint.h>

/* What may be written behind the letters, and behind the starts. */
#define LETTERS_ROOM 64u
#define LETTERS_STARTS_ROOM 33u

/*
 * Letters of data to letters_r, one behind the other; returns how many bytes
 * they are, less than 2^32.  starts_r: where each word (letters side by side in
 * data) begins in letters_r, and behind the last one the end; *count_r words.
 * letters_r has room for size and LETTERS_ROOM, starts_r for half of size, and
 * LETTERS_STARTS_ROOM.
 */
size_t letters_copy(const uint8_t *data, size_t size, uint8_t *letters_r,
    uint32_t *starts_r, size_t *count_r);

#endif
