/*
 * keys - the rows of keys.def and limits.def as a table
 *
 * Inside core/config only.  A row knows its field in struct config, so that
 * reading, checking and printing are loops over the table.
 */
#ifndef CORE_CONFIG_KEYS_H
#define CORE_CONFIG_KEYS_H

#include "core/config/config.h"
#include "core/config/data.h"

enum key_type {
	KEY_TYPE_SECTION, /* a title between keys: name and sentence only */
	KEY_TYPE_COUNT,
	KEY_TYPE_SIZE,
	KEY_TYPE_TIME, /* milliseconds */
	KEY_TYPE_BOOL,
	KEY_TYPE_ENUM,
	KEY_TYPE_TEXT,
	KEY_TYPE_HEADER,
	KEY_TYPE_SCORE, /* header fields with ^1 to ^3 */
	KEY_TYPE_LIST,
	KEY_TYPE_ADDRESS, /* of mail, or none */
	KEY_TYPE_ADDRESSES,
	KEY_TYPE_PATH,
};

struct key {
	enum key_type type;
	const char *name;
	size_t offset;            /* of the field in struct config */
	int64_t preset, min, max; /* COUNT, SIZE, TIME; preset of BOOL, ENUM */
	const char *text_preset;  /* of those that key_is_text() */
	const char *other; /* SCORE: what many would rather have, or NULL */
	const char *words; /* ENUM: the type whose words are allowed */
	const char *sentence;
};

/* One allowed word of an ENUM type. */
struct key_word {
	const char *type;
	int value;
	const char *word;
	const char *sentence;
};

extern const struct key key_table[];
extern const size_t key_count;
extern const struct key_word key_words[];
extern const size_t key_word_count;

static inline bool
key_is_text(const struct key *key)
{
	return key->type >= KEY_TYPE_TEXT;
}

/* The key of this very name, or NULL. */
const struct key *key_find(struct slice name);

/* The known key that name was most likely meant to be, or NULL. */
const struct key *key_nearest(struct slice name);

/* Read and write a field that is a number, whatever its C type. */
int64_t key_get_number(const struct key *key, const struct config *config);
void key_set_number(
    const struct key *key, struct config *config, int64_t number);

/* The field of a key that is a text. */
const char *key_text(const struct key *key, const struct config *config);
char **key_text_field(const struct key *key, struct config *config);

/*
 * Replace a text by a copy of s; a relative PATH goes below directory, unless
 * that is NULL or "".  False: no memory, and the old text stays.
 */
bool key_set_text(const struct key *key, struct config *config,
    const char *directory, struct slice s) MUST_USE;

/* A number in the key's own unit: 96, 10M, 250ms, YES, discard. */
void key_put_number(const struct key *key, int64_t number, struct text *text);

/* "a whole number from 0 to 100": what may stand there. */
void key_put_allowed(const struct key *key, struct text *text);

/*
 * Read a COUNT, SIZE, TIME, BOOL or ENUM value.  False: not allowed;
 * *number_r is untouched.
 */
bool key_read_number(const struct key *key, const struct data_object *value,
    int64_t *number_r) MUST_USE;

/* Longest TEXT or HEADER value in bytes; an answer line has 4000. */
#define TEMPLATE_SIZE_MAX 2000u
/* Longest line of it, ^1 not filled in: RFC 5322 allows 998 bytes in all. */
#define TEMPLATE_LINE_MAX 800u
/* Longest PATH value as written. */
#define PATH_SIZE_MAX 1000u

/*
 * Is s a report, header fields (with a score or not), words or a path?  True:
 * yes.  False: why says what is wrong.  *odd_r: a sentence for a warning, or
 * NULL.
 */
bool template_check_report(struct slice s, struct text *why) MUST_USE;
bool template_check_header(
    struct slice s, bool scored, struct text *why, const char **odd_r) MUST_USE;
bool template_check_list(struct slice s, struct text *why) MUST_USE;
bool template_check_line(struct slice s, struct text *why) MUST_USE;
bool template_check_path(struct slice s, struct text *why) MUST_USE;

#endif
