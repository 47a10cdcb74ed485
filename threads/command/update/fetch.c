/*
 * fetch - the only file that knows libcurl
 */
#include "threads/command/update/fetch.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "threads/base/library.h"

/* Where a firewall lets 80 not pass. */
#define FALLBACK_PORT 25u
#define HTTP_PORT 80u
#define HTTPS_PORT 443u
/* Less than this for the time-out long is nothing. */
#define SLOW_BYTES_A_SECOND 1024L
#define URL_BYTES 1024u
/* However fast: nobody waits for a full set longer than that. */
#define FILE_SECONDS_MAX 3600L

/* Their names are wanted, not the checks that curl.h puts around them. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

/*
 * The library is loaded by who has something to fetch: with it come forty
 * others (LDAP, Kerberos, GnuTLS), which each start of a helper would pay for.
 */
#define SONAME "libcurl.so.4"

/* [const] once load_library() was true */
static struct {
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
} lib;

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

/* What arrives of one call: into memory, or into a file. */
struct arrival {
	CURL *curl;
	uint8_t *bytes;
	size_t size, capacity, size_max;
	int fd; /* -1: into memory */
	bool large, no_memory, disk_failed;
	struct fetch_tag tag;
	char date[FETCH_TAG_BYTES]; /* when the host answered */
};

/* ---- what arrives ------------------------------------------------------ */

static bool
keep_in_memory(struct arrival *arrival, struct slice bytes)
{
	size_t wanted = arrival->size + bytes.size;

	if (wanted > arrival->capacity) {
		size_t capacity = 2 * wanted < arrival->size_max
				      ? 2 * wanted
				      : arrival->size_max;
		uint8_t *grown = realloc(arrival->bytes, capacity);

		if (grown == NULL) {
			arrival->no_memory = true;
			return false;
		}
		arrival->bytes = grown;
		arrival->capacity = capacity;
	}
	memcpy(arrival->bytes + arrival->size, bytes.data, bytes.size);
	return true;
}

static bool
keep_in_file(struct arrival *arrival, struct slice bytes)
{
	while (bytes.size > 0) {
		ssize_t done = write(arrival->fd, bytes.data, bytes.size);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0) {
			arrival->disk_failed = true;
			return false;
		}
		bytes = slice_skip(bytes, (size_t)done);
	}
	return true;
}

/* What comes with an error (a page, as a rule) is passed over. */
static bool
is_wanted(const struct arrival *arrival)
{
	long code = 0;

	lib.getinfo(arrival->curl, CURLINFO_RESPONSE_CODE, &code);
	return code == 200 || code == 206;
}

static size_t
on_data(char *data, size_t unit, size_t count, void *owner)
{
	struct arrival *arrival = owner;
	struct slice bytes = {(const uint8_t *)data, unit * count};

	if (!is_wanted(arrival))
		return bytes.size;
	if (bytes.size > arrival->size_max - arrival->size) {
		arrival->large = true;
		return 0;
	}
	if (bytes.size > 0 &&
	    !(arrival->fd >= 0 ? keep_in_file(arrival, bytes)
			       : keep_in_memory(arrival, bytes)))
		return 0;
	arrival->size += bytes.size;
	return bytes.size;
}

/* The value of a field that is to be remembered, if it fits. */
static void
take_field(struct slice line, struct slice name, char value_r[FETCH_TAG_BYTES])
{
	struct slice value;

	if (!slice_starts_with_nocase(line, name))
		return;
	value = slice_trim(slice_skip(line, name.size));
	value_r[0] = '\0';
	if (value.size >= FETCH_TAG_BYTES)
		return;
	for (size_t i = 0; i < value.size; i++)
		if (value.data[i] < 0x20 || value.data[i] == 0x7F)
			return;
	memcpy(value_r, value.data, value.size);
	value_r[value.size] = '\0';
}

static size_t
on_field(char *data, size_t unit, size_t count, void *owner)
{
	struct arrival *arrival = owner;
	struct slice line = {(const uint8_t *)data, unit * count};

	/* A proxy's fields come first; those of the last answer count. */
	if (slice_starts_with(line, SLICE("HTTP/"))) {
		memset(&arrival->tag, 0, sizeof(arrival->tag));
		arrival->date[0] = '\0';
	}
	take_field(line, SLICE("Date:"), arrival->date);
	take_field(line, SLICE("ETag:"), arrival->tag.etag);
	take_field(line, SLICE("Last-Modified:"), arrival->tag.modified);
	return line.size;
}

/* ---- a fetcher --------------------------------------------------------- */

static void
set_string(CURL *curl, CURLoption option, const char *value)
{
	if (value[0] != '\0')
		(void)lib.setopt(curl, option, value);
}

/* "domain:user:password" is "domain\user:password" to libcurl. */
static void
set_proxy(struct fetcher *fetcher)
{
	const struct settings *settings = fetcher->settings;
	char *user = fetcher->proxy_user, *colon;

	/* Empty: none, whatever the environment says. */
	(void)lib.setopt(fetcher->curl, CURLOPT_PROXY, settings->proxy);
	(void)lib.setopt(fetcher->curl, CURLOPT_NOPROXY, "");
	if (settings->proxy_ntlm[0] != '\0') {
		snprintf(user, sizeof(fetcher->proxy_user), "%s",
		    settings->proxy_ntlm);
		colon = strchr(user, ':');
		if (colon != NULL && strchr(colon + 1, ':') != NULL)
			*colon = '\\';
		(void)lib.setopt(
		    fetcher->curl, CURLOPT_PROXYAUTH, (long)CURLAUTH_NTLM);
	} else {
		snprintf(user, sizeof(fetcher->proxy_user), "%s",
		    settings->proxy_basic);
		(void)lib.setopt(
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
	(void)lib.setopt(fetcher->curl, CURLOPT_INTERFACE, fetcher->local);
}

static bool loaded;

static void
load(void)
{
	static const struct library_symbol symbols[] = {
	    {"curl_easy_cleanup", &lib.cleanup},
	    {"curl_easy_getinfo", &lib.getinfo},
	    {"curl_easy_init", &lib.init},
	    {"curl_easy_perform", &lib.perform},
	    {"curl_easy_reset", &lib.reset},
	    {"curl_easy_setopt", &lib.setopt},
	    {"curl_easy_strerror", &lib.explain},
	    {"curl_getdate", &lib.getdate},
	    {"curl_global_cleanup", &lib.global_cleanup},
	    {"curl_global_init", &lib.global_init},
	    {"curl_slist_append", &lib.list_append},
	    {"curl_slist_free_all", &lib.list_free},
	};

	loaded =
	    library_load(SONAME, symbols, sizeof(symbols) / sizeof(symbols[0]));
}

static bool
is_loaded(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
	return loaded;
}

struct fetcher *
fetcher_create(const struct settings *settings)
{
	struct fetcher *fetcher;

	if (!is_loaded() || lib.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return NULL;
	fetcher = calloc(1, sizeof(*fetcher));
	if (fetcher == NULL)
		return NULL;
	fetcher->settings = settings;
	fetcher->curl = lib.init();
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
	lib.cleanup((*fetcher)->curl);
	memset((*fetcher)->proxy_user, 0, sizeof((*fetcher)->proxy_user));
	free(*fetcher);
	*fetcher = NULL;
	lib.global_cleanup();
}

/* All that holds for every call; what was set before is gone, connections
 * stay. */
static void
begin(struct fetcher *fetcher, struct arrival *arrival)
{
	CURL *curl = fetcher->curl;
	const struct settings *settings = fetcher->settings;
	long timeout_s = (long)settings->update_timeout_s;

	lib.reset(curl);
	arrival->curl = curl;
	fetcher->error[0] = '\0';
	(void)lib.setopt(curl, CURLOPT_ERRORBUFFER, fetcher->error);
	(void)lib.setopt(curl, CURLOPT_NOSIGNAL, 1L);
	(void)lib.setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	(void)lib.setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	(void)lib.setopt(curl, CURLOPT_USERAGENT, fetcher->agent);
	(void)lib.setopt(curl, CURLOPT_CONNECTTIMEOUT, timeout_s);
	(void)lib.setopt(curl, CURLOPT_TIMEOUT, timeout_s);
	(void)lib.setopt(curl, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES_A_SECOND);
	(void)lib.setopt(curl, CURLOPT_LOW_SPEED_TIME, timeout_s);
	(void)lib.setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
	(void)lib.setopt(curl, CURLOPT_WRITEDATA, arrival);
	(void)lib.setopt(curl, CURLOPT_HEADERFUNCTION, on_field);
	(void)lib.setopt(curl, CURLOPT_HEADERDATA, arrival);
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
complain(const struct fetcher *fetcher, const struct arrival *arrival,
    CURLcode code, long answer, struct text *error_r)
{
	text_printf(error_r, "%s:%u: ", fetcher->settings->update_host,
	    (unsigned)fetcher->ports[fetcher->port]);
	if (arrival->disk_failed)
		text_printf(error_r, "cannot write: %s", strerror(errno));
	else if (arrival->no_memory)
		text_put(error_r, SLICE("no memory for what it sends"));
	else if (code == CURLE_OK)
		text_printf(error_r, "it answers with code %ld", answer);
	else
		text_put_printable(error_r,
		    slice_from_string(fetcher->error[0] != '\0'
					  ? fetcher->error
					  : lib.explain(code)),
		    200);
}

static enum fetch_result
judge(struct fetcher *fetcher, const struct arrival *arrival, CURLcode code,
    struct text *error_r)
{
	long answer = 0;

	lib.getinfo(fetcher->curl, CURLINFO_RESPONSE_CODE, &answer);
	if (arrival->large)
		return FETCH_LARGE;
	if (code == CURLE_OK &&
	    (answer == 200 || answer == 206 || answer == 204))
		return FETCH_OK;
	if (code == CURLE_OK && answer == 304)
		return FETCH_SAME;
	complain(fetcher, arrival, code, answer, error_r);
	if (code == CURLE_OK && (answer == 404 || answer == 410))
		return FETCH_MISSING;
	return FETCH_FAILED;
}

/* Is there nobody at that port, so that another one may have somebody? */
static bool
may_be_elsewhere(enum fetch_result result, const struct arrival *arrival)
{
	return result == FETCH_FAILED && !arrival->disk_failed &&
	       !arrival->no_memory;
}

/* fields: what is sent besides; NULL: nothing. */
static enum fetch_result
call(struct fetcher *fetcher, const char *directory, const char *name,
    struct arrival *arrival, struct text *error_r)
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
		(void)lib.setopt(fetcher->curl, CURLOPT_URL, room);
		result = judge(
		    fetcher, arrival, lib.perform(fetcher->curl), error_r);
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
		list = lib.list_append(list, field);
	}
	if (tag->modified[0] != '\0') {
		snprintf(field, sizeof(field), "If-Modified-Since: %s",
		    tag->modified);
		list = lib.list_append(list, field);
	}
	return list;
}

/* A file that changed in this very second may do so again in it, and would have
 * the same name for many a host. */
static bool
is_settled(const struct arrival *arrival)
{
	time_t answered = lib.getdate(arrival->date, NULL);
	time_t modified = lib.getdate(arrival->tag.modified, NULL);

	return answered < 0 || modified < 0 || answered - modified > 1;
}

enum fetch_result
fetch(struct fetcher *fetcher, const char *name, size_t size_max,
    struct fetch_tag *tag, uint8_t **bytes_r, size_t *size_r,
    struct text *error_r)
{
	struct arrival arrival = {.fd = -1, .size_max = size_max};
	struct curl_slist *fields = tag == NULL ? NULL : conditions(tag);
	enum fetch_result result;

	begin(fetcher, &arrival);
	(void)lib.setopt(fetcher->curl, CURLOPT_HTTPHEADER, fields);
	result = call(
	    fetcher, fetcher->settings->update_path, name, &arrival, error_r);
	lib.list_free(fields);
	*bytes_r = NULL;
	*size_r = 0;
	if (result != FETCH_OK) {
		free(arrival.bytes);
		return result;
	}
	/* Something to be free()d, also where nothing came. */
	*bytes_r = arrival.bytes != NULL ? arrival.bytes : malloc(1);
	*size_r = arrival.size;
	if (tag != NULL && is_settled(&arrival))
		*tag = arrival.tag;
	else if (tag != NULL)
		memset(tag, 0, sizeof(*tag));
	return *bytes_r != NULL ? FETCH_OK : FETCH_FAILED;
}

static enum fetch_result
ask_for_rest(struct fetcher *fetcher, const char *name, struct arrival *arrival,
    struct text *error_r)
{
	begin(fetcher, arrival);
	(void)lib.setopt(fetcher->curl, CURLOPT_TIMEOUT, FILE_SECONDS_MAX);
	(void)lib.setopt(fetcher->curl, CURLOPT_RESUME_FROM_LARGE,
	    (curl_off_t)arrival->size);
	return call(
	    fetcher, fetcher->settings->update_path, name, arrival, error_r);
}

/* From where the file ends; anew from a host that knows no ranges. */
static enum fetch_result
fetch_rest(struct fetcher *fetcher, const char *name, struct arrival *arrival,
    struct text *error_r)
{
	size_t had = arrival->size;
	enum fetch_result result =
	    ask_for_rest(fetcher, name, arrival, error_r);

	if (result == FETCH_FAILED && had > 0 && arrival->size == had &&
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
	struct arrival arrival = {.size_max = (size_t)size};
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
	struct arrival arrival = {.fd = -1, .size_max = 65536};
	struct curl_slist *fields =
	    lib.list_append(NULL, "Content-Type: text/plain");
	enum fetch_result result;

	begin(fetcher, &arrival);
	(void)lib.setopt(fetcher->curl, CURLOPT_HTTPHEADER, fields);
	(void)lib.setopt(
	    fetcher->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.size);
	(void)lib.setopt(fetcher->curl, CURLOPT_POSTFIELDS, body.data);
	result = call(fetcher, "", path, &arrival, error_r);
	lib.list_free(fields);
	free(arrival.bytes);
	return result;
}

uint64_t
fetch_bytes(const struct fetcher *fetcher)
{
	return fetcher->bytes;
}
