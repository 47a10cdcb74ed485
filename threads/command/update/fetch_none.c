/*
 * fetch_none - where there is no libcurl, or it cannot be linked
 *
 * Debian's does not link statically.  There is no fetcher then, and so nothing
 * else of fetch.h is ever called.
 */
#include "threads/command/update/fetch.h"

struct fetcher *
fetcher_create(const struct settings *settings)
{
	(void)settings;
	return NULL;
}

void
fetcher_destroy(struct fetcher **fetcher)
{
	*fetcher = NULL;
}

enum fetch_result
fetch(struct fetcher *fetcher, const char *name, size_t size_max,
    struct fetch_tag *tag, uint8_t **bytes_r, size_t *size_r,
    struct text *error_r)
{
	(void)fetcher;
	(void)name;
	(void)size_max;
	(void)tag;
	(void)error_r;
	*bytes_r = NULL;
	*size_r = 0;
	return FETCH_FAILED;
}

enum fetch_result
fetch_file(struct fetcher *fetcher, const char *name, uint64_t size,
    const char *path, struct text *error_r)
{
	(void)fetcher;
	(void)name;
	(void)size;
	(void)path;
	(void)error_r;
	return FETCH_FAILED;
}

enum fetch_result
fetch_post(struct fetcher *fetcher, const char *path, struct slice body,
    struct text *error_r)
{
	(void)fetcher;
	(void)path;
	(void)body;
	(void)error_r;
	return FETCH_FAILED;
}

uint64_t
fetch_bytes(const struct fetcher *fetcher)
{
	(void)fetcher;
	return 0;
}
