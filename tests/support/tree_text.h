/*
 * tree_text - a tree of parts on one line, for comparing with one by hand
 *
 * Type, @name, :flags, then "body" of a leaf, {parts} of a multipart, [content]
 * of a message.  In a body '/' stands for LF and '%' for CR.  Flags: A after
 * the end, B bad encoding, C cut, N no end, R a further reading.
 */
#ifndef TESTS_SUPPORT_TREE_TEXT_H
#define TESTS_SUPPORT_TREE_TEXT_H

#include "core/base/text.h"
#include "core/message/message.h"

/* The top and its further readings, a blank between two. */
void tree_write(struct text *text, const struct message *message);

#endif
