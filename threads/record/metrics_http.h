/*
 * metrics_http - http://127.0.0.1:port/metrics for Prometheus
 *
 * What `CGPFilter STATUS --openmetrics` prints, of all helpers that run with
 * the state directory.  On the loopback address alone, read only, a few
 * connections at a time; libmicrohttpd has a thread of its own for it.  That
 * library is loaded when the first port is wanted, and never before; where it
 * is not there, or the program was built without its header, nothing listens.
 *
 * Threads: start and stop by one thread.
 */
#ifndef THREADS_RECORD_METRICS_HTTP_H
#define THREADS_RECORD_METRICS_HTTP_H

#include <stdint.h>

#include "core/base/check.h"
#include "core/base/text.h"

struct metrics_http;

/* state outlives it.  NULL: *error_r says why. */
struct metrics_http *metrics_http_start(
    const char *state, uint16_t port, struct text *error_r) MUST_USE;

void metrics_http_stop(struct metrics_http **http);

#endif
