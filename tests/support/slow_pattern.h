/*
 * slow_pattern - a body pattern matched the plain, slow way
 *
 * Works on the text of the pattern, by substituting and trying everything; it
 * shares no code and no idea with the compiler and the verifier, which are
 * held against it.  For small inputs only.
 *
 * hexsig and offset must be ones that pattern_compile() takes.
 */
#ifndef TESTS_SUPPORT_SLOW_PATTERN_H
#define TESTS_SUPPORT_SLOW_PATTERN_H

#include <stdbool.h>

#include "core/base/slice.h"

enum slow_result { SLOW_NO, SLOW_YES, SLOW_GAVE_UP };

enum slow_result slow_pattern_match(
    struct slice hexsig, struct slice offset, bool nocase, struct slice buffer);

#endif
