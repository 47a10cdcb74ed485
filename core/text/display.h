/*
 * display - text from outside, shown to a person as what it is
 *
 * Control, bidirectional and invisible characters are written out as
 * <U+202E>, bytes that are no UTF-8 as <FF>: a name that wants to look like
 * another one must not succeed.  Other characters stay.
 */
#ifndef CORE_TEXT_DISPLAY_H
#define CORE_TEXT_DISPLAY_H

#include "core/base/slice.h"
#include "core/base/text.h"

/* s (UTF-8, or not), at most max_bytes of it; "..." marks the cut. */
void display_put(struct text *text, struct slice s, size_t max_bytes);

/* A control, bidirectional or invisible character, or no UTF-8, is in s. */
bool display_is_odd(struct slice s);

#endif
