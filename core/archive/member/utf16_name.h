/*
 * utf16_name - names that archives keep as UTF-16 (private to core/archive)
 */
#ifndef CORE_ARCHIVE_MEMBER_UTF16_NAME_H
#define CORE_ARCHIVE_MEMBER_UTF16_NAME_H

#include "core/archive/member/member.h"
#include "core/base/arena.h"
#include "core/base/check.h"

/* stored (lowest byte first) as UTF-8, in the arena; empty where there is no
 * room.  Halves of surrogates become U+FFFD. */
struct slice utf16_name(struct arena *arena, struct slice stored);

/* All names of one body, count of them (as utf16_name() has each), into member.
 * False: there was no room for those behind the first. */
bool utf16_name_member(struct arena *arena, const struct slice *stored,
    unsigned count, struct member *member) MUST_USE;

/* Bytes of the string at at, which ends ahead of a unit of 0 or with bytes;
 * what is behind UTF16_NAME_UNITS is not asked for. */
#define UTF16_NAME_UNITS 32768u
struct slice utf16_string(struct slice bytes, size_t at);

#endif
