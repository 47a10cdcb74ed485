/*
 * date - Date and the end of Received
 *
 * Numbers, words and signs are taken one after another, and each finds its
 * place by what it looks like and by what is known already; so one reader does
 * for the forms of RFC 5322, asctime() and the rest.  ISO 8601 is told by the
 * four digits and the '-' ahead.  Whatever keeps to section 3.3 goes through
 * the places in their order; all else is marked obsolete.
 */
#include "core/header/date.h"

#include "core/base/ascii.h"
#include "core/header/lexical.h"

#define DAY_SECONDS 86400

/* The order of section 3.3. */
enum place {
	PLACE_WEEKDAY,
	PLACE_COMMA,
	PLACE_DAY,
	PLACE_MONTH,
	PLACE_YEAR,
	PLACE_TIME,
	PLACE_ZONE,
	PLACE_END,
};

struct reader {
	struct slice s;
	size_t at;
	unsigned next; /* the first place that may come now */
	bool has[PLACE_END];
	unsigned year, month, day; /* month from 1 */
	unsigned hour, minute, second;
	unsigned year_digits;
	bool wrong; /* out of range: no date at all */
	struct date date;
};

/* ---- the calendar ------------------------------------------------------ */

static bool
is_leap(unsigned year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned
month_days(unsigned year, unsigned month)
{
	static const uint8_t days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29u : days[month - 1];
}

/* Days from 1970-01-01 in the Gregorian calendar, also ahead of 1582. */
static int64_t
days_since_1970(unsigned year, unsigned month, unsigned day)
{
	/* Years begin in March, so that the leap day is the last one; 400
	 * years more keep the divisions from going below zero. */
	int64_t y = (int64_t)year + 400 - (month <= 2);
	int64_t m = (month + 9) % 12;
	int64_t day_of_year = (153 * m + 2) / 5 + day - 1;

	/* 719468 days lie between 0000-03-01 and 1970-01-01; 146097 are 400
	 * years. */
	return y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 146097 -
	       719468;
}

/* ---- what stands in the text ------------------------------------------- */

static uint8_t
peek(const struct reader *reader, size_t ahead)
{
	size_t left = reader->s.size - reader->at;

	return ahead < left ? reader->s.data[reader->at + ahead] : 0;
}

static void
take_place(struct reader *reader, enum place place)
{
	if (place < reader->next)
		reader->date.obsolete = true;
	reader->next = (unsigned)place + 1;
	reader->has[place] = true;
}

struct number {
	unsigned value; /* at most 99999 */
	unsigned digits;
};

static struct number
take_number(struct reader *reader)
{
	struct number number = {0, 0};

	for (; ascii_is_digit(peek(reader, 0)); reader->at++) {
		if (number.value < 10000)
			number.value = number.value * 10 +
				       (unsigned)(peek(reader, 0) - '0');
		else
			number.value = 99999;
		number.digits++;
	}
	return number;
}

static struct slice
take_letters(struct reader *reader)
{
	size_t start = reader->at;

	while (ascii_is_letter(peek(reader, 0)))
		reader->at++;
	return slice_sub(reader->s, start, reader->at - start);
}

/* ---- words ------------------------------------------------------------- */

/* Which of the names, from 1; 0: none.  Abbreviations have three letters. */
static unsigned
find_name(struct slice word, const struct slice *names, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (word.size >= 3 && slice_starts_with_nocase(names[i], word))
			return i + 1;
	return 0;
}

static unsigned
find_month(struct slice word)
{
	static const struct slice names[] = {SLICE("january"),
	    SLICE("february"), SLICE("march"), SLICE("april"), SLICE("may"),
	    SLICE("june"), SLICE("july"), SLICE("august"), SLICE("september"),
	    SLICE("october"), SLICE("november"), SLICE("december")};

	if (slice_equal_nocase(word, SLICE("sept")))
		return 9;
	return find_name(word, names, 12);
}

static unsigned
find_weekday(struct slice word)
{
	static const struct slice names[] = {SLICE("sunday"), SLICE("monday"),
	    SLICE("tuesday"), SLICE("wednesday"), SLICE("thursday"),
	    SLICE("friday"), SLICE("saturday")};

	return find_name(word, names, 7);
}

/* RFC 5322 4.3, and what else has one meaning only. */
static bool
find_zone(struct slice word, int32_t *minutes_r)
{
	static const struct {
		struct slice name;
		int32_t minutes;
	} zones[] = {{SLICE("UT"), 0}, {SLICE("UTC"), 0}, {SLICE("GMT"), 0},
	    {SLICE("Z"), 0}, {SLICE("WET"), 0}, {SLICE("EST"), -300},
	    {SLICE("EDT"), -240}, {SLICE("CST"), -360}, {SLICE("CDT"), -300},
	    {SLICE("MST"), -420}, {SLICE("MDT"), -360}, {SLICE("PST"), -480},
	    {SLICE("PDT"), -420}, {SLICE("CET"), 60}, {SLICE("MET"), 60},
	    {SLICE("CEST"), 120}, {SLICE("MEST"), 120}, {SLICE("EET"), 120},
	    {SLICE("EEST"), 180}, {SLICE("MSK"), 180}, {SLICE("JST"), 540},
	    {SLICE("KST"), 540}, {SLICE("NZST"), 720}, {SLICE("NZDT"), 780}};

	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
		if (slice_equal_nocase(word, zones[i].name)) {
			*minutes_r = zones[i].minutes;
			return true;
		}
	return false;
}

/* "PM" behind the time. */
static bool
take_half_of_day(struct reader *reader, struct slice word)
{
	bool pm = slice_equal_nocase(word, SLICE("pm"));

	if (!reader->has[PLACE_TIME] || reader->hour > 12 ||
	    (!pm && !slice_equal_nocase(word, SLICE("am"))))
		return false;
	reader->hour = reader->hour % 12 + (pm ? 12 : 0);
	reader->date.obsolete = true;
	return true;
}

static void
take_zone_name(struct reader *reader, struct slice word)
{
	int32_t minutes = 0;

	reader->date.obsolete = true;
	if (!reader->has[PLACE_TIME] || reader->has[PLACE_ZONE])
		return;
	reader->date.zone_known = find_zone(word, &minutes);
	reader->date.zone_seconds = minutes * 60;
	/* "GMT+0200": what follows says more. */
	if ((peek(reader, 0) == '+' || peek(reader, 0) == '-') &&
	    ascii_is_digit(peek(reader, 1)))
		return;
	reader->has[PLACE_ZONE] = true;
}

static void
take_word(struct reader *reader)
{
	struct slice word = take_letters(reader);
	unsigned month = find_month(word);

	if (month != 0 && !reader->has[PLACE_MONTH]) {
		if (word.size != 3)
			reader->date.obsolete = true;
		reader->month = month;
		take_place(reader, PLACE_MONTH);
	} else if (find_weekday(word) != 0) {
		if (word.size != 3)
			reader->date.obsolete = true;
		take_place(reader, PLACE_WEEKDAY);
	} else if (!take_half_of_day(reader, word)) {
		take_zone_name(reader, word);
	}
}

/* ---- numbers ----------------------------------------------------------- */

/* Blanks and comments, where RFC 5322 4.3 still allows them. */
static size_t
skip_between(const struct reader *reader, size_t at)
{
	for (;;) {
		size_t end = lexical_skip_blanks(reader->s, at);

		if (end < reader->s.size && reader->s.data[end] == '(')
			end = lexical_comment_end(reader->s, end, SIZE_MAX);
		if (end == at)
			return at;
		at = end;
	}
}

/* The mark and a digit behind it come next: go to the digit. */
static bool
take_mark(struct reader *reader, uint8_t mark)
{
	size_t at = skip_between(reader, reader->at), digit;

	if (at == reader->s.size || reader->s.data[at] != mark)
		return false;
	digit = skip_between(reader, at + 1);
	if (digit == reader->s.size || !ascii_is_digit(reader->s.data[digit]))
		return false;
	if (digit > reader->at + 1)
		reader->date.obsolete = true;
	reader->at = digit;
	return true;
}

/* "mm:ss" behind an hour; '.' stands for ':' in some old mail. */
static void
take_time(struct reader *reader, struct number hour, uint8_t mark)
{
	struct number minute = take_number(reader), second = {0, 2};

	if (take_mark(reader, mark))
		second = take_number(reader);
	if (hour.digits != 2 || minute.digits != 2 || second.digits != 2 ||
	    mark != ':')
		reader->date.obsolete = true;
	/* A fraction, ISO 8601. */
	if ((peek(reader, 0) == '.' || peek(reader, 0) == ',') &&
	    ascii_is_digit(peek(reader, 1))) {
		reader->date.obsolete = true;
		reader->at++;
		(void)take_number(reader);
	}
	if (hour.value > 23 || minute.value > 59 || second.value > 60)
		reader->wrong = true;
	reader->hour = hour.value;
	reader->minute = minute.value;
	reader->second = second.value;
	take_place(reader, PLACE_TIME);
}

/* RFC 5322 4.3 on years of two and three digits. */
static void
take_year(struct reader *reader, struct number year)
{
	if (year.digits != 4)
		reader->date.obsolete = true;
	if (year.digits <= 2)
		year.value += year.value < 50 ? 2000 : 1900;
	else if (year.digits == 3)
		year.value += 1900;
	if (year.value > 9999)
		reader->wrong = true;
	reader->year = year.value;
	take_place(reader, PLACE_YEAR);
}

/* "-MM-DD" of ISO 8601 behind its year, with '/' in some mail. */
static bool
take_iso_date(struct reader *reader, struct number year)
{
	uint8_t mark = peek(reader, 0);
	size_t start = reader->at;
	struct number month, day;

	if (year.digits != 4 || (mark != '-' && mark != '/') ||
	    !ascii_is_digit(peek(reader, 1)))
		return false;
	reader->at++;
	month = take_number(reader);
	if (peek(reader, 0) != mark || !ascii_is_digit(peek(reader, 1))) {
		reader->at = start;
		return false;
	}
	reader->at++;
	day = take_number(reader);
	reader->year = year.value;
	reader->month = month.value;
	reader->day = day.value;
	reader->has[PLACE_YEAR] = reader->has[PLACE_MONTH] =
	    reader->has[PLACE_DAY] = true;
	reader->date.obsolete = true;
	if ((peek(reader, 0) | 0x20) == 't' && ascii_is_digit(peek(reader, 1)))
		reader->at++;
	return true;
}

/*
 * "/MM/YYYY" behind a day: no mail standard has it, qmail-scanner writes it.
 * Day first, unless that cannot be.
 */
static bool
take_slashes(struct reader *reader, struct number day)
{
	size_t start = reader->at;
	struct number month, year;

	if (day.digits > 2 || peek(reader, 0) != '/')
		return false;
	reader->at++;
	month = take_number(reader);
	if (month.digits == 0 || month.digits > 2 || peek(reader, 0) != '/') {
		reader->at = start;
		return false;
	}
	reader->at++;
	year = take_number(reader);
	reader->day = month.value > 12 ? month.value : day.value;
	reader->month = month.value > 12 ? day.value : month.value;
	reader->has[PLACE_DAY] = reader->has[PLACE_MONTH] = true;
	reader->date.obsolete = true;
	if (year.digits > 0)
		take_year(reader, year);
	return true;
}

/* True: it is an hour, and its minutes come next. */
static bool
begins_time(struct reader *reader, struct number number, uint8_t *mark_r)
{
	if (reader->has[PLACE_TIME] || number.digits > 2)
		return false;
	*mark_r = ':';
	if (take_mark(reader, ':'))
		return true;
	*mark_r = '.';
	return reader->has[PLACE_MONTH] && peek(reader, 0) == '.' &&
	       take_mark(reader, '.');
}

static void
take_plain_number(struct reader *reader)
{
	struct number number = take_number(reader);
	uint8_t mark;

	if (begins_time(reader, number, &mark)) {
		take_time(reader, number, mark);
	} else if (!reader->has[PLACE_YEAR] && !reader->has[PLACE_DAY] &&
		   !reader->has[PLACE_MONTH] &&
		   (take_iso_date(reader, number) ||
		       take_slashes(reader, number))) {
		return;
	} else if (number.digits <= 2 && !reader->has[PLACE_DAY]) {
		reader->day = number.value;
		take_place(reader, PLACE_DAY);
	} else if (!reader->has[PLACE_YEAR]) {
		take_year(reader, number);
	} else {
		reader->date.obsolete = true; /* nobody knows what it is */
	}
}

/* "+hhmm", "+hh:mm", "+hmm", "+hh" behind the time. */
static void
take_offset(struct reader *reader)
{
	bool west = peek(reader, 0) == '-';
	struct number first, second = {0, 0};
	unsigned hours, minutes;
	int32_t seconds;

	reader->at++;
	first = take_number(reader);
	if (first.digits <= 2 && peek(reader, 0) == ':') {
		reader->at++;
		second = take_number(reader);
	}
	hours = first.digits <= 2 ? first.value : first.value / 100;
	minutes = first.digits <= 2 ? second.value : first.value % 100;
	take_place(reader, PLACE_ZONE);
	if (first.digits != 4)
		reader->date.obsolete = true;
	if (hours > 23 || minutes > 59 || first.digits > 4) {
		reader->date.obsolete = true;
		reader->date.zone_known = false;
		return;
	}
	seconds = (int32_t)(hours * 3600 + minutes * 60);
	reader->date.zone_seconds = west ? -seconds : seconds;
	reader->date.zone_known = seconds != 0 || !west;
}

/* ---- the whole --------------------------------------------------------- */

static void
take_comment(struct reader *reader)
{
	size_t end = lexical_comment_end(reader->s, reader->at, SIZE_MAX);

	/* Comments stand behind the zone; elsewhere they are obsolete. */
	if (!reader->has[PLACE_ZONE])
		reader->date.obsolete = true;
	/* Not closed: it may be a cut one, at the end. */
	reader->at = end > reader->at ? end : reader->s.size;
}

static void
take_sign(struct reader *reader)
{
	uint8_t c = peek(reader, 0);
	bool offset = (c == '+' || c == '-') && reader->has[PLACE_TIME] &&
		      !reader->has[PLACE_ZONE] &&
		      ascii_is_digit(peek(reader, 1));

	if (offset) {
		take_offset(reader);
		return;
	}
	reader->at++;
	if (c == ',' && reader->next == PLACE_COMMA)
		take_place(reader, PLACE_COMMA);
	else
		reader->date.obsolete = true;
}

static void
take_all(struct reader *reader)
{
	while (reader->at < reader->s.size) {
		uint8_t c = peek(reader, 0);

		if (ascii_is_space(c))
			reader->at++;
		else if (c == '(')
			take_comment(reader);
		else if (ascii_is_digit(c))
			take_plain_number(reader);
		else if (ascii_is_letter(c))
			take_word(reader);
		else
			take_sign(reader);
	}
}

static bool
is_possible(const struct reader *reader)
{
	return !reader->wrong && reader->has[PLACE_DAY] &&
	       reader->has[PLACE_MONTH] && reader->has[PLACE_YEAR] &&
	       reader->month >= 1 && reader->month <= 12 && reader->day >= 1 &&
	       reader->day <= month_days(reader->year, reader->month);
}

bool
date_parse(struct slice value, struct date *date_r)
{
	struct reader reader = {.s = value};
	struct date *date = &reader.date;

	take_all(&reader);
	if (!is_possible(&reader))
		return false;
	if (!reader.has[PLACE_TIME] || !reader.has[PLACE_ZONE] ||
	    reader.has[PLACE_WEEKDAY] != reader.has[PLACE_COMMA])
		date->obsolete = true;
	date->seconds = days_since_1970(reader.year, reader.month, reader.day) *
			    DAY_SECONDS +
			reader.hour * 3600 + reader.minute * 60 +
			reader.second - date->zone_seconds;
	*date_r = *date;
	return true;
}
