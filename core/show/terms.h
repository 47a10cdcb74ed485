/*
 * terms - what the tree's numbers are called
 *
 * A word is what JSON has and never changes; a sentence is for a person.
 */
#ifndef CORE_SHOW_TERMS_H
#define CORE_SHOW_TERMS_H

#include "core/archive/archive.h"
#include "core/header/auth_results.h"
#include "core/html/html.h"
#include "core/message/message.h"

struct term {
	unsigned bit; /* 0 ends a table */
	const char *word;
	const char *sentence;
	bool alarming; /* a person should look at it */
};

extern const struct term terms_part[];   /* enum part_flag */
extern const struct term terms_doubt[];  /* enum doubt */
extern const struct term terms_member[]; /* enum member_flag */
extern const struct term terms_html[];   /* enum html_flag */

const char *term_kind(enum part_kind kind);
const char *term_origin(enum part_origin origin);
/* "archive member"; NULL for what came by MIME. */
const char *term_origin_sentence(enum part_origin origin);
const char *term_encoding(enum part_encoding encoding);
const char *term_auth(enum auth_verdict verdict);
const char *term_link(enum html_link_kind kind);

#endif
