/*
 * flowed - format=flowed text put together (RFC 3676)
 *
 * Lines that end in a blank go on in the next one, quoting depth and
 * space-stuffing minded; "-- " ends a paragraph.
 */
#ifndef CORE_TEXT_FLOWED_H
#define CORE_TEXT_FLOWED_H

#include "core/base/arena.h"
#include "core/base/slice.h"

/*
 * text is UTF-8.  delsp: the blank at the line end goes too (DelSp=yes).  The
 * result lies in the arena; without room for it, it is text itself.
 */
struct slice flowed_join(struct slice text, bool delsp, struct arena *arena);

#endif
