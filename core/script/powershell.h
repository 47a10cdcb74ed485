/*
 * powershell - what PowerShell makes of a script before it reads it
 *
 * Threads: any.
 */
#ifndef CORE_SCRIPT_POWERSHELL_H
#define CORE_SCRIPT_POWERSHELL_H

#include <stdbool.h>

#include "core/base/slice.h"

/*
 * The script without the backquotes that stand within its words ("i`ex"), into
 * out, which has text.size bytes.  Returns its size; the same as text has:
 * there was nothing.  What they are in single quotes is not asked, for who puts
 * one there takes it out again.
 */
size_t powershell_plain(struct slice text, uint8_t *out);

/* The base64 of a "-EncodedCommand", as short as that is written, at or behind
 * *at, which moves behind it.  False: there is none. */
bool powershell_command_next(
    struct slice text, size_t *at, struct slice *base64_r);

/* UTF-16LE whose characters are all of ASCII: in place, what they are.  Returns
 * the size, 0: it is no such text. */
size_t powershell_narrow(uint8_t *data, size_t size);

#endif
