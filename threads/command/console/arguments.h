/*
 * arguments - what is typed behind a command's word, read by a table
 *
 * In the form that POSIX and GNU programs have: "--name value", "--name=value",
 * "-n value", "-n=value", "-nvalue"; letters without values together ("-rv");
 * "--" ends the options; "-" alone is a word.
 *
 * Threads: any, each with its own.
 */
#ifndef THREADS_COMMAND_CONSOLE_ARGUMENTS_H
#define THREADS_COMMAND_CONSOLE_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/check.h"
#include "core/base/text.h"

/* An option; one of flag, text, number and take says where it goes. */
struct option_row {
	const char *name; /* "--json" */
	char letter;      /* 'j' for "-j"; 0: none */
	bool *flag;       /* set to true; no value is read */
	const char **text;
	uint64_t *number, least, most;
	/* The value in the command's own form; false: it is none. */
	bool (*take)(void *owner, const char *value);
	const char *wants; /* what its value is: "a directory" */
};

struct arguments {
	const struct option_row *rows;
	size_t count;
	/* Each argument that is no option; false: *why says what is wrong.
	 * NULL: none is wanted. */
	bool (*word)(void *owner, char *word, struct text *why);
	void *owner;
};

/*
 * False: why says what is wrong, with what and what would be right.  Values
 * point into argv.
 */
bool arguments_read(const struct arguments *arguments, int argc, char **argv,
    struct text *why) MUST_USE;

/* What was wrong with them, and where to read what is right, on standard
 * error; command is the word that was typed. */
void arguments_complain(const char *command, const char *why);

#endif
