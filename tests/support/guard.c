/*
 * guard - memory between two pages that may not be touched
 */
#include "tests/support/guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static size_t
page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

struct guard
guard_open(size_t size)
{
	size_t page = page_size();
	size_t pages = size / page + 1;
	uint8_t *base = mmap(NULL, (pages + 2) * page, PROT_NONE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (base == MAP_FAILED ||
	    mprotect(base + page, pages * page, PROT_READ | PROT_WRITE) != 0) {
		printf("Bail out! no memory for guard pages\n");
		exit(1);
	}
	return (struct guard){.begin = base + page, .size = pages * page};
}

void
guard_close(struct guard *guard)
{
	size_t page = page_size();

	munmap(guard->begin - page, guard->size + 2 * page);
	*guard = (struct guard){0};
}

uint8_t *
guard_tail(const struct guard *guard, size_t size)
{
	if (size > guard->size) {
		printf("Bail out! guard of %zu asked for %zu\n", guard->size,
		    size);
		exit(1);
	}
	return guard->begin + guard->size - size;
}
