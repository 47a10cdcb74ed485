/*
 * lists - what the site says itself, as one thing to be swapped
 */
#include "core/list/lists.h"

#include <stdlib.h>

struct lists *
lists_create(void)
{
	struct lists *lists = calloc(1, sizeof(*lists));

	if (lists == NULL)
		return NULL;
	settings_default(&lists->settings);
	lists->whitelist_name = "whitelist.cfg";
	return lists;
}

void
lists_destroy(struct lists **lists)
{
	if (*lists == NULL)
		return;
	whitelist_destroy(&(*lists)->whitelist);
	free(*lists);
	*lists = NULL;
}
