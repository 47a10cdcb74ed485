/*
 * report_mail - a report as a message (RFC 5322, RFC 2046)
 */
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "core/config/addresses.h"
#include "core/report/report.h"
#include "core/show/page.h"

/* Of a field, so that no line is longer than 998 bytes. */
#define FIELD_MAX 900u
/* A list of addresses is folded there. */
#define LINE_COLUMNS 76u

/* In one line, ASCII: what the configuration says must not begin a field of
 * its own. */
static void
put_value(struct writer *out, struct slice value)
{
	for (size_t i = 0; i < value.size && i < FIELD_MAX; i++) {
		uint8_t c = value.data[i];

		writer_byte(out, c < ' ' ? ' ' : c >= 0x7F ? '?' : (char)c);
	}
}

static void
put_name(struct writer *out, const char *name)
{
	writer_string(out, name);
	writer_string(out, ": ");
}

static void
put_field(struct writer *out, const char *name, struct slice value)
{
	put_name(out, name);
	put_value(out, value);
	writer_byte(out, '\n');
}

/* However many: folded between them, so that none is cut. */
static void
put_addresses(struct writer *out, const char *name, struct slice addresses)
{
	size_t column = strlen(name) + 2, count = 0;

	put_name(out, name);
	while (addresses.size > 0) {
		struct slice one = addresses_first(addresses);

		addresses = slice_skip(addresses, one.size + 1);
		one = slice_trim(one);
		if (one.size == 0)
			continue;
		if (count++ > 0) {
			bool fold = column + one.size > LINE_COLUMNS;

			writer_string(out, fold ? ",\n " : ", ");
			column = fold ? 1 : column + 2;
		}
		put_value(out, one);
		column += one.size;
	}
	writer_byte(out, '\n');
}

/* Letters of host names alone, for the right side of a Message-ID. */
static void
put_host(struct text *text, const char *host)
{
	size_t before = text->size;

	for (; *host != '\0' && text->size - before < 200; host++)
		if ((*host >= 'a' && *host <= 'z') ||
		    (*host >= 'A' && *host <= 'Z') ||
		    (*host >= '0' && *host <= '9') ||
		    ((*host == '.' || *host == '-') && text->size > before))
			text_put_byte(text, *host);
	while (text->size > before && text->data[text->size - 1] == '.')
		text->data[--text->size] = '\0';
	if (text->size == before)
		text_put(text, SLICE("localhost"));
}

static void
put_subject(struct writer *out, const struct report *report)
{
	char buffer[256];
	struct text text = TEXT_OVER(buffer);
	const uint64_t *counters = report->day->totals.counters;

	text_put(&text, SLICE("CGPFilter report "));
	day_put_date(&text, report->day->number);
	text_put(&text, SLICE(": "));
	page_put_grouped(&text, day_messages(report->day));
	text_put(&text, SLICE(" messages, "));
	page_put_grouped(&text, counters[COUNTER_INFECTED]);
	text_put(&text, SLICE(" infected, "));
	page_put_grouped(&text, counters[COUNTER_ALERTS]);
	text_put(&text, SLICE(" alerts"));
	put_field(out, "Subject", text_slice(&text));
}

static void
put_date(struct writer *out, int64_t now_s)
{
	char buffer[64];
	time_t now = (time_t)now_s;
	struct tm local;

	/* The program never asks for another locale's names of days. */
	if (localtime_r(&now, &local) != NULL &&
	    strftime(
		buffer, sizeof(buffer), "%a, %d %b %Y %H:%M:%S %z", &local) > 0)
		put_field(out, "Date", slice_from_string(buffer));
}

static void
put_header(struct writer *out, const struct report *report,
    const struct letter *letter, const char *boundary)
{
	struct slice recipients = slice_from_string(letter->recipients);
	struct slice sender = slice_from_string(letter->sender);
	char buffer[320], day[16];
	struct text text = TEXT_OVER(buffer), date = TEXT_OVER(day);

	day_put_date(&date, report->day->number);
	text_printf(&text, "<report-%s-%016" PRIx64 "@", day, letter->number);
	put_host(&text, report->host);
	text_put_byte(&text, '>');
	put_field(out, "From",
	    sender.size > 0 ? sender : addresses_first(recipients));
	put_addresses(out, "To", recipients);
	put_subject(out, report);
	put_date(out, letter->now_s);
	put_field(out, "Message-ID", text_slice(&text));
	put_field(out, "X-CGPFilter-Report", text_slice(&date));
	put_field(out, "Auto-Submitted", SLICE("auto-generated"));
	put_field(out, "MIME-Version", SLICE("1.0"));
	writer_printf(out,
	    "Content-Type: multipart/alternative; boundary=\"%s\"\n\n",
	    boundary);
}

static bool
is_ascii(const char *s)
{
	while (*s > 0 && *s < 0x7F)
		s++;
	return *s == '\0';
}

static bool
names_are_ascii(const struct tops *tops)
{
	for (uint32_t i = 0; i < tops->used; i++)
		if (!is_ascii(tops->tops[i].name))
			return false;
	return true;
}

/* A page is ASCII in any case.  Few mail servers are left that do not take
 * eight bits; a text with nothing but ASCII needs none. */
static bool
goes_by_seven_bits(const struct report *report, bool html)
{
	const struct day *day = report->day;

	return html ||
	       (is_ascii(report->host) && names_are_ascii(&day->viruses) &&
		   names_are_ascii(&day->sources) &&
		   names_are_ascii(&day->targets));
}

static void
put_part(struct writer *out, const struct report *report, const char *boundary,
    bool html)
{
	bool seven = goes_by_seven_bits(report, html);

	writer_printf(out,
	    "--%s\n"
	    "Content-Type: text/%s; charset=%s\n"
	    "Content-Transfer-Encoding: %s\n"
	    "\n",
	    boundary, html ? "html" : "plain", seven ? "us-ascii" : "utf-8",
	    seven ? "7bit" : "8bit");
	report_write(out, report, html);
	writer_byte(out, '\n');
}

void
report_mail(struct writer *out, const struct report *report,
    const struct letter *letter)
{
	char boundary[64];
	struct text text = TEXT_OVER(boundary);

	/* No line of a sheet begins like that. */
	text_printf(&text, "=_report_%016" PRIx64, letter->number);
	put_header(out, report, letter, boundary);
	put_part(out, report, boundary, false);
	put_part(out, report, boundary, true);
	writer_printf(out, "--%s--\n", boundary);
}
