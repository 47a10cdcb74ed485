/*
 * show_canonical - what the learners and fingerprints are given of a message
 *
 * Inside core/show only.
 */
#ifndef CORE_SHOW_SHOW_CANONICAL_H
#define CORE_SHOW_SHOW_CANONICAL_H

#include "core/show/json.h"
#include "core/show/page.h"
#include "core/show/show.h"

void show_canonical(struct show *show, struct page *page);

/* The object "canonical". */
void show_json_canonical(struct show *show, struct json *json);

#endif
