/*
 * part_path - where in a message a part stands, for a person
 *
 *     invoice.zip/inner.7z/evil.exe       the names on the way to it
 *     part 3 (text/html)                  a part that has no name
 *     letter.eml/part 5 (text/plain)      one inside of something that has
 *
 * Names are made printable; the whole is one line.  Parts that only hold others
 * (multiparts) are not on the way.
 *
 * Threads: any.  Call it while the message's bytes are there: names borrow
 * them.
 */
#ifndef CORE_MESSAGE_PART_PATH_H
#define CORE_MESSAGE_PART_PATH_H

#include "core/base/text.h"
#include "core/message/message.h"

/* Append the path of part; nothing for the message itself and for NULL. */
void part_path_put(struct text *text, const struct part *part);

#endif
