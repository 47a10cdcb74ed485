/*
 * writer - output on its way to whoever takes it
 *
 * Bytes are gathered and handed to a function, so that nothing in this folder
 * knows about files.  A failure is remembered and ends the writing; the caller
 * learns of it from writer_flush(), once, at the end.
 *
 * Threads: one at a time.
 */
#ifndef CORE_SHOW_WRITER_H
#define CORE_SHOW_WRITER_H

#include "core/base/check.h"
#include "core/base/slice.h"

#define WRITER_BYTES ((size_t)16 << 10)

/* Take all of bytes; false: it failed, and is not called again. */
typedef bool writer_function(void *owner, struct slice bytes);

struct writer {
	writer_function *write;
	void *owner;
	size_t used;
	bool failed;
	char gathered[WRITER_BYTES];
};

void writer_init(struct writer *writer, writer_function *write, void *owner);

void writer_put(struct writer *writer, struct slice s);
void writer_string(struct writer *writer, const char *string);
void writer_byte(struct writer *writer, char c);
/* At most 512 bytes; the rest is cut. */
void writer_printf(struct writer *writer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Hand over what is left.  False: this or an earlier write failed. */
bool writer_flush(struct writer *writer) MUST_USE;

#endif
