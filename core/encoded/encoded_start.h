/*
 * encoded_start - what the first line of a file begins with
 *
 * For core/encoded, and for core/message, to which it is no header.
 */
#ifndef CORE_ENCODED_ENCODED_START_H
#define CORE_ENCODED_ENCODED_START_H

#include "core/base/slice.h"

/* A line that may be the first of a file begins here; the readers look
 * closer. */
bool encoded_starts_at(struct slice text, size_t at);

#endif
