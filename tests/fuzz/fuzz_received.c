/*
 * fuzz_received - any bytes as a Received field, and as a date
 *
 * What comes out lies within the value; an address looks like one; a date is
 * within its range, and reads the same when it is written as RFC 5322 wants it.
 */
#include <stdint.h>
#include <stdio.h>

#include "core/base/check.h"
#include "core/header/received.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Years 0 to 9999, and a day for the zone. */
#define SECONDS_MIN (INT64_C(-62167219200) - 86400)
#define SECONDS_MAX (INT64_C(253402300800) + 86400)

static void
check_inside(struct slice inner, struct slice outer)
{
	if (inner.size == 0)
		return;
	CHECK(inner.data >= outer.data && inner.size <= outer.size);
	CHECK((size_t)(inner.data - outer.data) <= outer.size - inner.size);
}

static void
check_address(struct slice address)
{
	bool quad = slice_find_byte(address, ':') == address.size;

	CHECK(address.size <= 45);
	for (size_t i = 0; i < address.size; i++) {
		uint8_t c = address.data[i];

		CHECK((c >= '0' && c <= '9') || c == '.' ||
		      (!quad && (c == ':' || (c >= 'a' && c <= 'f') ||
				    (c >= 'A' && c <= 'F'))));
	}
}

/* The calendar once more, the other way round and slowly. */
static size_t
write_date(int64_t seconds, char *out, size_t room)
{
	static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May",
	    "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	static const int lengths[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int64_t day, second = seconds + INT64_C(62167219200);
	int year = 0, month = 0;

	day = second / 86400;
	second %= 86400;
	for (;; year++) {
		bool leap =
		    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
		int days = leap ? 366 : 365;

		if (day >= days) {
			day -= days;
			continue;
		}
		for (month = 0; day >= lengths[month] + (month == 1 && leap);
		     month++)
			day -= lengths[month] + (month == 1 && leap);
		break;
	}
	return (size_t)snprintf(out, room, "%d %s %04d %02d:%02d:%02d +0000",
	    (int)day + 1, names[month], year, (int)(second / 3600),
	    (int)(second / 60 % 60), (int)(second % 60));
}

static void
check_date(const struct date *date)
{
	struct date again;
	char written[64];
	size_t size;

	CHECK(date->seconds >= SECONDS_MIN && date->seconds <= SECONDS_MAX);
	CHECK(date->zone_seconds > -86400 && date->zone_seconds < 86400);
	CHECK(date->zone_known || date->zone_seconds == 0);
	if (date->seconds < SECONDS_MIN + 86400 ||
	    date->seconds >= SECONDS_MAX - 86400)
		return;
	size = write_date(date->seconds, written, sizeof(written));
	CHECK(date_parse((struct slice){(uint8_t *)written, size}, &again));
	CHECK(again.seconds == date->seconds);
	CHECK(!again.obsolete && again.zone_known);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice value = {data, size};
	struct received received;
	struct date date;
	bool hop = received_parse(value, &received);

	check_inside(received.from, value);
	check_inside(received.reverse, value);
	check_inside(received.address, value);
	check_inside(received.by, value);
	check_inside(received.with, value);
	check_inside(received.id, value);
	check_inside(received.recipient, value);
	check_inside(received.user, value);
	check_address(received.address);
	CHECK(hop || received.by.size == 0);
	CHECK(!received.local || received.address.size == 0);
	CHECK(received.user.size == 0 || received.authenticated);
	if (received.has_date)
		check_date(&received.date);
	if (date_parse(value, &date))
		check_date(&date);
	return 0;
}
