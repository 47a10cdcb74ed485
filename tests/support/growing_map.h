/*
 * growing_map - does a mapping show what its file grows by?
 *
 * LMDB maps its file once, for as large as it may become, and POSIX lets a
 * mapping follow the file.  qemu-user cuts it off at the end that the file has
 * then, where pages are larger than those of the machine below.
 */
#ifndef TESTS_SUPPORT_GROWING_MAP_H
#define TESTS_SUPPORT_GROWING_MAP_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define GROWING_MAP_STEP ((off_t)64 << 10)

/* Asked by the system, which says EFAULT where we would die. */
static inline bool
growing_map_shows(const char *byte)
{
	int ends[2];
	bool shows;

	if (pipe(ends) != 0)
		return false;
	shows = write(ends[1], byte, 1) == 1;
	close(ends[0]);
	close(ends[1]);
	return shows;
}

/* Says so, for all of a test program, as TAP. */
static inline bool
maps_do_not_grow(void)
{
	FILE *file = tmpfile();
	bool grows = false;
	char *map;

	if (file == NULL || ftruncate(fileno(file), GROWING_MAP_STEP) != 0)
		return false;
	map = mmap(NULL, 2 * (size_t)GROWING_MAP_STEP, PROT_READ, MAP_SHARED,
	    fileno(file), 0);
	if (map != MAP_FAILED) {
		grows = ftruncate(fileno(file), 2 * GROWING_MAP_STEP) == 0 &&
			growing_map_shows(map + GROWING_MAP_STEP);
		munmap(map, 2 * (size_t)GROWING_MAP_STEP);
	}
	fclose(file);
	if (!grows)
		printf("1..0 # SKIP maps do not grow with their files here\n");
	return !grows;
}

#endif
