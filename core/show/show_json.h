/*
 * show_json - the parts of a message as JSON
 *
 * Inside core/show only.
 */
#ifndef CORE_SHOW_SHOW_JSON_H
#define CORE_SHOW_SHOW_JSON_H

#include "core/show/json.h"
#include "core/show/show.h"
#include "core/show/terms.h"

/* An array of objects, one for each part. */
void show_json_parts(struct show *show, struct json *json);

/* An array of the words whose bits are set. */
void show_json_words(struct json *json, const char *key,
    const struct term *terms, unsigned bits);

#endif
