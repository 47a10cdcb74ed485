/*
 * scripts - words that are put together from letters of several scripts
 *
 * "PayPal" with a Cyrillic a looks like itself and is found by no search; what
 * people write keeps a word in one script.
 *
 * Threads: any.
 */
#ifndef CORE_SHOW_SCRIPTS_H
#define CORE_SHOW_SCRIPTS_H

#include <stdbool.h>

#include "core/base/slice.h"

/* A run of letters in text (UTF-8) has Latin ones, and others like them. */
bool scripts_are_mixed(struct slice text);

#endif
