/*
 * serve_options - the options of the command line about the conversation,
 * which cgpserve and cgpbench share
 */
#ifndef BENCH_SERVE_SERVE_OPTIONS_H
#define BENCH_SERVE_SERVE_OPTIONS_H

#include <getopt.h>

#include "bench/serve/serve.h"

/* For getopt_long(), beside those of the program itself. */
#define SERVE_SHORT_OPTIONS "n:i:p:bR:EQt:o:auI"
#define SERVE_LONG_OPTIONS                                                     \
	{"outstanding", required_argument, NULL, 'n'},                         \
	    {"interface", required_argument, NULL, 'i'},                       \
	    {"pad", required_argument, NULL, 'p'},                             \
	    {"batch", no_argument, NULL, 'b'},                                 \
	    {"rate", required_argument, NULL, 'R'},                            \
	    {"eof", no_argument, NULL, 'E'},                                   \
	    {"quit-early", no_argument, NULL, 'Q'},                            \
	    {"timeout", required_argument, NULL, 't'},                         \
	    {"order", required_argument, NULL, 'o'},                           \
	    {"allow-repeats", no_argument, NULL, 'a'},                         \
	    {"unique-lines", no_argument, NULL, 'u'},                          \
	    {"information", no_argument, NULL, 'I'},                           \
	    {"allow-stderr", no_argument, NULL, SERVE_OPTION_ALLOW_STDERR},    \
	    {"every", required_argument, NULL, SERVE_OPTION_EVERY},            \
	{                                                                      \
		"do", required_argument, NULL, SERVE_OPTION_DO                 \
	}

/* Above all characters; those of a program begin at SERVE_OPTION_END. */
enum {
	SERVE_OPTION_ALLOW_STDERR = 256,
	SERVE_OPTION_EVERY,
	SERVE_OPTION_DO,
	SERVE_OPTION_END,
};

/* What the options mean, for --help. */
extern const char serve_options_usage[];

/* False: not one of these.  A value that is none ends the program. */
bool serve_option(struct serve_options *serve, int option, const char *value);

/* text as a number up to max, or the end of the program. */
uint64_t option_number(const char *text, uint64_t max);

/* Which of the words text is, or the end of the program. */
unsigned option_word(
    const char *text, const char *const *words, unsigned count);

/* getopt_long() would eat the "--" and so lose where the helper begins: its
 * place in argv, argv[argc] where there is none. */
char **option_separator(int argc, char **argv);

#endif
