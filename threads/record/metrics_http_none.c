/*
 * metrics_http_none - a program without libmicrohttpd never listens
 */
#include "threads/record/metrics_http.h"

#include <stddef.h>

struct metrics_http *
metrics_http_start(const char *state, uint16_t port, struct text *error_r)
{
	(void)state;
	(void)port;
	text_put(error_r,
	    SLICE("MetricsPort: this program was built without libmicrohttpd"));
	return NULL;
}

void
metrics_http_stop(struct metrics_http **http)
{
	*http = NULL;
}
