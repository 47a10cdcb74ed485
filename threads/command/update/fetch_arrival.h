/*
 * fetch_arrival - what a host sends in one call, kept in memory or in a file
 */
#ifndef THREADS_COMMAND_UPDATE_FETCH_ARRIVAL_H
#define THREADS_COMMAND_UPDATE_FETCH_ARRIVAL_H

#include "threads/command/update/fetch.h"
#include "threads/command/update/fetch_curl.h"

struct fetch_arrival {
	CURL *curl;
	uint8_t *bytes; /* malloc()ed, NULL if nothing came */
	size_t size, capacity, size_max;
	int fd; /* -1: into memory */
	bool large, no_memory, disk_failed;
	bool no_rest; /* the host does not go on where a file ended */
	struct fetch_tag tag;
	char date[FETCH_TAG_BYTES]; /* when the host answered */
};

/* What comes on this connection goes there; until curl is reset. */
void fetch_arrival_await(struct fetch_arrival *arrival, CURL *curl);

/* A file that changed in the very second of the answer may do so again in it,
 * and would have the same name for many a host: then it is not settled. */
bool fetch_arrival_is_settled(const struct fetch_arrival *arrival);

#endif
