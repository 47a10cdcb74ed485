/*
 * fetch - HTTP from and to the host of the updates, by libcurl
 */
#include "threads/command/update/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "threads/command/update/fetch_arrival.h"

/* Where a firewall lets 80 not pass. */
#define FALLBACK_PORT 25u
#define HTTP_PORT 80u
#define HTTPS_PORT 443u
/* Less than this for the time-out long is nothing. */
#define SLOW_BYTES_A_SECOND 1024L
#define URL_BYTES 1024u
/* ... and of it that a message shows. */
#define URL_SHOWN_MAX 200u
/* However fast: nobody waits for a full set longer than that. */
#define FILE_SECONDS_MAX 3600L

struct fetcher {
	CURL *curl;
	const struct settings *settings;
	uint32_t ports[2];
	unsigned port_count, port; /* the one that answered last */
	char local[SETTING_TEXT_BYTES + 8];
	char proxy_user[SETTING_TEXT_BYTES + 2];
	char agent[64];
	char error[CURL_ERROR_SIZE];
	uint64_t bytes;
};

/* ---- a fetcher --------------------------------------------------------- */

static void
set_string(CURL *curl, CURLoption option, const char *value)
{
	if (value[0] != '\0')
		(void)libcurl.curl_easy_setopt(curl, option, value);
}

/* "domain:user:password" is "domain\user:password" to libcurl. */
static void
set_proxy(struct fetcher *fetcher)
{
	const struct settings *settings = fetcher->settings;
	char *user = fetcher->proxy_user, *colon;

	/* Empty: none, whatever the environment says. */
	(void)libcurl.curl_easy_setopt(
	    fetcher->curl, CURLOPT_PROXY, settings->proxy);
	(void)libcurl.curl_easy_setopt(fetcher->curl, CURLOPT_NOPROXY, "");
	if (settings->proxy_ntlm[0] != '\0') {
		snprintf(user, sizeof(fetcher->proxy_user), "%s",
		    settings->proxy_ntlm);
		colon = strchr(user, ':');
		if (colon != NULL && strchr(colon + 1, ':') != NULL)
			*colon = '\\';
		(void)libcurl.curl_easy_setopt(
		    fetcher->curl, CURLOPT_PROXYAUTH, (long)CURLAUTH_NTLM);
	} else {
		snprintf(user, sizeof(fetcher->proxy_user), "%s",
		    settings->proxy_basic);
		(void)libcurl.curl_easy_setopt(
		    fetcher->curl, CURLOPT_PROXYAUTH, (long)CURLAUTH_BASIC);
	}
	set_string(fetcher->curl, CURLOPT_PROXYUSERPWD, user);
}

static void
set_ports(struct fetcher *fetcher)
{
	const struct settings *settings = fetcher->settings;

	fetcher->ports[0] = settings->update_port;
	fetcher->port_count = 1;
	if (settings->update_https) {
		if (settings->update_port == HTTP_PORT)
			fetcher->ports[0] = HTTPS_PORT;
	} else if (settings->update_port != FALLBACK_PORT) {
		fetcher->ports[fetcher->port_count++] = FALLBACK_PORT;
	}
}

/* An address or the name of an interface. */
static void
set_local_address(struct fetcher *fetcher)
{
	const char *address = fetcher->settings->local_address;

	if (address[0] == '\0')
		return;
	snprintf(fetcher->local, sizeof(fetcher->local), "%s%s",
	    strpbrk(address, ".:") != NULL ? "host!" : "", address);
	(void)libcurl.curl_easy_setopt(
	    fetcher->curl, CURLOPT_INTERFACE, fetcher->local);
}

struct fetcher *
fetcher_create(const struct settings *settings)
{
	struct fetcher *fetcher;

	if (!shared_library_load(&libcurl_library) ||
	    libcurl.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return NULL;
	fetcher = calloc(1, sizeof(*fetcher));
	if (fetcher == NULL)
		return NULL;
	fetcher->settings = settings;
	fetcher->curl = libcurl.curl_easy_init();
	if (fetcher->curl == NULL) {
		free(fetcher);
		return NULL;
	}
	set_ports(fetcher);
	snprintf(fetcher->agent, sizeof(fetcher->agent),
	    "CGPFilter/" CGPFILTER_VERSION);
	return fetcher;
}

void
fetcher_destroy(struct fetcher **fetcher)
{
	if (*fetcher == NULL)
		return;
	libcurl.curl_easy_cleanup((*fetcher)->curl);
	memset((*fetcher)->proxy_user, 0, sizeof((*fetcher)->proxy_user));
	free(*fetcher);
	*fetcher = NULL;
	libcurl.curl_global_cleanup();
}

/* All that holds for every call; what was set before is gone, connections
 * stay. */
static void
begin(struct fetcher *fetcher, struct fetch_arrival *arrival)
{
	CURL *curl = fetcher->curl;
	const struct settings *settings = fetcher->settings;
	long timeout_s = (long)settings->update_timeout_s;

	libcurl.curl_easy_reset(curl);
	fetcher->error[0] = '\0';
	(void)libcurl.curl_easy_setopt(
	    curl, CURLOPT_ERRORBUFFER, fetcher->error);
	(void)libcurl.curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	(void)libcurl.curl_easy_setopt(
	    curl, CURLOPT_PROTOCOLS_STR, "http,https");
	(void)libcurl.curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	(void)libcurl.curl_easy_setopt(curl, CURLOPT_USERAGENT, fetcher->agent);
	(void)libcurl.curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, timeout_s);
	(void)libcurl.curl_easy_setopt(curl, CURLOPT_TIMEOUT, timeout_s);
	(void)libcurl.curl_easy_setopt(
	    curl, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES_A_SECOND);
	(void)libcurl.curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, timeout_s);
	fetch_arrival_await(arrival, curl);
	set_string(curl, CURLOPT_CAINFO, settings->update_certificates);
	set_proxy(fetcher);
	set_local_address(fetcher);
}

/* ---- one call ---------------------------------------------------------- */

static void
put_url(const struct fetcher *fetcher, const char *directory, const char *name,
    struct text *url)
{
	const struct settings *settings = fetcher->settings;
	struct slice path = slice_trim(slice_from_string(directory));

	while (path.size > 0 && path.data[0] == '/')
		path = slice_skip(path, 1);
	while (path.size > 0 && path.data[path.size - 1] == '/')
		path.size--;
	text_printf(url, "%s://%s:%u/",
	    settings->update_https ? "https" : "http", settings->update_host,
	    (unsigned)fetcher->ports[fetcher->port]);
	text_put(url, path);
	text_printf(url, "%s%s", path.size > 0 ? "/" : "", name);
}

static void
complain(const struct fetcher *fetcher, const struct fetch_arrival *arrival,
    CURLcode code, long answer, struct slice url, struct text *error_r)
{
	text_printf(error_r, "%s:%u: ", fetcher->settings->update_host,
	    (unsigned)fetcher->ports[fetcher->port]);
	if (arrival->disk_failed)
		text_printf(error_r, "cannot write: %s", strerror(errno));
	else if (arrival->no_memory)
		text_put(error_r, SLICE("no memory for what it sends"));
	else if (code == CURLE_OK) {
		text_printf(error_r, "it answers with code %ld to ", answer);
		text_put_printable(error_r, url, URL_SHOWN_MAX);
	} else
		text_put_printable(error_r,
		    slice_from_string(fetcher->error[0] != '\0'
					  ? fetcher->error
					  : libcurl.curl_easy_strerror(code)),
		    200);
}

static enum fetch_result
judge(struct fetcher *fetcher, struct fetch_arrival *arrival, CURLcode code,
    struct slice url, struct text *error_r)
{
	long answer = 0;

	libcurl.curl_easy_getinfo(
	    fetcher->curl, CURLINFO_RESPONSE_CODE, &answer);
	/* To libcurl an error's page has no range, either. */
	if (code == CURLE_RANGE_ERROR && answer >= 300)
		code = CURLE_OK;
	arrival->no_rest = code == CURLE_RANGE_ERROR || answer == 416;
	if (arrival->large)
		return FETCH_LARGE;
	if (code == CURLE_OK &&
	    (answer == 200 || answer == 206 || answer == 204))
		return FETCH_OK;
	if (code == CURLE_OK && answer == 304)
		return FETCH_SAME;
	complain(fetcher, arrival, code, answer, url, error_r);
	if (code == CURLE_OK && (answer == 404 || answer == 410))
		return FETCH_MISSING;
	return FETCH_FAILED;
}

/* Is there nobody at that port, so that another one may have somebody? */
static bool
may_be_elsewhere(enum fetch_result result, const struct fetch_arrival *arrival)
{
	return result == FETCH_FAILED && !arrival->disk_failed &&
	       !arrival->no_memory && !arrival->no_rest;
}

static enum fetch_result
call(struct fetcher *fetcher, const char *directory, const char *name,
    struct fetch_arrival *arrival, struct text *error_r)
{
	enum fetch_result result = FETCH_FAILED;
	unsigned first = fetcher->port;
	size_t had = arrival->size;

	for (unsigned i = 0; i < fetcher->port_count; i++) {
		char room[URL_BYTES];
		struct text url = TEXT_OVER(room);

		fetcher->port = (first + i) % fetcher->port_count;
		if (i > 0)
			text_put(error_r, SLICE("; "));
		put_url(fetcher, directory, name, &url);
		if (url.truncated) {
			text_put(error_r, SLICE("the URL is too long"));
			return FETCH_FAILED;
		}
		(void)libcurl.curl_easy_setopt(
		    fetcher->curl, CURLOPT_URL, room);
		result = judge(fetcher, arrival,
		    libcurl.curl_easy_perform(fetcher->curl), text_slice(&url),
		    error_r);
		fetcher->bytes += arrival->size - had;
		if (!may_be_elsewhere(result, arrival) || arrival->size > had)
			break;
	}
	if (result == FETCH_OK || result == FETCH_SAME)
		text_clear(error_r);
	else if (result == FETCH_FAILED)
		fetcher->port = first;
	return result;
}

/* ---- the three kinds --------------------------------------------------- */

static struct curl_slist *
conditions(const struct fetch_tag *tag)
{
	char field[FETCH_TAG_BYTES + 32];
	struct curl_slist *list = NULL;

	if (tag->etag[0] != '\0') {
		snprintf(field, sizeof(field), "If-None-Match: %s", tag->etag);
		list = libcurl.curl_slist_append(list, field);
	}
	if (tag->modified[0] != '\0') {
		snprintf(field, sizeof(field), "If-Modified-Since: %s",
		    tag->modified);
		list = libcurl.curl_slist_append(list, field);
	}
	return list;
}

enum fetch_result
fetch(struct fetcher *fetcher, const char *name, size_t size_max,
    struct fetch_tag *tag, uint8_t **bytes_r, size_t *size_r,
    struct text *error_r)
{
	struct fetch_arrival arrival = {.fd = -1, .size_max = size_max};
	struct curl_slist *fields = tag == NULL ? NULL : conditions(tag);
	enum fetch_result result;

	begin(fetcher, &arrival);
	(void)libcurl.curl_easy_setopt(
	    fetcher->curl, CURLOPT_HTTPHEADER, fields);
	result = call(
	    fetcher, fetcher->settings->update_path, name, &arrival, error_r);
	libcurl.curl_slist_free_all(fields);
	*bytes_r = NULL;
	*size_r = 0;
	if (result != FETCH_OK) {
		free(arrival.bytes);
		return result;
	}
	/* Something to be free()d, also where nothing came. */
	*bytes_r = arrival.bytes != NULL ? arrival.bytes : malloc(1);
	*size_r = arrival.size;
	if (tag != NULL && fetch_arrival_is_settled(&arrival))
		*tag = arrival.tag;
	else if (tag != NULL)
		memset(tag, 0, sizeof(*tag));
	return *bytes_r != NULL ? FETCH_OK : FETCH_FAILED;
}

static enum fetch_result
ask_for_rest(struct fetcher *fetcher, const char *name,
    struct fetch_arrival *arrival, struct text *error_r)
{
	begin(fetcher, arrival);
	(void)libcurl.curl_easy_setopt(
	    fetcher->curl, CURLOPT_TIMEOUT, FILE_SECONDS_MAX);
	(void)libcurl.curl_easy_setopt(fetcher->curl, CURLOPT_RESUME_FROM_LARGE,
	    (curl_off_t)arrival->size);
	return call(
	    fetcher, fetcher->settings->update_path, name, arrival, error_r);
}

/* From where the file ends; anew from a host that knows no ranges, and from no
 * other: what is here is not thrown away for a host that is away. */
static enum fetch_result
fetch_rest(struct fetcher *fetcher, const char *name,
    struct fetch_arrival *arrival, struct text *error_r)
{
	size_t had = arrival->size;
	enum fetch_result result =
	    ask_for_rest(fetcher, name, arrival, error_r);

	if (result == FETCH_FAILED && had > 0 && arrival->no_rest &&
	    ftruncate(arrival->fd, 0) == 0) {
		text_clear(error_r);
		arrival->size = 0;
		result = ask_for_rest(fetcher, name, arrival, error_r);
	}
	if (result != FETCH_OK || arrival->size == arrival->size_max)
		return result;
	text_printf(error_r, "%s: %s ends after %zu of %zu bytes",
	    fetcher->settings->update_host, name, arrival->size,
	    arrival->size_max);
	return FETCH_FAILED;
}

enum fetch_result
fetch_file(struct fetcher *fetcher, const char *name, uint64_t size,
    const char *path, struct text *error_r)
{
	struct fetch_arrival arrival = {.size_max = (size_t)size};
	struct stat status;
	enum fetch_result result;

	arrival.fd =
	    open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (arrival.fd < 0 || fstat(arrival.fd, &status) != 0) {
		text_printf(error_r, "%s: %s", path, strerror(errno));
		if (arrival.fd >= 0)
			close(arrival.fd);
		return FETCH_FAILED;
	}
	arrival.size = (size_t)status.st_size;
	if (arrival.size >= size) {
		/* Whole already, or of something else. */
		arrival.size = arrival.size > size ? 0 : arrival.size;
		if (arrival.size == 0 && ftruncate(arrival.fd, 0) != 0)
			arrival.disk_failed = true;
	}
	result = arrival.size == size
		     ? FETCH_OK
		     : fetch_rest(fetcher, name, &arrival, error_r);
	if (close(arrival.fd) != 0 && result == FETCH_OK) {
		text_printf(error_r, "%s: %s", path, strerror(errno));
		result = FETCH_FAILED;
	}
	return result;
}

enum fetch_result
fetch_post(struct fetcher *fetcher, const char *path, struct slice body,
    struct text *error_r)
{
	struct fetch_arrival arrival = {.fd = -1, .size_max = 65536};
	struct curl_slist *fields =
	    libcurl.curl_slist_append(NULL, "Content-Type: text/plain");
	enum fetch_result result;

	begin(fetcher, &arrival);
	(void)libcurl.curl_easy_setopt(
	    fetcher->curl, CURLOPT_HTTPHEADER, fields);
	(void)libcurl.curl_easy_setopt(
	    fetcher->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.size);
	(void)libcurl.curl_easy_setopt(
	    fetcher->curl, CURLOPT_POSTFIELDS, body.data);
	result = call(fetcher, "", path, &arrival, error_r);
	libcurl.curl_slist_free_all(fields);
	free(arrival.bytes);
	return result;
}

uint64_t
fetch_bytes(const struct fetcher *fetcher)
{
	return fetcher->bytes;
}
