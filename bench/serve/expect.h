/*
 * expect - the verdicts that a list asks for
 *
 * Lines of "NAME WORD": NAME is a message as files->names or files->paths has
 * it, and WORD one of word_names; the last blank parts them.  Empty lines and
 * lines with "#" in front count for nothing.
 */
#ifndef BENCH_SERVE_EXPECT_H
#define BENCH_SERVE_EXPECT_H

#include <stdint.h>

#include "bench/serve/files.h"

/* No row of the list names the message. */
#define EXPECT_NOTHING UINT8_MAX

/*
 * An enum word, or EXPECT_NOTHING, for each of the files; the caller frees it.
 * A list that cannot be read, a word that is none and a message that is not
 * among the files are the end of the program: a list with a slip would expect
 * less than its writer.
 */
uint8_t *expect_read(const char *list, const struct files *files);

#endif
