/*
 * writer - output on its way to whoever takes it
 */
#include "core/show/writer.h"

#include <stdarg.h>
#include <string.h>

void
writer_init(struct writer *writer, writer_function *write, void *owner)
{
	writer->write = write;
	writer->owner = owner;
	writer->used = 0;
	writer->failed = false;
}

static void
hand_over(struct writer *writer, struct slice s)
{
	if (!writer->failed && s.size > 0)
		writer->failed = !writer->write(writer->owner, s);
}

bool
writer_flush(struct writer *writer)
{
	hand_over(writer,
	    (struct slice){(const uint8_t *)writer->gathered, writer->used});
	writer->used = 0;
	return !writer->failed;
}

void
writer_put(struct writer *writer, struct slice s)
{
	if (s.size > WRITER_BYTES - writer->used)
		(void)!writer_flush(writer);
	if (s.size > WRITER_BYTES) {
		hand_over(writer, s);
		return;
	}
	if (s.size > 0)
		memcpy(writer->gathered + writer->used, s.data, s.size);
	writer->used += s.size;
}

void
writer_string(struct writer *writer, const char *string)
{
	writer_put(writer, slice_from_string(string));
}

void
writer_byte(struct writer *writer, char c)
{
	writer_put(writer, (struct slice){(const uint8_t *)&c, 1});
}

void
writer_printf(struct writer *writer, const char *format, ...)
{
	char line[512];
	va_list values;
	int size;

	va_start(values, format);
	size = vsnprintf(line, sizeof(line), format, values);
	va_end(values);
	if (size > 0)
		writer_string(writer, line);
}
