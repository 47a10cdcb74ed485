/*
 * ole_object - a file that was dropped into a document (OLE 1, [MS-OLEDS])
 *
 * The packager of Windows keeps a file with its name; documents keep that in a
 * stream "\1Ole10Native", and RTF as an object of OLE 1 whose class is
 * "Package".  Other classes keep what their program wrote, mostly a compound
 * file.
 *
 * Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_DOCUMENT_OLE_OBJECT_H
#define CORE_DOCUMENT_OLE_OBJECT_H

#include "core/base/check.h"
#include "core/base/slice.h"

struct ole_object {
	struct slice class_name; /* "Package", "Equation.3"; may be empty */
	struct slice name;       /* of the file, in some codepage; may be
				    empty */
	struct slice body;
	bool bad; /* shorter than it says, or found by its first bytes */
};

/* The stream "\1Ole10Native": a size, then a package or the bytes themselves.
 * False: nothing in it. */
bool ole_native_read(struct slice stream, struct ole_object *object_r) MUST_USE;

/* An object of OLE 1, as RTF has it.  False: it is none, or only a link. */
bool ole1_read(struct slice bytes, struct ole_object *object_r) MUST_USE;

#endif
