/*
 * objects - the objects of a PDF, wherever they stand
 *
 * "12 0 obj" is looked for in all of the bytes, also in streams: tables of
 * objects are broken often, lie sometimes, and a file has as many of them as it
 * was saved times.  So each version of an object is found, and some that a
 * program would not read.
 *
 * Threads: any.  Memory: the arena.
 */
#ifndef CORE_PDF_OBJECTS_H
#define CORE_PDF_OBJECTS_H

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/pdf/lexer.h"

/* The number of what stands behind "trailer". */
#define PDF_TRAILER UINT32_MAX

enum pdf_object_flag {
	PDF_OBJECT_STREAM = 1 << 0,  /* data says where it begins */
	PDF_OBJECT_HOLDER = 1 << 1,  /* a stream with objects in it */
	PDF_OBJECT_PICTURE = 1 << 2, /* a stream of pixels */
	PDF_OBJECT_FILE = 1 << 3,    /* said of all with this number */
	PDF_OBJECT_SCRIPT = 1 << 4,  /* the same */
	PDF_OBJECT_HELD = 1 << 5,    /* came out of a holder */
};

struct pdf_object {
	uint32_t number;
	uint32_t generation;
	struct slice bytes; /* behind "obj", to the end of what it lies in */
	size_t own;         /* ... to where the next one begins */
	size_t endstream;   /* the first in bytes; bytes.size: none */
	size_t data;        /* where its stream begins */
	unsigned flags;     /* enum pdf_object_flag */
	uint32_t same;      /* the place of the first with this number */
	uint32_t alias;     /* it is nothing but a reference to that; 0: no */
	struct slice name;  /* of a file, UTF-8 */
	struct slice body;  /* of a holder, decoded */
};

struct pdf_objects {
	struct pdf_object *list; /* by number, older versions first */
	size_t count;
	bool cut; /* more than there may be, or the time */
};

/* All objects of file, at most max; false: the arena is full. */
bool pdf_objects_scan(struct pdf_objects *objects, struct slice file,
    uint32_t max, struct arena *arena, struct budget *budget) MUST_USE;

/* With those of more, which may have any order; the same. */
bool pdf_objects_add(struct pdf_objects *objects, struct pdf_object *more,
    size_t count, struct arena *arena) MUST_USE;

/* The newest object of that number, or NULL. */
struct pdf_object *pdf_objects_newest(
    const struct pdf_objects *objects, int64_t number);

#endif
