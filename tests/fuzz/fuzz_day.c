/*
 * fuzz_day - a kept day of any lines, also under a sum that holds
 *
 * The first byte says whether the frame is made good; the rest are lines.  What
 * is read can be told in every form, and written so that it is read again as
 * the same.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/checksum.h"
#include "core/report/day_file.h"
#include "core/report/report.h"
#include "threads/record/day_names.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char bytes[DAY_FILE_MAX];
static struct text out_text;

/* A writer_function. */
static bool
keep(void *owner, struct slice s)
{
	(void)owner;
	text_put(&out_text, s);
	return true;
}

/* A writer_function: what goes by mail is ASCII. */
static bool
look_at(void *owner, struct slice s)
{
	(void)owner;
	for (size_t i = 0; i < s.size; i++)
		CHECK(s.data[i] == '\n' ||
		      (s.data[i] >= ' ' && s.data[i] < 0x7F));
	return true;
}

static void
frame(struct slice lines)
{
	static const char first[] = "CGPFilter-day 1\nday 2026-11-28\n"
				    "helper 00000000000000ff 3\n";
	uint64_t sum = 0;
	struct slice rest;

	out_text = TEXT_OVER(bytes);
	text_put(&out_text, slice_from_string(first));
	text_put(&out_text, lines);
	text_put_byte(&out_text, '\n');
	rest = text_slice(&out_text);
	while (rest.size > 0) {
		size_t line = slice_find_byte(rest, '\n') + 1;

		sum = checksum64(rest.data, line, sum);
		rest = slice_skip(rest, line);
	}
	text_printf(&out_text, "sum %016" PRIx64 "\n", sum);
}

static void
tell(const struct kept_day *kept)
{
	static struct day day;
	const struct report report = {&day, "host", "", 96, false};
	const struct letter letter = {"a@b", "", 0, 1};
	struct writer out;

	day = kept->day;
	day_merge(&day, &kept->day);
	tops_sort(&day.sources);
	writer_init(&out, look_at, NULL);
	report_mail(&out, &report, &letter);
	CHECK(writer_flush(&out));
}

static void
write_again(const struct kept_day *kept)
{
	static struct kept_day again;
	struct writer out;

	out_text = TEXT_OVER(bytes);
	writer_init(&out, keep, NULL);
	day_file_write(&out, kept);
	CHECK(writer_flush(&out) && !out_text.truncated);
	CHECK(day_file_read(text_slice(&out_text), &again));
	CHECK(again.instance == kept->instance);
	CHECK(memcmp(&again.seen, &kept->seen, sizeof(again.seen)) == 0);
	CHECK(memcmp(&again.day.totals, &kept->day.totals,
		  sizeof(again.day.totals)) == 0);
	CHECK(again.day.sources.used == kept->day.sources.used);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct kept_day kept;
	struct day_name name;
	struct slice lines;

	if (size == 0 || size > DAY_FILE_MAX / 2)
		return 0;
	lines = (struct slice){data + 1, size - 1};
	if (day_name_read(lines, &name)) {
		out_text = TEXT_OVER(bytes);
		day_name_put(&out_text, &name);
	}
	if (data[0] % 4 != 0) {
		frame(lines);
		lines = text_slice(&out_text);
	}
	if (day_file_read(lines, &kept)) {
		tell(&kept);
		write_again(&kept);
	}
	return 0;
}
