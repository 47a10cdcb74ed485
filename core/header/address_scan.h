/*
 * address_scan - where in a list one address begins, and what is where in it
 * (private to address*.c)
 *
 *     Group: some (comment) text <mailto:local@domain> (comment) more text ,
 *            |phrase             |prefix|core        |close               |end
 *
 * Text ahead of the core and behind it is the name.  Addresses that no comma
 * parts end at close.
 */
#ifndef CORE_HEADER_ADDRESS_SCAN_H
#define CORE_HEADER_ADDRESS_SCAN_H

#include "core/header/address.h"

enum address_token_kind {
	ADDRESS_END,
	ADDRESS_BLANK,
	ADDRESS_COMMENT,
	ADDRESS_QUOTED,
	ADDRESS_WORD,
	ADDRESS_AT,
	ADDRESS_COMMA,
	ADDRESS_SEMICOLON,
	ADDRESS_COLON,
	ADDRESS_OPEN,
	ADDRESS_CLOSE,
};

struct address_token {
	enum address_token_kind kind;
	size_t start;
	size_t end;
};

/* The one at at in list->rest; the same whenever it is asked for. */
struct address_token address_token(
    struct address_list *list, size_t at, bool after_at);

struct span {
	size_t start;
	size_t end;
};

struct address_element {
	size_t group_colon; /* behind the name of a group that begins; or 0 */
	size_t phrase;
	struct span prefix;
	struct span core;
	size_t at; /* the '@' in core; its end if there is none */
	bool has_core;
	bool has_brackets;
	size_t words; /* quoted strings too */
	size_t comments;
	size_t end;  /* of the last byte that belongs to it */
	size_t next; /* behind the separator */
	enum address_token_kind separator; /* ADDRESS_WORD: none */
};

/* The element that list->rest begins with. */
void address_scan(struct address_list *list, struct address_element *element_r);

#endif
