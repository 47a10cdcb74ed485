/*
 * fetch_curl - libcurl, loaded by who has something to fetch
 */
#include "threads/command/update/fetch_curl.h"

#include <pthread.h>

#include "threads/base/library.h"

#define SONAME "libcurl.so.4"

struct curl_functions fetch_curl;

static bool loaded;

static void
load(void)
{
	static const struct library_symbol symbols[] = {
	    {"curl_easy_cleanup", &fetch_curl.cleanup},
	    {"curl_easy_getinfo", &fetch_curl.getinfo},
	    {"curl_easy_init", &fetch_curl.init},
	    {"curl_easy_perform", &fetch_curl.perform},
	    {"curl_easy_reset", &fetch_curl.reset},
	    {"curl_easy_setopt", &fetch_curl.setopt},
	    {"curl_easy_strerror", &fetch_curl.explain},
	    {"curl_getdate", &fetch_curl.getdate},
	    {"curl_global_cleanup", &fetch_curl.global_cleanup},
	    {"curl_global_init", &fetch_curl.global_init},
	    {"curl_slist_append", &fetch_curl.list_append},
	    {"curl_slist_free_all", &fetch_curl.list_free},
	};

	loaded =
	    library_load(SONAME, symbols, sizeof(symbols) / sizeof(symbols[0]));
}

bool
fetch_curl_load(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
	return loaded;
}
