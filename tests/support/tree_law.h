/*
 * tree_law - what holds for the parts of every message, however broken
 */
#ifndef TESTS_SUPPORT_TREE_LAW_H
#define TESTS_SUPPORT_TREE_LAW_H

#include "core/message/message.h"

/*
 * Parse file into the arena, which is reset first, and abort on the first law
 * that does not hold.
 */
enum message_result tree_law_parse(struct slice file,
    const struct limits *limits, struct arena *arena, struct budget *budget,
    struct message *message_r);

#endif
