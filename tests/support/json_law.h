/*
 * json_law - is it JSON (RFC 8259), and harmless to look at
 *
 * A checker of its own, which shares nothing with what writes it.
 */
#ifndef TESTS_SUPPORT_JSON_LAW_H
#define TESTS_SUPPORT_JSON_LAW_H

#include "core/base/slice.h"

/*
 * One value, then a line end and nothing else; valid UTF-8; no control
 * character but that line end, none that turns the direction of text, none that
 * is invisible.  NULL: all of it holds; else what does not, and *at_r where.
 */
const char *json_law(struct slice text, size_t *at_r);

/*
 * The string value behind the first "key": in text, its escapes taken off,
 * into out (room bytes at least; CHECKed).  False: no such key.
 */
bool json_law_string(
    struct slice text, const char *key, char *out, size_t room, size_t *size_r);

#endif
