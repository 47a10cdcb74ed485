/*
 * script_form - scripts of a page in the form that signatures are written for
 *
 * As clamscan writes them: lower case, no blanks but between words, strings
 * put together and in double quotes, what unescape() and eval() make of a
 * constant in their place, declared names by number ("n000").
 *
 * Time is linear in the scripts but for names: a word is looked up in as many
 * scopes as functions are open (SCRIPT_DEPTH_MAX at most).
 * Threads: any, each with memory of its own.
 */
#ifndef CORE_NORMAL_SCRIPT_FORM_H
#define CORE_NORMAL_SCRIPT_FORM_H

#include "core/normal/script_names.h"

/* Bytes of memory that script_form() needs for scripts of that size. */
size_t script_form_room(size_t size);

/*
 * scripts as html_form() gives them.  The form lies in room, which has
 * script_form_room(scripts.size) bytes.
 */
struct slice script_form(
    struct slice scripts, uint8_t *room, struct script_names *names);

#endif
