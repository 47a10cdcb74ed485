/*
 * autoit_cipher - what AutoIt hides its files with (private to core/archive)
 *
 * No cipher, but a generator of numbers that is seeded with a constant: each
 * byte is xored with one of them.
 */
#ifndef CORE_ARCHIVE_INSTALLER_AUTOIT_CIPHER_H
#define CORE_ARCHIVE_INSTALLER_AUTOIT_CIPHER_H

#include <stdint.h>

#include "core/base/slice.h"

enum autoit_version {
	AUTOIT_EA05, /* AutoIt 3.0: MT19937 */
	AUTOIT_EA06, /* 3.2.6 and later: RANROT */
};

#define MT_STATE 624u
#define RANROT_STATE 17u

struct autoit_cipher {
	enum autoit_version version;
	uint32_t state[MT_STATE];
	unsigned next;  /* of state, the number that comes next */
	unsigned other; /* RANROT: the one that is added to it */
};

void autoit_cipher_begin(
    struct autoit_cipher *cipher, enum autoit_version version, uint32_t seed);

/* The next bytes; to may be where they are. */
void autoit_cipher_run(
    struct autoit_cipher *cipher, struct slice bytes, uint8_t *to);

#endif
