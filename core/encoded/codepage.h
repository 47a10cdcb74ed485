/*
 * codepage - Windows' numbers of charsets to their names
 *
 * Private to core/encoded.
 */
#ifndef CORE_ENCODED_CODEPAGE_H
#define CORE_ENCODED_CODEPAGE_H

#include <stdint.h>

#include "core/base/slice.h"

/* Empty: not known. */
struct slice codepage_name(uint32_t codepage);

#endif
