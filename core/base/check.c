/*
 * check - what must never happen, and how it says so
 */
#include "core/base/check.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static void (*_Atomic check_hook)(const char *sentence);

void
check_set_hook(void (*hook)(const char *sentence))
{
	atomic_store(&check_hook, hook);
}

void
check_failed(const char *file, int line, const char *condition)
{
	char sentence[512];
	void (*hook)(const char *) = atomic_load(&check_hook);

	snprintf(sentence, sizeof(sentence), "%s:%d: check failed: %s", file,
	    line, condition);
	if (hook != NULL)
		hook(sentence);
	else
		fprintf(stderr, "%s\n", sentence);
	abort();
}
