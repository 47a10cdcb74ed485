/*
 * library - a shared library that few need, loaded by who needs it
 */
#include "threads/base/library.h"

#include <dlfcn.h>
#include <string.h>

/* ISO C has no way from an object pointer to a function, POSIX has this one. */
static bool
find(void *library, const struct library_symbol *symbol)
{
	void *found = dlsym(library, symbol->name);

	memcpy(symbol->function_r, &found, sizeof(found));
	return found != NULL;
}

bool
library_load(
    const char *soname, const struct library_symbol *symbols, size_t count)
{
	void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL);

	if (library == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!find(library, &symbols[i]))
			return false;
	return true;
}
