/*
 * config - CGPFilter.cfg, read and checked
 *
 * A configuration is built whole or refused whole; once built it never
 * changes.  The keys stand in keys.def, the limits in core/message/limits.def.
 *
 * What a reader may rely on: numbers and times lie in the range of their row;
 * text fields are never NULL, are UTF-8, and hold no control characters but
 * LF.  \e in the file is LF here: the fields of KEY_HEADER and KEY_SCORE rows
 * are either empty (no field is added) or "Name: text" fields separated by one
 * LF each, none at the end; a line that begins with a blank or TAB goes on with
 * the field above it (that TAB is the one other control).  ^ stands in them
 * and in infected_text only as ^1, to be replaced; in KEY_SCORE rows as ^1, ^2
 * and ^3.  KEY_LIST rows hold words of letters and digits, with commas and
 * blanks between them: config_list_has() looks for one.  KEY_ADDRESS and
 * KEY_ADDRESSES rows hold no LF, and may be empty.
 *
 * Threads: an existing config may be read by any number.
 */
#ifndef CORE_CONFIG_CONFIG_H
#define CORE_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "core/base/check.h"
#include "core/base/slice.h"
#include "core/base/text.h"
#include "core/message/limits.h"

/* The types of the KEY_ENUM rows; their words are the ENUM rows. */
enum infected_action {
	INFECTED_AUTO,
	INFECTED_REJECT,
	INFECTED_DISCARD,
	INFECTED_ADDHEADER,
	INFECTED_POSTPONE,
	INFECTED_PASS,
};
enum incomplete_action {
	INCOMPLETE_ADDHEADER,
	INCOMPLETE_PASS,
	INCOMPLETE_FAILURE,
	INCOMPLETE_POSTPONE,
	INCOMPLETE_REJECT,
	INCOMPLETE_DISCARD,
};
enum license_limit_action { LICENSE_LIMIT_PASS, LICENSE_LIMIT_DELAY };
enum failure_action { FAIL_FAILURE, FAIL_PASS, FAIL_POSTPONE };
enum matcher_choice {
	MATCHER_CHOICE_AUTO,
	MATCHER_CHOICE_HYPERSCAN,
	MATCHER_CHOICE_PORTABLE,
};
enum response_order { ORDER_STRICT, ORDER_WINDOW, ORDER_ANY };
enum addheader_form { ADDHEADER_AUTO, ADDHEADER_OK, ADDHEADER_BARE };

struct config {
#define SECTION(title, sentence)
#define KEY_COUNT(field, key, preset, min, max, sentence) int64_t field;
#define KEY_SIZE(field, key, preset, min, max, sentence) int64_t field;
#define KEY_TIME(field, key, preset, min, max, sentence) int64_t field##_ms;
#define KEY_BOOL(field, key, preset, sentence) bool field;
#define KEY_ENUM(field, key, type, preset, sentence) enum type field;
#define KEY_TEXT(field, key, preset, sentence) char *field;
#define KEY_HEADER(field, key, preset, sentence) char *field;
#define KEY_SCORE(field, key, preset, other, sentence) char *field;
#define KEY_LIST(field, key, preset, sentence) char *field;
#define KEY_ADDRESS(field, key, preset, sentence) char *field;
#define KEY_ADDRESSES(field, key, preset, sentence) char *field;
#define KEY_PATH(field, key, preset, sentence) char *field;
#define ENUM(type, value, word, sentence)
#include "core/config/keys.def"
	struct limits limits;
};

enum config_result {
	CONFIG_OK,
	CONFIG_NO_FILE, /* it does not exist: defaults may be used */
	CONFIG_BAD,     /* refused: *error_r says where and why */
	CONFIG_NO_MEMORY,
};

/*
 * Called for what is odd but not fatal (a key given twice), with a sentence
 * of the same form as an error; may be NULL.  At most 40 a file.
 */
typedef void config_warning(void *owner, const char *sentence);

/*
 * Read path, a regular file.  program_directory (absolute or relative to the
 * current directory, NULL for the current one) is what KEY_PATH values are
 * relative to; they come out usable from the current directory.
 *
 * CONFIG_OK: *config_r is the caller's, config_free() ends it.  Else it is
 * NULL and *error_r says "path:line:column: reason", or "path: reason" if it
 * could not be read at all.  256 bytes for the text are enough, 1024 plenty.
 */
enum config_result config_load(const char *path, const char *program_directory,
    config_warning *warning, void *owner, struct config **config_r,
    struct text *error_r) MUST_USE;

/* The same from memory; name stands for the file in messages. */
enum config_result config_parse(struct slice bytes, const char *name,
    const char *program_directory, config_warning *warning, void *owner,
    struct config **config_r, struct text *error_r) MUST_USE;

/* All keys at their defaults.  NULL: no memory. */
struct config *config_default(const char *program_directory) MUST_USE;

/* The same values once more, with a life of its own.  NULL: no memory. */
struct config *config_copy(const struct config *config) MUST_USE;

void config_free(struct config **config);

/* Is word one of the words of a KEY_LIST field, in any case of letters? */
bool config_list_has(const char *list, struct slice word);

/* Cut the next word of such a list off *rest, which begins as all of it.
 * False: there is none. */
bool config_list_next(struct slice *rest, struct slice *word_r) MUST_USE;

/*
 * The shipped file: every key commented out at its default, with its sentence
 * and what is allowed; it parses to the defaults with and without its leading
 * '#'s.  The manual's list of keys in mdoc.
 */
void config_print_sample(FILE *out);
void config_print_mdoc(FILE *out);
/*
 * `CGPFilter CHECK`: "key = value;" for every key, in the file's syntax; paths
 * as they are used, from the current directory.
 */
void config_print_values(const struct config *config, FILE *out);

#endif
