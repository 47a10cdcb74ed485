/*
 * metrics_http - http://127.0.0.1:port/metrics for Prometheus
 */
#include "threads/record/metrics_http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "simd/shared_library.h"
#include "threads/record/live_set.h"

/* Prometheus and a person beside it need no more. */
#define CONNECTIONS_MAX 8u
#define CONNECTION_BYTES ((size_t)16 << 10)
#define SILENCE_S 10u
/* All helpers that there can be make less. */
#define BODY_MAX ((size_t)4 << 20)

#define OPENMETRICS "application/openmetrics-text; version=1.0.0; charset=utf-8"

/*
 * The library is loaded by whoever wants it: it brings GnuTLS along, which
 * costs each start some milliseconds.  One that has another number has other
 * calls.
 */
#define MICROHTTPD(X)                                                          \
	X(MHD_start_daemon)                                                    \
	X(MHD_stop_daemon)                                                     \
	X(MHD_create_response_from_buffer)                                     \
	X(MHD_destroy_response)                                                \
	X(MHD_add_response_header)                                             \
	X(MHD_queue_response)

SHARED_LIBRARY_DECLARE(microhttpd, MICROHTTPD);
SHARED_LIBRARY_DEFINE(
    microhttpd, MICROHTTPD, "libmicrohttpd.so.12", "libmicrohttpd12");

struct metrics_http {
	struct MHD_Daemon *daemon;
	const char *state;
	struct live_set *set; /* of the daemon's one thread */
};

struct body {
	char *bytes;
	size_t size, room;
};

/* A writer_function. */
static bool
put_body(void *owner, struct slice bytes)
{
	struct body *body = owner;
	size_t room = body->room == 0 ? (size_t)64 << 10 : body->room;
	char *grown;

	if (bytes.size > BODY_MAX - body->size)
		return false;
	while (room < body->size + bytes.size)
		room *= 2;
	if (room != body->room) {
		grown = realloc(body->bytes, room);
		if (grown == NULL)
			return false;
		body->bytes = grown;
		body->room = room;
	}
	memcpy(body->bytes + body->size, bytes.data, bytes.size);
	body->size += bytes.size;
	return true;
}

static enum MHD_Result
send_response(struct MHD_Connection *connection, unsigned code,
    struct MHD_Response *response, const char *type)
{
	enum MHD_Result sent = MHD_NO;

	if (response == NULL)
		return MHD_NO;
	if (microhttpd.MHD_add_response_header(
		response, MHD_HTTP_HEADER_CONTENT_TYPE, type) == MHD_YES)
		sent =
		    microhttpd.MHD_queue_response(connection, code, response);
	microhttpd.MHD_destroy_response(response);
	return sent;
}

static enum MHD_Result
send_sentence(
    struct MHD_Connection *connection, unsigned code, const char *sentence)
{
	return send_response(connection, code,
	    microhttpd.MHD_create_response_from_buffer(strlen(sentence),
		(void *)(uintptr_t)sentence, MHD_RESPMEM_MUST_COPY),
	    "text/plain; charset=us-ascii");
}

static enum MHD_Result
send_metrics(struct metrics_http *http, struct MHD_Connection *connection)
{
	struct body body = {.bytes = NULL};
	struct writer out;

	writer_init(&out, put_body, &body);
	if (live_set_read(http->set, http->state))
		status_metrics(
		    &out, http->set->statuses, http->set->count, METRICS_OPEN);
	if (!writer_flush(&out) || body.size == 0) {
		free(body.bytes);
		return send_sentence(connection, MHD_HTTP_INTERNAL_SERVER_ERROR,
		    "cannot be read now\n");
	}
	return send_response(connection, MHD_HTTP_OK,
	    microhttpd.MHD_create_response_from_buffer(
		body.size, body.bytes, MHD_RESPMEM_MUST_FREE),
	    OPENMETRICS);
}

static enum MHD_Result
answer(void *owner, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *upload_data,
    size_t *upload_size, void **connection_state)
{
	(void)version;
	(void)upload_data;
	(void)upload_size;
	(void)connection_state;
	if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 &&
	    strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
		return send_sentence(connection, MHD_HTTP_METHOD_NOT_ALLOWED,
		    "only GET is answered\n");
	if (strcmp(url, "/metrics") != 0)
		return send_sentence(
		    connection, MHD_HTTP_NOT_FOUND, "see /metrics\n");
	return send_metrics(owner, connection);
}

/* ---- the daemon --------------------------------------------------------- */

static struct MHD_Daemon *
start_daemon(struct metrics_http *http, uint16_t port)
{
	struct sockaddr_in address = {
	    .sin_family = AF_INET,
	    .sin_port = htons(port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	return microhttpd.MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD,
	    port, NULL, NULL, answer, http, MHD_OPTION_SOCK_ADDR, &address,
	    MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MAX,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_BYTES,
	    MHD_OPTION_CONNECTION_TIMEOUT, SILENCE_S,
	    MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
}

struct metrics_http *
metrics_http_start(const char *state, uint16_t port, struct text *error_r)
{
	struct metrics_http *http = calloc(1, sizeof(*http));

	if (!shared_library_load(&microhttpd_library)) {
		text_printf(error_r, "MetricsPort: nothing listens: %s",
		    shared_library_reason(&microhttpd_library));
		free(http);
		return NULL;
	}
	errno = ENOMEM;
	if (http != NULL) {
		http->state = state;
		http->set = live_set_create();
	}
	if (http != NULL && http->set != NULL)
		http->daemon = start_daemon(http, port);
	if (http != NULL && http->daemon != NULL)
		return http;
	text_printf(error_r, "MetricsPort: 127.0.0.1:%u: %s", (unsigned)port,
	    strerror(errno));
	metrics_http_stop(&http);
	return NULL;
}

void
metrics_http_stop(struct metrics_http **http)
{
	if (*http == NULL)
		return;
	if ((*http)->daemon != NULL)
		microhttpd.MHD_stop_daemon((*http)->daemon);
	live_set_destroy(&(*http)->set);
	free(*http);
	*http = NULL;
}
