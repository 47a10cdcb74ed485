/*
 * fetch_curl - libcurl, loaded by who has something to fetch
 */
#include "threads/command/update/fetch_curl.h"

SHARED_LIBRARY_DEFINE(libcurl, LIBCURL, "libcurl.so.4", "libcurl4");
