/*
 * fetch_arrival - what a host sends in one call, kept in memory or in a file
 */
#include "threads/command/update/fetch_arrival.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"

static bool
keep_in_memory(struct fetch_arrival *arrival, struct slice bytes)
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
keep_in_file(struct fetch_arrival *arrival, struct slice bytes)
{
	if (file_write(arrival->fd, bytes))
		return true;
	arrival->disk_failed = true;
	return false;
}

/* What comes with an error (a page, as a rule) is passed over. */
static bool
is_wanted(const struct fetch_arrival *arrival)
{
	long code = 0;

	libcurl.curl_easy_getinfo(arrival->curl, CURLINFO_RESPONSE_CODE, &code);
	return code == 200 || code == 206;
}

static size_t
on_data(char *data, size_t unit, size_t count, void *owner)
{
	struct fetch_arrival *arrival = owner;
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
	struct fetch_arrival *arrival = owner;
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

void
fetch_arrival_await(struct fetch_arrival *arrival, CURL *curl)
{
	arrival->curl = curl;
	(void)libcurl.curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
	(void)libcurl.curl_easy_setopt(curl, CURLOPT_WRITEDATA, arrival);
	(void)libcurl.curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_field);
	(void)libcurl.curl_easy_setopt(curl, CURLOPT_HEADERDATA, arrival);
}

bool
fetch_arrival_is_settled(const struct fetch_arrival *arrival)
{
	time_t answered = libcurl.curl_getdate(arrival->date, NULL);
	time_t modified = libcurl.curl_getdate(arrival->tag.modified, NULL);

	return answered < 0 || modified < 0 || answered - modified > 1;
}
