/*
 * outlet_info - information lines: how many a while, and when the last one was
 */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "threads/shared/outlet.h"
#include "threads/shared/outlet_state.h"

static struct {
	pthread_mutex_t mutex; /* guards the rest */
	int64_t span_start_s;
	uint32_t span_lines;
} counts = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static struct {
	struct outlet_lock lock; /* one information line at a time; guards */
	bool silent;             /* the last one was said */
} infos = {.lock = {.mutex = PTHREAD_MUTEX_INITIALIZER}};

/*
 * How many lines the last span held back, once, when a new span begins; *pass_r
 * says whether the caller's line may go out.
 */
static uint32_t
count_line(bool *pass_r)
{
	int64_t now = clock_wall_s();
	uint32_t held = 0;

	pthread_mutex_lock(&counts.mutex);
	if (now - counts.span_start_s >= INFO_SPAN_S ||
	    now < counts.span_start_s) {
		if (counts.span_lines > INFO_LINES)
			held = counts.span_lines - INFO_LINES;
		counts.span_start_s = now;
		counts.span_lines = 0;
	}
	counts.span_lines++;
	*pass_r = counts.span_lines <= INFO_LINES;
	pthread_mutex_unlock(&counts.mutex);
	return held;
}

static void
put_info(struct slice text, bool last)
{
	char line[RESPONSE_MAX];
	size_t size = response_information(text, line);

	outlet_lock(&infos.lock);
	if (!infos.silent)
		outlet_write((struct slice){(const uint8_t *)line, size});
	infos.silent |= last;
	outlet_unlock(&infos.lock);
}

static void __attribute__((format(printf, 1, 0)))
put_formatted(const char *format, va_list arguments, bool last)
{
	char buffer[RESPONSE_MAX];

	if (vsnprintf(buffer, sizeof(buffer), format, arguments) > 0)
		put_info(slice_from_string(buffer), last);
}

void
outlet_info(const char *format, ...)
{
	char buffer[64];
	struct text text = TEXT_OVER(buffer);
	va_list arguments;
	uint32_t held;
	bool pass;

	held = count_line(&pass);
	if (held > 0) {
		text_printf(&text, "%u information lines held back", held);
		put_info(text_slice(&text), false);
	}
	if (!pass)
		return;
	va_start(arguments, format);
	put_formatted(format, arguments, false);
	va_end(arguments);
}

void
outlet_notice(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	put_formatted(format, arguments, false);
	va_end(arguments);
}

void
outlet_tell(void *owner, const char *sentence)
{
	(void)owner;
	outlet_notice("%s", sentence);
}

void
outlet_last_words(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	put_formatted(format, arguments, true);
	va_end(arguments);
}
