/*
 * script_part - which parts are scripts
 *
 * By name and media type, as Windows chooses what runs a file: control
 * characters and bytes outside of ASCII do not keep it from that.  Macros, and
 * what a script wrote, are scripts, too.  Only core/unpack includes this.
 */
#ifndef CORE_UNPACK_SCRIPT_PART_H
#define CORE_UNPACK_SCRIPT_PART_H

#include "core/message/message.h"
#include "core/script/script_value.h"

/* The media type of a script without what it hides, in which nobody looks
 * again. */
#define SCRIPT_FOLDED_TYPE SLICE("text/plain")

bool script_part_is(const struct part *part);

/* Of its names or its media type; names that say different things say
 * nothing. */
enum script_language script_part_language(const struct part *part);

#endif
