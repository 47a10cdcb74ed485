/*
 * text_form - a text in the form that text signatures are written for
 *
 * Signatures for text (target 7) are made from what clamscan's normaliser
 * writes: ASCII letters in lower case, each run of white space one blank, and
 * nothing of control characters and of bytes from 0x80 on.
 *
 * Time is linear in the text; nothing is allocated.
 * Threads: any.
 */
#ifndef CORE_NORMAL_TEXT_FORM_H
#define CORE_NORMAL_TEXT_FORM_H

#include "core/base/slice.h"

/* Bytes of memory that text_form() needs for a text of that size. */
size_t text_form_room(size_t size);

/* The form lies in room, which has text_form_room(text.size) bytes. */
struct slice text_form(struct slice text, uint8_t *room);

/*
 * Would clamscan call this text a page?  It does where one of some ten tags
 * stands, wherever that is: "<html>", "<img", "<a" with an "href" behind it.
 */
bool text_form_is_page(struct slice text);

#endif
