/*
 * lexical - blanks, comments and quoted strings of RFC 5322 3.2
 */
#include "core/header/lexical.h"

size_t
lexical_skip_blanks(struct slice s, size_t at)
{
	while (at < s.size && ascii_is_space(s.data[at]))
		at++;
	return at;
}

size_t
lexical_comment_end(struct slice s, size_t at, size_t max)
{
	size_t depth = 0, end = s.size - at > max ? at + max : s.size;

	for (size_t i = at; i < end; i++) {
		if (s.data[i] == '\\')
			i++;
		else if (s.data[i] == '(')
			depth++;
		else if (s.data[i] == ')' && --depth == 0)
			return i + 1;
	}
	return at;
}

size_t
lexical_quoted_end(struct slice s, size_t at)
{
	for (size_t i = at + 1; i < s.size; i++) {
		if (s.data[i] == '\\')
			i++;
		else if (s.data[i] == '"')
			return i + 1;
	}
	return at;
}

struct slice
lexical_first_word(struct slice s, struct slice *rest_r)
{
	size_t start = lexical_skip_blanks(s, 0), end = start;

	while (end < s.size && !ascii_is_space(s.data[end]))
		end++;
	*rest_r = slice_skip(s, end);
	return slice_sub(s, start, end - start);
}
