/*
 * data - CommuniGate Data format: text to objects and back
 *
 *     object     := string | bytes | number | time | address | null
 *                 | array | dictionary | opaque | xml
 *     string     := atom | quoted *( ws quoted )      abc  "a b" "c\e"
 *     bytes      := block *( ws block )               [HcqHfHI=]
 *     number     := "#" ["-"] 1*DIGIT                 #50  #-24
 *     time       := "#T" dd-mm-yyyy ["_" hh:mm:ss] | "#TPAST" | "#TFUTURE"
 *     address    := "#I[" v4-or-v6 "]" [":" port]     #I[10.0.44.55]:25
 *     null       := "#NULL#"
 *     opaque     := "#(" ... ")"                      kept as written
 *     array      := "(" [ object *( "," object ) [","] ] ")"
 *     dictionary := "{" *( string "=" object ";" ) "}"
 *     xml        := "<x>" ... "</x>"                  kept as written
 *
 * White space and comments may stand between any two of these: the two forms
 * of C, and # to the end of the line where a key of a dictionary may stand.
 * Atoms are letters, digits, bytes from 0x80 and any of - _ . @ ! # % : ] (a #
 * not first); anything else needs quotes.
 *
 * Text is UTF-8 without NUL, both as written and after escapes.  Everything is
 * bounded (DATA_*_MAX); nothing recurses.
 *
 * Threads: any; a parsed document never changes.
 */
#ifndef CORE_CONFIG_DATA_H
#define CORE_CONFIG_DATA_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"
#include "core/base/slice.h"
#include "core/base/text.h"

/* Bytes of input: a configuration of 1 MB is a mistake, not a wish. */
#define DATA_SIZE_MAX ((size_t)1 << 20)
/* Arrays and dictionaries inside each other, the outermost counted. */
#define DATA_DEPTH_MAX 32u
/* Objects of one document, the containers counted. */
#define DATA_OBJECTS_MAX 65536u

enum data_kind {
	DATA_STRING,
	DATA_BYTES,
	DATA_NUMBER,
	DATA_TIME,
	DATA_ADDRESS,
	DATA_NULL,
	DATA_ARRAY,
	DATA_DICTIONARY,
	DATA_OPAQUE,
	DATA_XML,
};

/* Both count from 1; a column is a character (not a byte), TAB is one. */
struct data_place {
	uint32_t line;
	uint32_t column;
};

enum data_era { DATA_ERA_DATE, DATA_ERA_PAST, DATA_ERA_FUTURE };

/* As written; the format does not say which time zone.  A checked date. */
struct data_time {
	enum data_era era;
	bool has_clock;
	uint16_t year;
	uint8_t month, day, hour, minute, second;
};

struct data_address {
	uint8_t bytes[16]; /* network order; an IPv4 address takes 4 */
	bool is_v6;
	bool has_port;
	uint16_t port;
};

struct data_object {
	enum data_kind kind;
	struct data_place place; /* of its first byte */

	/* What holds it; NULL for the outermost object. */
	struct data_object *parent;
	struct data_object *next; /* the one behind it in parent */
	struct slice key;         /* in a dictionary; {NULL, 0} elsewhere */
	struct data_place key_place;

	/* ARRAY, DICTIONARY: what it holds, in the order written. */
	struct data_object *first, *last;
	uint32_t count;

	/* STRING: escapes resolved, end of line is LF.  BYTES: decoded.
	 * OPAQUE, XML: as written.  All owned by the document. */
	struct slice text;
	int64_t number;              /* NUMBER */
	struct data_time time;       /* TIME */
	struct data_address address; /* ADDRESS */
};

enum data_result { DATA_OK, DATA_BAD, DATA_NO_MEMORY };

enum data_form {
	DATA_FORM_OBJECT, /* one object of any kind */
	DATA_FORM_BODY,   /* a dictionary, whose outer braces may be left out */
};

/* Where and why a document was refused. */
struct data_error {
	struct data_place place;
	char reason[256];
};

/* Called for what is odd but was understood; may be NULL. */
typedef void data_warning(
    void *owner, struct data_place place, const char *sentence);

struct data;

/*
 * Parse the whole of bytes; a byte order mark in front is passed over.
 * DATA_OK: *data_r is the caller's, data_free() ends it; bytes are not needed
 * any more.  Else *data_r is NULL, and DATA_BAD fills *error_r.
 */
enum data_result data_parse(struct slice bytes, enum data_form form,
    data_warning *warning, void *owner, struct data **data_r,
    struct data_error *error_r) MUST_USE;

void data_free(struct data **data);

const struct data_object *data_root(const struct data *data);

/* The last element with this key (exact case), or NULL. */
const struct data_object *data_find(
    const struct data_object *dictionary, struct slice key);

/* Same kinds, values and keys in the same order; places do not count. */
bool data_equal(const struct data_object *a, const struct data_object *b);

/*
 * Append in the one form that every reader takes: no white space, strings
 * quoted unless letters and digits, in the order of the document.  What does
 * not fit sets text->truncated.
 */
void data_write(const struct data_object *object, struct text *text);

/*
 * Append UTF-8 text s as a string: LF as \e, TAB as \t, CR as \r, other
 * control characters as \ddd, in quotes unless letters and digits only.
 */
void data_write_string(struct slice s, struct text *text);

#endif
