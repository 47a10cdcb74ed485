/*
 * token - what the tokenizer gives
 */
#include "core/html/token.h"

struct slice
html_trim(struct slice s)
{
	while (s.size > 0 && html_is_blank(s.data[s.size - 1]))
		s.size--;
	while (s.size > 0 && html_is_blank(s.data[0]))
		s = slice_skip(s, 1);
	return s;
}

size_t
html_skip_blanks(struct slice s, size_t at)
{
	while (at < s.size && html_is_blank(s.data[at]))
		at++;
	return at;
}
