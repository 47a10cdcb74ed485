/*
 * safe_name - the name of a file into which a part is written
 *
 * Made of letters and digits of ASCII, '.', '-' and '_' only, and it begins
 * with the part's number: so it is no path, no option, no hidden file, no
 * device and nothing that a shell or terminal obeys, whatever the sender wrote.
 *
 * Threads: any.
 */
#ifndef CORE_SHOW_SAFE_NAME_H
#define CORE_SHOW_SAFE_NAME_H

#include "core/base/text.h"
#include "core/message/message.h"

/* Room for any of them. */
#define SAFE_NAME_BYTES 128u

/* Is it a part with bytes that a reader could save? */
bool safe_name_is_file(const struct part *part);

/*
 * "002-invoice.pdf", "001-text_plain" for a part without a name.  volume: 0,
 * or the number of the message when there are several ("3-002-invoice.pdf").
 */
void safe_name_put(struct text *text, const struct part *part, unsigned volume);

#endif
