/*
 * emlx - a message as Apple Mail keeps it
 *
 *     1234                 bytes of the message, in decimal, blanks behind
 *     From: ...            the message
 *     <?xml ...            a property list: when it was read, its flags
 *
 * Threads: any.  Memory: what comes out is borrowed.
 */
#ifndef CORE_MESSAGE_EMLX_H
#define CORE_MESSAGE_EMLX_H

#include "core/base/slice.h"

/*
 * The message in bytes; bytes themselves if they are no such file.  Nothing is
 * left out but the first line and a property list: where the number is wrong,
 * or something else stands behind, the message goes to the end.
 */
struct slice emlx_message(struct slice bytes);

#endif
