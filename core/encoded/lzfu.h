/*
 * lzfu - compressed RTF ([MS-OXRTFCP])
 *
 * Private to core/encoded, and what opens messages of Outlook.
 */
#ifndef CORE_ENCODED_LZFU_H
#define CORE_ENCODED_LZFU_H

#include "core/base/budget.h"
#include "core/encoded/sink.h"

/*
 * The RTF in bytes, into the sink; *bad_r: a wrong sum, size or kind.  What can
 * be had is had: data of a kind that nobody knows is taken as it stands.
 */
void lzfu_decode(
    struct slice bytes, struct sink *sink, struct budget *budget, bool *bad_r);

#endif
