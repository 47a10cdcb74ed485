/*
 * converters - does the C library convert charsets here?
 *
 * Its converters are files of its own.  A program that is linked statically for
 * another machine, and emulated, has none.
 */
#ifndef TESTS_SUPPORT_CONVERTERS_H
#define TESTS_SUPPORT_CONVERTERS_H

#include <iconv.h>
#include <stdbool.h>

/* Says so.  The headers of cmocka come first. */
static inline bool
converters_are_missing(void)
{
	iconv_t converter = iconv_open("UTF-8", "ISO-2022-JP");

	if (converter != (iconv_t)-1) {
		iconv_close(converter);
		return false;
	}
	print_message("# not tested: the C library has no converters\n");
	return true;
}

#endif
