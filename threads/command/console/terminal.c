/*
 * terminal - how a command writes for whoever looks at its output
 */
#include "threads/command/console/terminal.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define WIDTH_DEFAULT 100u
#define WIDTH_MIN 60u
#define WIDTH_MAX 240u

static unsigned
terminal_width(void)
{
	uint64_t width = WIDTH_DEFAULT;
	const char *columns = getenv("COLUMNS");
#ifdef TIOCGWINSZ
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		width = size.ws_col;
#endif
	if (columns != NULL)
		(void)slice_to_u64(slice_from_string(columns), &width);
	if (width < WIDTH_MIN)
		return WIDTH_MIN;
	return width > WIDTH_MAX ? WIDTH_MAX : (unsigned)width;
}

/* See https://no-color.org: set and not empty. */
static bool
wants_colour(void)
{
	const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && (none == NULL || none[0] == '\0') &&
	       term != NULL && strcmp(term, "dumb") != 0;
}

struct page_style
terminal_style(bool ascii)
{
	bool utf8 = setlocale(LC_CTYPE, "") != NULL &&
		    strcmp(nl_langinfo(CODESET), "UTF-8") == 0;

	return (struct page_style){
	    .boxes = utf8 && !ascii,
	    .ascii = ascii,
	    .colour = wants_colour(),
	    .width = terminal_width(),
	};
}

bool
terminal_write(void *owner, struct slice bytes)
{
	(void)owner;
	return fwrite(bytes.data, 1, bytes.size, stdout) == bytes.size;
}

bool
terminal_flush(void)
{
	const char *why = "cannot be written";

	if (fflush(stdout) != 0)
		why = strerror(errno);
	else if (!ferror(stdout))
		return true;
	fprintf(stderr, "CGPFilter: standard output: %s\n", why);
	return false;
}
