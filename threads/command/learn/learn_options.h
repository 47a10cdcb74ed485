/*
 * learn_options - the arguments of `CGPFilter LEARN` and `UNLEARN`
 */
#ifndef THREADS_COMMAND_LEARN_LEARN_OPTIONS_H
#define THREADS_COMMAND_LEARN_LEARN_OPTIONS_H

#include <stdbool.h>

#include "core/base/check.h"
#include "core/base/text.h"

enum learn_mark { LEARN_LEGIT, LEARN_SPAM, LEARN_PHISHING, LEARN_INDEX };

struct learn_place {
	const char *path;
	enum learn_mark mark; /* LEARN_INDEX: the lines of the file say it */
};

struct learn_options {
	bool unlearn;
	bool help, quiet, ship, sure;
	const char *cartridge; /* another than the site's, or NULL */
	struct learn_place *places;
	int place_count;
};

/* What to type; ends with a line end. */
extern const char learn_usage[];
extern const char unlearn_usage[];

/*
 * Read what follows the command's word.  False: why says what is wrong and what
 * would be right.
 */
bool learn_options_read(struct learn_options *options_r, bool unlearn, int argc,
    char **argv, struct text *why) MUST_USE;
void learn_options_free(struct learn_options *options);

#endif
