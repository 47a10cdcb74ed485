/*
 * json - JSON as it is built (RFC 8259)
 *
 * Whatever the strings hold, the output is valid UTF-8 (RFC 3629) on one line,
 * and control, bidirectional and invisible characters are written as escapes:
 * it can be read in a terminal, cut by lines, and parsed by anything.  Bytes
 * that are no UTF-8 become U+FFFD.
 *
 * key is NULL for an element of an array and for the outermost value, and a
 * literal of ours elsewhere: it is not escaped.
 */
#ifndef CORE_SHOW_JSON_H
#define CORE_SHOW_JSON_H

#include "core/show/writer.h"

/* Objects and arrays in each other; ours have fewer than ten. */
#define JSON_DEPTH_MAX 32u

struct json {
	struct writer *out;
	unsigned depth;
	bool has_elements[JSON_DEPTH_MAX];
};

void json_init(struct json *json, struct writer *out);

void json_object(struct json *json, const char *key);
void json_object_end(struct json *json);
void json_array(struct json *json, const char *key);
void json_array_end(struct json *json);

void json_string(struct json *json, const char *key, struct slice s);
/* NULL is null. */
void json_word(struct json *json, const char *key, const char *word);
void json_number(struct json *json, const char *key, uint64_t number);
void json_signed(struct json *json, const char *key, int64_t number);
/* So many digits behind the point; null for what JSON has no number for. */
void json_decimal(struct json *json, const char *key, double value, int digits);
void json_bool(struct json *json, const char *key, bool value);
void json_null(struct json *json, const char *key);

/* The same, but nothing where s is empty. */
void json_string_if(struct json *json, const char *key, struct slice s);

#endif
