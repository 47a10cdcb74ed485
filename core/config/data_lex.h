/*
 * data_lex - where the reader of the Data format stands, and its words
 *
 * Inside core/config only.  A function that returns false has failed the
 * cursor: the place and reason are set once and stay.
 */
#ifndef CORE_CONFIG_DATA_LEX_H
#define CORE_CONFIG_DATA_LEX_H

#include "core/base/arena.h"
#include "core/config/data.h"

/* Further warnings about one document are not told. */
#define DATA_WARNINGS_MAX 20u

struct data_cursor {
	const uint8_t *at, *end;
	struct data_place place;
	/* Right behind the last word: where a missing ';' belongs. */
	struct data_place word_end;
	bool word_quoted; /* the last string was written in quotes */
	unsigned warnings;
	struct arena *arena; /* owns what is decoded */
	bool no_memory;
	struct data_error *error;
	data_warning *warning;
	void *owner;
};

/* The next byte, or -1 at the end. */
static inline int
cursor_peek(const struct data_cursor *cursor)
{
	return cursor->at == cursor->end ? -1 : *cursor->at;
}

bool cursor_looking_at(const struct data_cursor *cursor, const char *word);

/* Over n bytes, which must be there. */
void cursor_skip(struct data_cursor *cursor, size_t n);

/* Always false, for `return cursor_fail(...)`. */
bool cursor_fail(struct data_cursor *cursor, struct data_place place,
    const char *format, ...) __attribute__((format(printf, 3, 4)));
bool cursor_out_of_memory(struct data_cursor *cursor);
void cursor_warn(struct data_cursor *cursor, struct data_place place,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* White space and comments; # starts one only if at_key. */
bool cursor_space(struct data_cursor *cursor, bool at_key) MUST_USE;

/* All of it UTF-8 and no NUL; the cursor stays. */
bool cursor_check_text(struct data_cursor *cursor) MUST_USE;

/* Bytes of s that are whole, valid UTF-8 characters (RFC 3629). */
size_t utf8_valid_size(struct slice s);

/* May the byte stand in an atom?  A '#' must not be its first. */
bool is_atom_byte(int c);
/* "';'", "a line end", "the end of the file": what stands here. */
const char *cursor_what(const struct data_cursor *cursor, char buffer[16]);

/* An atom or quoted strings; the cursor looks at its first byte. */
bool lex_string(struct data_cursor *cursor, struct slice *text_r) MUST_USE;
/* "[...]" blocks. */
bool lex_bytes(struct data_cursor *cursor, struct slice *bytes_r) MUST_USE;
/* Whatever begins with '#'; sets kind and value. */
bool lex_hash(struct data_cursor *cursor, struct data_object *object) MUST_USE;
/* "<...>" up to the end of its element. */
bool lex_xml(struct data_cursor *cursor, struct slice *text_r) MUST_USE;

#endif
