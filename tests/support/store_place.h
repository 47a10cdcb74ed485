/*
 * store_place - a folder of its own for the store of a test
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_STORE_PLACE_H
#define TESTS_SUPPORT_STORE_PLACE_H

#include <stdio.h>
#include <stdlib.h>

#include "core/store/store.h"

static char directory[64], path[96];

static inline int
make_place(void)
{
	snprintf(directory, sizeof(directory), "/tmp/test_store.XXXXXX");
	if (mkdtemp(directory) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/store", directory);
	return 0;
}

static inline int
remove_place(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -r '%s'", directory);
	return system(command);
}

/* A store that is being written to. */
static inline bool
begin_store(struct store **store_r)
{
	char buffer[256];
	struct text note = TEXT_OVER(buffer);

	return make_place() == 0 &&
	       store_open(path, store_r, &note) == STORE_OK &&
	       store_begin(*store_r, true) == STORE_OK;
}

static inline int
end_store(struct store **store)
{
	store_close(store);
	return remove_place();
}

#endif
