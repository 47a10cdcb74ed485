/*
 * fetch_curl - libcurl, loaded by who has something to fetch
 *
 * With it come forty other libraries (LDAP, Kerberos, GnuTLS), which each start
 * of a helper would pay for.
 */
#ifndef THREADS_COMMAND_UPDATE_FETCH_CURL_H
#define THREADS_COMMAND_UPDATE_FETCH_CURL_H

#include <curl/curl.h>

#include "simd/shared_library.h"

/* Their names are wanted, not the checks that curl.h puts around them. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

#define LIBCURL(X)                                                             \
	X(curl_easy_cleanup)                                                   \
	X(curl_easy_getinfo)                                                   \
	X(curl_easy_init)                                                      \
	X(curl_easy_perform)                                                   \
	X(curl_easy_reset)                                                     \
	X(curl_easy_setopt)                                                    \
	X(curl_easy_strerror)                                                  \
	X(curl_getdate)                                                        \
	X(curl_global_cleanup)                                                 \
	X(curl_global_init)                                                    \
	X(curl_slist_append)                                                   \
	X(curl_slist_free_all)

SHARED_LIBRARY_DECLARE(libcurl, LIBCURL);

#endif
