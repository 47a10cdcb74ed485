/*
 * show_law - what holds for everything that SHOW prints
 *
 * Checkers of their own, which share nothing with what writes it.
 */
#ifndef TESTS_SUPPORT_SHOW_LAW_H
#define TESTS_SUPPORT_SHOW_LAW_H

#include "core/base/slice.h"

/*
 * One value, then a line end and nothing else; valid UTF-8; no control
 * character but that line end, none that turns the direction of text, none that
 * is invisible.  NULL: all of it holds; else what does not, and *at_r where.
 */
const char *show_law_json(struct slice text, size_t *at_r);

/*
 * Lines for a person: the same characters, but with tabs and as many line ends
 * as there are lines.
 */
const char *show_law_page(struct slice text, size_t *at_r);

/*
 * The string value behind the first "key": in text, its escapes taken off,
 * into out (room bytes at least; CHECKed).  False: no such key.
 */
bool show_law_string(
    struct slice text, const char *key, char *out, size_t room, size_t *size_r);

#endif
