/*
 * entity - names of character references, as normalised HTML decodes them
 *
 * Threads: any; the table is constant.
 */
#ifndef CORE_NORMAL_ENTITY_H
#define CORE_NORMAL_ENTITY_H

#include "core/base/slice.h"

/* The longest name in entity.def. */
#define ENTITY_NAME_MAX 8u

/*
 * The code of name (without "&" and ";", letters in their case), or 0: not
 * known.
 */
uint16_t entity_find(struct slice name);

#endif
