/*
 * fuzz_live - a live block of any bytes, also with a header that holds
 *
 * The first byte says whether the header is made good; the rest is laid over
 * the block again and again.  What is taken can be shown in every form, and
 * what is shown to a person holds no control character.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/report/status.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A writer_function. */
static bool
look_at(void *owner, struct slice bytes)
{
	(void)owner;
	for (size_t i = 0; i < bytes.size; i++)
		CHECK((bytes.data[i] >= ' ' && bytes.data[i] < 0x7F) ||
		      bytes.data[i] == '\n' || bytes.data[i] >= 0x80);
	return true;
}

static void
fill(struct live *live, const uint8_t *data, size_t size)
{
	char *at = (char *)live;

	for (size_t done = 0; done < sizeof(*live); done += size)
		memcpy(at + done, data,
		    size < sizeof(*live) - done ? size : sizeof(*live) - done);
}

static void
make_good(struct live_header *header)
{
	memcpy(header->magic, LIVE_MAGIC, sizeof(header->magic));
	header->format = LIVE_FORMAT;
	header->byte_order = LIVE_BYTE_ORDER;
	header->size = sizeof(struct live);
	header->layout = live_layout();
	header->instance |= 1;
	header->pid = (header->pid & INT32_MAX) | 1;
}

static void
show(const struct live *live)
{
	static const struct page_style style = {.ascii = true, .width = 80};
	static struct status now, before;
	struct writer out;
	struct page page;
	struct json json;

	status_make(live, UINT64_C(1) << 62, 1700000000, &now);
	before = now;
	memset(before.latency, 1, sizeof(before.latency));
	writer_init(&out, look_at, NULL);
	page_init(&page, &out, &style);
	status_show(&page, &now, NULL);
	status_show(&page, &now, &before);
	json_init(&json, &out);
	status_json(&json, NULL, &now);
	status_metrics(&out, &now, 1, METRICS_OPEN);
	CHECK(writer_flush(&out));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char buffer[256];
	struct text error = TEXT_OVER(buffer);
	struct live *live;

	if (size < 2)
		return 0;
	live = aligned_alloc(64, sizeof(*live));
	CHECK(live != NULL);
	fill(live, data + 1, size - 1);
	if (data[0] % 4 != 0)
		make_good(&live->header);
	if (live_take(live, data[0] % 4 == 1 ? size : sizeof(*live), &error))
		show(live);
	else
		CHECK(error.size > 0);
	free(live);
	return 0;
}
