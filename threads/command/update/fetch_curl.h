/*
 * fetch_curl - libcurl, loaded by who has something to fetch
 *
 * With it come forty other libraries (LDAP, Kerberos, GnuTLS), which each start
 * of a helper would pay for.
 */
#ifndef THREADS_COMMAND_UPDATE_FETCH_CURL_H
#define THREADS_COMMAND_UPDATE_FETCH_CURL_H

#include <curl/curl.h>
#include <stdbool.h>

/* Their names are wanted, not the checks that curl.h puts around them. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

struct curl_functions {
	__typeof__(&curl_easy_cleanup) cleanup;
	__typeof__(&curl_easy_getinfo) getinfo;
	__typeof__(&curl_easy_init) init;
	__typeof__(&curl_easy_perform) perform;
	__typeof__(&curl_easy_reset) reset;
	__typeof__(&curl_easy_setopt) setopt;
	__typeof__(&curl_easy_strerror) explain;
	__typeof__(&curl_getdate) getdate;
	__typeof__(&curl_global_cleanup) global_cleanup;
	__typeof__(&curl_global_init) global_init;
	__typeof__(&curl_slist_append) list_append;
	__typeof__(&curl_slist_free_all) list_free;
};

/* [const] once fetch_curl_load() was true */
extern struct curl_functions fetch_curl;

/* False: libcurl is not installed.  Any thread. */
bool fetch_curl_load(void);

#endif
