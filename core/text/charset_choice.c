/*
 * charset_choice - is what was chosen what the label says?
 */
#include "core/text/charset_state.h"

struct charset_choice
charset_chosen(const char *name, const struct charset_info *label)
{
	const struct charset_info *info = charset_named(name);

	return (struct charset_choice){
	    .info = info,
	    .wrong = label->kind != CHARSET_UNKNOWN &&
		     strcmp(label->name, name) != 0,
	};
}
