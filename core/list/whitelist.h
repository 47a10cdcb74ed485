/*
 * whitelist - whitelist.cfg: messages that the site lets pass
 *
 * One entry a line, in the form that CGPCloudmark's file had:
 *
 *     type = host; address = [192.0.2.1];        192.0/16  192.0.2.0/24
 * 192.0.2. type = host; address = [mx.example.com];   example.com  .gov type =
 * header; header = [From]; value = [@.*gov>]; type = envelope; command = [mail
 * from]; value = [@.*ite]; type = body; regex = [<h1>HomeHunters</h1>];
 *
 * Empty lines, and those whose first character is '#', are passed over; blanks
 * around '=' and the last ';' may be missing.  A value ends at the first ']'
 * behind which its line ends or its next key follows, so an expression may hold
 * brackets.  Expressions are PCRE2's, without regard to case and ungreedy.
 *
 * Two descriptions of that file say different things of hosts; an entry matches
 * where it would by either: a whole address, a network (192.0.2.0/24, and short
 * 192.0/16), the beginning of an address at a dot, a whole name, or the end of
 * a name at a dot.
 *
 * A file is taken whole or refused whole.
 *
 * Threads: a list never changes once read; any number may match, each with a
 * scratch of its own.
 */
#ifndef CORE_LIST_WHITELIST_H
#define CORE_LIST_WHITELIST_H

#include "core/base/text.h"
#include "core/logic/regex.h"
#include "core/render/render.h"

#define WHITELIST_FILE_MAX ((size_t)4 << 20)
#define WHITELIST_LINE_MAX 4096u
#define WHITELIST_ENTRIES_MAX 50000u
#define WHITELIST_EXPRESSIONS_MAX 10000u

/* What of a message an expression sees: the beginning of a field's value, the
 * first fields, and the beginning of its texts in windows that overlap, so that
 * the worst expression costs a bounded time. */
#define WHITELIST_VALUE_MAX ((size_t)8 << 10)
#define WHITELIST_FIELDS_MAX 64u /* that some entry names */
#define WHITELIST_BODY_MAX ((size_t)256 << 10)
#define WHITELIST_WINDOW ((size_t)8 << 10)
#define WHITELIST_OVERLAP ((size_t)1 << 10)

struct whitelist;

enum whitelist_result {
	WHITELIST_OK,
	WHITELIST_NO_FILE,
	WHITELIST_BAD, /* *error_r: "name:line: reason" */
	WHITELIST_NO_MEMORY,
};

/* On failure *whitelist_r is NULL. */
enum whitelist_result whitelist_load(const char *path,
    struct whitelist **whitelist_r, struct text *error_r) MUST_USE;
enum whitelist_result whitelist_parse(struct slice bytes, const char *name,
    struct whitelist **whitelist_r, struct text *error_r) MUST_USE;
void whitelist_destroy(struct whitelist **whitelist);

size_t whitelist_count(const struct whitelist *whitelist);

/* What is matched, and with which of the site's settings. */
struct whitelist_subject {
	const struct message *message;
	struct renderer *renderer; /* its arena and budget are used too */
	bool use_ip;               /* else entries of hosts match nothing */
	bool ip_from_envelope;     /* where there is one */
};

/*
 * The line of an entry that matches, hosts and envelopes before headers before
 * bodies; 0: none does, or the time is spent.
 */
unsigned whitelist_match(const struct whitelist *whitelist,
    const struct whitelist_subject *subject, struct regex_scratch *scratch);

/* The entry in that line as it is written. */
struct slice whitelist_line(const struct whitelist *whitelist, unsigned line);

#endif
