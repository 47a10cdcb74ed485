/*
 * fuzz_statistics - a report of any bytes, and a file of totals of any bytes
 *
 * What was added can be written, and is then read as the same.
 */
#include <stddef.h>
#include <string.h>

#include "core/report/statistics.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct statistics_totals totals, again;

static void
write_and_read(void)
{
	static char room[200000];
	struct text text = TEXT_OVER(room);

	statistics_totals_put(&text, &totals);
	CHECK(!text.truncated);
	CHECK(statistics_totals_read(text_slice(&text), &again));
	CHECK(again.count == totals.count);
	for (size_t i = 0; i < again.count; i++)
		CHECK(strcmp(again.items[i].key, totals.items[i].key) == 0 &&
		      again.items[i].value == totals.items[i].value);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = {data, size};

	totals.count = 0;
	totals.lost = 0;
	if (statistics_add(&totals, bytes)) {
		CHECK(totals.count > 0);
		write_and_read();
		CHECK(statistics_add(&totals, bytes));
		write_and_read();
	}
	if (statistics_totals_read(bytes, &totals))
		write_and_read();
	return 0;
}
