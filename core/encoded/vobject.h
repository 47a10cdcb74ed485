/*
 * vobject - files in calendars and contacts (iCalendar, vCard)
 *
 *     ATTACH;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=a.exe:TVqQAAMAAAAE
 *      AAAA//8AALg...                  RFC 5545, 3.8.1.1: folded lines
 *     PHOTO;ENCODING=b;TYPE=JPEG:/9j/  RFC 2426
 *     PHOTO;JPEG;BASE64:               vCard 2.1: lines, then an empty one
 *        /9j/4AAQ...
 *     PHOTO:data:image/jpeg;base64,/9  RFC 6350, RFC 7986: a URL
 *
 * Any property is taken that says so: calendars show ATTACH, address books
 * PHOTO, LOGO, SOUND and KEY, and each has some of its own (X-...).
 *
 * Threads: any.  Memory: values are borrowed, name and media type lie in the
 * vobject until the next call.
 */
#ifndef CORE_ENCODED_VOBJECT_H
#define CORE_ENCODED_VOBJECT_H

#include "core/base/check.h"
#include "core/base/slice.h"

/* A property's name and parameters are no longer, folds taken out. */
#define VOBJECT_HEAD_MAX 2048u

struct vobject {
	struct slice text;
	size_t at;                      /* where the next line begins */
	uint8_t head[VOBJECT_HEAD_MAX]; /* ahead of the colon, unfolded */
};

enum vobject_kind {
	VOBJECT_BASE64, /* value is base64, with its line ends and blanks */
	VOBJECT_URL,    /* value is a data: URL, with its folds */
};

struct vobject_file {
	enum vobject_kind kind;
	struct slice name;       /* X-FILENAME= and the like; may be empty */
	struct slice media_type; /* FMTTYPE=, MEDIATYPE=; may be empty */
	struct slice value;
};

/* Do bytes begin as a calendar or a contact? */
bool vobject_is(struct slice bytes);

void vobject_begin(struct vobject *vobject, struct slice text);

/* The next file; one pass over the text in all.  False: no more. */
bool vobject_next(
    struct vobject *vobject, struct vobject_file *file_r) MUST_USE;

/* value without folds, into out of value.size bytes; the size of that. */
size_t vobject_unfold(struct slice value, uint8_t *out);

#endif
