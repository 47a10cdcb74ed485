/*
 * show_json_words - a set of bits as an array of words
 */
#include "core/show/show_json.h"

void
show_json_words(
    struct json *json, const char *key, const struct term *terms, unsigned bits)
{
	json_array(json, key);
	for (; terms->bit != 0; terms++)
		if ((bits & terms->bit) != 0)
			json_word(json, NULL, terms->word);
	json_array_end(json);
}
